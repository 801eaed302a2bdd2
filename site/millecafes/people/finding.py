"""Members as things to find: by one another, and by nobody else."""

from django.utils.translation import gettext_lazy as _

from millecafes.core.search.sources import Entry, Found, Source
from millecafes.people.models import Member
from millecafes.people.permissions import access_of, members_in_place
from millecafes.people.profiles import Reader, card_of, with_roles


class MemberSource(Source):
    """Those who are in the directory, with what all members read of them."""

    kind, types = "member", {"membre": _("Membres")}
    weight = 0.9  # a page that speaks of a village says more than the name of who lives there

    def objects(self):
        return with_roles(members_in_place())

    def rights(self, user):
        """The day, for who may enter the members' area: roles begin and end."""
        access = access_of(user)
        return access.today if access.may_enter else None

    def readable(self, rights):
        return members_in_place(rights) if rights else Member.objects.none()

    def entry(self, member):
        card = card_of(member, Reader.MEMBER)
        said = [*map(str, card.roles), *map(str, card.themes), card.presentation]
        return Entry(title=card.name, text="\n".join(filter(None, said)))

    def found(self, ids):
        members = self.objects().in_bulk(ids)
        roles = {pk: card_of(member, Reader.MEMBER).roles for pk, member in members.items()}
        return {pk: Found(member.get_absolute_url(), ", ".join(map(str, roles[pk]))) for pk, member in members.items()}
