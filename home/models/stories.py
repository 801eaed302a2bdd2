"""« Raconte-moi ton village »: inhabitants tell their commune in pictures, sound or words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import under
from millecafes.core.pages import SitePage


class Medium(models.TextChoices):
    """The form a village chose; also the name of its icon."""

    FILM = "film", _("Film")
    SOUND = "sound", _("Création sonore")
    WRITING = "writing", _("Textes")
    PHOTO = "photo", _("Photographies")
    SHOW = "show", _("Spectacle")


class VillageStoriesPage(SitePage, Page):
    """The exhibition: one picture a village."""

    page_description = _("La liste des récits de villages.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.VillageStoryPage"]

    class Meta:
        verbose_name = _("exposition des villages")
        verbose_name_plural = _("expositions des villages")

    def get_context(self, request, *args, **kwargs):
        stories = under(self, VillageStoryPage.objects.live().public())
        stories = stories.select_related("cover").prefetch_related("cover__renditions")
        return super().get_context(request, *args, **kwargs) | {"stories": list(stories)}


class VillageStoryPage(SitePage, Page):
    """What one village made."""

    page_description = _("L’histoire d’un village et de son café, avec ses photos.")
    commune = models.CharField(_("commune"), max_length=120)
    department = models.CharField(_("département"), max_length=80, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    medium = models.CharField(_("forme"), max_length=12, choices=Medium, default=Medium.WRITING)
    consent_note = models.CharField(
        _("accord des personnes"),
        max_length=240,
        blank=True,
        default="",
        help_text=_("Qui a donné son accord, et pour quoi. Imprimé au bas de la page."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    override_translatable_fields = [
        *SitePage.override_translatable_fields,
        SynchronizedField("commune"),
        SynchronizedField("department"),
    ]
    search_type = ("recits", _("Récits de villages"))

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("commune"), FieldPanel("department")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("medium")]),
        FieldPanel("body"),
        FieldPanel("consent_note"),
    ]
    parent_page_types = ["home.VillageStoriesPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("récit d’un village")
        verbose_name_plural = _("récits de villages")
