"""Whatever planners and hosts do, in whatever order: nobody is at two places, nobody welcomes twice."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.tours.models import ProgrammeRequest, Stop
from events.tours.services import act
from events.tours.services.machine import Refused
from events.tours.services.planning import do, place, replace
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db

DAYS = [50, 51, 52]
ACTIONS = ["propose", "option", "confirm", "release", "cancel", "drop", "move", "replace", "withdraw", "accept"]
# (what, which request, which stop, which day, which tour)
step = st.tuples(
    st.sampled_from(ACTIONS), st.integers(0, 5), st.integers(0, 5), st.sampled_from(DAYS), st.integers(0, 1)
)


@pytest.fixture
def world():
    """Two tours of one company with one team, and six requests of four places."""
    planner, company = make_staff("Culture"), make.make_company()
    first = planning.make_open_tour(company=company)
    second = planning.make_open_tour(company=company, season=first.season)
    cafes = [planning.make_cafe_at(44 + number / 2) for number in range(4)]
    for number in range(6):
        tour = (first, second)[number // 4]
        planning.ask(tour, cafe=cafes[number % 4], days=DAYS)
    return planner, [first, second]


def play(world, action, which, whose, days, where) -> None:
    planner, tours = world
    requests, stops = list(ProgrammeRequest.objects.order_by("pk")), list(Stop.objects.order_by("pk"))
    request, day = requests[which], make.in_days(days)
    stop = stops[whose % len(stops)] if stops else None
    if action in {"propose", "option"}:
        place(tours[where], request, planner, day=day, offer=tours[where].own_offer, option=action == "option")
    elif action == "withdraw":
        act(request, "decline", planner, reason="Essai.")
        act(request, "reopen", planner)
    elif action == "accept":
        act(request, "confirm", planner)
    elif stop is None:
        return
    elif action == "replace":
        replace(stop, request, planner, reason="Essai.")
    else:
        do(stop, action, planner, reason="Essai.", day=day)


def check() -> None:
    """What the tables promise, counted once more by hand."""
    live = list(Stop.objects.live().values("company", "team", "day", "cafe", "tour", "request"))
    for names in (("company", "day"), ("cafe", "day"), ("tour", "cafe"), ("request",)):
        counts = Counter(tuple(row[name] for name in names) for row in live)
        assert [key for key, number in counts.items() if number > 1] == [], names
    for request in ProgrammeRequest.objects.all():
        stop = Stop.objects.live().filter(request=request).first()
        dated = request.state in {"proposed", "confirmed", "done", "reported"}
        assert dated == (stop is not None), (request.state, stop and stop.state)
        assert stop is None or (stop.day, stop.state) == (request.day, request.state)
    for stop in Stop.objects.filter(session__isnull=False).select_related("session"):
        assert stop.session.is_cancelled == (stop.state == "cancelled")
        assert stop.state == "cancelled" or stop.session.day == stop.day


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(step, min_size=1, max_size=14))
def test_no_sequence_doubles_a_company_a_host_or_a_day(world, steps):
    with transaction.atomic():
        for one in steps:
            try:
                with transaction.atomic():
                    play(world, *one)
            except Refused:
                continue
            check()
        transaction.set_rollback(True)
