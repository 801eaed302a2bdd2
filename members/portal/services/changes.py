"""Changing the sheet of a café: hours at once, the rest once a second reader has said yes. The café's row is locked."""

from django.db import transaction
from django.utils import timezone

from members.portal import emails
from members.portal.models import CafeChange
from members.portal.permissions import SheetRight
from members.portal.services.sheets import HOURS, fingerprint, publish, values_of
from millecafes.people.services import log
from millecafes.places.models import Cafe

State = CafeChange.State


class Conflict(Exception):
    """Somebody else has written these fields since the person opened them: ``theirs`` are the newer values."""

    def __init__(self, theirs: dict):
        super().__init__()
        self.theirs = theirs


class AlreadyRead(Exception):
    """Somebody else has decided, or the proposal is no longer the one that was read."""


def locked(cafe: Cafe) -> Cafe:
    """The live row, until the end of the transaction."""
    return Cafe.objects.select_for_update(no_key=True).get(pk=cafe.pk)


def waiting_for(cafe: Cafe) -> CafeChange | None:
    return CafeChange.objects.filter(cafe=cafe, state=State.WAITING).select_related("by__member").first()


def seen_by(cafe: Cafe, right: SheetRight, names, waiting: CafeChange | None = None) -> dict:
    """These fields as the person finds them: who proposes sees what is proposed already."""
    values = values_of(cafe, names)
    if right == SheetRight.PROPOSE and waiting:
        values |= {name: value for name, value in waiting.after.items() if name in values}
    return values


@transaction.atomic
def change_sheet(cafe: Cafe, values: dict, *, seen: str, by, right: SheetRight) -> CafeChange | None:
    """Write these fields, or propose them; ``None`` when they already are so (a double click, say).

    ``seen`` is the fingerprint of what the person had before her eyes: raises ``Conflict`` if it has changed since.
    """
    cafe = locked(cafe)
    found = seen_by(cafe, right, values, waiting_for(cafe))
    if values == found:
        return None
    if seen != fingerprint(found):
        raise Conflict(found)
    return write(cafe, values, by, right)


@transaction.atomic
def change_photos(cafe: Cafe, change, *, by, right: SheetRight) -> CafeChange | None:
    """``change`` is given the list of photos as the person finds it, and gives the one she wants."""
    cafe = locked(cafe)
    found = seen_by(cafe, right, ["photos"], waiting_for(cafe))["photos"]
    wanted = change([list(photo) for photo in found])
    return write(cafe, {"photos": wanted}, by, right) if wanted != found else None


def write(cafe: Cafe, values: dict, by, right: SheetRight) -> CafeChange | None:
    if right == SheetRight.ON_BEHALF or set(values) <= set(HOURS):
        return write_at_once(cafe, values, by, right)
    return propose(cafe, values, by)


def write_at_once(cafe: Cafe, values: dict, by, right: SheetRight) -> CafeChange:
    before = values_of(cafe, values)
    changed = {name: value for name, value in values.items() if value != before[name]}
    on_behalf = right == SheetRight.ON_BEHALF
    publish(cafe, changed, by)
    if on_behalf:
        log("fiche modifiée pour le café", by=by, subject=cafe, detail=", ".join(changed))
    return CafeChange.objects.create(
        cafe=cafe,
        by=by,
        at=timezone.now(),
        on_behalf=on_behalf,
        state=State.APPLIED,
        before={name: before[name] for name in changed},
        after=changed,
    )


def propose(cafe: Cafe, values: dict, by) -> CafeChange | None:
    """Add these fields to what waits; what comes back to the public text is proposed no more."""
    waiting, live = waiting_for(cafe), values_of(cafe, values)
    after = {name: value for name, value in waiting.after.items() if name not in values} if waiting else {}
    after |= {name: value for name, value in values.items() if value != live[name]}
    if waiting and (not after or waiting.by_id != by.pk):
        waiting.state = State.REPLACED if after else State.WITHDRAWN
        waiting.decided_at = timezone.now()
        waiting.save(update_fields=["state", "decided_at"])
        waiting = None
    if not after:
        return None
    change = waiting or CafeChange(cafe=cafe, by=by)
    change.at, change.after, change.before = timezone.now(), after, values_of(cafe, after)
    change.save()
    return change


def lock_waiting(change: CafeChange, read: str) -> CafeChange:
    """The proposal, if it still waits and says what was read; raises ``AlreadyRead``."""
    locked(change.cafe)
    fresh = CafeChange.objects.select_related("cafe", "by").get(pk=change.pk)
    if fresh.state != State.WAITING or fingerprint(fresh.after) != read:
        raise AlreadyRead
    return fresh


@transaction.atomic
def accept_change(change: CafeChange, by, read: str) -> None:
    """Publish what was proposed, and tell who proposed it."""
    change = lock_waiting(change, read)
    publish(Cafe.objects.get(pk=change.cafe_id), change.after, by)
    decide(change, State.ACCEPTED, by)
    log("proposition de fiche publiée", by=by, person=change.by, subject=change.cafe)
    emails.change_accepted(change)


@transaction.atomic
def refuse_change(change: CafeChange, by, read: str, reason: str) -> None:
    """Leave the sheet as it is, and say why."""
    change = lock_waiting(change, read)
    change.reason = reason
    decide(change, State.REFUSED, by)
    log("proposition de fiche refusée", by=by, person=change.by, subject=change.cafe, detail=reason)
    emails.change_refused(change)


@transaction.atomic
def withdraw_change(cafe: Cafe) -> bool:
    """The café's people propose it no more; False when nothing waits (any longer)."""
    locked(cafe)
    waiting = waiting_for(cafe)
    if waiting:
        decide(waiting, State.WITHDRAWN, None)
    return waiting is not None


def decide(change: CafeChange, state: State, by) -> None:
    change.state, change.decided_by, change.decided_at = state, by, timezone.now()
    change.save(update_fields=["state", "reason", "decided_by", "decided_at"])
