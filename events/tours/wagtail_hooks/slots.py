"""« Créneaux » of an offer: opened, made larger, cancelled, at once and through the services only."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from events.agenda.forms import CancelForm
from events.tours.forms import CapacityForm, SlotForm
from events.tours.models import Offer, ProgrammeRequest, RequestState, Slot
from events.tours.models.choices import DATED_REQUESTS
from events.tours.permissions import plans
from events.tours.services.machine import Refused
from events.tours.services.slots import cancel_slot, open_slot, set_capacity
from events.tours.wagtail_hooks.requests import DATES
from millecafes.core.desk_views import DeskFormView, DeskView

# Who has a place, or waits for one, in the order of arrival; with the date each has.
HELD = [*DATED_REQUESTS, RequestState.SUBMITTED]
HOSTS = Prefetch(
    "requests",
    ProgrammeRequest.objects.filter(state__in=HELD).told().prefetch_related(DATES).order_by("rank", "pk"),
    to_attr="asked",
)


class OfferScreen(DeskView):
    """A screen of one offer."""

    header_icon = "date"

    def find(self, offer):
        self.offer = get_object_or_404(Offer.objects.select_related("company"), pk=offer)

    def may_open(self, user):
        return plans(user)

    def get_page_subtitle(self):
        return self.offer.title

    def crumbs(self):
        names = Offer.snippet_viewset
        edited = reverse(names.get_url_name("edit"), args=[self.offer.pk])
        return [(reverse(names.get_url_name("list")), _("Offres")), (edited, self.offer.title)]

    def slots_url(self) -> str:
        return reverse("tours_slots", args=[self.offer.pk])


class SlotsView(OfferScreen):
    """All the slots of an offer, with who has them."""

    template_name = "tours/desk/slots.html"
    page_title = gettext_lazy("Créneaux")

    def get_context_data(self, **kwargs):
        slots = list(self.offer.slots.select_related("season", "ledger").prefetch_related(HOSTS))
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "offer": self.offer,
            "to_come": [slot for slot in slots if slot.day >= today],
            "past": [slot for slot in reversed(slots) if slot.day < today],
        }


class AddSlotView(OfferScreen, DeskFormView):
    """One more."""

    page_title = gettext_lazy("Ouvrir un créneau")
    submit_label = gettext_lazy("Ouvrir ce créneau")

    def crumbs(self):
        return [*super().crumbs(), (self.slots_url(), _("Créneaux"))]

    def make_form(self, data=None):
        return SlotForm(data, offer=self.offer)

    def save(self, form):
        given = dict(form.cleaned_data)
        capacity = given.pop("capacity")
        try:
            open_slot(Slot(offer=self.offer, **given), capacity, self.request.user)
        except Refused as refusal:
            form.add_error(refusal.about, str(refusal))
            return None
        messages.success(self.request, _("Le créneau est ouvert."))
        return redirect(self.slots_url())


class SlotScreen(OfferScreen, DeskFormView):
    """A screen of one slot."""

    def find(self, slot):
        self.slot = get_object_or_404(Slot.objects.select_related("offer__company", "ledger"), pk=slot)
        self.offer = self.slot.offer

    def crumbs(self):
        return [*super().crumbs(), (self.slots_url(), _("Créneaux"))]

    def get_page_subtitle(self):
        return f"{self.offer.title} ({self.slot.day:%d/%m/%Y})"


class ResizeSlotView(SlotScreen):
    page_title = gettext_lazy("Changer le nombre de lieux")

    def make_form(self, data=None):
        return CapacityForm(data, offer=self.offer, initial={"capacity": self.slot.ledger.capacity})

    def save(self, form):
        try:
            count = set_capacity(self.slot, form.cleaned_data["capacity"], self.request.user)
        except Refused as refusal:
            form.add_error(refusal.about, str(refusal))
            return None
        words = ngettext(
            "%(count)d lieu a quitté la liste d’attente.", "%(count)d lieux ont quitté la liste d’attente.", count
        )
        messages.success(self.request, words % {"count": count} if count else _("C’est enregistré."))
        return redirect(self.slots_url())


class CancelSlotView(SlotScreen):
    page_title = gettext_lazy("Annuler ce créneau")
    submit_label = gettext_lazy("Annuler ce créneau")

    def make_form(self, data=None):
        return CancelForm(data)

    def save(self, form):
        if cancel_slot(self.slot, form.cleaned_data["reason"], self.request.user):
            messages.success(self.request, _("Le créneau est annulé : les lieux qui l’avaient sont prévenus."))
        else:
            messages.info(self.request, _("Ce créneau était déjà annulé."))
        return redirect(self.slots_url())


@hooks.register("register_admin_urls")
def slot_urls():
    return [
        path("programmation/offres/<int:offer>/creneaux/", SlotsView.as_view(), name="tours_slots"),
        path("programmation/offres/<int:offer>/creneaux/ouvrir/", AddSlotView.as_view(), name="tours_add_slot"),
        path("programmation/creneaux/<int:slot>/lieux/", ResizeSlotView.as_view(), name="tours_resize_slot"),
        path("programmation/creneaux/<int:slot>/annuler/", CancelSlotView.as_view(), name="tours_cancel_slot"),
    ]
