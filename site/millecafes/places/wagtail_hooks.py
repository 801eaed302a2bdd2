"""Cafés and their services in the back office."""

from django.contrib import messages
from django.forms import CheckboxSelectMultiple
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from millecafes.core.desk import WAITING, left_by_reviews
from millecafes.core.permissions import NeverDeleted
from millecafes.core.snippet_views import ReviewedEditView, state_of
from millecafes.places.cafe_forms import CafeForm
from millecafes.places.models import Cafe, Service

register_permission_policy(Cafe, NeverDeleted(Cafe))


@hooks.register("insert_global_admin_js")
def suggest_communes():
    """As on the site: a field where one says a commune suggests some."""
    scripts = [(static(f"js/{name}.js"),) for name in ("combobox", "communes")]
    return format_html_join("", '<script src="{}" defer></script>', scripts)


PLACE = [
    FieldPanel("name"),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("commune"),
            FieldRowPanel([FieldPanel("address"), FieldPanel("postcode")]),
            HelpPanel(content=_("Sans latitude ni longitude, le point est celui de la commune, et la carte le dit.")),
            FieldRowPanel([FieldPanel("lat"), FieldPanel("lon"), FieldPanel("precision")]),
        ],
        heading=_("Où"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("support"),
            FieldRowPanel([FieldPanel("model"), FieldPanel("licence")]),
            FieldPanel("services", widget=CheckboxSelectMultiple),
        ],
        heading=_("Quoi"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("website")], heading=_("Joindre le café")
    ),
    FieldPanel("slug"),
]
HOURS = [
    InlinePanel(
        "hours",
        [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])],
        heading=_("Chaque semaine"),
        label=_("Horaire"),
        help_text=_("Une ligne par plage : le mardi de 8:00 à 14:00, puis le mardi de 17:00 à 21:00."),
        max_num=60,
    ),
    FieldPanel("on_holidays"),
    InlinePanel(
        "special_openings",
        [
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
            FieldPanel("reason"),
        ],
        heading=_("Jours particuliers"),
        label=_("Jours particuliers"),
        help_text=_("Congés, fêtes, travaux : ces jours-là remplacent la semaine."),
        max_num=60,
    ),
]
STORY = [
    FieldPanel("description"),
    InlinePanel(
        "photos",
        [FieldPanel("image"), FieldPanel("caption")],
        heading=_("Photos"),
        label=_("Photo"),
        help_text=_("La première est montrée en grand. Le crédit et le texte de remplacement sont ceux de l’image."),
        max_num=12,
    ),
    InlinePanel(
        "venue_sheets",
        [
            FieldRowPanel([FieldPanel("surface"), FieldPanel("seats_inside"), FieldPanel("seats_outside")]),
            FieldPanel("power"),
            FieldPanel("parking"),
            FieldPanel("access"),
            FieldRowPanel([FieldPanel("wheelchair"), FieldPanel("toilets")]),
            FieldPanel("notes"),
        ],
        heading=_("Fiche technique du lieu"),
        label=_("Fiche technique"),
        help_text=_("Ce qu’une troupe ou une conférencière a besoin de savoir. Elle est publique."),
        max_num=1,
    ),
]
LIFE = [
    FieldPanel("opened_on"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("closed_on"), FieldPanel("ending")]), FieldPanel("successor")],
        heading=_("Fin"),
        help_text=_("Le café quitte la carte ce jour-là ; sa fiche reste, et dit ce qu’il est devenu."),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("manager_name"), FieldPanel("manager_consent_on")])],
        heading=_("Gérante ou gérant"),
        help_text=_("Le nom n’est montré que si la personne a donné son accord, à la date inscrite ici."),
    ),
    FieldPanel("is_example"),
]


class CafeFilterSet(WagtailFilterSet):
    class Meta:
        model = Cafe
        fields = ["live", "support", "model", "ending", "is_example"]


class CafeViewSet(SnippetViewSet):
    model = Cafe
    icon = "home"
    menu_label = _("Cafés")
    copy_view_enabled = False
    edit_view_class = ReviewedEditView
    add_to_reference_index = True
    list_display = [
        "name",
        Column("commune", label=_("Commune"), sort_key="commune__search_name"),
        Column("get_support_display", label=_("Accompagnement"), sort_key="support"),
        Column("live", label=_("État"), accessor=state_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = CafeFilterSet
    search_fields = ["name", "commune__name", "commune__code"]
    search_backend_name = None
    chooser_per_page = 100
    edit_handler = TabbedInterface(
        [
            ObjectList(PLACE, heading=_("Le café")),
            ObjectList(HOURS, heading=_("Horaires")),
            ObjectList(STORY, heading=_("Récit, photos, fiche technique")),
            ObjectList(LIFE, heading=_("Vie du café")),
        ],
        base_form_class=CafeForm,
    )

    def get_queryset(self, request):
        return Cafe.objects.select_related("commune")


class ServiceDeleteView(DeleteView):
    """A service that cafés offer is not taken away from them in silence."""

    def dispatch(self, request, *args, **kwargs):
        numbers = Service.objects.filter(pk=kwargs["pk"]).values("number")
        cafes = Cafe.objects.filter(services__number__in=numbers).distinct().count()
        if cafes:
            words = ngettext(
                "%(count)d café propose ce service : retirez-le d’abord de sa fiche.",
                "%(count)d cafés proposent ce service : retirez-le d’abord de leurs fiches.",
                cafes,
            )
            messages.error(request, words % {"count": cafes})
            return redirect(reverse(Service.snippet_viewset.get_url_name("edit"), args=[kwargs["pk"]]))
        return super().dispatch(request, *args, **kwargs)


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "tag"
    list_display = ["name", "code", Column("number", label=_("Numéro"), sort_key="number")]
    delete_view_class = ServiceDeleteView
    search_fields = ["name", "code"]
    search_backend_name = None


class CafesGroup(SnippetViewSetGroup):
    """The cafés, and what one finds there."""

    menu_label = _("Cafés")
    menu_icon = "home"
    menu_order = 230
    items = (CafeViewSet, ServiceViewSet)


register_snippet(CafesGroup)


@hooks.register(WAITING)
def cafes_waiting(request):
    """What reviewing and writing have left on this desk, of cafés."""
    if request.user.has_perm("places.change_cafe"):
        yield from left_by_reviews(
            request.user,
            Cafe,
            to_read=lambda count: ngettext(
                "%(count)d fiche de café attend votre relecture.",
                "%(count)d fiches de cafés attendent votre relecture.",
                count,
            ),
            sent_back=lambda count: ngettext(
                "%(count)d de vos fiches de cafés est revenue de relecture avec des remarques.",
                "%(count)d de vos fiches de cafés sont revenues de relecture avec des remarques.",
                count,
            ),
            begun=lambda count: ngettext(
                "%(count)d de vos fiches de cafés n’est pas encore soumise à relecture.",
                "%(count)d de vos fiches de cafés ne sont pas encore soumises à relecture.",
                count,
            ),
        )
