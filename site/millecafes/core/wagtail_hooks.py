"""The registers in the back office."""

from django.contrib import messages
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from millecafes.core import desk
from millecafes.core.content_checks import use_our_checker
from millecafes.core.localize_views import UpdateTranslations
from millecafes.core.models import KeyFigure, Partner, SiteFurniture, Testimony
from millecafes.core.models.sheets import Sheet
from millecafes.core.rich_text import SitePageLinkHandler
from millecafes.core.translations import carry_over, tell_translators, translations_of


class KeyFigureFilterSet(WagtailFilterSet):
    """Lists what nobody has checked for eighteen months."""

    stale = BooleanFilter(label=_("À vérifier (plus de dix-huit mois)"), method="filter_stale")

    class Meta:
        model = KeyFigure
        fields = ["topic", "association"]

    def filter_stale(self, queryset, name, value):
        return queryset.to_check() if value else queryset


class KeyFigureViewSet(SnippetViewSet):
    model = KeyFigure
    icon = "table"
    list_display = ["label", Column("display_value", label=_("Valeur")), "period", "checked_on", "code"]
    filterset_class = KeyFigureFilterSet
    search_fields = ["label", "code", "population"]
    search_backend_name = None
    chooser_per_page = 100  # its list can't be searched: one page, where the browser finds words


class PartnerViewSet(SnippetViewSet):
    model = Partner
    icon = "group"
    list_display = ["name", "family", "since", "until", "sort_order"]
    list_filter = ["family"]
    search_fields = ["name", "code"]
    search_backend_name = None


class TestimonyViewSet(SnippetViewSet):
    __test__ = False

    model = Testimony
    icon = "openquote"
    list_display = ["__str__", "consent_on", "consent_until", "code"]
    search_fields = ["name", "commune", "text", "code"]
    search_backend_name = None


class SiteFurnitureViewSet(SnippetViewSet):
    model = SiteFurniture
    icon = "list-ul"
    list_display = ["__str__", "locale"]


class RegistersGroup(SnippetViewSetGroup):
    """What pages speak from, and what stands around them."""

    menu_label = _("Registres")
    menu_icon = "form"
    menu_order = 250
    items = (KeyFigureViewSet, PartnerViewSet, TestimonyViewSet, SiteFurnitureViewSet)


register_snippet(RegistersGroup)


hooks.register(desk.WAITING, desk.pages_waiting)
hooks.register(desk.WAITING, desk.translations_waiting)
hooks.register(desk.WAITING, desk.figures_waiting)
hooks.register("construct_wagtail_userbar", use_our_checker)


@hooks.register("construct_homepage_panels")
def say_what_waits(request, panels):
    panels.append(desk.WaitingPanel())


@hooks.register("after_edit_snippet")
def tell_other_languages(request, sheet):
    if isinstance(sheet, Sheet):
        carry_over(sheet)
        tell_translators(sheet)


@hooks.register("after_unpublish_page")
def say_what_went_with_it(request, page):
    if any(not twin.alias_of_id for twin in translations_of(page)):
        said = _("Ses traductions ne se lisent plus non plus. Pour en rouvrir une, publiez-la de nouveau.")
        messages.info(request, said)


@hooks.register("register_admin_urls", order=-1)
def guard_translations():
    return [path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view())]


@hooks.register("insert_global_admin_css")
def wear_our_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("css/back-office.css"))


@hooks.register("register_rich_text_features", order=10)
def link_pages_our_way(features):
    features.register_link_type(SitePageLinkHandler)
