"""When a place is open: pure reckoning on its own clock, from its week and its days that are not like the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

MIDNIGHT = time(0)
SMALL_HOURS = time(6)  # what follows midnight until then belongs to the evening before, for the eye
HORIZON = timedelta(days=30)  # further than that, nobody asks when it opens
DAY = timedelta(days=1)
ALSACE = {"67": "6AE", "68": "6AE"}  # the two departments are one to the library

Hours = tuple[time, time]  # a closing at 00:00 is the midnight that ends the day


@lru_cache(maxsize=256)
def public_holidays(year: int, department: str) -> frozenset[date]:
    """Those of this department: Alsace and Moselle have two more, and each overseas department one of its own.

    A library keeps them: they are a matter of law, which changes, and of Easter.
    """
    code = ALSACE.get(department, department)
    known = country_holidays("FR", years=year)
    if code in known.subdivisions:
        known = country_holidays("FR", subdiv=code, years=year)
    return frozenset(known)


@dataclass(frozen=True)
class Exceptional:
    """Days that replace the week's: closed when they have no hours."""

    first_day: date
    last_day: date
    opens: time | None = None
    closes: time | None = None
    reason: str = ""

    @property
    def hours(self) -> Hours | None:
        return (self.opens, self.closes) if self.opens is not None and self.closes is not None else None

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class State:
    """Open or closed, until when (nothing: as far as one can see); unsure on a holiday nobody spoke of."""

    is_open: bool
    until: datetime | None
    is_unsure: bool = False


@dataclass
class Timetable:
    """The hours of one place. ``week`` has seven lists, Monday first."""

    week: list[list[Hours]]
    zone: ZoneInfo
    exceptions: list[Exceptional] = field(default_factory=list)
    department: str = ""
    closed_on_holidays: bool = False
    unsure_on_holidays: bool = False

    @property
    def is_known(self) -> bool:
        return any(self.week)

    def today(self, at: datetime) -> date:
        """The day it is there."""
        return at.astimezone(self.zone).date()

    def is_holiday(self, day: date) -> bool:
        return day in public_holidays(day.year, self.department)

    def exceptions_on(self, day: date) -> list[Exceptional]:
        return [exception for exception in self.exceptions if exception.covers(day)]

    def hours_on(self, day: date) -> list[Hours]:
        """What holds on this very day."""
        if exceptions := self.exceptions_on(day):
            return sorted(exception.hours for exception in exceptions if exception.hours)
        if self.closed_on_holidays and self.is_holiday(day):
            return []
        return self.week[day.weekday()]

    def is_unsure_on(self, day: date) -> bool:
        """A holiday of which nobody has said anything."""
        return self.unsure_on_holidays and self.is_holiday(day) and not self.exceptions_on(day)

    def intervals(self, first: date, last: date) -> list[tuple[datetime, datetime]]:
        """Every opening between two days, in universal time; those that touch, at midnight, are one."""
        found: list[tuple[datetime, datetime]] = []
        day = first
        while day <= last:
            for opens, closes in self.hours_on(day):
                start = self._instant(day, opens)
                end = self._instant(day + DAY if closes == MIDNIGHT else day, closes)
                if found and start <= found[-1][1]:
                    found[-1] = (found[-1][0], max(end, found[-1][1]))
                elif start < end:  # an hour that the change of the clock leaves out
                    found.append((start, end))
            day += DAY
        return found

    def _instant(self, day: date, hour: time) -> datetime:
        # In universal time, or Python would compare what the two clocks show.
        return datetime.combine(day, hour, tzinfo=self.zone).astimezone(UTC)

    def state(self, at: datetime) -> State:
        """How it is at this instant, and until when."""
        today = self.today(at)
        at = at.astimezone(UTC)
        unsure = self.is_unsure_on(today)
        for start, end in self.intervals(today - DAY, today + HORIZON):
            if at < start:
                return State(False, start, unsure)
            if at < end:
                return State(True, None if end > at + HORIZON else end, unsure)
        return State(False, None, unsure)

    def is_open(self, at: datetime) -> bool:
        return self.state(at).is_open

    def moments(self, at: datetime, length: timedelta) -> list[datetime]:
        """From ``at`` on, when what one says of it changes: openings, closings, and midnights there."""
        today, end = self.today(at), at.astimezone(UTC) + length
        days = length.days + 2
        changes = {moment for interval in self.intervals(today - DAY, today + DAY * days) for moment in interval}
        changes |= {self._instant(today + DAY * n, MIDNIGHT) for n in range(1, days + 1)}
        return [at.astimezone(UTC), *sorted(moment for moment in changes if at < moment <= end)]

    def next_exceptions(self, at: datetime, within: timedelta = timedelta(days=60)) -> list[Exceptional]:
        """The exceptions that hold today or are near."""
        today = self.today(at)
        near = [one for one in self.exceptions if one.last_day >= today and one.first_day <= today + within]
        return sorted(near, key=lambda one: (one.first_day, one.opens or MIDNIGHT))

    def shown_week(self) -> list[list[Hours]]:
        """The week as one says it: the small hours belong to the evening before (« vendredi, 18 h – 2 h »)."""
        week = [sorted(hours) for hours in self.week]
        for day, evening in enumerate(week):
            morning = week[(day + 1) % 7]
            if not (evening and morning and evening[-1][1] == MIDNIGHT):
                continue
            opens, closes = morning[0]
            if opens == MIDNIGHT and MIDNIGHT < closes <= SMALL_HOURS and evening[-1][0] > closes:
                evening[-1] = (evening[-1][0], closes)
                morning.pop(0)
        return week


def overlap(spans: Iterable[Hours]) -> tuple[Hours, Hours] | None:
    """The first two spans of a day that meet, if any do."""
    ordered = sorted(spans)
    for one, other in zip(ordered, ordered[1:], strict=False):
        if one[1] == MIDNIGHT or other[0] < one[1]:
            return one, other
    return None
