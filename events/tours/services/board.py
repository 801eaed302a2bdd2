"""What the planner sees of a tour: its stops in the order of the days, and beside them the requests of the season."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from math import cos, inf, radians

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from events.tours.models import (
    Activity,
    Agreement,
    Offer,
    ProgrammeRequest,
    RequestState,
    Source,
    Stop,
    StopState,
    Tour,
    Wish,
    WishedDay,
)
from events.tours.models.hosts import PLACES
from events.tours.permissions import TEAM
from events.tours.services.road import by_road, length_of
from events.tours.services.stop_machine import STOPS, TOURS, moves_of
from events.tours.services.watching import WITHIN, warnings_of
from millecafes.places.projection import HEIGHT, WIDTH, frame_of

A_PAGE = 25
LEAST = 90.0  # units of the drawing that a map shows at least, a kilometre each
ON_THE_ROAD = [StopState.OPTION, StopState.PROPOSED, StopState.CONFIRMED, StopState.DONE]


@dataclass
class Mark:
    """A point of the map."""

    x: float
    y: float
    label: str
    url: str
    number: int = 0
    state: str = ""


@dataclass
class Drawing:
    """The map: what part of the ground it shows, and what stands on it."""

    stops: list[Mark]
    requests: list[Mark]
    left: float = 0
    top: float = 0
    width: float = WIDTH
    height: float = HEIGHT
    ground: tuple[int, int] = (WIDTH, HEIGHT)

    @property
    def view_box(self) -> str:
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"

    @property
    def way(self) -> str:
        """The road, from stop to stop."""
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.stops)

    @property
    def unit(self) -> float:
        """A hundredth of the width: marks keep their size whatever is shown."""
        return round(self.width / 100, 2)


@dataclass
class Candidate:
    """A request that may become a stop."""

    pk: int
    name: str
    point: tuple[float, float] | None
    department: str
    rank: int | None  # of the wish that the company can answer
    km: int | None = None
    nearest: int = 0  # the number of the stop it is near
    request: ProgrammeRequest | None = None
    days: list[tuple[date, str]] = field(default_factory=list)  # why it may not be, if anything


def stops_of(tour: Tour) -> list[Stop]:
    """All, with whether the latest agreement was accepted and the report made, and the days that were wished."""
    versions = Agreement.objects.filter(stop=OuterRef("pk")).order_by("-version")
    said = {
        "accepted_at": Subquery(versions.values("accepted_at")[:1]),
        "has_former": Exists(versions.filter(accepted_at__isnull=False)),
        "has_report": Exists(Activity.objects.filter(stop=OuterRef("pk"))),
    }
    # The offers apart: all the stops of a tour have the same few.
    stops = Stop.objects.filter(tour=tour).select_related("request", *PLACES).annotate(**said)
    found = list(stops.prefetch_related("request__days", "offer__regions", "offer__departments"))
    for stop in found:
        request = stop.request
        stop.wished = None if request is None or request.flexible else {row.day for row in request.days.all()}
    return found


def unreported(tour: Tour) -> int:
    """How many of its dates were held, and have no report yet."""
    reported = Activity.objects.filter(stop=OuterRef("pk"), source=Source.REPORT)
    return tour.stops.filter(~Exists(reported), state=StopState.DONE).count()


def others_of(tour: Tour, stops: list[Stop]) -> list[Stop]:
    """The other stops of the season that are near in time, or of the same company."""
    near = Q(company=tour.company_id)
    if stops:
        near |= Q(day__range=(stops[0].day - WITHIN, stops[-1].day + WITHIN), offer__kind=tour.kind)
    rows = Stop.objects.live().filter(near, season=tour.season_id).exclude(tour=tour)
    return list(rows.select_related(*PLACES))


def board_of(tour: Tour, *, everybody: bool = False, page="1", first: str = "", words: str = "") -> dict:
    """All that the screen shows; ``everybody``: also those who ask nothing of this company; ``first``: on top."""
    known = stops_of(tour)
    stops = [stop for stop in known if stop.state in ON_THE_ROAD]
    others = others_of(tour, stops)
    found = warnings_of(stops, others, has_route=tour.has_route)
    dress(stops, found, tour)
    candidates = candidates_of(tour, stops, everybody=everybody, words=words)
    candidates.sort(key=lambda one: (str(one.pk) != first, one.km is None, one.km or 0, one.pk))
    pages = Paginator(candidates, A_PAGE).get_page(page)
    fill(list(pages), tour, [*stops, *others])
    return {
        "tour": tour,
        "stops": stops,
        "dropped": [stop for stop in known if stop.state not in ON_THE_ROAD],
        "km": round(length_of([stop.point for stop in stops])) if tour.has_route else 0,
        "warnings": sum(map(len, found.values())),
        "pages": pages,
        "everybody": everybody,
        "words": words,
        "count": len(candidates),
        "drawing": drawing_of(stops, candidates),
        "moves": moves_of(TOURS, tour.state, {TEAM}),
        "states": counts_of(known),
    }


def counts_of(stops: list[Stop]) -> list[tuple[str, str, int]]:
    """(code, words, how many), those there are."""
    numbers = defaultdict(int)
    for stop in stops:
        numbers[stop.state] += 1
    return [(state.value, str(state.label), numbers[state]) for state in StopState if numbers[state]]


def dress(stops: list[Stop], found: dict[int, list[str]], tour: Tour) -> None:
    """Each with its name, its number, what it is warned of, its road from the one before, and what may be done."""
    before, words = None, {state.value: str(state.label) for state in StopState}
    for number, stop in enumerate(stops, 1):
        stop.name, stop.words = stop.host_name, words[stop.state]
        stop.number, stop.warnings = number, found.get(stop.pk, [])
        stop.km = round(by_road(before.point, stop.point)) if before and tour.has_route else None
        stop.rest = (stop.day - before.day).days - 1 if before else 0
        stop.moves = moves_of(STOPS, stop.state, {TEAM})
        before = stop


def candidates_of(tour: Tour, stops: list[Stop], *, everybody: bool, words: str) -> list[Candidate]:
    """In a few plain columns: a season may have hundreds."""
    own = Wish.objects.filter(request=OuterRef("pk"), offer__company=tour.company_id).order_by("rank")
    rows = ProgrammeRequest.objects.filter(season=tour.season_id, state=RequestState.SUBMITTED, slot=None)
    pencilled = Stop.objects.filter(tour=tour, request=OuterRef("pk"), state=StopState.OPTION)
    rows = rows.exclude(Exists(pencilled)).annotate(own_rank=Subquery(own.values("rank")[:1]))
    if not everybody:
        rows = rows.filter(own_rank__isnull=False)
    if words:
        rows = rows.at(words)
    named = rows.annotate(
        village=Coalesce("commune__name", "cafe__commune__name"),
        where=Coalesce("commune__department", "cafe__commune__department"),
    ).values_list(
        "pk", "cafe__name", "village", "where", "own_rank",
        "cafe__lat", "cafe__lon", "cafe__commune__lat", "cafe__commune__lon", "commune__lat", "commune__lon",
    )  # fmt: skip
    road, commune = [(point, stop.number) for stop in stops if (point := stop.point)], _("Commune de %(name)s")
    return [candidate(*row, road=road, commune=commune) for row in named.order_by("pk")]


def candidate(pk, cafe, village, department, rank, *degrees, road: list[tuple], commune: str) -> Candidate:
    pairs = [degrees[start : start + 2] for start in (0, 2, 4)]
    point = next(((lat, lon) for lat, lon in pairs if lat is not None and lon is not None), None)
    name = f"{cafe}, {village}" if cafe else commune % {"name": village}
    found = Candidate(pk, name, point, department, rank)
    if point and road:
        nearest, found.nearest = nearest_of(point, road)
        found.km = round(by_road(point, nearest))
    return found


def nearest_of(point: tuple[float, float], road: list[tuple]) -> tuple[tuple[float, float], int]:
    """As on a flat map: hundreds of requests by scores of stops are compared, and only the order counts."""
    (lat, lon), least, nearest = point, inf, road[0]
    flat = cos(radians(lat)) ** 2
    for one in road:  # in the order of the days: of two as near, the first
        north, east = one[0][0] - lat, one[0][1] - lon
        if (apart := north * north + flat * east * east) < least:
            least, nearest = apart, one
    return nearest


def fill(shown: list[Candidate], tour: Tour, stops: list[Stop]) -> None:
    """What is read of those of one page only: wishes, days, and why a day may not be."""
    wishes = Prefetch("wishes", Wish.objects.order_by("rank").prefetch_related("offer"))
    days = Prefetch("days", WishedDay.objects.order_by("rank"))
    requests = ProgrammeRequest.objects.prefetch_related(wishes, days).in_bulk([one.pk for one in shown])
    taken = defaultdict(list)
    for stop in stops:
        if stop.is_live and stop.company_id == tour.company_id:
            taken[stop.day].append(stop)
    for one in shown:
        one.request = requests[one.pk]
        wishes = [wish.offer for wish in one.request.wishes.all() if wish.offer.company_id == tour.company_id]
        one.days = [(row.day, trouble(tour, row.day, taken, wishes)) for row in one.request.days.all()]


def trouble(tour: Tour, day: date, taken: dict, wishes: list[Offer]) -> str:
    """Why this day may not be, or nothing; ``wishes`` are those the company can answer, the first one first."""
    if day < timezone.localdate():
        return _("passé")
    if wishes and not wishes[0].holds(day):
        return _("hors de la période de l’offre")
    first, last = tour.first_day or tour.season.first_day, tour.last_day or tour.season.last_day
    if not first <= day <= last:
        return _("hors de la tournée")
    if len(taken[day]) >= tour.company.teams:
        return _("pris par %(host)s") % {"host": taken[day][0].host_name}
    return ""


def drawing_of(stops: list[Stop], candidates: list[Candidate]) -> Drawing:
    """Marks on our own ground map, as near as they allow."""
    road = [
        Mark(*drawn, label=stop.name, url=f"#etape-{stop.pk}", number=stop.number, state=stop.state)
        for stop in stops
        if (drawn := drawn_at(stop.point, stop.host_commune.department_id))
    ]
    asked = [
        Mark(*drawn, label=one.name, url=f"?demande={one.pk}#demande-{one.pk}")
        for one in candidates
        if (drawn := drawn_at(one.point, one.department))
    ]
    drawing = Drawing(road, asked)
    if marks := [*road, *asked]:
        left, right = min(mark.x for mark in marks), max(mark.x for mark in marks)
        top, bottom = min(mark.y for mark in marks), max(mark.y for mark in marks)
        side = max(right - left, bottom - top, LEAST) * 1.16
        drawing.width = drawing.height = side
        drawing.left, drawing.top = (left + right - side) / 2, (top + bottom - side) / 2
    return drawing


def drawn_at(point, department: str) -> tuple[float, float] | None:
    """To a tenth of a unit, a hundred metres: a map of hundreds of marks is half as heavy."""
    frame = point and frame_of(*point, department)
    return tuple(round(unit, 1) for unit in frame.place(*point)) if frame else None
