"""What the programme brings to the members’ first page: dates to answer, and dates to come."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.tours.models import RequestState
from events.tours.permissions import requests_of
from millecafes.people.portal import Line

SHOWN = 5


def own(access, **wanted):
    """One query, for whoever has a place; none for the others."""
    if not {"cafe_roles", "mandates"} & access.held:
        return []
    return requests_of(access).filter(**wanted).told().order_by("day", "pk")[:SHOWN]


def tasks(user, access) -> Iterator[Line]:
    """A date that waits for a yes."""
    for request in own(access, state=RequestState.PROPOSED):
        title = _("Une date vous est proposée : %(offer)s") % {"offer": request.offer}
        yield Line(title, reverse("tours:request", args=[request.pk]), request.host_name, request.day)


def upcoming(user, access) -> Iterator[Line]:
    """What the place welcomes soon."""
    for request in own(access, state=RequestState.CONFIRMED, day__gte=timezone.localdate()):
        yield Line(str(request.offer), reverse("tours:request", args=[request.pk]), request.host_name, request.day)
