"""Who supports the initiative."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from millecafes.core.blocks import STORY
from millecafes.core.blocks.lists import partners_by_family
from millecafes.core.fields import StoryField
from millecafes.core.languages import language_of, readable, under
from millecafes.core.models import Partner
from millecafes.core.pages import SitePage


class PartnersPage(SitePage, Page):
    """The wall of partners by family, and those of before."""

    page_description = _("Les partenaires et leurs logos, tirés du registre.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.PartnerPage"]

    class Meta:
        verbose_name = _("page des partenaires")
        verbose_name_plural = _("pages des partenaires")

    def search_words(self):
        return Partner.objects.filter(locale=self.locale_id).values_list("name", flat=True)

    def get_context(self, request, *args, **kwargs):
        partners = list(readable(Partner.objects.with_logos(), language_of(self)))
        return super().get_context(request, *args, **kwargs) | {
            "groups": partners_by_family(one for one in partners if not one.is_past),
            "past_groups": partners_by_family(one for one in partners if one.is_past),
            "children": list(under(self, Page.objects.live().public()).order_by("path").specific()),
        }


class PartnerPage(SitePage, Page):
    """One partnership: what it supports, since when, what came of it."""

    page_description = _("Un partenaire raconté : ce qu’il apporte, ce que l’on fait ensemble.")
    partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        related_name="pages",
        verbose_name=_("partenaire"),
        help_text=_("Fiche du registre : nom, logo, années, soutien."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("partner"), FieldPanel("body")]
    parent_page_types = ["home.PartnersPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page d’un partenaire")
        verbose_name_plural = _("pages de partenaires")
