"""Not coming after all: by the person, by the team, because the date is cancelled."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.bookings import emails
from events.bookings.models import Question, Registration, RegistrationRules, RegistrationState
from events.bookings.services.seats import Desk, Refused, lock, promote, seat
from millecafes.people.models import User
from millecafes.people.services.log import log


@transaction.atomic
def cancel(registration: Registration, *, by: User | None = None, reason: str = "") -> bool:
    """Give the seats back, and to those who wait; False when that was done already.

    ``by`` is the colleague who does it, and says why; without one it is the person, who may until the last moment to
    do so. Raises ``Refused`` afterwards.
    """
    desk = lock(registration.session_id)
    registration = Registration.objects.select_related("person").get(pk=registration.pk)
    registration.session = desk.session
    if registration.state == RegistrationState.CANCELLED:
        return False
    if desk.session.has_started():
        raise Refused("started", _("L’événement a commencé : l’inscription ne s’annule plus."))
    if by is None and timezone.now() >= desk.rules.last_moment_to_cancel:
        raise Refused("too_late", _("Il est trop tard pour se désister ici : prévenez-nous par un message."))
    withdraw(desk, registration, reason)
    promote(desk)
    desk.save()
    emails.cancelled(registration, by_team=by is not None)
    if by is not None:
        log("inscription annulée", by=by, person=registration.person, subject=desk.session, detail=reason)
    return True


def withdraw(desk: Desk, registration: Registration, reason: str) -> None:
    """Take a registration off the count. The ledger is not saved."""
    if registration.is_confirmed:
        desk.ledger.taken -= registration.seats
    elif registration.is_waiting:
        desk.ledger.waiting -= registration.seats
    registration.state, registration.cancelled_at = RegistrationState.CANCELLED, timezone.now()
    registration.cancel_reason = reason
    registration.save(update_fields=["state", "cancelled_at", "cancel_reason"])


@transaction.atomic
def move(registration: Registration, other: Session, by: User) -> Registration:
    """Register somebody to another date of the event in the place of this one. Raises ``Refused``.

    Both dates are locked in the order of their numbers, so that two moves that cross do not wait for each other.
    """
    desks = {number: lock(number) for number in sorted({registration.session_id, other.pk})}
    registration = Registration.objects.select_related("person").get(pk=registration.pk)
    former, wanted = desks[registration.session_id], desks[other.pk]
    if not registration.is_live or former is wanted:
        raise Refused("not_live", _("Cette inscription ne peut plus changer de date."))
    if wanted.session.is_cancelled or wanted.session.has_started():
        raise Refused("started", _("On ne s’inscrit plus à cette date."))
    person = {"person": registration.person} if registration.person_id else {"guest_email": registration.guest_email}
    if Registration.objects.filter(session=wanted.session, **person).live().exists():
        raise Refused("twice", _("Cette personne est déjà inscrite à cette date."))
    withdraw(former, registration, _("Changement de date"))
    names = ("person", "guest_name", "guest_email", "language", "seats", "agrees_to_be_listed")
    moved = Registration(
        session=wanted.session, key=uuid4(), made_by=by, **{name: getattr(registration, name) for name in names}
    )
    moved.answers = answers_for(wanted.rules, registration)
    seat(wanted, moved)
    moved.save(force_insert=True)
    wanted.save()
    promote(former)
    former.save()
    emails.moved(moved, former.session)
    log("inscription déplacée", by=by, person=moved.person, subject=wanted.session, detail=str(former.session))
    return moved


def answers_for(rules: RegistrationRules, registration: Registration) -> dict:
    """What the person answered to the questions that the other date asks too; the rest stays with the former one."""
    asked = {(one.text, one.kind): one for one in rules.questions.all()}
    kept = {}
    for question in Question.objects.filter(rules=registration.session_id):
        same, answer = asked.get((question.text, question.kind)), registration.answers.get(str(question.pk))
        if same is not None and answer is not None and (not same.choices or answer in same.choices):
            kept[str(same.pk)] = answer
    return kept


def session_was_cancelled(sender, session: Session, by: User | None, **kwargs) -> None:
    """Tell everybody who comes or waits, once; nobody is promoted."""
    if not RegistrationRules.objects.filter(pk=session.pk).exists():
        return
    desk = lock(session.pk)
    for registration in Registration.objects.filter(session=session).live().select_related("person"):
        registration.session = session
        withdraw(desk, registration, session.reason)
        emails.session_cancelled(registration)
    desk.save()


def session_was_changed(sender, session: Session, former: Session, **kwargs) -> None:
    """Tell everybody who comes or waits that the time or the place is another one."""
    if not session.event.live:
        return
    for registration in Registration.objects.filter(session=session).live().select_related("person"):
        registration.session = session
        emails.session_changed(registration, former)


@transaction.atomic
def release_all(person: User) -> int:
    """Give back every seat to come of somebody who leaves the network; how many registrations there were.

    Dates are locked in the order of their numbers. The person is told of her closed account, not of each date.
    """
    live = Registration.objects.filter(person=person, session__starts_at__gt=timezone.now()).live()
    rows = list(live.order_by("session_id"))
    for registration in rows:
        desk = lock(registration.session_id)
        registration.refresh_from_db()
        registration.session = desk.session
        withdraw(desk, registration, "")
        promote(desk)
        desk.save()
    return len(rows)
