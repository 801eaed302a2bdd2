"""The places of a slot: who gets one, who waits, who gets the one that is given back."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import ProgrammeRequest, RequestState, Slot, SlotLedger, Stop, StopState, TourAct
from events.tours.models.choices import LIVE_STOPS
from events.tours.services import following
from events.tours.services.machine import Refused

BUSY = _("Ce lieu accueille déjà quelque chose ce jour-là : choisissez un autre créneau.")


def lock_ledger(slot_id: int) -> SlotLedger:
    """The count of a slot, its company being locked already."""
    assert connection.in_atomic_block, "Places are counted in a transaction."
    return SlotLedger.objects.select_for_update(no_key=True).get(pk=slot_id)


def free_team(slot: Slot) -> int | None:
    """A team of the company that is nowhere else that day, if there is one."""
    company = slot.offer.company
    taken = Stop.objects.filter(company=company, day=slot.day, state__in=LIVE_STOPS).values_list("team", flat=True)
    return next((team for team in range(1, company.teams + 1) if team not in set(taken)), None)


def is_busy(request: ProgrammeRequest, slot: Slot) -> bool:
    """Whether the host welcomes something else that day."""
    same = Stop.objects.filter(day=slot.day, state__in=LIVE_STOPS)
    return same.filter(cafe=request.cafe_id, commune=request.commune_id).exists()


def seat(ledger: SlotLedger, request: ProgrammeRequest) -> bool:
    """Give the place if it is free and nobody waits for it; else the last rank of the line. Not saved."""
    request.rank, ledger.next_rank = ledger.next_rank, ledger.next_rank + 1
    gets_it = not ledger.is_full and free_team(request.slot) is not None
    if gets_it:
        confirm(request)
        ledger.taken += 1
    else:
        request.state = RequestState.SUBMITTED
        ledger.waiting += 1
    return gets_it


def confirm(request: ProgrammeRequest) -> None:
    slot, now = request.slot, timezone.now()
    request.state, request.offer, request.day = RequestState.CONFIRMED, slot.offer, slot.day
    request.decided_at = request.changed_at = now


def place(request: ProgrammeRequest, by, note: TourAct) -> Stop:
    """The stop of a slot that was given: the company, and one of its teams, are taken that day.

    Raises ``Refused`` when the host has just been promised something else that day, by another company.
    """
    slot = request.slot
    stop = Stop(
        season=request.season, company=slot.offer.company, team=free_team(slot), offer=slot.offer,
        request=request, cafe=request.cafe, commune=request.commune, day=slot.day, starts_at=slot.starts_at,
        state=StopState.CONFIRMED, place=request.place, fallback=request.fallback,
    )  # fmt: skip
    following.settle_hours(stop)
    try:
        with transaction.atomic():
            stop.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("busy", BUSY) from error
    act = TourAct.objects.create(request=request, slot=slot, stop=stop, action=note.action, by=by, after=stop.state)
    following.came_true(stop, act)
    return stop


def release(request: ProgrammeRequest, former: str) -> None:
    """Give back the place, or the rank, of a request that has just left the slot; the first in line gets it."""
    ledger = lock_ledger(request.slot_id)
    if former == RequestState.CONFIRMED:
        ledger.taken -= 1
    else:
        ledger.waiting -= 1
    promote(ledger, request.slot)
    ledger.save(update_fields=["taken", "waiting"])


def promote(ledger: SlotLedger, slot: Slot, at: datetime | None = None) -> list[ProgrammeRequest]:
    """The free places go to those who wait, in their order; never for a day that has come, nor once it is cancelled."""
    if slot.is_cancelled or slot.day <= timezone.localdate(at):
        return []
    promoted = []
    for waiting in ProgrammeRequest.objects.filter(slot=slot).in_line().told():
        if ledger.left <= 0 or free_team(slot) is None:
            break
        waiting.slot = slot
        if not is_busy(waiting, slot) and serve(waiting):
            ledger.taken, ledger.waiting = ledger.taken + 1, ledger.waiting - 1
            promoted.append(waiting)
    return promoted


def serve(waiting: ProgrammeRequest) -> bool:
    """Give the place to one who waits, and say so; False when the host is taken after all, and nothing is written."""
    try:
        with transaction.atomic():
            confirm(waiting)
            waiting.save(update_fields=["state", "offer", "day", "decided_at", "changed_at"])
            note = TourAct.objects.create(
                request=waiting, slot=waiting.slot, action="promote", before=RequestState.SUBMITTED, after=waiting.state
            )
            place(waiting, None, note)
    except Refused:
        return False
    emails.tell(waiting, note)
    return True
