"""What people are told of their seats, each in their own language; all of it leaves at once.

The words are written when the letter leaves, a second later: a crowd does not wait for them at the door of a date, nor
does the colleague who cancels one for five hundred people.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.agenda.ical import calendar_of
from events.agenda.models import Session
from events.agenda.permissions import zone_of
from events.agenda.services import own_when, when, where
from events.bookings.models import Registration
from millecafes.mailroom.kinds import kind_of
from millecafes.mailroom.later import queue_later
from millecafes.mailroom.sending import letter
from millecafes.mailroom.services import Attachment, packed
from millecafes.people.permissions import access_of

KIND = "bookings"
SALT = "events.bookings"


def signature_of(registration: Registration) -> str:
    """What opens a registration without an account: it is in the mails of the person, and nowhere else."""
    return signing.Signer(salt=SALT).sign(registration.uuid.hex)


WITH_CALENDAR = {"registered", "promoted", "moved", "cancelled", "session_changed", "session_cancelled"}


def tell(registration: Registration, template: str, key: str, **facts) -> None:
    """Write to the person, once for this ``key``; nothing to an account that is closed."""
    if registration.email:
        told = {"registration": registration.pk, "template": template, "facts": facts}
        queue_later(registration.email, KIND, told, dedupe_key=f"{KIND}:{registration.pk}:{key}")


def write(registration: int, template: str, facts: dict) -> dict | None:
    """The letter, as fields of a mail; None when the registration, or its account, is no more."""
    row = Registration.objects.of_letters().filter(pk=registration).first()
    if row is None or not row.email:
        return None
    with translation.override(row.language_spoken):
        recipient = row.person or row.guest_email
        context = facts_of(row) | addresses_of(row) | facts | {"person": recipient}
        words = letter(recipient, kind_of(KIND), f"bookings/email/{template}", context)
    return words | {"attachments": packed(calendar(row, facts.get("left")) if template in WITH_CALENDAR else ())}


def facts_of(registration: Registration) -> dict:
    """What every letter says: to whom, about what, when, where."""
    session = registration.session
    own = own_when_of(registration)
    hours = when(session)
    return {
        "registration": registration,
        "session": session,
        "event": session.event,
        "name": registration.own_name,
        "when": f"{hours}\n{_('Chez vous : %(when)s') % {'when': own}}" if own else hours,
        "where": where(session),
    }


def own_when_of(registration: Registration) -> str:
    """The hours where the member lives, if clocks differ; a guest's are not known."""
    zone = zone_of(access_of(registration.person)) if registration.person_id else ""
    return own_when(registration.session, zone)


def addresses_of(registration: Registration) -> dict:
    """Where the person goes from here: the ticket, the two questions, the door of the online room if there is one."""
    signature = signature_of(registration)
    names = {"url": "ticket", "opinion_url": "opinion", "join_url": "join"}
    found = {key: settings.SITE_URL + reverse(f"bookings:{name}", args=[signature]) for key, name in names.items()}
    return found if registration.session.is_online else found | {"join_url": ""}


def calendar(registration: Registration, left: int | None = None) -> list[Attachment]:
    """The date, for the calendar of the person; cancelled ones leave it by the same way, and the one she has left."""
    session = registration.session
    sessions = [session, *Session.objects.with_places().filter(pk=left)] if left else [session]
    gone = [left] if registration.is_live else [session.pk]
    content = calendar_of(sessions, waiting=[session.pk] if registration.is_waiting else [], gone=gone)
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
    with translation.override(registration.language_spoken):
        tell(registration, "moved", "moved", former=when(former), left=former.pk)


def session_cancelled(registration: Registration) -> None:
    tell(registration, "session_cancelled", "session_cancelled")


def session_changed(registration: Registration, former: Session) -> None:
    with translation.override(registration.language_spoken):
        told = f"{when(former)}, {where(former)}"
    tell(registration, "session_changed", f"changed:{registration.session.sequence}", former=told)


def reminder(registration: Registration, kind: str) -> None:
    """It comes soon: « demain », « dans 7 jours »; told from the day it is where the event is held."""
    session = registration.session
    days = (session.local_start.date() - timezone.now().astimezone(session.zone).date()).days
    key = f"reminder:{kind}:{session.starts_at.timestamp():.0f}"
    tell(registration, "reminder", key, kind=kind, days=days)


def thanks(registration: Registration) -> None:
    """You were there; two questions."""
    tell(registration, "thanks", "thanks")
