"""The smallest valid events, dates and registrations."""

from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from events.agenda.models import Event, Session
from events.agenda.services import announce
from events.bookings.models import Registration
from events.bookings.services import open_registration, register_person
from millecafes.people.models import User
from tests.people.factories import a_commune, make_elected

_numbers = count(1)


def last_sunday(year: int, month: int) -> str:
    """Of a month of thirty-one days."""
    last = date(year, month, 31)
    return (last - timedelta(days=(last.weekday() + 1) % 7)).isoformat()


# Days on which an hour is missing, or comes twice, in metropolitan France.
CLOCKS_FORWARD = last_sunday(timezone.localdate().year + 1, 3)
CLOCKS_BACK = last_sunday(timezone.localdate().year + 1, 10)


def make_event(*, title="", kind="guinguette", **fields) -> Event:
    """Published, for everybody, unless said otherwise."""
    number = next(_numbers)
    given = {"association": "" if "cafe" in fields else "action_territoriale", "live": True, "summary": "Venez."}
    return Event.objects.create(
        title=title or f"Événement {number}", slug=f"evenement-{number}", kind=kind, **given | fields
    )


def make_session(event: Event | None = None, *, starts_at: datetime | None = None, hours=3.0, **fields) -> Session:
    """In thirty days, in Cadalen, unless said otherwise."""
    start = starts_at or (timezone.now() + timedelta(days=30)).replace(microsecond=0)
    place = {} if fields.get("is_online") or "cafe" in fields or "commune" in fields else {"commune": a_commune()}
    return announce(
        Session(
            event=event or make_event(),
            starts_at=start,
            ends_at=fields.pop("ends_at", start + timedelta(hours=hours)),
            **place | fields,
        )
    )


def make_bookable(capacity: int | None = 10, *, event: Event | None = None, session_fields=None, **rules) -> Session:
    """A date one registers to."""
    session = make_session(event, **session_fields or {})
    open_registration(session, capacity, **rules)
    return session


def register(session: Session, person: User | None = None, seats=1, **fields) -> Registration:
    """Somebody more on the list."""
    return register_person(session, person or make_elected(), key=uuid4(), seats=seats, **fields)[0]


def move_in_time(session: Session, **fields) -> Session:
    """Write what the services would refuse: a date that has begun, registration that has closed."""
    Session.objects.filter(pk=session.pk).update(**fields)
    session.refresh_from_db()
    return session
