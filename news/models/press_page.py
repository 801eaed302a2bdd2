"""The press review: what others say of us, by year and by month, each with the way to read it."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.pages import SitePage
from millecafes.core.paging import CountedPaginator
from news.models.press import PressItem
from news.models.selections import Counts, Selection

ITEMS_A_PAGE = 40


@dataclass
class Year:
    """A year of the list, what is said of it, and its months, each with its items."""

    number: int
    sentence: str
    months: list


class PressIndexPage(SitePage, Page):
    """How the press may reach us, then what it has said."""

    page_description = _("La revue de presse, tirée du registre des articles parus.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page de la revue de presse")
        verbose_name_plural = _("pages de la revue de presse")

    def get_context(self, request, *args, **kwargs):
        selection = Selection.asked_in(request.GET)
        counts = Counts(selection)
        found = selection.items().latest_first().with_topics()
        items = CountedPaginator(found, ITEMS_A_PAGE, count=counts.total).get_page(request.GET.get("page"))
        query = selection.query()
        return super().get_context(request, *args, **kwargs) | {
            "counts": counts,
            "kept": selection.parameters(but="outlet"),
            "items": items,
            "years": list(by_year(items, counts)),
            "query": f"{query}&" if query else "",
            "has_examples": any(item.is_example for item in items),
            "foreign": get_language() != "fr",
        }


def by_year(items: list[PressItem], counts: Counts):
    for number, of_year in groupby(items, key=lambda item: item.date.year):
        by_month = groupby(of_year, key=lambda item: item.date.replace(day=1))
        yield Year(number, counts.sentence(number), [(month, list(of_month)) for month, of_month in by_month])
