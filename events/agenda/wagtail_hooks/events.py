"""Events and the territories of tours, as the back office writes them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CopyView, SnippetViewSet, SnippetViewSetGroup, UnpublishView

from events.agenda.forms import free_slug
from events.agenda.models import Event, Territory
from events.agenda.models.events import RESERVED
from events.agenda.wagtail_hooks.dates import held_to_come, told_of
from millecafes.core.desk import WAITING, Waiting, left_by_reviews, named, to_review
from millecafes.core.permissions import NeverDeleted
from millecafes.core.snippet_views import ReviewedEditView, state_of

register_permission_policy(Event, NeverDeleted(Event))
register_permission_policy(Territory, NeverDeleted(Territory))

# What a copy begins with: no date, no address, nobody who proposed it.
COPIED = [
    *("kind", "title", "summary", "body", "image", "audiences", "association", "cafe", "territory", "theme"),
    *("price", "price_note", "accessibility", "practical", "is_example"),
]


class EventForm(WagtailAdminModelForm):
    """Fills the address, and says at the field what cannot be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "audiences" in self.fields:
            self.initial["audiences"] = [str(audience) for audience in self.instance.audiences]
        if "cafe" in self.fields:
            self.fields["cafe"].queryset = self.fields["cafe"].queryset.order_by("name", "pk")

    def clean_slug(self):
        slug = self.cleaned_data.get("slug", "")
        if slug in RESERVED:
            raise ValidationError(_("Cette adresse est celle de l’agenda : choisissez-en une autre."))
        return slug or free_slug(self.cleaned_data.get("title", ""), self.instance.pk)

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("cafe")) == bool(cleaned.get("association")) and "cafe" not in self.errors:
            self.add_error("association", _("Un événement est organisé par une association, ou par un café."))
        if "audiences" in self.fields and not cleaned.get("audiences") and "audiences" not in self.errors:
            # A draft may lack what it asks for later, but not this: the table refuses it.
            self.add_error("audiences", _("Dites pour qui est cet événement."))
        price = cleaned.get("price")
        if price is not None and price <= 0:
            self.add_error("price", _("Laissez le prix vide quand l’entrée est gratuite."))
        return cleaned


WHAT = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("body"),
    FieldPanel("image"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("association"), FieldPanel("cafe")]), FieldPanel("territory")],
        heading=_("Qui organise"),
        help_text=_("L’une des deux associations, ou un café : jamais les deux."),
    ),
    FieldPanel("audiences"),
]
USEFUL = [
    HelpPanel(content=_("Les dates et les lieux ont leur propre écran : le bouton « Dates et lieux », en haut.")),
    FieldRowPanel([FieldPanel("price"), FieldPanel("price_note")]),
    FieldPanel("accessibility"),
    FieldPanel("practical"),
    FieldPanel("partners"),
    FieldPanel("slug"),
    FieldPanel("is_example"),
]


class EventFilterSet(WagtailFilterSet):
    class Meta:
        model = Event
        fields = ["live", "kind", "association", "territory", "is_example"]


class EventEditView(ReviewedEditView):
    """Leads to the dates, which no draft holds."""

    @cached_property
    def header_buttons(self):
        dates = reverse("agenda_dates", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Dates et lieux"), url=dates, icon_name="date")]


class EventUnpublishView(UnpublishView):
    """Not while people are registered: they would come to what nobody announces any more."""

    def dispatch(self, request, *args, **kwargs):
        told = told_of(request.user, held_to_come(self.object))
        if not told or not request.user.has_perm("agenda.publish_event"):
            return super().dispatch(request, *args, **kwargs)
        words = ngettext(
            "%(count)d inscription est en cours : annulez d’abord l’événement ici, avec une raison que la personne "
            "recevra. Il pourra ensuite être dépublié.",
            "%(count)d inscriptions sont en cours : annulez d’abord l’événement ici, avec une raison que les "
            "personnes recevront. Il pourra ensuite être dépublié.",
            told,
        )
        messages.warning(request, words % {"count": told})
        return redirect("agenda_cancel_event", self.object.pk)


class EventCopyView(CopyView):
    """The same words for another time: no date, no address and no review come with them."""

    def get_initial_form_instance(self):
        known = self.get_object()
        known = known.get_latest_revision_as_object() if known.latest_revision_id else known
        copy = Event(**{name: getattr(known, name) for name in COPIED})
        copy.partners = list(known.partners.all())
        return copy


class EventViewSet(SnippetViewSet):
    model = Event
    icon = "calendar-alt"
    menu_label = _("Événements")
    add_to_reference_index = True
    edit_view_class = EventEditView
    copy_view_class = EventCopyView
    unpublish_view_class = EventUnpublishView
    list_display = [
        "title",
        Column("get_kind_display", label=_("Sorte"), sort_key="kind"),
        Column("organiser", label=_("Organisé par")),
        Column("live", label=_("État"), accessor=state_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = EventFilterSet
    search_fields = ["title", "cafe__name"]
    search_backend_name = None
    chooser_per_page = 100
    edit_handler = TabbedInterface(
        [ObjectList(WHAT, heading=_("L’événement")), ObjectList(USEFUL, heading=_("Pratique"))],
        base_form_class=EventForm,
    )

    def get_queryset(self, request):
        return Event.objects.select_related("cafe")


class TerritoryViewSet(SnippetViewSet):
    model = Territory
    icon = "site"
    menu_label = _("Territoires")
    list_display = ["name", "slug"]
    search_fields = ["name"]
    search_backend_name = None


class AgendaGroup(SnippetViewSetGroup):
    """What is announced, and where tours go."""

    menu_label = _("Agenda")
    menu_icon = "calendar-alt"
    menu_order = 240
    items = (EventViewSet, TerritoryViewSet)


register_snippet(AgendaGroup)


@hooks.register(WAITING)
def events_waiting(request):
    """What reviewing and writing have left on this desk, of events; the animations of cafés are told apart."""
    user = request.user
    if not user.has_perm("agenda.change_event"):
        return
    events = Event.objects.in_bulk([int(state.workflow_state.object_id) for state in to_review(user, Event)])
    proposed = [event for event in events.values() if event.is_proposed]
    words = ngettext(
        "%(count)d animation proposée par un café attend votre accord.",
        "%(count)d animations proposées par des cafés attendent votre accord.",
        len(proposed),
    )
    yield Waiting(len(proposed), words, first=[named(event) for event in proposed[:5]])
    yield from left_by_reviews(
        user,
        Event,
        to_read=lambda count: ngettext(
            "%(count)d événement attend votre relecture.", "%(count)d événements attendent votre relecture.", count
        ),
        sent_back=lambda count: ngettext(
            "%(count)d de vos événements est revenu de relecture avec des remarques.",
            "%(count)d de vos événements sont revenus de relecture avec des remarques.",
            count,
        ),
        begun=lambda count: ngettext(
            "%(count)d de vos événements n’est pas encore soumis à relecture.",
            "%(count)d de vos événements ne sont pas encore soumis à relecture.",
            count,
        ),
        told_apart=len(proposed),
    )
