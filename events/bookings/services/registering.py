"""Coming: a member, a guest, or somebody for whom the team does it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.models import Session
from events.bookings import emails
from events.bookings.models import Registration, RegistrationState
from events.bookings.services.seats import Desk, Refused, lock, seat
from millecafes.people.models import User
from millecafes.people.services.log import log

CONFIRM_WITHIN = timedelta(days=2)  # afterwards a guest's request is forgotten
GUESTS_KEPT = timedelta(days=90)  # after the date: then the seat is counted, and names nobody


@transaction.atomic
def register_person(
    session: Session,
    person: User,
    *,
    key: UUID,
    seats: int = 1,
    answers: dict | None = None,
    version: int | None = None,
    agrees: bool = False,
    by: User | None = None,
) -> tuple[Registration, bool]:
    """Give a member a seat, or a place in the line; and whether this call did it.

    The same ``key`` again, or another one for somebody who is registered already, answers what there is. ``by`` is the
    colleague who does it for the person, whom the dates of registration do not stop. Raises ``Refused``.
    """
    desk = lock(session.pk)
    if (known := answered_before(desk, key, person=person)) is not None:
        return known, False
    check(desk, seats, version, by_team=by is not None)
    registration = Registration(
        session=desk.session,
        person=person,
        key=key,
        seats=seats,
        answers=answers or {},
        agrees_to_be_listed=agrees,
        language=person.language,
        made_by=by or person,
    )
    take_place(desk, registration)
    if by is not None:
        log("inscription faite par l’équipe", by=by, person=person, subject=session)
    return registration, True


@transaction.atomic
def register_guest(
    session: Session,
    name: str,
    email: str,
    *,
    key: UUID,
    language: str,
    seats: int = 1,
    answers: dict | None = None,
    version: int | None = None,
    agrees: bool = False,
    by: User | None = None,
) -> tuple[Registration, bool]:
    """Write down somebody without an account; no seat is held until the address is confirmed. Raises ``Refused``.

    Nobody learns whether an address is registered already: its owner does, by mail. When the team does it (``by``),
    the address needs no confirmation.
    """
    desk = lock(session.pk)
    if (known := answered_before(desk, key, email=email)) is not None:
        return known, False
    check(desk, seats, version, by_team=by is not None)
    registration = Registration(
        session=desk.session,
        guest_name=name,
        guest_email=email.strip().lower(),
        key=key,
        seats=seats,
        answers=answers or {},
        agrees_to_be_listed=agrees,
        language=language,
        made_by=by,
        state=RegistrationState.UNCONFIRMED,
    )
    if by is not None:
        return seat_for_the_team(desk, registration, by)
    known = registered_guest(registration)
    registration.save(force_insert=True)
    if known is not None:
        emails.already_registered(known)
    else:
        emails.confirm_address(registration)
    return registration, True


def seat_for_the_team(desk: Desk, registration: Registration, by: User) -> tuple[Registration, bool]:
    """The address was given to a colleague: it needs no confirmation."""
    if (known := registered_guest(registration)) is not None:
        return known, False
    take_place(desk, registration)
    log("inscription faite par l’équipe", by=by, subject=desk.session, detail=registration.guest_name)
    return registration, True


@transaction.atomic
def confirm_guest(registration: Registration) -> Registration:
    """Seat a guest whose address is now known to be right; twice is as once.

    Raises ``Refused`` when one no longer registers. A guest who was registered meanwhile keeps that registration.
    """
    desk = lock(registration.session_id)
    registration.refresh_from_db()
    if registration.state != RegistrationState.UNCONFIRMED:
        return registration
    check(desk, registration.seats, None, by_team=False)
    if (known := registered_guest(registration)) is not None:
        registration.delete()
        return known
    registration.session = desk.session
    take_place(desk, registration)
    return registration


def answered_before(desk: Desk, key: UUID, *, person: User | None = None, email: str = "") -> Registration | None:
    """What this very form has made, if it was sent already; else the seat, or place in line, of this member.

    A form taken from somebody else, or from another date, learns nothing of what it made.
    """
    wanted = Q(key=key)
    if person:
        wanted |= Q(session=desk.session.pk, person=person.pk)
    # Read as it is under the lock: as little as can be.
    rows = list(Registration.objects.filter(wanted).order_by())
    known = next((row for row in rows if row.key == key), None)
    if known is None:
        return next((row for row in rows if row.state != RegistrationState.CANCELLED), None)
    same = known.session_id == desk.session.pk and (
        known.person_id == person.pk if person else known.guest_email == email.strip().lower()
    )
    if not same:
        raise Refused("foreign_form", _("Ce formulaire a déjà servi : rechargez la page, puis recommencez."))
    return known


def registered_guest(registration: Registration) -> Registration | None:
    """What holds a seat, or a place in the line, for the same address."""
    same = Registration.objects.filter(session_id=registration.session_id, guest_email=registration.guest_email)
    return same.live().first()


def check(desk: Desk, seats: int, version: int | None, *, by_team: bool) -> None:
    """Refuse what cannot be, each with its reason."""
    rules, session, now = desk.rules, desk.session, timezone.now()
    if session.is_cancelled:
        raise Refused("cancelled", _("Cette date est annulée : on ne s’y inscrit plus."))
    if session.has_started(now):
        raise Refused("started", _("L’événement a commencé : on ne s’y inscrit plus."))
    if not session.is_announced:
        raise Refused("withdrawn", _("Cet événement n’est plus annoncé."))
    if not by_team and rules.opens_at and now < rules.opens_at:
        raise Refused("not_yet", _("Les inscriptions ne sont pas encore ouvertes."))
    if not by_team and now >= rules.closing:
        raise Refused("closed", _("Les inscriptions sont closes."))
    if not 1 <= seats <= rules.most_seats:
        words = ngettext(
            "Une inscription vaut pour %(count)d place.",
            "Une inscription vaut pour %(count)d places au plus.",
            rules.most_seats,
        )
        raise Refused("too_many_seats", words % {"count": rules.most_seats}, "seats")
    if version is not None and version != rules.questions_version:
        raise Refused("old_form", _("Les questions ont changé depuis : relisez-les, puis validez à nouveau."))
    limit, ledger = rules.waiting_limit, desk.ledger
    waits = ledger.waiting > 0 or not desk.has_room_for(seats)
    if waits and limit is not None and ledger.waiting + seats > limit:
        raise Refused("full", _("Il ne reste plus de place, ni sur la liste d’attente."))


def take_place(desk: Desk, registration: Registration) -> None:
    seat(desk, registration)
    registration.save()
    desk.save()
    emails.registered(registration)


def forget_unconfirmed(at: datetime | None = None) -> int:
    """Forget the guests who never confirmed their address, two days after; how many there were."""
    limit = (at or timezone.now()) - CONFIRM_WITHIN
    old = Registration.objects.filter(state=RegistrationState.UNCONFIRMED, made_at__lt=limit)
    return old.delete()[0]


def forget_guests(at: datetime | None = None) -> int:
    """Three months after a date, leave of each guest the seat and whether it was taken; how many there were."""
    over = Session.objects.filter(ends_at__lt=(at or timezone.now()) - GUESTS_KEPT).values("pk")
    guests = Registration.objects.filter(session__in=over).exclude(guest_email="", guest_name="")
    return guests.update(guest_name="", guest_email="", answers={}, cancel_reason="")
