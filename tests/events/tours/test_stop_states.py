"""Every action on a stop and on a tour, from every state, by everybody: what the tables say, and nothing else."""

import pytest
from django.db import transaction

from events.tours.models import Stop, TourAct
from events.tours.services.machine import NotNow, NotYours, Refused
from events.tours.services.planning import act_on_tour, do
from events.tours.services.reporting import Figures, report
from events.tours.services.stop_machine import STOP_ACTIONS, STOPS, TOUR_ACTIONS, TOURS
from millecafes.mailroom.models import Mail
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db

STATES = ["option", "proposed", "confirmed", "done", "cancelled"]
# (state, action) -> (next state, who): written out once more, so that a change of the table is meant.
EXPECTED = {
    ("option", "propose"): ("proposed", "team"),
    ("option", "confirm"): ("confirmed", "team"),
    ("option", "move"): ("option", "team"),
    ("option", "drop"): ("cancelled", "team"),
    ("proposed", "confirm"): ("confirmed", "host team"),
    ("proposed", "move"): ("proposed", "team"),
    ("proposed", "release"): ("cancelled", "host team"),
    ("confirmed", "move"): ("confirmed", "team"),
    ("confirmed", "cancel"): ("cancelled", "host team"),
    ("confirmed", "done"): ("done", "host helper team clock"),
    ("done", "report"): ("done", "host helper team"),
    ("done", "cancel"): ("cancelled", "team"),
}
TOUR_STATES = ["draft", "open", "announced", "closed", "cancelled"]
EXPECTED_OF_TOURS = {
    ("draft", "open"): "open",
    ("open", "announce"): "announced",
    ("announced", "reopen"): "open",
    ("announced", "close"): "closed",
    ("draft", "cancel"): "cancelled",
    ("open", "cancel"): "cancelled",
    ("announced", "cancel"): "cancelled",
}
OF_THE_REQUEST = {"option": "submitted", "cancelled": "cancelled"}
REPORTABLE = {"confirmed", "done"}  # a report of what is confirmed says by itself that it was held


def test_the_tables_are_those_that_are_written_here():
    assert {key: (step.target, " ".join(sorted(step.who))) for key, step in STOPS.items()} == {
        key: (target, " ".join(sorted(who.split()))) for key, (target, who) in EXPECTED.items()
    }
    assert {key: step.target for key, step in TOURS.items()} == EXPECTED_OF_TOURS


@pytest.fixture
def people():
    manager = make_manager()
    cafe = manager.cafe_roles.get().cafe
    helper = make.make_volunteer(cafe)
    people = {
        "host": manager,
        "helper": helper,
        "team": make_staff("Culture"),
        "stranger": make_elected(),
        "clock": None,
    }
    return cafe, people


def outcome(call) -> str:
    """What became of it, in a word; nothing of it is kept."""
    with transaction.atomic():
        try:
            made, is_new = call()
            answer = made.state if is_new else "already"
        except NotNow:
            answer = "not now"
        except NotYours:
            answer = "not yours"
        except Refused as refusal:
            answer = refusal.code
        transaction.set_rollback(True)
    return answer


@pytest.mark.every_case
@pytest.mark.parametrize("state", STATES)
def test_a_stop_goes_where_its_table_says(state, people):
    cafe, everybody = people
    tour = planning.make_open_tour(season=make.make_season(first=-30))
    wanted = OF_THE_REQUEST.get(state, state)
    for action in sorted({*STOP_ACTIONS} - {"report"}):  # which has a service of its own
        days = 0 if action == "done" else 50
        for role, person in everybody.items():
            with transaction.atomic():
                request = planning.ask(tour, cafe=cafe, state=wanted, days=(days,))
                stop = make.make_stop(tour, cafe=cafe, days=days, state=state, request=request, offer=tour.own_offer)
                day = make.in_days(51)
                found = outcome(lambda: do(stop, action, person, reason="Essai.", day=day))  # noqa: B023
                transaction.set_rollback(True)
            assert found == expected(state, action, role), (state, action, role)


def expected(state, action, role) -> str:
    target, who = EXPECTED.get((state, action), ("", ""))
    if not target:
        leads = {to for (frm, named), (to, _who) in EXPECTED.items() if named == action and frm != state}
        return "already" if state in leads and action != "move" else "not now"
    return target if role in who.split() else "not yours"


def test_what_is_refused_writes_nothing(people):
    cafe, everybody = people
    stop = make.make_stop(planning.make_open_tour(), cafe=cafe, state="done", days=60)
    before = (TourAct.objects.count(), Mail.objects.count())

    for action in ("propose", "confirm", "move", "drop", "release", "cancel"):
        for person in [one for role, one in everybody.items() if (action, role) != ("cancel", "team")]:
            try:
                do(stop, action, person, reason="Essai.", day=make.in_days(51))
            except Refused:
                continue

    assert (TourAct.objects.count(), Mail.objects.count()) == before
    assert Stop.objects.get().state == "done"


@pytest.mark.every_case
@pytest.mark.parametrize("state", STATES)
def test_a_stop_is_reported_where_its_table_says(state, people):
    cafe, everybody = people
    tour = planning.make_open_tour(season=make.make_season(first=-30))
    for role, person in everybody.items():
        with transaction.atomic():
            request = planning.ask(tour, cafe=cafe, state=OF_THE_REQUEST.get(state, state), days=(0,))
            stop = make.make_stop(tour, cafe=cafe, days=0, state=state, request=request, offer=tour.own_offer)
            found = outcome(lambda: reported(stop, person))  # noqa: B023
            transaction.set_rollback(True)
        is_his = role in EXPECTED["done", "report"][1].split()
        assert found == ("not yours" if not is_his else "done" if state in REPORTABLE else "not now"), (state, role)


def reported(stop, person):
    activity, is_new = report(stop, Figures(participants=12), person)
    return Stop.objects.get(pk=activity.stop_id), is_new


@pytest.mark.parametrize("state", TOUR_STATES)
def test_a_tour_goes_where_its_table_says(state, people):
    _cafe, everybody = people
    tour = make.make_tour(state=state, reason="Essai." if state == "cancelled" else "")
    make.make_stop(tour, state="done", days=-3)
    for action in TOUR_ACTIONS:
        for role, person in everybody.items():
            if person is None:
                continue
            target = EXPECTED_OF_TOURS.get((state, action))
            leads = {to for (frm, named), to in EXPECTED_OF_TOURS.items() if named == action and frm != state}
            wanted = (
                (target if role == "team" else "not yours") if target else ("already" if state in leads else "not now")
            )
            found = outcome(lambda: act_on_tour(tour, action, person, reason="Essai."))  # noqa: B023
            assert found == wanted, (state, action, role)


def test_a_tour_with_nothing_confirmed_is_not_announced():
    tour = planning.make_open_tour()

    assert outcome(lambda: act_on_tour(tour, "announce", make_staff("Culture"))) == "empty"


def test_a_tour_with_dates_to_come_is_not_closed():
    tour = planning.make_open_tour(name="À venir")
    type(tour).objects.update(state="announced")
    make.make_stop(tour)

    assert outcome(lambda: act_on_tour(tour, "close", make_staff("Culture"))) == "not_over"
    assert Stop.objects.get().state == "confirmed"
