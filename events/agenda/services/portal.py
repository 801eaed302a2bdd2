"""What the agenda brings to the first page of the members' area."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from events.agenda.models import Session
from millecafes.people.portal import Line

SHOWN, NEW = 3, timedelta(days=45)


def latest(user, access) -> Iterator[Line]:
    """Dates newly announced that are for members: what is for everybody is in the public agenda."""
    now = timezone.now()
    sessions = Session.objects.readable_by(access).exclude(event__audiences=",public,").held().to_come(now)
    for session in sessions.filter(event__created_at__gt=now - NEW).select_related("event")[:SHOWN]:
        yield Line(session.event.title, session.event.get_absolute_url(), session.event.summary, session.starts_at)
