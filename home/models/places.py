"""Tiers-lieux: places open to all, of which the abbey is the first."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.blocks import FactBlock
from millecafes.core.blocks import STORY
from millecafes.core.blocks.base import FigureChooserBlock
from millecafes.core.fields import StoryField
from millecafes.core.pages import SitePage


class ThirdPlacePage(SitePage, Page):
    """A place: practical facts, its year in figures, its story."""

    page_description = _("Un tiers-lieu : ses informations pratiques, son année en chiffres, son récit.")
    facts = StoryField([("fact", FactBlock())], verbose_name=_("renseignements"), blank=True, default=list)
    figures = StoryField(
        [("figure", FigureChooserBlock())], verbose_name=_("l’année en chiffres"), blank=True, default=list
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("facts"), FieldPanel("figures"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    class Meta:
        verbose_name = _("page d’un tiers-lieu")
        verbose_name_plural = _("pages de tiers-lieux")

    def get_context(self, request, *args, **kwargs):
        figures = [figure.value for figure in self.figures if figure.value]
        return super().get_context(request, *args, **kwargs) | {"figures": figures}
