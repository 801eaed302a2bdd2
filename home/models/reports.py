"""Annual reports and studies: a shelf by year, and for each a file whose address never changes."""

from itertools import groupby

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import under
from millecafes.core.pages import SitePage


class ReportQuerySet(PageQuerySet):
    def latest_first(self):
        return self.select_related("cover").prefetch_related("cover__renditions").order_by("-year", "title", "pk")


class ReportsPage(SitePage, Page):
    """Reports and studies by year."""

    page_description = _("L’étagère des rapports et des études, par année.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage", "home.TransparencyPage", "home.ImpactPage"]
    subpage_types = ["home.ReportPage"]

    class Meta:
        verbose_name = _("étagère des rapports")
        verbose_name_plural = _("étagères des rapports")

    def get_context(self, request, *args, **kwargs):
        reports = under(self, ReportPage.objects.live().public()).latest_first()
        years = [(year, list(of_year)) for year, of_year in groupby(reports, key=lambda report: report.year)]
        return super().get_context(request, *args, **kwargs) | {"years": years}


class ReportPage(SitePage, RoutablePageMixin, Page):
    """One report, with its file at ``telecharger/`` whatever version an editor has put there."""

    page_description = _("Un rapport : son fichier, son année, ce qu’il faut en retenir.")

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("Rapport d’activité")
        FINANCIAL = "financial", _("Rapport financier")
        IMPACT = "impact", _("Mesure d’impact")
        STUDY = "study", _("Étude")

    year = models.PositiveSmallIntegerField(_("année"), default=2025, help_text=_("Celle dont parle le document."))
    kind = models.CharField(_("nature"), max_length=12, choices=Kind, default=Kind.ACTIVITY)
    document = models.ForeignKey(
        "core.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("Remplacez le fichier quand vous voulez : l’adresse de téléchargement ne change pas."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    objects = PageManager.from_queryset(ReportQuerySet)()

    search_type = ("rapports", _("Rapports et études"))

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("year"), FieldPanel("kind")]),
        FieldPanel("document"),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.ReportsPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("rapport ou étude")
        verbose_name_plural = _("rapports et études")

    @path("")
    def read(self, request):
        return self.render(request)

    @path("telecharger/")
    def download(self, request):
        if self.document is None:
            raise Http404
        from millecafes.people.file_views import read_document  # its forms need the models

        return read_document(request, self.document)
