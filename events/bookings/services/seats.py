"""The count of the seats, and who gets the next one."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.functional import Promise

from events.agenda.models import Session
from events.bookings import emails
from events.bookings.models import Registration, RegistrationRules, RegistrationState, SessionLedger
from millecafes.core.page_changes import forget_pages

# The rules and the count of a date, without reading the date itself again.
COUNTED = [field.name for field in RegistrationRules._meta.concrete_fields] + [
    f"session__ledger__{field.name}" for field in SessionLedger._meta.concrete_fields
]


@dataclass
class Refused(Exception):
    """Why a seat was not given, or not given back: ``code`` for the code, ``message`` for the person.

    ``about`` names the field of the form it is about, if there is one.
    """

    code: str
    message: str | Promise
    about: str = ""

    def __str__(self):
        return str(self.message)


@dataclass
class Desk:
    """A date whose seats are being counted: nobody else counts them until the end of the transaction."""

    session: Session
    rules: RegistrationRules
    ledger: SessionLedger
    was_told: tuple = field(init=False)

    def __post_init__(self):
        self.was_told = self.told

    @property
    def told(self) -> tuple:
        """What public pages say of the count."""
        return self.ledger.is_full, self.ledger.few_left

    def save(self) -> None:
        """Write the count; the pages that tell it are made anew when few seats are left, none, or again many."""
        self.ledger.save(update_fields=["capacity", "taken", "waiting", "next_rank"])
        if self.told != self.was_told:
            forget_pages()

    def has_room_for(self, seats: int) -> bool:
        return self.ledger.capacity is None or self.ledger.taken + seats <= self.ledger.capacity

    def next_rank(self) -> int:
        rank = self.ledger.next_rank
        self.ledger.next_rank += 1
        return rank


def lock(session_id: int) -> Desk:
    """Take the lock of a date, first of all in a transaction, and read what it protects.

    Raises ``RegistrationRules.DoesNotExist`` when one does not register to it. SQLite ignores the lock: there the
    transaction itself is the only one that writes (IMMEDIATE).
    """
    assert connection.in_atomic_block, "Seats are counted in a transaction."
    # Of the event nothing else is asked: its sheet is long, and others wait meanwhile.
    dates = Session.objects.select_related(None).order_by().annotate(is_announced=F("event__live"))
    session = dates.select_for_update(no_key=True, of=("self",)).get(pk=session_id)
    # Asked afterwards, not joined: what is joined is as it was before the lock was waited for.
    rules = RegistrationRules.objects.select_related("session__ledger").only(*COUNTED).get(pk=session_id)
    ledger = rules.session.ledger
    rules.session = ledger.session = session
    return Desk(session, rules, ledger)


def seat(desk: Desk, registration: Registration) -> None:
    """Give the seats if they are free and nobody waits for them; else the last place in the line. Not saved."""
    ledger = desk.ledger
    if ledger.waiting == 0 and desk.has_room_for(registration.seats):
        registration.state = RegistrationState.CONFIRMED
        ledger.taken += registration.seats
    else:
        registration.state = RegistrationState.WAITING
        ledger.waiting += registration.seats
    registration.rank = desk.next_rank()


def promote(desk: Desk) -> list[Registration]:
    """Give the free seats to those who wait, in their order, each group as a whole; the first in line goes first.

    Never once the registration has closed, nor after the start. Those who got a seat are told.
    """
    if desk.session.is_cancelled or timezone.now() >= desk.rules.closing:
        return []
    promoted = []
    for registration in Registration.objects.filter(session=desk.session).in_line().select_related("person"):
        if not desk.has_room_for(registration.seats):
            break
        registration.state, registration.promoted_at = RegistrationState.CONFIRMED, timezone.now()
        registration.save(update_fields=["state", "promoted_at"])
        desk.ledger.waiting -= registration.seats
        desk.ledger.taken += registration.seats
        promoted.append(registration)
        emails.promoted(registration)
    return promoted


def count_again(session: Session) -> dict[str, int]:
    """What the rows say, to be compared with the ledger: seats taken, seats waited for."""
    rows = Registration.objects.filter(session=session)
    total = Sum("seats", default=0)
    return {
        "taken": rows.confirmed().aggregate(total=total)["total"],
        "waiting": rows.filter(state=RegistrationState.WAITING).aggregate(total=total)["total"],
    }
