"""What is near: a box that grows, which the index on (lat, lon) answers, then the true distance.

No geographical extension of the database: with them the answer was the same, and no quicker.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from heapq import nsmallest
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Floor

from millecafes.core.kept import kept
from millecafes.places.distances import EARTH, km_between

EARTH_RADIUS = EARTH / 2
AT_ONCE = 600  # rows: reading them all costs no more than a box or two
FRANCE = 640_000  # square kilometres
GROWTH = 4
BOXES = 2  # tried before one looks where there is anything at all
READ = (200, 1_500, 6_000)  # rows of the nearest degrees that are read, then of those that follow; then all are


@dataclass(frozen=True)
class Point:
    """A place on Earth, in degrees."""

    lat: float
    lon: float

    def km_to(self, lat: float, lon: float) -> float:
        """As the crow flies."""
        return km_between(self.lat, self.lon, lat, lon)


@dataclass(frozen=True, order=True)
class Near:
    """A row and how far it is; of two at the same distance, the older row comes first, so that pages are stable."""

    km: float
    pk: int


def within(rows: QuerySet, point: Point, km: float, most: int) -> list[Near]:
    """The ``most`` first of the rows at most so far from this point, the nearest first."""
    return [near for near in closest(spots_of(in_box(rows, point, km)), point, most) if near.km <= km]


def nearest(rows: QuerySet, point: Point, most: int, total: int) -> list[Near]:
    """The ``most`` nearest of these rows, of which there are ``total``, the nearest first."""
    if total <= AT_ONCE:
        return closest(spots_of(rows), point, most)
    km = first_guess(most, total)
    for _box in range(BOXES):
        if len(found := within(rows, point, km, most)) == most:
            return found
        km *= GROWTH
    return across_the_sea(rows, point, most)


def across_the_sea(rows: QuerySet, point: Point, most: int) -> list[Near]:
    """As ``nearest`` where little is near: through the degrees that hold something, those that may be nearest first."""
    degrees = sorted((degree.least_km(point), degree) for degree in degrees_of(rows.model))
    found = []
    for read in READ:
        farthest = found[-1].km if len(found) == most else math.inf
        chosen, count = [], 0
        while degrees and count < read and degrees[0][0] <= farthest:
            chosen.append(degrees.pop(0)[1])
            count += chosen[-1].count
        if chosen:
            inside = rows.filter(reduce(or_, (degree.inside for degree in chosen)))
            found = sorted([*found, *closest(spots_of(inside), point, most)])[:most]
        if not degrees or (len(found) == most and degrees[0][0] > found[-1].km):
            return found
    return closest(spots_of(rows), point, most)


@dataclass(frozen=True, order=True)
class Degree:
    """A square degree, by its corner in the south-west, and how many places there are in it."""

    south: int
    west: int
    count: int

    @property
    def inside(self) -> Q:
        return Q(lat__gte=self.south, lat__lt=self.south + 1, lon__gte=self.west, lon__lt=self.west + 1)

    def least_km(self, point: Point) -> float:
        """Nothing in it is nearer: by way of its middle, from which a corner is the farthest."""
        middle = Point(self.south + 0.5, self.west + 0.5)
        corners = (middle.km_to(self.south + n, self.west) for n in (0, 1))
        return point.km_to(middle.lat, middle.lon) - max(corners) - 1


def degrees_of(model) -> list[Degree]:
    """Those where there is any row of this model, counted once until something public changes."""
    placed = model.objects.filter(lat__isnull=False, lon__isnull=False).order_by()
    counted = placed.values_list(Floor("lat"), Floor("lon")).annotate(count=Count("pk"))
    return kept(f"degrees of {model._meta.label}", lambda: [Degree(int(n), int(e), count) for n, e, count in counted])


def first_guess(most: int, total: int) -> float:
    """How far one would go to find twice as many, if they were spread evenly over the country."""
    return math.sqrt(2 * most * FRANCE / (math.pi * max(total, 1)))


def in_box(rows: QuerySet, point: Point, km: float) -> QuerySet:
    """Those of a box that holds the circle; near a pole, or where longitudes begin again, of its whole belt."""
    angle = km / EARTH_RADIUS * 1.000001  # a row on the circle itself is inside
    height = math.degrees(angle)
    rows = rows.filter(lat__gte=point.lat - height, lat__lte=point.lat + height)
    widest = math.sin(angle) / max(math.cos(math.radians(point.lat)), 1e-9)
    if angle >= math.pi / 2 or widest >= 1:
        return rows
    width = math.degrees(math.asin(widest))
    if abs(point.lon) + width > 180:
        return rows
    return rows.filter(lon__gte=point.lon - width, lon__lte=point.lon + width)


def spots_of(rows: QuerySet):
    """The key and the place of each."""
    return rows.order_by().values_list("pk", "lat", "lon")


def closest(spots: Iterable[tuple[int, float | None, float | None]], point: Point, most: int) -> list[Near]:
    """The first ones as ``sorted_by_distance`` gives them all: overseas, the others are the whole country."""
    return [
        Near(*one) for one in nsmallest(most, ((point.km_to(*spot), pk) for pk, *spot in spots if None not in spot))
    ]


def sorted_by_distance(spots: Iterable[tuple[int, float | None, float | None]], point: Point) -> list[Near]:
    """The nearest first; what has no place is left out."""
    return sorted(Near(point.km_to(lat, lon), pk) for pk, lat, lon in spots if lat is not None)
