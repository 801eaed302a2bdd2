"""What the association says in public, and to whom."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.blocks import AdvocacyBlock, AdvocacyTheme
from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.pages import SitePage


class AdvocacyPage(SitePage, Page):
    """Positions, hearings, publications and meetings, filtered by theme."""

    page_description = _("Positions, auditions, publications et rencontres, à trier par thème.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)
    entries = StoryField([("entry", AdvocacyBlock())], verbose_name=_("prises de parole"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("entries")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    class Meta:
        verbose_name = _("page de plaidoyer")
        verbose_name_plural = _("pages de plaidoyer")

    def get_context(self, request, *args, **kwargs):
        entries = sorted(
            (entry.value for entry in self.entries), key=lambda entry: entry["date"] or date.min, reverse=True
        )
        used = {entry["theme"] for entry in entries}
        themes = [(theme.value, theme.label) for theme in AdvocacyTheme if theme.value in used]
        theme = request.GET.get("theme", "")
        theme = theme if theme in used else ""
        return super().get_context(request, *args, **kwargs) | {
            "themes": themes,
            "theme": theme,
            "entries": [entry for entry in entries if not theme or entry["theme"] == theme],
        }
