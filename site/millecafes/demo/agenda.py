"""A season in the agenda of the demo: past, to come, full, cancelled; its counts are those of the 2025 report."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.agenda.models import Event, EventKind, Session, SessionState, Territory
from events.animations.services import propose
from events.bookings.models import Attendance, Registration, RegistrationRules, RegistrationState, SessionLedger
from events.bookings.services import register_person
from millecafes.core.page_changes import forget_pages
from millecafes.demo.content.agenda import (
    ANIMATIONS,
    GUINGUETTE,
    GUINGUETTES,
    ILL,
    MEETINGS,
    PLACES,
    PROPOSED,
    ROUTES,
    STORM,
    TERRITORIES,
    WORKS,
)
from millecafes.demo.references import one_line
from millecafes.people.models import User
from millecafes.places.models import Cafe, Commune

SEASON = ((5, 1), (9, 30))  # guinguettes: from May to September
TOLD = ("slug", "title", "kind", "summary", "theme", "audiences", "association")


@transaction.atomic
def add_agenda(today: date | None = None) -> int:
    """Lay the events that are missing, with their dates; what is there is never touched. Says how many were laid."""
    if not settings.DEMO:
        return 0
    today = today or timezone.localdate()
    territories = {slug: territory(slug, name) for slug, name in TERRITORIES.items()}
    known = set(Event.objects.values_list("slug", flat=True))
    made = sum(add_guinguettes(territories, row, today) for row in GUINGUETTES if row[0] not in known)
    made += sum(add_meeting(row, today) for row in MEETINGS if row["slug"] not in known)
    made += sum(add_animation(row, today) for row in ANIMATIONS if row["slug"] not in known)
    made += PROPOSED["slug"] not in known and add_proposal(PROPOSED, today)
    if made:
        forget_pages()
    return made


def territory(slug: str, name: str) -> Territory:
    return Territory.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def write(**fields) -> Event:
    """Not published yet: what looks for events reads their dates at that moment."""
    words = {name: one_line(value) if isinstance(value, str) else value for name, value in fields.items()}
    event = Event(is_example=True, live=False, **words)
    event.save()
    return event


def publish(event: Event) -> bool:
    event.save_revision().publish()
    return True


def at(day: date, hour: int, hours: float, session: Session) -> Session:
    """Give a date its hours, on the clock of its place; not written."""
    session.settle()
    session.starts_at = datetime.combine(day, time(hour), session.zone)
    session.ends_at = session.starts_at + timedelta(hours=hours)
    session.settle()
    return session


# -- Guinguettes ------------------------------------------------------------------------------------------------------


def add_guinguettes(territories: dict, row: tuple, today: date) -> bool:
    slug, title, where, held, cancelled, year = row
    count = held + cancelled
    villages = list(islice(villages_of(ROUTES[where]), count))
    if not villages:
        return False
    event = write(
        slug=slug, title=title, kind=EventKind.GUINGUETTE, territory=territories[where],
        association="action_territoriale", **GUINGUETTE,
    )  # fmt: skip
    days = evenings(year or next_season(today), count)
    sessions = [
        at(day, 19, 4, Session(event=event, commune=village, place=PLACES[n % len(PLACES)], fallback="Salle des fêtes"))
        for n, (day, village) in enumerate(zip(days, villages, strict=False))
    ]
    for session in sessions[3 :: max(count // cancelled, 1)][:cancelled] if cancelled else []:
        call_off(session, STORM if year else WORKS)
    Session.objects.bulk_create(sessions)
    return publish(event)


def villages_of(route: dict):
    """Villages of the territory, spread over it, always the same ones; those the report names come first."""
    known = Commune.objects.filter(ended=False, lat__isnull=False).select_related("department")
    first = known.in_bulk(route["first"])
    yield from (first[code] for code in route["first"] if code in first)
    small = known.filter(department__in=route["departments"], population__range=(150, 1500)).exclude(pk__in=first)
    rows = list(small.order_by("code"))
    step = max(len(rows) // 64, 1)
    yield from rows[::step]


def evenings(year: int, count: int) -> list[date]:
    """So many different evenings between May and September."""
    first, last = (date(year, *day) for day in SEASON)
    span = (last - first).days
    return [first + timedelta(days=n * span // max(count - 1, 1)) for n in range(count)]


def next_season(today: date) -> int:
    """The year of the season to come: the one under way has too few dates left after June."""
    return today.year if today.month < 5 else today.year + 1


def call_off(session: Session, reason: str) -> None:
    session.state, session.reason, session.sequence = SessionState.CANCELLED, reason, 1


# -- What one registers to --------------------------------------------------------------------------------------------


def add_meeting(row: dict, today: date) -> bool:
    places = [place_of(name) for name in row.get("where", [""])]
    if not all(any(place.values()) for place in places):
        return False  # the register does not know the commune yet
    event = write(
        body="<p>Exemple : ce rendez-vous est inventé, pour montrer l’agenda.</p>",
        **{name: row[name] for name in TOLD if name in row},
    )
    sessions = [
        at(workday(today + timedelta(days=days)), *hours, Session(event=event, place=row.get("place", ""), **place))
        for (days, *hours), place in zip(row["at"], places, strict=True)
    ]
    Session.objects.bulk_create(sessions)
    publish(event)
    if "capacity" in row:
        for session in event.sessions.all():
            open_to(session, row)
    return True


def place_of(name: str) -> dict:
    if not name:
        return {"is_online": True, "online_url": "https://salle.example.org/exemple"}
    if name[0].isdigit():
        return {"commune": Commune.objects.filter(code=name).select_related("department").first()}
    return {"cafe": Cafe.objects.filter(slug=name).select_related("commune__department", "delegated").first()}


def workday(day: date) -> date:
    """Neither Saturday nor Sunday: the Monday that follows."""
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)


def open_to(session: Session, row: dict) -> None:
    """Its rules and the people of the list, written as they would be: in order, the last ones waiting."""
    capacity, most = row["capacity"], row.get("most_seats", 1)
    RegistrationRules.objects.create(session=session, most_seats=most)
    ledger = SessionLedger(session=session, capacity=capacity)
    people, came = [], row.get("came")
    for n in range(row["people"]):
        has_seat = ledger.taken < capacity
        ledger.taken, ledger.waiting = ledger.taken + has_seat, ledger.waiting + (not has_seat)
        people.append(guest(session, n, has_seat, came))
    ledger.next_rank = len(people) + 1
    ledger.save(force_insert=True)
    Registration.objects.bulk_create(people)
    person = User.objects.filter(email=f"{row['joins']}@example.org").first() if "joins" in row else None
    if person:
        register_person(session, person, key=uuid4())


def guest(session: Session, n: int, has_seat: bool, came: int | None) -> Registration:
    """Somebody who does not exist."""
    attendance = Attendance.UNKNOWN
    if came is not None:
        attendance = Attendance.PRESENT if n < came else Attendance.ABSENT
    return Registration(
        session=session,
        guest_name=f"Personne d’exemple {n + 1}",
        guest_email=f"invite{n + 1}@example.org",
        state=RegistrationState.CONFIRMED if has_seat else RegistrationState.WAITING,
        rank=n + 1,
        made_at=min(session.starts_at, timezone.now()) - timedelta(days=10, minutes=-n),
        attendance=attendance,
        attended_seats=1 if attendance == Attendance.PRESENT else None,
    )


# -- Animations of cafés ----------------------------------------------------------------------------------------------


def add_animation(row: dict, today: date) -> bool:
    cafe = place_of(row["cafe"])["cafe"]
    if cafe is None:
        return False
    event = write(**words_of(row), cafe=cafe)
    days, hour, hours = row["at"]
    first = today + timedelta(days=days)
    weeks = range(row.get("weeks", 0) + 1)
    sessions = [at(first + timedelta(weeks=n), hour, hours, Session(event=event, cafe=cafe)) for n in weeks]
    if row.get("cancelled"):
        call_off(sessions[0], ILL)
    Session.objects.bulk_create(sessions)
    return publish(event)


def words_of(row: dict) -> dict:
    told = {name: row[name] for name in ("slug", "title", "summary")}
    body = "<p>Exemple : cette animation est inventée, pour montrer l’agenda.</p>"
    return told | {"kind": EventKind.ANIMATION, "price": row.get("price"), "body": body}


def add_proposal(row: dict, today: date) -> bool:
    """What a manager has announced, and the team has not read yet."""
    cafe, by = place_of(row["cafe"])["cafe"], User.objects.filter(email=f"{row['by']}@example.org").first()
    if cafe is None or by is None:
        return False
    event = Event(**words_of(row), cafe=cafe, is_example=True)
    days, hour, hours = row["at"]
    propose(event, at(today + timedelta(days=days), hour, hours, Session(event=event, cafe=cafe)), [], by)
    return True
