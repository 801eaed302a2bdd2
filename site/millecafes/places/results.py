"""What answers to a selection: totals, a page of cafés, and the marks of the drawn map."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Avg, Count, F, IntegerField, Q
from django.db.models.functions import Cast

from millecafes.places import projection
from millecafes.places.labels import region_of
from millecafes.places.models import Cafe, Support
from millecafes.places.near import nearest
from millecafes.places.selection import SUPPORTS, Kind, Selection
from millecafes.places.stops import Stop

CAFES_A_PAGE = 20
MOST_LISTED = 2000  # on one page, for who prints
# How a mark is drawn: a line of no length, that its round or square ends make visible, or a lozenge.
POINTS = {Kind.OPENING: "h0", Kind.OPERATION: "h0", Kind.TOUR: "l18 18-18 18-18-18z"}
MOST_MARKS = 1200  # of the drawn map: beyond, what is close together is one mark


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


class CountedPaginator(Paginator):
    """Pages of rows whose number is known already."""

    count = 0  # in the place of a property that asks the database

    def __init__(self, *args, count: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count


class Results:
    """The cafés and the dates that a selection leaves, read once."""

    def __init__(self, selection: Selection):
        self.selection = selection

    @cached_property
    def by_department(self) -> dict[str, Counter]:
        """How many cafés each kind has in each department, whatever kinds, region and department are chosen."""
        cafes = self.selection.everywhere()
        if self.selection.circle is not None:
            cafes = cafes.filter(pk__in=[near.pk for near in self.selection.circle])
        rows = cafes.order_by().values_list("commune__department", "support").annotate(Count("pk"))
        found = {}
        for department, support, count in rows:
            found.setdefault(department, Counter())[Kind.of(support)] += count
        return found

    @cached_property
    def totals(self) -> dict[Kind, int]:
        """What each kind has, whatever kinds are chosen."""
        totals, selection = Counter(), self.selection
        for department, counts in self.by_department.items():
            if selection.department in ("", department) and selection.region in ("", region_of(department)):
                totals += counts
        return {kind: totals[kind] for kind in SUPPORTS} | {Kind.TOUR: len(selection.stops)}

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
        rows = self.selection.cafes()
        found = nearest(rows, self.selection.point, end, self.total)[start:end]
        known = Cafe.objects.with_places().in_bulk([near.pk for near in found])
        for near in found:
            known[near.pk].km = near.km
        return [known[near.pk] for near in found]

    @cached_property
    def marks(self) -> list[Mark]:
        """What the drawn map shows, from the west."""
        cafes = self.selection.cafes().filter(lat__isnull=False).order_by()
        place = ("lat", "lon", "commune__department")
        if not self.total:
            drawn = []
        elif self.total <= MOST_MARKS:
            drawn = [mark_at(*row, number=1) for row in cafes.values_list("support", *place)]
        else:
            drawn = [mark_at(*row) for row in by_cell(cafes)]
        drawn += [mark_at("", stop.lat, stop.lon, stop.commune.department_id, 1) for stop in self.stops]
        return sorted(filter(None, drawn), key=lambda mark: (mark.x, mark.y))

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


def by_cell(cafes):
    """Support, place and number of the cafés of each cell of a grid of about forty kilometres."""
    column, row = Cast((F("lon") + 180) * 2, IntegerField()), Cast((F("lat") + 90) * 2.8, IntegerField())
    cells = cafes.annotate(column=column, row=row).values("column", "row")
    cells = cells.annotate(
        n=Count("pk"), y=Avg("lat"), x=Avg("lon"), opening=Count("pk", filter=Q(support=Support.OPENING))
    )
    for cell in cells:
        support = Support.OPENING if 2 * cell["opening"] >= cell["n"] else Support.OPERATION
        yield support, cell["y"], cell["x"], "", cell["n"]


def mark_at(support: str, lat: float, lon: float, department: str, number: int) -> Mark | None:
    place = projection.place(lat, lon, department)
    kind = Kind.of(support) if support else Kind.TOUR
    return Mark(round(place[0]), round(place[1]), kind, number) if place else None
