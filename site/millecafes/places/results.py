"""What answers to a selection: totals, a page of cafés, and the marks of the drawn map."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from statistics import fmean
from typing import NamedTuple

from django.core.paginator import Page
from django.db.models import Avg, Count

from millecafes.core.paging import CountedPaginator
from millecafes.places import projection
from millecafes.places.labels import region_of
from millecafes.places.models import Cafe
from millecafes.places.near import nearest, sorted_by_distance
from millecafes.places.selection import SUPPORTS, Kind, Selection, Spot, spots_of
from millecafes.places.stops import Stop

CAFES_A_PAGE = 20
MOST_LISTED = 2000  # on one page, for who prints
# How a mark is drawn: a line of no length, that its round or square ends make visible, or a lozenge.
POINTS = {Kind.OPENING: "h0", Kind.OPERATION: "h0", Kind.TOUR: "l18 18-18 18-18-18z"}
MOST_MARKS = 1200  # of the drawn map: beyond, one a department


@dataclass(frozen=True)
class Mark:
    """A shape of the drawn map, in units of the drawing; it grows with the number of cafés it stands for."""

    x: int
    y: int
    kind: Kind
    number: int = 1

    @property
    def radius(self) -> int:
        """Of the disc that stands for several cafés."""
        return 13 + round(2.5 * (self.number - 1) ** 0.5)


class Tally(NamedTuple):
    """How many cafés of a department are of one kind, and about where."""

    department: str
    support: str
    number: int
    lat: float | None
    lon: float | None


class Results:
    """The cafés and the dates that a selection leaves, read once."""

    def __init__(self, selection: Selection):
        self.selection = selection

    @cached_property
    def tallies(self) -> list[Tally]:
        """What each kind has in each department, whatever kinds are chosen, and without a radius whatever places."""
        if self.selection.circle is not None:
            return tallied(self.selection.circle)
        rows = self.selection.everywhere().order_by().values_list("commune__department", "support")
        return [Tally(*row) for row in rows.annotate(Count("pk"), Avg("lat"), Avg("lon"))]

    @cached_property
    def by_department(self) -> dict[str, Counter]:
        """How many cafés each kind has in each department."""
        found = {}
        for tally in self.tallies:
            found.setdefault(tally.department, Counter())[Kind.of(tally.support)] += tally.number
        return found

    @cached_property
    def totals(self) -> dict[Kind, int]:
        """What each kind has, whatever kinds are chosen."""
        totals = sum((counts for code, counts in self.by_department.items() if self.is_chosen(code)), Counter())
        return {kind: totals[kind] for kind in SUPPORTS} | {Kind.TOUR: len(self.selection.stops)}

    def is_chosen(self, department: str) -> bool:
        chosen = self.selection
        return chosen.department in ("", department) and chosen.region in ("", region_of(department))

    @property
    def kinds(self) -> list[tuple[Kind, int, bool]]:
        """Each of the three, its total, and whether it is shown."""
        return [(kind, self.totals[kind], kind in self.selection.shown_kinds) for kind in Kind]

    @property
    def total(self) -> int:
        """Of the cafés that are shown."""
        return sum(self.totals[kind] for kind in SUPPORTS if kind in self.selection.shown_kinds)

    @property
    def stops(self) -> list[Stop]:
        return self.selection.stops if Kind.TOUR in self.selection.shown_kinds else []

    def page(self, number: str, size: int = CAFES_A_PAGE) -> Page:
        """A page of the list, in the order of the villages, or of the distance; the last one for a number too high."""
        if self.selection.point is None:
            cafes = self.selection.cafes().order_by("commune__search_name", "pk").with_places()
            page = CountedPaginator(cafes, size, count=self.total).get_page(number)
            page.object_list = list(page.object_list) if self.total else []
            return page
        page = CountedPaginator([], size, count=self.total).get_page(number)
        page.object_list = self.nearest(page.start_index() - 1, page.end_index()) if self.total else []
        return page

    def nearest(self, start: int, end: int) -> list[Cafe]:
        """From the start-th nearest, each with its distance."""
        point = self.selection.point
        if self.total <= MOST_MARKS or self.selection.circle is not None:
            found = sorted_by_distance(((spot.pk, spot.lat, spot.lon) for spot in self.spots), point)
        else:
            found = nearest(self.selection.cafes(), point, end, self.total)
        found = found[start:end]
        known = Cafe.objects.with_places().in_bulk([near.pk for near in found])
        for near in found:
            known[near.pk].km = near.km
        return [known[near.pk] for near in found]

    @cached_property
    def spots(self) -> list[Spot]:
        """Where each café is, read once for the map and for the distances."""
        if self.selection.circle is not None:
            shown = {SUPPORTS[kind] for kind in self.selection.shown_kinds if kind in SUPPORTS}
            return [spot for spot in self.selection.circle if spot.support in shown]
        return spots_of(self.selection.cafes()) if self.total else []

    @cached_property
    def marks(self) -> list[Mark]:
        """What the drawn map shows, from the west."""
        if self.total <= MOST_MARKS:
            drawn = [mark_at(*spot[1:], number=1) for spot in self.spots if spot.lat is not None]
        else:
            drawn = [mark_at(*row) for row in self.middles()]
        drawn += [mark_at("", stop.lat, stop.lon, stop.commune.department_id, 1) for stop in self.stops]
        return sorted(filter(None, drawn), key=lambda mark: (mark.x, mark.y))

    def middles(self) -> Iterator[tuple[str, float, float, str, int]]:
        """The kind most of the cafés of each department are of, about where they are, and their number."""
        by_department = {}
        for tally in self.tallies:
            shown = Kind.of(tally.support) in self.selection.shown_kinds and self.is_chosen(tally.department)
            if shown and tally.lat is not None:
                by_department.setdefault(tally.department, []).append(tally)
        for department, tallies in by_department.items():
            number = sum(tally.number for tally in tallies)
            lat, lon = (sum(getattr(one, axis) * one.number for one in tallies) / number for axis in ("lat", "lon"))
            yield max(tallies, key=attrgetter("number")).support, lat, lon, department, number

    @property
    def discs(self) -> list[Mark]:
        """What stands for several cafés, the largest below the others."""
        return sorted((mark for mark in self.marks if mark.number > 1), key=lambda mark: -mark.number)

    @property
    def paths(self) -> list[tuple[str, str]]:
        """One path a kind, from each café to the next: a few letters each, where a shape of its own has fifty."""
        alone = [mark for mark in self.marks if mark.number == 1]
        by_kind = {kind: [mark for mark in alone if mark.kind == kind] for kind in Kind}
        return [(kind.value, path_through(marks, POINTS[kind])) for kind, marks in by_kind.items() if marks]


def path_through(marks: list[Mark], point: str) -> str:
    """To each from the one before, by whole units; ``point`` draws it and comes back to where it began."""
    path, x, y = "", 0, 0
    for mark in marks:
        path += f"m{mark.x - x} {mark.y - y}{point}".replace(" -", "-")
        x, y = mark.x, mark.y
    return path


def tallied(spots: list[Spot]) -> list[Tally]:
    """The same figures as the database gives, of cafés that are known already."""
    found = {}
    for spot in spots:
        found.setdefault((spot.department, spot.support), []).append(spot)
    return [
        Tally(*key, len(near), fmean(spot.lat for spot in near), fmean(spot.lon for spot in near))
        for key, near in found.items()
    ]


def mark_at(support: str, lat: float, lon: float, department: str, number: int) -> Mark | None:
    place = projection.place(lat, lon, department)
    kind = Kind.of(support) if support else Kind.TOUR
    return Mark(round(place[0]), round(place[1]), kind, number) if place else None
