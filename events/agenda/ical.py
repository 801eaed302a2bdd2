"""Calendars as other programs read them (RFC 5545): the same bytes as long as nothing has changed.

No METHOD and no ORGANIZER, which make some readers send answers. The zones are written with rules: lists of dates make
some readers one hour late in summer.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from events.agenda.models import Session
from events.agenda.services import where

CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)
# (offset before, offset after, name, month, rule of the day, hour on the clock before) of the two changes of a year.
EUROPE = (("DST", 1, 2, "CEST", 3, "-1SU", 2), ("STD", 2, 1, "CET", 10, "-1SU", 3))
AMERICA = (("DST", -3, -2, "-02", 3, "2SU", 2), ("STD", -2, -3, "-03", 11, "1SU", 2))
CHANGES = {"Europe/Paris": EUROPE, "America/Miquelon": AMERICA}


def calendar_of(
    sessions: Iterable[Session], name: str = "", waiting: Iterable[int] = (), gone: Iterable[int] = ()
) -> bytes:
    """These dates, which come ``with_places``.

    ``waiting`` holds the numbers of those one has no seat at yet, ``gone`` of those one comes to no more.
    """
    sessions, waiting, gone = list(sessions), set(waiting), set(gone)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//1000 cafés//agenda//FR")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH)
    for zone in sorted({session.time_zone for session in sessions}):
        calendar.add_component(zone_of(zone))
    for session in sessions:
        calendar.add_component(entry_of(session, is_waiting=session.pk in waiting, is_gone=session.pk in gone))
    return calendar.to_ical()


def uid_of(session: Session) -> str:
    """Never another one, wherever and whenever the date moves."""
    return f"session-{session.uuid}@{urlsplit(settings.SITE_URL).hostname}"


def entry_of(session: Session, *, is_waiting: bool, is_gone: bool = False) -> Event:
    event, entry = session.event, Event()
    title, is_off = event.title, session.is_cancelled or is_gone
    if is_off:
        title = _("Annulé : %(title)s") % {"title": title}
    elif is_waiting:
        title = _("En attente : %(title)s") % {"title": title}
    changed = max(session.touched_at, event.updated_at).replace(microsecond=0)
    entry.add("uid", uid_of(session))
    entry.add("sequence", session.sequence)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("dtstart", session.local_start)
    entry.add("dtend", session.local_end)
    entry.add("summary", title)
    entry.add("status", "CANCELLED" if is_off else "TENTATIVE" if is_waiting else "CONFIRMED")
    entry.add("location", where(session))
    if session.point:
        entry.add("geo", tuple(round(degrees, 5) for degrees in session.point))
    entry.add("categories", [str(event.get_kind_display())])
    entry.add("description", "\n\n".join(filter(None, told_of(session))))
    entry.add("url", event.full_url)
    return entry


def told_of(session: Session) -> list[str]:
    """The words of the entry, without any link to a room."""
    fallback = _("En cas de mauvais temps : %(place)s") % {"place": session.fallback} if session.fallback else ""
    cancelled = _("Annulé : %(reason)s") % {"reason": session.reason} if session.is_cancelled else ""
    return [cancelled, session.event.summary, fallback, strip_tags(session.event.practical), session.event.full_url]


def zone_of(name: str) -> Timezone:
    """The rules of a zone: those of Europe or of Miquelon, or an hour that never changes."""
    zone = Timezone()
    zone.add("tzid", name)
    for kind, before, after, short, month, day, hour in CHANGES.get(name, ()):
        part = TimezoneDaylight() if kind == "DST" else TimezoneStandard()
        part.add("dtstart", datetime(2007, month, first_day(2007, month, day), hour))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", short)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": day}))
        zone.add_component(part)
    if name not in CHANGES:
        part, offset = TimezoneStandard(), ZoneInfo(name).utcoffset(datetime(2026, 1, 1))
        part.add("dtstart", datetime(1970, 1, 1))
        part.add("tzoffsetfrom", offset)
        part.add("tzoffsetto", offset)
        part.add("tzname", ZoneInfo(name).tzname(datetime(2026, 1, 1)))
        zone.add_component(part)
    return zone


def first_day(year: int, month: int, rule: str) -> int:
    """The day of the month of « -1SU » (the last Sunday), « 2SU » (the second one)."""
    rank = int(rule.removesuffix("SU"))
    sundays = [
        day.day
        for number in range(31)
        if (day := datetime(year, month, 1) + timedelta(days=number)).month == month and day.weekday() == 6
    ]
    return sundays[rank] if rank < 0 else sundays[rank - 1]
