"""What all our pages share, added to the stock Wagtail page.

Not a custom base page: wagtail-localize only works with the stock one.
"""

import re
from collections.abc import Callable, Iterable

from django.db import models
from django.shortcuts import redirect
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from millecafes.core.blocks.base import FIGURE_REFERENCE
from millecafes.core.figures import figures_by_code
from millecafes.core.languages import (
    FIRST,
    code_of,
    in_language,
    is_public,
    language_of,
    listen_to_reader,
    reader_language,
    restricted_pages,
)
from millecafes.core.models import Association, Illustration
from millecafes.core.tree import ancestors_of, pages_of, way_to

# What a visitor typed comes back in a form as it was typed, codes included.
TYPED_OR_QUOTED = re.compile(rf"<textarea\b.*?</textarea>|<input\b[^>]*>|{FIGURE_REFERENCE.pattern}", re.DOTALL)


def speak_figures(response):
    """Replace each [[code]] of a rendered page by the figure's value."""
    say_figures(response, lambda: language_of(response.context_data["page"]))


def say_figures(response, language_of_words: Callable[[], str]):
    """As above, for what is no page: one query, and none without reference."""
    html = response.content.decode(response.charset)
    codes = set(FIGURE_REFERENCE.findall(html))
    if codes:
        language = language_of_words()
        with translation.override(language):
            figures = figures_by_code(codes, language)
            values = {code: escape(figure.display_value) for code, figure in figures.items()}
        response.content = TYPED_OR_QUOTED.sub(lambda match: values.get(match[1], "…") if match[1] else match[0], html)


def spoken(response):
    """The same answer, figures said once it is rendered; what is no page (a file, a redirection) is left alone."""
    if hasattr(response, "add_post_render_callback"):
        response.add_post_render_callback(speak_figures)
    return response


class SitePageForm(WagtailAdminPageForm):
    """Nothing has changed until the editor changes it.

    For a field whose default is computed (today's date) Django compares with a hidden field, which Wagtail does not
    write: a page that was only approved seemed changed, and its review began again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False


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
        _("titre de partage"), max_length=120, blank=True, default="", help_text=_("Vide : le titre de la page.")
    )
    share_image = models.ForeignKey(
        "core.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image de partage"),
        help_text=_("Montrée par les réseaux et les messageries. Vide : la photo, ou la carte de l’association."),
    )

    base_form_class = SitePageForm
    # What the search calls pages of this type: a code for addresses, and a name.
    search_type = ("pages", _("Pages"))

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

    # A page keeps its address in every language.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """What search engines and sharing cards say of the page."""
        return self.search_description or self.summary

    @property
    def sharing_image_id(self) -> int | None:
        """Only its number: the picture is made when a network asks for it, not each time the page is read."""
        return self.share_image_id or self.cover_id

    @property
    def is_private(self) -> bool:
        """Whether somebody is kept out: the page then shows a lock."""
        return self.pk is not None and not is_public(self)

    @property
    def page_above(self):
        """The page one goes back up to."""
        way = way_to(self)
        return way[-1] if way else None

    def get_view_restrictions(self):
        """As Wagtail's own, from the tree already read: its ancestors' restrictions, or those of their sources."""
        if not restricted_pages():
            return PageViewRestriction.objects.none()
        line = [*ancestors_of(self), self]
        while aliases := [page for page in line if page.alias_of_id]:
            line = [page for page in line if not page.alias_of_id]
            line += pages_of(page.alias_of_id for page in aliases)
        return PageViewRestriction.objects.filter(page_id__in=[page.pk for page in line])

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"content_language": language_of(self)}

    def search_words(self) -> Iterable[str]:
        """What the page shows besides its own fields, and may be looked for."""
        return []

    def serve(self, request, *args, **kwargs):
        listen_to_reader()
        translated = in_language(self, reader_language())
        if translated.pk != self.pk and code_of(translated) == reader_language():
            return redirect(translated.url)
        return spoken(super().serve(request, *args, **kwargs))

    def serve_preview(self, request, *args, **kwargs):
        listen_to_reader()
        return spoken(super().serve_preview(request, *args, **kwargs))

    def get_sitemap_urls(self, request=None):
        """One entry, with the public pages that say the same in other languages (``twins``, set by the map)."""
        entries = super().get_sitemap_urls(request)
        twins = getattr(self, "twins", [])
        if len(twins) > 1:
            alternates = [
                {"lang_code": twin.locale.language_code, "location": twin.get_full_url(request)} for twin in twins
            ]
            first = next((one for one in alternates if one["lang_code"] == FIRST), alternates[0])
            alternates.append({"lang_code": "x-default", "location": first["location"]})
            entries = [entry | {"alternates": alternates} for entry in entries]
        return entries
