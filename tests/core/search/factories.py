"""What the tests of the search share."""

from django.contrib.auth.models import AnonymousUser, Group

from millecafes.core.search import index
from millecafes.core.search.query import Query, Search
from millecafes.core.search.sources import Entry, Found, Source


def titles(typed, user=None, language="fr") -> list[str]:
    """Titles found, marks left out, the best first."""
    found = Search(Query(typed, language), user or AnonymousUser()).results()
    return [str(item.title).replace("<mark>", "").replace("</mark>", "") for item in found.items]


def suggested(typed, user=None, language="fr") -> list[str]:
    return [item["title"] for item in Search(Query(typed, language), user or AnonymousUser()).suggestions()]


class GroupSource(Source):
    """A second kind of thing, such as an application may register; those named « Secret… » are for signed-in people."""

    kind, types = "group", {"groupes": "Groupes"}

    def objects(self):
        return Group.objects.order_by("pk")

    def rights(self, user):
        return user.is_authenticated

    def readable(self, is_member):
        return self.objects() if is_member else self.objects().exclude(name__startswith="Secret")

    def entry(self, group):
        return Entry(title=group.name, text="Une équipe.")

    def found(self, ids):
        return {pk: Found(f"/groupes/{pk}/") for pk in ids}


def make_groups(*names) -> None:
    index.write("group", Group.objects.bulk_create(Group(name=name) for name in names))
