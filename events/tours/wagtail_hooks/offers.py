"""Seasons, companies and offers, as the back office writes them."""

from django.urls import reverse
from django.utils.functional import cached_property
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
from wagtail.admin.ui.tables import Column, DateColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from events.tours.forms import OfferForm
from events.tours.models import Company, Offer, Season
from events.tours.permissions import PLAN
from millecafes.core.desk import WAITING, left_by_reviews
from millecafes.core.permissions import NeverDeleted
from millecafes.core.snippet_views import ReviewedEditView, state_of

for model in (Offer, Season, Company):
    register_permission_policy(model, NeverDeleted(model))

WHAT = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("company")]),
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("body"),
    FieldPanel("seasons"),
    FieldPanel("audiences"),
    InlinePanel(
        "photos", [FieldPanel("image"), FieldPanel("caption")], heading=_("Photos"), label=_("Photo"), max_num=8
    ),
    FieldPanel("partners"),
    FieldPanel("slug"),
    FieldPanel("is_example"),
]
NEEDS = [
    HelpPanel(
        content=_("Chaque besoin est comparé à la fiche technique du café : n’écrivez que ce qui est nécessaire.")
    ),
    FieldRowPanel([FieldPanel("minutes"), FieldPanel("setup_minutes")]),
    FieldRowPanel([FieldPanel("public"), FieldPanel("where")]),
    FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
    FieldRowPanel([FieldPanel("power"), FieldPanel("surface"), FieldPanel("seats")]),
    FieldPanel("darkness"),
    FieldPanel("parking"),
    FieldPanel("needs"),
]
WHERE = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("payer"), FieldPanel("host_cost")]), FieldPanel("cost_note")], heading=_("Le coût")
    ),
    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
    FieldPanel("regions"),
    FieldPanel("departments"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("visa_number"), FieldPanel("visa_on")])],
        heading=_("Pour un film en plein air"),
        help_text=_("Le visa a plus d’un an le jour de la projection."),
    ),
]


class OfferFilterSet(WagtailFilterSet):
    class Meta:
        model = Offer
        fields = ["live", "kind", "company", "seasons", "is_example"]


class OfferEditView(ReviewedEditView):
    """Leads to the slots, which no draft holds."""

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm(PLAN):
            return super().header_buttons
        slots = reverse("tours_slots", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Créneaux"), url=slots, icon_name="date")]


class OfferViewSet(SnippetViewSet):
    model = Offer
    icon = "openquote"
    menu_label = _("Offres")
    add_to_reference_index = True
    copy_view_enabled = False
    edit_view_class = OfferEditView
    list_display = [
        "title",
        Column("get_kind_display", label=_("Sorte"), sort_key="kind"),
        Column("company", label=_("Compagnie"), sort_key="company__name"),
        Column("live", label=_("État"), accessor=state_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = OfferFilterSet
    search_fields = ["title", "summary", "company__name"]
    search_backend_name = None
    edit_handler = TabbedInterface(
        [
            ObjectList(WHAT, heading=_("L’offre")),
            ObjectList(NEEDS, heading=_("Ce qu’il faut")),
            ObjectList(WHERE, heading=_("Coût et lieux")),
        ],
        base_form_class=OfferForm,
    )

    def get_queryset(self, request):
        return Offer.objects.select_related("company").defer("body")


class SeasonViewSet(SnippetViewSet):
    model = Season
    icon = "calendar-alt"
    menu_label = _("Saisons")
    list_display = [
        "name",
        Column("opens_at", label=_("Ouvre le"), sort_key="opens_at"),
        Column("closes_at", label=_("Ferme le"), sort_key="closes_at"),
        DateColumn("first_day", label=_("Du"), sort_key="first_day"),
        DateColumn("last_day", label=_("Au"), sort_key="last_day"),
    ]
    search_fields = ["name"]
    search_backend_name = None
    panels = [
        FieldPanel("name"),
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("is_example"),
    ]


class CompanyFilterSet(WagtailFilterSet):
    class Meta:
        model = Company
        fields = ["kind", "association", "is_active", "is_example"]


class CompanyViewSet(SnippetViewSet):
    model = Company
    icon = "group"
    menu_label = _("Compagnies et véhicules")
    list_display = ["name", Column("get_kind_display", label=_("Sorte"), sort_key="kind"), "teams", "is_active"]
    filterset_class = CompanyFilterSet
    search_fields = ["name"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("teams")]),
        FieldPanel("name"),
        FieldPanel("presentation"),
        FieldPanel("website"),
        FieldPanel("association"),
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
        FieldPanel("contact_email"),
        FieldPanel("licence"),
        FieldPanel("notes"),
        FieldRowPanel([FieldPanel("is_active"), FieldPanel("is_example")]),
    ]


class ProgrammeGroup(SnippetViewSetGroup):
    """What may be asked for."""

    menu_label = _("Programme")
    menu_icon = "openquote"
    menu_order = 242
    items = (OfferViewSet, SeasonViewSet, CompanyViewSet)


register_snippet(ProgrammeGroup)


@hooks.register(WAITING)
def offers_waiting(request):
    """What reviewing and writing have left on this desk, of offers."""
    if not request.user.has_perm("tours.change_offer"):
        return
    yield from left_by_reviews(
        request.user,
        Offer,
        to_read=lambda count: ngettext(
            "%(count)d offre du programme attend votre relecture.",
            "%(count)d offres du programme attendent votre relecture.",
            count,
        ),
        sent_back=lambda count: ngettext(
            "%(count)d de vos offres est revenue de relecture avec des remarques.",
            "%(count)d de vos offres sont revenues de relecture avec des remarques.",
            count,
        ),
        begun=lambda count: ngettext(
            "%(count)d de vos offres n’est pas encore publiée.",
            "%(count)d de vos offres ne sont pas encore publiées.",
            count,
        ),
    )
