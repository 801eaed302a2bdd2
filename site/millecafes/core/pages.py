"""What all our pages share, added to the stock Wagtail page.

Not a custom base page: wagtail-localize only works with the stock one.
"""

from http import HTTPStatus

from django.db import models
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from millecafes.core.blocks.base import FIGURE_REFERENCE
from millecafes.core.figures import figures_by_code
from millecafes.core.models import Association, Illustration


def speak_figures(response):
    """Replace each [[code]] of a rendered answer by the figure's value: one query, and none without reference.

    A code of no figure becomes an ellipsis, except where a refused form shows what was typed.
    """
    html = response.content.decode(response.charset)
    codes = set(FIGURE_REFERENCE.findall(html))
    if codes:
        figures = figures_by_code(codes, response.context_data["page"].locale_id)
        values = {code: escape(figure.display_value) for code, figure in figures.items()}
        unknown = "…" if response.status_code == HTTPStatus.OK else None
        response.content = FIGURE_REFERENCE.sub(lambda match: values.get(match[1], unknown or match[0]), html)


class SitePage(models.Model):
    """Opening words, drawing, sharing card and related association of a page."""

    summary = models.TextField(
        _("chapô"),
        max_length=400,
        blank=True,
        default="",
        help_text=_("Deux ou trois phrases qui disent l’essentiel, sous le titre."),
    )
    association = models.CharField(
        _("association concernée"),
        max_length=24,
        choices=Association,
        blank=True,
        default="",
        help_text=_("Celle des deux associations qui porte ce dont parle la page."),
    )
    illustration = models.CharField(
        _("dessin"),
        max_length=16,
        choices=Illustration,
        blank=True,
        default="",
        help_text=_("Montré tant qu’il n’y a pas de photo."),
    )
    cover = models.ForeignKey(
        "core.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    share_title = models.CharField(
        _("titre de partage"), max_length=120, blank=True, default="", help_text=_("Vide : le titre de la page.")
    )
    share_image = models.ForeignKey(
        "core.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image de partage"),
        help_text=_("Montrée par les réseaux et les messageries. Vide : la photo, ou la carte de l’association."),
    )

    opening_panels = [
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("association"), FieldPanel("illustration")]), FieldPanel("cover")],
            _("Présentation"),
            classname="collapsed",
        ),
    ]
    content_panels = [*Page.content_panels, *opening_panels]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("share_title"), FieldPanel("share_image")], _("Partage")),
    ]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """What search engines and sharing cards say of the page."""
        return self.search_description or self.summary

    @property
    def sharing_image(self):
        return self.share_image or self.cover

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(speak_figures)
        return response

    def get_sitemap_urls(self, request=None):
        """One entry, with the page's other languages."""
        entries = super().get_sitemap_urls(request)
        translations = list(self.get_translations(inclusive=True).live().public().select_related("locale"))
        if len(translations) > 1:
            alternates = [
                {"lang_code": page.locale.language_code, "location": page.get_full_url(request)}
                for page in translations
            ]
            entries = [entry | {"alternates": alternates} for entry in entries]
        return entries
