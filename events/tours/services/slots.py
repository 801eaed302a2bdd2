"""Slots, as the team keeps them: offered, made larger, cancelled."""

import logging

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from events.tours.models import ProgrammeRequest, RequestState, Slot, SlotLedger, SlotState, TourAct
from events.tours.services import seats
from events.tours.services.acting import act, lock_all
from events.tours.services.machine import Refused
from millecafes.people.models import User

logger = logging.getLogger(__name__)

HELD = _("Cette offre a déjà un créneau à cette heure.")


@transaction.atomic
def open_slot(slot: Slot, capacity: int, by: User) -> Slot:
    """Offer one more, with its count. Raises ``Refused`` when there is one at that hour."""
    try:
        with transaction.atomic():
            slot.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("held", HELD, "day") from error
    SlotLedger.objects.create(slot=slot, capacity=capacity)
    TourAct.objects.create(slot=slot, action="open_slot", by=by, after=slot.state, detail=f"{capacity}")
    return slot


def locked(slot: Slot) -> Slot:
    """The slot as it is once its company is ours."""
    slot = Slot.objects.select_related("offer__company").get(pk=slot.pk)
    lock_all(type(slot.offer.company), [slot.offer.company_id])
    return Slot.objects.select_related("offer__company", "season").get(pk=slot.pk)


@transaction.atomic
def set_capacity(slot: Slot, capacity: int, by: User) -> int:
    """Room for more hosts, taken from the line; how many got a place. Raises ``Refused`` below what is taken."""
    slot = locked(slot)
    ledger = seats.lock_ledger(slot.pk)
    if capacity < ledger.taken:
        words = _("%(count)d lieux l’ont déjà : retirez-en d’abord un.")
        raise Refused("taken", words % {"count": ledger.taken}, "capacity")
    former, ledger.capacity = ledger.capacity, capacity
    if former == capacity:
        return 0
    ledger.save(update_fields=["capacity"])
    TourAct.objects.create(slot=slot, action="resize_slot", by=by, detail=f"{former} → {capacity}")
    promoted = seats.promote(ledger, slot)
    ledger.save(update_fields=["taken", "waiting"])
    return len(promoted)


def serve_waiting(at=None) -> int:
    """Places that came free otherwise than by the slot itself go to who waits; how many were given.

    The company may have been elsewhere that day, or the host busy, and be so no more.
    """
    waiting = Slot.objects.open().filter(ledger__waiting__gt=0, ledger__taken__lt=F("ledger__capacity"))
    served = 0
    for slot in waiting.order_by("day", "pk"):
        try:
            served += serve(slot, at)
        except Exception:
            logger.exception("The line of slot %s could not be served: the others are.", slot.pk)
    return served


@transaction.atomic
def serve(slot: Slot, at=None) -> int:
    """Those of its line for whom there is room now."""
    slot = locked(slot)
    ledger = seats.lock_ledger(slot.pk)
    promoted = seats.promote(ledger, slot, at)
    if promoted:
        ledger.save(update_fields=["taken", "waiting"])
    return len(promoted)


@transaction.atomic
def cancel_slot(slot: Slot, reason: str, by: User) -> bool:
    """Offer it no more: those who have it, and those who wait, are told why. False when it was done already."""
    slot = locked(slot)
    if slot.is_cancelled:
        return False
    slot.state, slot.reason = SlotState.CANCELLED, reason.strip()
    slot.save(update_fields=["state", "reason"])
    TourAct.objects.create(
        slot=slot, action="cancel_slot", by=by, before=SlotState.OPEN, after=slot.state, detail=slot.reason
    )
    for request in ProgrammeRequest.objects.filter(slot=slot).live().order_by("pk"):
        waits = request.state == RequestState.SUBMITTED
        act(request, "decline" if waits else "cancel", by, reason=slot.reason)
    return True
