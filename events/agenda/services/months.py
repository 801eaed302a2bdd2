"""A month as a page of a wall calendar."""

from calendar import MONDAY, Calendar
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count

from events.agenda.models import Session

SHOWN_A_DAY = 4  # the others are one link away


@dataclass
class Day:
    """A square of the calendar."""

    day: date
    is_inside: bool  # of the month
    is_today: bool
    sessions: list[Session] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.sessions)


def weeks_of(first: date, sessions, today: date) -> list[list[Day]]:
    """The weeks of the month that begins on ``first``, each day with its first dates.

    ``sessions`` is a queryset ``with_places``, in any order.
    """
    days = list(Calendar(MONDAY).itermonthdates(first.year, first.month))
    inside = sessions.filter(day__gte=first, day__lt=next_month(first))
    counts = dict(inside.order_by().values_list("day").annotate(Count("pk")))
    firsts = defaultdict(list)
    for session in first_of_each_day(inside, counts):
        if len(firsts[session.day]) < SHOWN_A_DAY:
            firsts[session.day].append(session)
    squares = [
        Day(day, day.month == first.month, day == today, firsts[day], counts.get(day, 0))
        if day.month == first.month
        else Day(day, is_inside=False, is_today=False)
        for day in days
    ]
    return [squares[start : start + 7] for start in range(0, len(squares), 7)]


def first_of_each_day(inside, counts: dict[date, int]):
    """In the order of the hours; a month with thousands of dates is not read whole."""
    rows = inside.order_by("day", "starts_at", "pk")
    if sum(counts.values()) <= 31 * SHOWN_A_DAY:
        return rows
    numbers, kept = [], Counter()
    for pk, day in inside.order_by("day", "starts_at", "pk").values_list("pk", "day"):
        kept[day] += 1
        if kept[day] <= SHOWN_A_DAY:
            numbers.append(pk)
    return rows.filter(pk__in=numbers)


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
