"""Dates that wait for a yes: the host is reminded before the last day to answer; the team sees who is late."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from events.tours import emails
from events.tours.models import Stop, StopState

BEFORE = timedelta(days=2)


def remind(at=None) -> int:
    """Write to those who have not answered, two days before; how many letters were promised, each once."""
    today, written = timezone.localdate(at), 0
    waiting = Stop.objects.filter(state=StopState.PROPOSED, answer_by__range=(today, today + BEFORE), day__gte=today)
    for stop in waiting.told():
        written += emails.tell_hosts(stop, "answer", f"{stop.answer_by}")
    return written


def late(at=None) -> QuerySet[Stop]:
    """Proposed, and not answered in time: the company is kept for nothing, perhaps."""
    today = timezone.localdate(at)
    return Stop.objects.filter(state=StopState.PROPOSED, answer_by__lt=today).order_by("day", "pk")
