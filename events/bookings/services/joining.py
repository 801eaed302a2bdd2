"""The door of an online room: for whoever has a seat, from half an hour before the start until the end."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Event, Session
from events.bookings.models import Registration
from events.bookings.services.seats import Refused
from millecafes.people.permissions import access_of

OPENS_BEFORE = timedelta(minutes=30)


def door_opens_at(session: Session) -> datetime:
    return session.starts_at - OPENS_BEFORE


def join(registration: Registration, at: datetime | None = None) -> str:
    """The address of the room, the first time being noted. Raises ``Refused``, and says when to come back.

    A member whose role has ended since no longer enters what was written for it.
    """
    now, session = at or timezone.now(), registration.session
    if session.is_cancelled:
        raise Refused("cancelled", _("Cette date est annulée : il n’y a pas de salle."))
    if not registration.is_confirmed:
        raise Refused("not_confirmed", _("La salle est ouverte aux personnes dont la place est confirmée."))
    if registration.person_id and not may_still_read(registration):
        raise Refused("role_ended", _("Cet événement n’est plus ouvert à votre compte."))
    if session.is_over(now):
        raise Refused("over", _("C’est terminé : la salle est fermée."))
    if now < door_opens_at(session):
        raise Refused("early", _("La salle ouvre 30 minutes avant le début : gardez cette page, elle y mènera."))
    if not session.online_url:
        raise Refused("no_room", _("Le lien de connexion n’est pas encore là : rechargez cette page dans un instant."))
    Registration.objects.filter(pk=registration.pk, joined_at=None).update(joined_at=now)
    return session.online_url


def may_still_read(registration: Registration) -> bool:
    access = access_of(registration.person)
    return Event.objects.readable_by(access).filter(pk=registration.session.event_id).exists()
