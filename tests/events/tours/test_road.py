"""The road of a tour: its length, a shorter order, and what a planner is warned of."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from events.tours.models import Stop
from events.tours.services.board import board_of
from events.tours.services.machine import NotNow
from events.tours.services.ordering import order_of, put_in_order
from events.tours.services.planning import place
from events.tours.services.road import by_road, length_of, shortest
from events.tours.services.watching import warnings_of
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_staff

LINE = [(44.0 + number / 2, 2.0) for number in range(8)]


def test_a_road_is_longer_than_a_crow_flies():
    assert by_road((44.0, 2.0), (45.0, 2.0)) == pytest.approx(111.2 * 1.3, rel=0.01)
    assert by_road(None, (45.0, 2.0)) == 0
    assert length_of(LINE) == pytest.approx(7 * by_road(*LINE[:2]), rel=0.001)


def test_a_shuffled_line_is_put_straight():
    points = random.Random(9).sample(LINE, len(LINE))

    order = shortest(points)

    assert sorted(order) == list(range(len(points)))
    assert length_of([points[one] for one in order]) == pytest.approx(length_of(LINE), rel=0.001)


def test_what_is_pinned_keeps_its_rank():
    points = random.Random(4).sample(LINE, len(LINE))

    order = shortest(points, {0, 5})

    assert (order[0], order[5]) == (0, 5)
    assert length_of([points[one] for one in order]) <= length_of(points)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_short_road_stays_as_it_is(count):
    assert sorted(shortest(LINE[:count])) == list(range(count))


def test_sixty_stops_are_ordered_in_a_moment():
    draw = random.Random(1)
    points = [(draw.uniform(43, 50), draw.uniform(-1, 7)) for _number in range(60)]

    order = shortest(points)

    assert sorted(order) == list(range(60))
    assert length_of([points[one] for one in order]) < length_of(points) / 3


def stops_at(*places, kind="guinguette", first=50, **fields) -> list[Stop]:
    """(days after the first, latitude) each, in one tour."""
    tour = make.make_tour(kind=kind)
    for days, lat in places:
        make.make_stop(tour, days=first + days, cafe=planning.make_cafe_at(lat), **fields)
    return list(Stop.objects.filter(tour=tour).told().order_by("day"))


def said(stops, others=(), **options) -> str:
    return " ".join(words for found in warnings_of(stops, others, **options).values() for words in found)


@pytest.mark.django_db
def test_neighbours_of_the_same_week_are_seen():
    near, apart_in_time, apart = (
        stops_at((0, 44.0), (3, 44.1)),
        stops_at((0, 44.0), (8, 44.1)),
        stops_at((0, 44), (3, 44.2)),
    )

    assert "À 11 km de" in said(near)
    assert "à 3 jours près" in said(near)
    assert "À 11 km" not in said(apart_in_time)
    assert "km de" not in said(apart)
    assert "À 11 km de" in said(near[:1], near[1:])


@pytest.mark.django_db
def test_long_roads_and_missing_rest_are_seen_where_there_is_a_road():
    far = stops_at((0, 44.0), (1, 46.0), kind="concert")
    tired = stops_at(*((number, 44 + number / 4) for number in range(6)), kind="concert")

    assert "Longue route : environ 289 km" in said(far)
    assert "Longue route" not in said(far, has_route=False)
    assert said(tired).count("Sans repos") == 1
    assert "Sans repos" not in said(tired[:5])


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "seen"), [(4, True), (5, False), (9, False), (10, True)])
def test_a_guinguette_is_of_the_warm_months(month, seen):
    stop = stops_at((0, 44.0))[0]
    stop.day = stop.day.replace(month=month, day=15)

    assert ("belle saison" in said([stop])) == seen


@pytest.mark.django_db
def test_a_young_film_is_not_shown_outside():
    stop = stops_at((0, 44.0), kind="cinema")[0]
    stop.offer.visa_on = stop.day - timedelta(days=200)

    assert "moins d’un an" in said([stop])


@pytest.fixture
def mixed(db):
    """Three options in a bad order and a promised date between them."""
    planner, tour = make_staff("Culture"), planning.make_open_tour()
    for days, lat in ((50, 44.0), (52, 47.0), (56, 44.5)):
        place(tour, planning.ask(tour, lat=lat, days=(days,)), planner, day=make.in_days(days), option=True)
    planning.propose(tour, planner, days=54, lat=45.0)
    return tour, planner


def test_a_shorter_order_moves_options_only(mixed):
    tour, planner = mixed
    order = order_of(tour)
    days = {stop.pk: day for day, stop in order.rows if stop.state == "option"}

    moved = put_in_order(tour, days, planner)

    stops = list(Stop.objects.filter(tour=tour).told().order_by("day"))
    assert moved == 2
    assert [round(stop.point[0], 1) for stop in stops] == [44.0, 44.5, 45.0, 47.0]
    assert order.then < order.now
    assert round(length_of([stop.point for stop in stops])) == order.then
    assert all(one.day < other.day for one, other in pairwise(stops))


def test_an_order_made_of_another_tour_is_refused(mixed):
    tour, planner = mixed
    days = {stop.pk: day for day, stop in order_of(tour).rows if stop.state == "option"}
    option = Stop.objects.filter(state="option").first()
    Stop.objects.filter(pk=option.pk).update(day=make.in_days(60))

    with pytest.raises(NotNow):
        put_in_order(tour, days, planner)


def test_the_board_knows_how_far_each_request_is(mixed):
    tour, _planner = mixed
    near = planning.ask(tour, lat=44.1, days=(54, 58, 300))

    board = board_of(tour)

    one = next(iter(board["pages"]))
    assert (one.pk, one.nearest) == (near.pk, 1)
    assert [bool(trouble) for _day, trouble in one.days] == [True, False, True]
    assert board["drawing"].way.count(",") == 4
