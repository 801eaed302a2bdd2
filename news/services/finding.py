"""The press review among what the search finds."""

from django.utils.translation import gettext_lazy as _

from millecafes.core.search.sources import Entry, Found, Source
from news.models import PressItem


class PressSource(Source):
    """Items whose address still answers: a result leads straight to the article, on the site of its outlet."""

    kind, types, weight = "press", {"presse": _("Presse")}, 0.02

    def objects(self):
        return PressItem.objects.order_by("pk")

    def readable(self, rights):
        return PressItem.objects.readable()

    def entry(self, item):
        return Entry(
            title=item.title, text=f"{item.outlet}, {item.get_medium_display()}", language="fr", date=item.date
        )

    def found(self, ids):
        return {pk: Found(item.url, item.outlet) for pk, item in PressItem.objects.in_bulk(ids).items()}
