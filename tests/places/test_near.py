"""What is near, whatever the way it is looked for."""

import math
from itertools import islice

import pytest

from millecafes.demo.crowd import draw
from millecafes.places import near
from millecafes.places.models import Cafe
from millecafes.places.near import AT_ONCE, Point, nearest, within
from tests.places.cafe_factories import commune

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

SPOTS = {
    "Corse": Point(42.1, 9.1),
    "La Réunion": Point(-21.1, 55.5),
    "Guyane": Point(4.9, -52.3),
    "au large": Point(46.0, -8.0),
    "au milieu de l’océan": Point(-47.0, -120.0),
    "de l’autre côté": Point(-16.5, 179.98),
    "au pôle": Point(89.9, 10.0),
}


def spread(number: int) -> None:
    """Cafés over the mainland, some in Corsica and overseas, two at the same door, some on either side of the date."""
    place = commune()
    corners = [(42.5, -4.5, 8.5, 12.5), (41.4, 8.6, 1.6, 0.9), (-21.3, 55.3, 0.4, 0.5), (-17.0, -179.9, 0.9, 359.8)]
    rows = []
    for n in range(number):
        south, west, height, width = corners[min(n % 12, 3) if n % 12 < 3 else 0]
        lat, lon = south + height * draw("lat", n), west + width * draw("lon", n)
        if n % 50 == 1:
            lat, lon = rows[-1].lat, rows[-1].lon
        rows.append(Cafe(name=f"Café {n}", slug=f"c-{n}", commune=place, support="opening", lat=lat, lon=lon))
    rows[-1].lat = rows[-1].lon = None
    Cafe.objects.bulk_create(rows)


def placed() -> list[tuple[int, float, float]]:
    return list(Cafe.objects.filter(lat__isnull=False).values_list("pk", "lat", "lon"))


def brute(rows, point: Point, most: int) -> list[int]:
    return [pk for _km, pk in sorted((point.km_to(lat, lon), pk) for pk, lat, lon in rows)[:most]]


def found(point: Point, most: int) -> list[int]:
    rows = Cafe.objects.filter(lat__isnull=False)
    return [one.pk for one in nearest(rows, point, most, rows.count())]


def random_points():
    n = 0
    while True:
        n += 1
        yield (
            Point(-60 + 120 * draw("y", n), -180 + 360 * draw("x", n))
            if n % 2
            else Point(42 + 9 * draw("y", n), -5 + 13 * draw("x", n))
        )


@pytest.mark.parametrize("read, points", [(near.READ, 1_000), ((60, 200), 120), ((1, 1), 120)])
def test_the_nearest_are_those_of_a_full_count(monkeypatch, read, points):
    monkeypatch.setattr(near, "READ", read)
    spread(AT_ONCE + 400)
    rows = placed()

    for point in [*SPOTS.values(), *islice(random_points(), points)]:
        assert found(point, 20) == brute(rows, point, 20)


def test_a_circle_holds_all_that_is_in_it():
    spread(AT_ONCE + 100)
    rows = Cafe.objects.filter(lat__isnull=False)

    for point in [*SPOTS.values(), *islice(random_points(), 40)]:
        for km in (10, 150, 900):
            inside = {pk for pk, lat, lon in rows.values_list("pk", "lat", "lon") if point.km_to(lat, lon) <= km}
            assert {one.pk for one in within(rows, point, km, rows.count())} == inside


@pytest.mark.parametrize("number", [1, 4])
def test_few_cafes_are_all_found_in_order(number):
    spread(number)

    for point in SPOTS.values():
        assert found(point, 20) == brute(placed(), point, 20)
        assert len(found(point, 20)) == number - 1


def test_distances_are_those_of_the_globe():
    assert Point(48.8566, 2.3522).km_to(43.2965, 5.3698) == pytest.approx(661, abs=2)
    assert Point(0, 0).km_to(0, 180) == pytest.approx(math.pi * near.EARTH_RADIUS)
