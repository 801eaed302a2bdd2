"""What the agenda brings to the first page of the members' area."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from events.agenda.models import Session
from millecafes.core.kept import kept
from millecafes.people.portal import Line

SHOWN, NEW = 3, timedelta(days=45)
LOOKED_AT = 200  # for all audiences together


def latest(user, access) -> Iterator[Line]:
    """Dates newly announced that are for members: read once for everybody, sifted by the rights of this person."""
    now = timezone.now()
    known = (one for one in kept("dates announced to members", announced) if one.ends_at > now)
    own = (one for one in known if not access.audiences.isdisjoint(one.event.audiences))
    for session in islice(own, SHOWN):
        yield Line(session.event.title, session.event.get_absolute_url(), session.event.summary, session.starts_at)


def announced() -> list[Session]:
    """What is for everybody is in the public agenda."""
    now = timezone.now()
    sessions = Session.objects.exclude(event__audiences=",public,").held().to_come(now).filter(event__live=True)
    return list(sessions.filter(event__created_at__gt=now - NEW).select_related("event")[:LOOKED_AT])
