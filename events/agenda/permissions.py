"""Who may read what of the agenda."""

from django.db.models import QuerySet

from events.agenda.models import Event, Session
from millecafes.people.permissions import Access, access_of


def sessions_for(user) -> QuerySet[Session]:
    """The dates this person may come across."""
    return Session.objects.readable_by(access_of(user))


def events_for(user) -> QuerySet[Event]:
    return Event.objects.readable_by(access_of(user))


def zone_of(access: Access) -> str:
    """The clock of the person's first place; nothing when she has none, or when it is that of Paris."""
    for role in access.roles:
        commune = role.cafe.commune if hasattr(role, "cafe") else role.commune
        if commune is not None and commune.department.time_zone != "Europe/Paris":
            return commune.department.time_zone
    return ""
