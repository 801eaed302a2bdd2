"""Dates: announced, changed, cancelled. Who has seats on them is told through the two signals, in the transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from events.agenda.models import Event, Session, SessionState
from millecafes.people.models import User
from millecafes.people.services.log import log

WITHDRAWN = "Cet événement n’est plus annoncé dans l’agenda."  # as reasons are written, in French

session_changed = Signal()  # session, former: those who come must learn of another time or another place
session_cancelled = Signal()  # session, by: nobody comes any more

# What matters to who comes; the rest is for those who read.
MATTERS = ("starts_at", "ends_at", "is_online", "cafe_id", "commune_id", "delegated_id", "place", "address")


@transaction.atomic
def announce(session: Session) -> Session:
    """Add a date to its event.

    Raises ``ValidationError`` when it ends before it starts, is nowhere, or names another commune than its café's.
    """
    session.settle()
    session.full_clean()
    session.save()
    return session


@transaction.atomic
def announce_once(session: Session) -> Session:
    """The same form sent twice adds its date once: what the event already holds then and there is answered."""
    session.settle()
    Event.objects.select_for_update(no_key=True).get(pk=session.event_id)
    names = ("starts_at", "cafe", "commune", "delegated", "place", "is_online")
    same = Session.objects.held().filter(event=session.event, **{name: getattr(session, name) for name in names})
    return same.first() or announce(session)


@transaction.atomic
def change(session: Session) -> bool:
    """Save what was edited; says whether it matters to who comes, who are then told of it.

    The row is locked and its state read again: one that was cancelled meanwhile stays so, and is not changed.
    """
    former = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if former.is_cancelled:
        return False
    session.state, session.reason, session.former_start = former.state, former.reason, former.former_start
    session.settle()
    session.full_clean()
    matters = any(getattr(session, name) != getattr(former, name) for name in MATTERS)
    session.sequence = former.sequence + matters
    if matters:
        session.touched_at = timezone.now()
    if session.starts_at != former.starts_at:
        session.former_start = former.starts_at
    session.save()
    if matters:
        session_changed.send(Session, session=session, former=former)
    return matters


@transaction.atomic
def cancel(session: Session, reason: str, by: User | None) -> bool:
    """Say that a date will not be held, and why; False when that was said already.

    It stays in the agenda, struck through, and in calendars as cancelled.
    """
    session = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if session.is_cancelled:
        return False
    session.state, session.reason = SessionState.CANCELLED, reason.strip()
    session.sequence, session.touched_at = session.sequence + 1, timezone.now()
    session.full_clean()
    session.save()
    log("date annulée", by=by, subject=session, detail=session.reason)
    session_cancelled.send(Session, session=session, by=by)
    return True


@transaction.atomic
def cancel_event(event: Event, reason: str, by: User | None) -> int:
    """Call off all the dates to come, in the order of their numbers; how many there were."""
    to_come = event.sessions.held().filter(ends_at__gt=timezone.now()).order_by("pk")
    return sum(cancel(session, reason, by) for session in to_come)


@transaction.atomic
def withdrawn_by_the_clock(sender, instance: Event, **kwargs) -> None:
    """Its publication has ended, as planned: nobody is left to come to what is announced no more.

    Its dates that have not begun are called off, and who comes or waits is told; what has begun goes on. Withdrawn by
    hand it has nobody left: the back office asks for a reason first.
    """
    if instance.expired:
        for session in instance.sessions.held().filter(starts_at__gt=timezone.now()).order_by("pk"):
            cancel(session, WITHDRAWN, by=None)


@transaction.atomic
def add_dates(session: Session, days: Iterable[date]) -> list[Session]:
    """The same thing on other days, at the same hour of the place's clock; a day that has it already is left as it is.

    Each is a row of its own: it has its own seats, it is moved or cancelled alone, and no link to a room is kept.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=session.event_id)
    known = set(event.sessions.values_list("day", flat=True))
    made = []
    for day in days:
        if day not in known:
            made.append(announce(on_day(session, day)))
            known.add(day)
    return made


def on_day(session: Session, day: date) -> Session:
    """A copy of this date on another day, not saved."""
    start, end = session.local_start, session.local_end
    nights = (end.date() - start.date()).days
    names = ("is_online", "cafe", "commune", "delegated", "place", "address", "fallback")
    return Session(
        event=session.event,
        starts_at=at_hour(day, start),
        ends_at=at_hour(date.fromordinal(day.toordinal() + nights), end),
        **{name: getattr(session, name) for name in names},
    )


def at_hour(day: date, moment: datetime) -> datetime:
    """The same hour of the same clock on that day."""
    return datetime.combine(day, moment.time(), moment.tzinfo)
