"""What people are told of their seats, each in their own language; all of it leaves at once."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from events.agenda.ical import calendar_of
from events.agenda.models import Session
from events.agenda.services import when, where
from events.bookings.models import Registration
from millecafes.mailroom.sending import send
from millecafes.mailroom.services import Attachment

KIND = "bookings"
SALT = "events.bookings"


def signature_of(registration: Registration) -> str:
    """What opens a registration without an account: it is in the mails of the person, and nowhere else."""
    return signing.Signer(salt=SALT).sign(registration.uuid.hex)


WITH_CALENDAR = {"registered", "promoted", "moved", "session_changed", "session_cancelled"}


def tell(registration: Registration, template: str, key: str, **context) -> None:
    """Write to the person, once for this ``key``; nothing to an account that is closed."""
    if not registration.email:
        return
    with translation.override(registration.language_spoken):
        url = settings.SITE_URL + reverse("bookings:ticket", args=[signature_of(registration)])
        send(
            registration.person or registration.guest_email,
            KIND,
            f"bookings/email/{template}",
            facts_of(registration) | context,
            url=url,
            dedupe_key=f"{registration.pk}:{key}",
            attachments=calendar(registration) if template in WITH_CALENDAR else (),
        )


def facts_of(registration: Registration) -> dict:
    """What every letter says: to whom, about what, when, where."""
    session = registration.session
    return {
        "registration": registration,
        "session": session,
        "event": session.event,
        "name": registration.name,
        "when": when(session),
        "where": where(session),
    }


def calendar(registration: Registration) -> list[Attachment]:
    """The date, for the calendar of the person; cancelled ones leave it by the same way."""
    session = registration.session
    content = calendar_of([session], waiting=[session.pk] if registration.is_waiting else [])
    return [Attachment(f"{session.event.slug}.ics", content, "text/calendar")]


def registered(registration: Registration) -> None:
    tell(registration, "registered", "registered")


def confirm_address(registration: Registration) -> None:
    tell(registration, "confirm_address", "confirm")


def already_registered(registration: Registration) -> None:
    tell(registration, "already_registered", "already")


def promoted(registration: Registration) -> None:
    tell(registration, "promoted", f"promoted:{registration.promoted_at.timestamp()}")


def sent_back(registration: Registration) -> None:
    tell(registration, "sent_back", f"sent_back:{timezone.now().timestamp()}")


def cancelled(registration: Registration, *, by_team: bool) -> None:
    tell(registration, "cancelled", "cancelled", by_team=by_team)


def moved(registration: Registration, former: Session) -> None:
    tell(registration, "moved", "moved", former=when(former))


def session_cancelled(registration: Registration) -> None:
    tell(registration, "session_cancelled", "session_cancelled")


def session_changed(registration: Registration, former: Session) -> None:
    tell(
        registration,
        "session_changed",
        f"changed:{registration.session.sequence}",
        former=f"{when(former)}, {where(former)}",
    )


def reminder(registration: Registration, kind: str) -> None:
    """It comes soon: « demain », « dans 7 jours »; told from the day it is where the event is held."""
    session = registration.session
    days = (session.local_start.date() - timezone.now().astimezone(session.zone).date()).days
    key = f"reminder:{kind}:{session.starts_at.timestamp():.0f}"
    tell(registration, "reminder", key, kind=kind, days=days, join_url=join_url(registration))


def thanks(registration: Registration) -> None:
    """You were there; two questions."""
    address = reverse("bookings:opinion", args=[signature_of(registration)])
    tell(registration, "thanks", "thanks", opinion_url=settings.SITE_URL + address)


def join_url(registration: Registration) -> str:
    """The door of the online room, which opens half an hour before; nothing where there is none."""
    if not registration.session.is_online:
        return ""
    return settings.SITE_URL + reverse("bookings:join", args=[signature_of(registration)])
