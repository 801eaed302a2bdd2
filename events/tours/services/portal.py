"""What the programme brings to the members’ first page: dates to answer, and dates to come."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.tours.models import Activity, Agreement, PaperState, RequestState, Source, Stop, StopState
from events.tours.models.hosts import PLACES
from events.tours.permissions import places_of, requests_of
from millecafes.people.portal import Line

SHOWN = 5


def own(access, **wanted):
    """One query, for whoever has a place; none for the others."""
    if not {"cafe_roles", "mandates"} & access.held:
        return []
    return requests_of(access).filter(**wanted).told().order_by("day", "pk")[:SHOWN]


def own_stops(access):
    """Those with an agreement to accept, or a report to make, in one query."""
    if not {"cafe_roles", "mandates"} & access.held:
        return []
    places = places_of(access)
    cafes, communes = ([host.place.pk for host in places if host.is_cafe == kind] for kind in (True, False))
    papers = Agreement.objects.filter(stop=OuterRef("pk"))
    # The latest one only: those before it are history.
    unread = Exists(papers.filter(accepted_at=None, state=PaperState.DONE)) & ~Exists(papers.exclude(accepted_at=None))
    silent = ~Exists(Activity.objects.filter(stop=OuterRef("pk"), source=Source.REPORT))
    wanted = Q(state=StopState.CONFIRMED) & unread | Q(state=StopState.DONE) & silent
    stops = Stop.objects.filter(wanted, Q(cafe__in=cafes) | Q(commune__in=communes))
    return stops.select_related("offer", *PLACES).order_by("day", "pk")[:SHOWN]


def tasks(user, access) -> Iterator[Line]:
    """A date that waits for a yes, an agreement, a report."""
    for stop in own_stops(access):
        is_over = stop.state == StopState.DONE
        title = _("Combien étiez-vous ? %(offer)s") if is_over else _("Une convention à accepter : %(offer)s")
        url = reverse("tours:report" if is_over else "tours:stop", args=[stop.pk])
        yield Line(title % {"offer": stop.offer}, url, stop.host_name, stop.day)
    for request in own(access, state=RequestState.PROPOSED):
        title = _("Une date vous est proposée : %(offer)s") % {"offer": request.offer}
        yield Line(title, reverse("tours:request", args=[request.pk]), request.host_name, request.day)


def upcoming(user, access) -> Iterator[Line]:
    """What the place welcomes soon."""
    for request in own(access, state=RequestState.CONFIRMED, day__gte=timezone.localdate()):
        yield Line(str(request.offer), reverse("tours:request", args=[request.pk]), request.host_name, request.day)
