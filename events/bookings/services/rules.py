"""How one registers, settled by the team."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.models import Session
from events.bookings import emails
from events.bookings.models import Registration, RegistrationRules, RegistrationState, SessionLedger
from events.bookings.services.seats import Refused, lock, promote
from millecafes.people.models import User
from millecafes.people.services.log import log


@transaction.atomic
def open_registration(session: Session, capacity: int | None = None, **rules) -> RegistrationRules:
    """Make a date one that is registered to; ``rules`` are the fields of ``RegistrationRules``."""
    made = RegistrationRules(session=session, **rules)
    made.full_clean()
    made.save(force_insert=True)
    SessionLedger.objects.create(session=session, capacity=capacity)
    return made


@transaction.atomic
def set_capacity(session: Session, capacity: int | None, by: User, *, move_last: bool = False) -> None:
    """Change how many seats there are; those who wait get the new ones at once.

    Fewer than are taken is refused, unless ``move_last``: the last ones to have come then wait again, first in line,
    and are told so.
    """
    if capacity is not None and not 0 <= capacity <= 100_000:
        raise ValidationError({"capacity": _("Entre 0 et 100 000 places.")})
    desk = lock(session.pk)
    ledger = desk.ledger
    former = ledger.capacity
    if capacity is not None and capacity < ledger.taken:
        if not move_last:
            words = ngettext(
                "%(count)d place est déjà prise : annulez d’abord l’inscription, ou renvoyez-la en liste d’attente.",
                "%(count)d places sont déjà prises : annulez d’abord des inscriptions, ou renvoyez les dernières en "
                "liste d’attente.",
                ledger.taken,
            )
            raise Refused("too_small", words % {"count": ledger.taken}, "capacity")
        if desk.session.has_started():
            words = _("L’événement a commencé : la liste d’attente est close, ces places restent prises.")
            raise Refused("started", words, "capacity")
        send_back(desk, capacity)
    ledger.capacity = capacity
    promote(desk)
    desk.save()
    log("nombre de places", by=by, subject=session, detail=f"{former} → {capacity}")


def send_back(desk, capacity: int) -> None:
    """Put the last ones to have come back in line, until what is taken fits; their rank keeps them first there."""
    last = Registration.objects.filter(session=desk.session).confirmed().order_by("-rank").select_related("person")
    for registration in last:
        if desk.ledger.taken <= capacity:
            return
        registration.state, registration.promoted_at = RegistrationState.WAITING, None
        registration.save(update_fields=["state", "promoted_at"])
        desk.ledger.taken -= registration.seats
        desk.ledger.waiting += registration.seats
        emails.sent_back(registration)
