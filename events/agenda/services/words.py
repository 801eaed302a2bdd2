"""When and where, in words, in the language that is active."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.agenda.models import Session
from millecafes.core.days import day_in_words

NO_BREAK = "\u00a0"
PARIS = "Europe/Paris"


def when(session: Session, zone: str = "") -> str:
    """The day and the hours on the clock of the place, or on that of ``zone`` (an IANA name)."""
    clock = ZoneInfo(zone or session.time_zone)
    start, end = session.starts_at.astimezone(clock), session.ends_at.astimezone(clock)
    given = {"day": day_of(start), "start": hour(start), "end": hour(end), "last": day_of(end)}
    if start.date() == end.date():
        words = _("%(day)s, de %(start)s à %(end)s") % given
    elif (end - start).total_seconds() < 12 * 3600:
        words = _("%(day)s, de %(start)s à %(end)s le lendemain") % given
    else:
        words = _("du %(day)s, %(start)s, au %(last)s, %(end)s") % given
    return words if session.time_zone == PARIS or zone else _("%(when)s (heure locale)") % {"when": words}


def own_when(session: Session, zone: str) -> str:
    """The same on the clock of the reader, when it is another one; nothing otherwise."""
    return "" if not zone or zone == session.time_zone else when(session, zone)


def day_of(moment: datetime) -> str:
    """« mardi 1er décembre 2026 »."""
    return day_in_words(moment.date(), "l j F Y")


def hour(moment: datetime) -> str:
    """« 19 h », « 19 h 30 »; « 7:30 p.m. » in English."""
    if translation.get_language() != "fr":
        return date_format(moment, "P").replace(" ", NO_BREAK)
    minutes = f"{NO_BREAK}{moment:%M}" if moment.minute else ""
    return f"{moment.hour}{NO_BREAK}h{minutes}"


def where(session: Session) -> str:
    """The place, its village and its commune: « Longeville-sur-la-Laines (Rives Dervoises, 52) »."""
    if session.village is None:
        return _("En ligne")
    department = session.commune.department_id
    inside = f"{session.commune.name}, {department}" if session.delegated else department
    place = session.cafe.name if session.cafe and not session.place else session.place
    return ", ".join(filter(None, [place, session.address, f"{session.village.name} ({inside})"]))
