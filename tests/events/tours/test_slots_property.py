"""Whatever hosts and the team do of slots, in whatever order: no slot has more hosts than places, none is forgotten."""

from collections import Counter
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.tours.models import ProgrammeRequest, Slot, SlotLedger, Stop
from events.tours.permissions import Host
from events.tours.services import act, book
from events.tours.services.machine import Refused
from events.tours.services.planning import place
from events.tours.services.slots import cancel_slot, set_capacity
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db

ACTIONS = ["book"] * 4 + ["leave", "leave", "resize", "call_off", "go_on_tour"]
# (what, which host, which slot, how many places)
step = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 4), st.integers(0, 2), st.integers(1, 3))


@pytest.fixture
def world():
    """A company of three teams with two slots on one day and one on the next, five hosts, and a tour of the same."""
    company = make.make_company(teams=3)
    season = make.make_season()
    offers = [make.make_offer(season, company=company) for _ in range(2)]
    slots = [make.make_slot(offers[0], capacity=2), make.make_slot(offers[1]), make.make_slot(offers[0], days=51)]
    tour = planning.make_open_tour(company=company, season=season)
    return make_staff("Culture"), [make_manager() for _ in range(5)], slots, tour


def play(world, action, who, which, places) -> None:
    planner, people, slots, tour = world
    person, slot = people[who], Slot.objects.get(pk=slots[which].pk)
    cafe = person.cafe_roles.get().cafe
    if action == "book":
        book(slot, Host(cafe), person, key=uuid4())
    elif action == "resize":
        set_capacity(slot, places, planner)
    elif action == "call_off":
        cancel_slot(slot, "La compagnie est malade.", planner)
    elif action == "leave":
        held = ProgrammeRequest.objects.live().filter(slot=slot, cafe=cafe).first()
        if held is not None:
            act(held, "withdraw" if held.state == "submitted" else "cancel", person, reason="Essai.")
    else:
        place(tour, planning.ask(tour), planner, day=slot.day, offer=tour.own_offer)


def check() -> None:
    """What the ledgers promise, counted once more by hand."""
    for ledger in SlotLedger.objects.select_related("slot"):
        requests = list(ProgrammeRequest.objects.filter(slot=ledger.slot).order_by("rank"))
        states = Counter(request.state for request in requests)
        assert (ledger.taken, ledger.waiting) == (states["confirmed"], states["submitted"])
        assert ledger.taken <= ledger.capacity
        assert not ledger.slot.is_cancelled or ledger.taken == ledger.waiting == 0
        assert len({request.rank for request in requests}) == len(requests)
        held = Stop.objects.live().filter(request__slot=ledger.slot)
        assert {stop.request_id for stop in held} == {one.pk for one in requests if one.state == "confirmed"}
        hosts = Counter(request.cafe_id for request in requests if request.state in {"confirmed", "submitted"})
        assert all(count == 1 for count in hosts.values())
    teams = Counter(Stop.objects.live().values_list("company", "day", "team"))
    assert all(count == 1 for count in teams.values())


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(step, min_size=1, max_size=16))
def test_no_sequence_gives_more_places_than_a_slot_has(world, steps):
    with transaction.atomic():
        for one in steps:
            try:
                with transaction.atomic():
                    play(world, *one)
            except Refused:
                continue
            check()
        transaction.set_rollback(True)
