"""What a change says, in words: for the café's people, and for who reads it over."""

from dataclasses import dataclass, field
from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext as _

from members.portal.models import CafeChange
from members.portal.services.sheets import values_of
from millecafes.core.models import Image
from millecafes.places.models import Cafe, CafePhoto, OnHolidays, Service, VenueSheet
from millecafes.places.opening import Exceptional, Timetable
from millecafes.places.opening_words import exception_said, week_said

TEXTS = {"summary", "description", "notes"}  # texts, long enough to be compared word by word


@dataclass
class Said:
    """One field: its name, its lines before and after; pictures stand apart."""

    name: str
    label: str
    before: list[str]
    after: list[str]
    pictures_before: list[Image] = field(default_factory=list)
    pictures_after: list[Image] = field(default_factory=list)
    has_moved: bool = False  # the sheet says something else by now than when this was proposed

    @property
    def is_text(self) -> bool:
        return self.name in TEXTS


def said(change: CafeChange, live: dict | None = None) -> list[Said]:
    """Field by field; ``live`` are the values of today, to tell what has moved since it was proposed."""
    told = []
    for name, after in change.after.items():
        before = change.before.get(name)
        if name == "venue":
            told += venue_said(before or {}, after)
            continue
        one = Said(name, label_of(name), lines_of(name, before), lines_of(name, after))
        if name == "photos":
            one.pictures_before, one.pictures_after = pictures_of(before), pictures_of(after)
        one.has_moved = live is not None and live.get(name) != before
        told.append(one)
    return told


def said_since(change: CafeChange) -> list[Said]:
    """The same, telling what has moved since."""
    return said(change, values_of(change.cafe, change.after))


def differing(theirs: dict, mine: dict) -> list[tuple[str, list[str]]]:
    """(field, its newer lines) of what somebody else wrote, and the person writes otherwise."""
    told = []
    for name, value in theirs.items():
        if name == "venue":
            told += [(one.label, one.after) for one in venue_said(mine[name], value)]
        elif value != mine[name]:
            told.append((label_of(name), lines_of(name, value)))
    return told


def label_of(name: str) -> str:
    labels = {
        "week": _("Horaires de la semaine"),
        "exceptions": _("Jours particuliers"),
        "photos": CafePhoto._meta.verbose_name_plural,
    }
    return labels.get(name) or Cafe._meta.get_field(name).verbose_name


def lines_of(name: str, value) -> list[str]:
    if not value:
        return []
    return WORDS[name](value) if name in WORDS else [str(value)]


def week_lines(value) -> list[str]:
    week = [[] for _day in range(7)]
    for day, opens, closes in value:
        week[day].append((time.fromisoformat(opens), time.fromisoformat(closes)))
    lines = week_said(Timetable(week, timezone.get_default_timezone()))
    return [_("%(days)s : %(hours)s") % {"days": days, "hours": hours} for days, hours in lines]


def exception_lines(value) -> list[str]:
    return [exception_line(row) for row in value]


def exception_line(row) -> str:
    first, last, opens, closes, reason = row
    hours = [time.fromisoformat(hour) if hour else None for hour in (opens, closes)]
    words = exception_said(Exceptional(date.fromisoformat(first), date.fromisoformat(last), *hours, reason))
    kind = _("fermé") if opens is None else _("ouvert")
    return f"{words} ({reason or kind})" if opens is not None or reason else f"{words} ({kind})"


def service_lines(value) -> list[str]:
    names = dict(Service.objects.in_language("fr").values_list("code", "name"))
    return [names.get(code, code) for code in value]


def photo_lines(value) -> list[str]:
    return [caption for _image, caption in value if caption]


def holiday_lines(value) -> list[str]:
    return [str(OnHolidays(value).label)]


def pictures_of(value) -> list[Image]:
    known = Image.objects.in_bulk([image for image, _caption in value or []])
    return [known[image] for image, _caption in value or [] if image in known]


def venue_said(before: dict, after: dict) -> list[Said]:
    """Only what differs: the sheet has nine lines."""
    answers = dict(VenueSheet.Answer.choices)
    told = []
    for name, value in after.items():
        old = before.get(name)
        if old != value:
            label = VenueSheet._meta.get_field(name).verbose_name
            lines = [[str(answers.get(one, one))] if one not in (None, "") else [] for one in (old, value)]
            told.append(Said(name, label, *lines))
    return told


WORDS = {
    "week": week_lines,
    "exceptions": exception_lines,
    "services": service_lines,
    "photos": photo_lines,
    "on_holidays": holiday_lines,
}
