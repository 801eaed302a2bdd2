"""The list of the day: who came, and how many came without a word."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.bookings.models import Attendance, HeadCount, Registration
from events.bookings.services.seats import Refused
from millecafes.people.models import User

LARGEST_CROWD = 100_000


def may_begin(session: Session, at: datetime | None = None) -> bool:
    """Whether the day has come, where the event is held, and the event is."""
    today = (at or timezone.now()).astimezone(session.zone).date()
    return session.day <= today and not session.is_cancelled


@transaction.atomic
def tick(registration: Registration, attendance: str, by: User, came: int | None = None) -> Registration:
    """Write that somebody came, or did not; the same again changes nothing, the contrary mends it.

    ``came`` is how many of the seats were used: all of them unless said. Raises ``Refused``.
    """
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if attendance not in Attendance:
        raise Refused("unknown", _("Présence, absence, ou absence excusée : choisissez."))
    if not registration.is_confirmed:
        raise Refused("not_confirmed", _("Cette inscription n’est pas confirmée : on ne la pointe pas."))
    if not may_begin(registration.session):
        raise Refused("too_early", _("Le pointage s’ouvre le jour de l’événement."))
    present = attendance == Attendance.PRESENT
    came = came or registration.seats
    if present and not 1 <= came <= registration.seats:
        raise Refused("too_many", _("Pas plus de personnes que de places réservées : comptez les autres à part."))
    registration.attendance = attendance
    registration.attended_seats = came if present else None
    registration.checked_by = by
    registration.save(update_fields=["attendance", "attended_seats", "checked_by"])
    return registration


@transaction.atomic
def count_walk_ins(session: Session, walk_ins: int, by: User) -> HeadCount:
    """Write how many came without a registration; the last count holds."""
    if not 0 <= walk_ins <= LARGEST_CROWD:
        raise ValidationError({"walk_ins": _("Entre 0 et 100 000 personnes.")})
    return HeadCount.objects.update_or_create(session=session, defaults={"walk_ins": walk_ins, "counted_by": by})[0]
