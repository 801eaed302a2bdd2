"""What the programme brings to the members’ first page: dates to answer, and dates to come."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.tours.models import (
    Activity,
    Agreement,
    PaperState,
    ProgrammeRequest,
    RequestState,
    Source,
    Stop,
    StopState,
)
from events.tours.permissions import requests_of, runs
from millecafes.core.memo import once
from millecafes.people.portal import Line

SHOWN, MOST = 5, 60


def own_dates(user, access) -> list[ProgrammeRequest]:
    """The dates that ask something of the host, and those to come: one query for both places of the page."""
    if not {"cafe_roles", "mandates"} & access.held:
        return []
    return once(f"dates of the programme of {user.pk}", lambda: list(read_dates(access)))


def read_dates(access) -> QuerySet[ProgrammeRequest]:
    stops = Stop.objects.live().filter(request=OuterRef("pk"))
    papers = Agreement.objects.filter(stop__request=OuterRef("pk"), stop__state=StopState.CONFIRMED)
    # The latest one only: those before it are history.
    newer = Agreement.objects.filter(stop=OuterRef("stop"), version__gt=OuterRef("version"))
    unread = Exists(papers.filter(~Exists(newer), accepted_at=None, state=PaperState.DONE))
    silent = ~Exists(Activity.objects.filter(stop__request=OuterRef("pk"), source=Source.REPORT))
    to_come = Q(state=RequestState.CONFIRMED, day__gte=timezone.localdate())
    wanted = Q(state=RequestState.PROPOSED) | to_come | Q(state=RequestState.CONFIRMED, is_unread=True)
    rows = requests_of(access).annotate(is_unread=unread, is_silent=silent, stop_id=Subquery(stops.values("pk")[:1]))
    rows = rows.filter(wanted | Q(state=RequestState.DONE, is_silent=True, stop_id__isnull=False))
    return rows.told().order_by("day", "pk")[:MOST]


def tasks(user, access) -> Iterator[Line]:
    """A date that waits for a yes, an agreement, a report."""
    dates = own_dates(user, access)
    asked = [
        row
        for row in dates
        if row.state == RequestState.DONE
        or (row.state == RequestState.CONFIRMED and row.is_unread and runs(access, row))
    ]
    for request in asked[:SHOWN]:
        is_over = request.state == RequestState.DONE
        title = _("Combien étiez-vous ? %(offer)s") if is_over else _("Une convention à accepter : %(offer)s")
        url = reverse("tours:report" if is_over else "tours:stop", args=[request.stop_id])
        yield Line(title % {"offer": request.offer}, url, request.host_name, request.day)
    for request in [row for row in dates if row.state == RequestState.PROPOSED and runs(access, row)][:SHOWN]:
        title = _("Une date vous est proposée : %(offer)s") % {"offer": request.offer}
        yield Line(title, reverse("tours:request", args=[request.pk]), request.host_name, request.day)


def upcoming(user, access) -> Iterator[Line]:
    """What the place welcomes soon."""
    today = timezone.localdate()
    dates = (row for row in own_dates(user, access) if row.state == RequestState.CONFIRMED and row.day >= today)
    for request in islice(dates, SHOWN):
        yield Line(str(request.offer), reverse("tours:request", args=[request.pk]), request.host_name, request.day)
