"""« Chaque mardi », « chaque premier vendredi »: days, one by one, of which dates are made."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_DATES = 52


class Rhythm(models.TextChoices):
    """How often a date comes back."""

    WEEK = "week", _("Chaque semaine, le même jour")
    FORTNIGHT = "fortnight", _("Une semaine sur deux, le même jour")
    MONTH = "month", _("Chaque mois, le même jour de la semaine (« le premier vendredi »)")


def dates_after(first: date, rhythm: Rhythm | str, until: date) -> list[date]:
    """The days after ``first`` up to ``until`` included, 52 at most.

    By month, the rank of the week-day is kept (first, second, third, fourth); a fifth one is « the last of the month ».
    """
    if rhythm == Rhythm.MONTH:
        days = (nth_of_month(first, months) for months in range(1, MOST_DATES + 1))
    else:
        step = timedelta(weeks=1 if rhythm == Rhythm.WEEK else 2)
        days = (first + step * n for n in range(1, MOST_DATES + 1))
    return [day for day in days if day <= until]


def nth_of_month(first: date, months: int) -> date:
    """The same week-day of the same rank, so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    start = date(year, month + 1, 1)
    days = [start + timedelta(days=n) for n in range(31)]
    same = [day for day in days if day.month == start.month and day.weekday() == first.weekday()]
    rank = (first.day - 1) // 7
    return same[-1] if rank == 4 else same[rank]
