"""When digests leave: at seven in Paris, whatever the clocks of France have done in the night."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from millecafes.mailroom.models import Frequency

HOUR = time(7)  # exists once, and only once, on the two days when the clocks change
MONDAY = 0


def opening(day: date) -> datetime:
    """Seven in the morning of this day."""
    return timezone.make_aware(datetime.combine(day, HOUR), timezone.get_default_timezone())


def last_opening(now: datetime) -> datetime:
    """The last time it was seven."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    return opening(today) if opening(today) <= now else opening(today - timedelta(days=1))


def next_opening(now: datetime) -> datetime:
    return opening(timezone.localdate(last_opening(now), timezone.get_default_timezone()) + timedelta(days=1))


def due_at(frequency: str, now: datetime) -> datetime:
    """The digest that takes what happens now: that of Monday, or else the next one."""
    soonest = next_opening(now)
    if frequency != Frequency.WEEKLY:
        return soonest
    day = timezone.localdate(soonest, timezone.get_default_timezone())
    return opening(day + timedelta(days=(MONDAY - day.weekday()) % 7))
