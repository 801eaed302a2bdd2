"""What time does by itself: people are reminded of their date, then thanked for having come.

Each letter is written down with the start it was about: a task that runs twice, or late, repeats none, and a date that
was moved is reminded of again.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.agenda.models import EventKind, Session
from events.bookings import emails
from events.bookings.models import Registration, Reminder

AT_NINE = time(9)
AFTERWARDS = timedelta(hours=1)  # after the end, people are thanked
STALE = timedelta(days=3)  # after which « in a week » is worth no letter any more
TOO_OLD = timedelta(days=7)  # after which nobody is asked what they thought of it any more
PLACES = ("session__event__cafe", "session__cafe", "session__commune__department", "session__delegated")


def moments_of(session: Session) -> Iterator[tuple[Reminder.Kind, datetime, datetime]]:
    """Each reminder of a date: when it is due, and when it is too late for it."""
    first = session.local_start.date()
    week, day = (at_nine(session, first - timedelta(days=days)) for days in (7, 1))
    last = session.starts_at
    if session.event.kind == EventKind.WEBINAR:
        last -= timedelta(hours=1)
        yield Reminder.Kind.HOUR, last, session.starts_at
    yield Reminder.Kind.DAY, day, last
    yield Reminder.Kind.WEEK, week, week + STALE


def at_nine(session: Session, day: date) -> datetime:
    """On the clock of the place."""
    return datetime.combine(day, AT_NINE, tzinfo=session.zone)


def remind(at: datetime | None = None) -> int:
    """Write to those who have a seat, a week and a day before, and an hour before a webinar; how many were written to.

    Whoever registered, got a seat, or was told of a change after the hour of the reminder knows already.
    """
    now, sent = at or timezone.now(), 0
    soon = Session.objects.held().filter(event__live=True, starts_at__gt=now, starts_at__lte=now + timedelta(days=9))
    for session in soon.filter(rules__isnull=False).select_related("event").order_by("starts_at", "pk"):
        for kind, due, too_late in moments_of(session):
            if due <= now < too_late and session.touched_at <= due:
                knew = Q(promoted_at=None) | Q(promoted_at__lte=due)
                rows = session.registrations.confirmed().filter(knew, made_at__lte=due)
                sent += write_to(rows, kind, session)
    return sent


def thank(at: datetime | None = None) -> int:
    """Thank those who came, once, and ask them two questions; how many were written to."""
    now, sent = at or timezone.now(), 0
    over = Session.objects.held().filter(ends_at__gt=now - TOO_OLD, ends_at__lte=now - AFTERWARDS)
    for session in over.filter(rules__isnull=False).order_by("ends_at", "pk"):
        sent += write_to(session.registrations.came(), Reminder.Kind.SURVEY, session)
    return sent


def write_to(rows, kind: Reminder.Kind, session: Session) -> int:
    """One transaction each, so that nobody's failure takes back what others were told."""
    told = Reminder.objects.filter(kind=kind, starts_at=session.starts_at).values("registration")
    numbers = rows.exclude(pk__in=told).order_by("pk").values_list("pk", flat=True)
    return sum(write_once(number, kind, session.starts_at) for number in list(numbers))


@transaction.atomic
def write_once(number: int, kind: Reminder.Kind, starts_at: datetime) -> bool:
    """The registration is held meanwhile: one that is cancelled at this very moment is not reminded of."""
    rows = (
        Registration.objects.confirmed().select_related("person", *PLACES).select_for_update(no_key=True, of=("self",))
    )
    registration = rows.filter(pk=number, session__starts_at=starts_at).first()
    if registration is None or (registration.person_id and not registration.person.is_active):
        return False
    _reminder, is_new = Reminder.objects.get_or_create(registration=registration, kind=kind, starts_at=starts_at)
    if is_new:
        emails.thanks(registration) if kind == Reminder.Kind.SURVEY else emails.reminder(registration, kind)
    return is_new
