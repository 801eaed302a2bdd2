"""What the tables of the programme refuse, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.tours.models import Activity, ProgrammeRequest, SlotLedger, Stop, TourAct, Unchanging
from tests.events.tours import factories as make
from tests.people.factories import a_cafe, a_commune, make_staff

pytestmark = pytest.mark.django_db


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_a_season_closes_after_it_opens_and_ends_after_it_begins():
    assert refused(lambda: make.make_season(opens=5, closes=2))
    assert refused(lambda: make.make_season(first=10, last=9))


@pytest.mark.parametrize(
    "fields",
    [
        {"audiences": []},
        {"group_min": 30, "group_max": 10},
        {"payer": "host"},
        {"payer": "network", "host_cost": 10},
        {"payer": "host", "host_cost": 0},
    ],
)
def test_an_offer_makes_sense(fields):
    assert refused(lambda: make.make_offer(**fields))


def test_what_is_wrong_of_an_offer_is_said_kindly():
    offer = make.make_offer()
    offer.payer = "host"

    with pytest.raises(ValidationError) as error:
        offer.validate_constraints()

    assert "Dites ce qui reste à payer" in str(error.value)


def test_no_more_hosts_than_a_slot_has():
    slot = make.make_slot(capacity=2)

    assert refused(lambda: SlotLedger.objects.filter(slot=slot).update(taken=3))
    assert not refused(lambda: SlotLedger.objects.filter(slot=slot).update(taken=2))


@pytest.mark.parametrize("model", [ProgrammeRequest, Stop])
def test_one_host_and_one_only(model):
    row = make.make_request() if model is ProgrammeRequest else make.make_stop()

    assert refused(lambda: model.objects.filter(pk=row.pk).update(commune=a_commune()))
    assert refused(lambda: model.objects.filter(pk=row.pk).update(cafe=None))


def test_one_live_request_for_a_host_a_season_and_a_first_offer():
    offer, cafe = make.make_offer(), a_cafe()
    make.make_request(offer, cafe=cafe, state="withdrawn")
    make.make_request(offer, cafe=cafe)

    assert refused(lambda: make.make_request(offer, cafe=cafe, state="draft"))
    assert not refused(lambda: make.make_request(make.make_offer(make.season_of(offer)), cafe=cafe))
    assert not refused(lambda: make.make_request(offer, commune=cafe.commune))


@pytest.mark.parametrize(
    ("state", "lost"),
    [
        ("submitted", {"submitted_at": None}),
        ("submitted", {"first_offer": None}),
        ("declined", {"reason": ""}),
        ("cancelled", {"reason": ""}),
        ("proposed", {"day": None}),
        ("confirmed", {"offer": None}),
    ],
)
def test_a_request_has_what_its_state_needs(state, lost):
    request = make.make_request(state=state)

    assert refused(lambda: ProgrammeRequest.objects.filter(pk=request.pk).update(**lost))


def test_a_company_is_at_one_place_a_day_unless_it_has_several_teams():
    stop = make.make_stop()

    assert refused(lambda: make.make_stop(stop.tour))
    assert not refused(lambda: make.make_stop(stop.tour, state="option"))
    assert not refused(lambda: make.make_stop(stop.tour, team=2))
    assert not refused(lambda: make.make_stop(stop.tour, days=51))


def test_a_host_has_one_stop_a_day_and_a_tour():
    stop = make.make_stop()

    assert refused(lambda: make.make_stop(cafe=stop.cafe))
    assert refused(lambda: make.make_stop(stop.tour, cafe=stop.cafe, days=60))
    assert not refused(lambda: make.make_stop(cafe=stop.cafe, days=60))


def test_a_stop_that_is_not_held_says_why():
    stop = make.make_stop()

    assert refused(lambda: Stop.objects.filter(pk=stop.pk).update(state="cancelled"))
    assert refused(lambda: Stop.objects.filter(pk=stop.pk).update(reason="Il pleut."))
    assert not refused(lambda: Stop.objects.filter(pk=stop.pk).update(state="cancelled", reason="Il pleut."))


@pytest.mark.parametrize(
    "fields",
    [
        {"participants": 10**9},
        {"participants": 10, "seniors": 11},
        {"participants": 10, "newcomers": 11},
        {"participants": None, "seniors": 3},
        {"meals": 30_000},
        {"sessions_count": 0},
        {"photo": "x.jpg"},
        {"cafe": None},
        {"cafe": None, "commune_and_place": True},
    ],
)
def test_an_activity_is_plausible(fields):
    if fields.pop("commune_and_place", False):
        fields |= {"commune": a_commune(), "place": "Une abbaye"}

    assert refused(lambda: make.make_activity(**fields))


def test_a_stop_is_reported_once_and_may_have_several_activities():
    stop = make.make_stop()
    make.make_activity(stop=stop, source="report")

    assert refused(lambda: make.make_activity(stop=stop, source="report"))
    assert not refused(lambda: make.make_activity(stop=stop, kind="meal"))
    assert Activity.objects.filter(stop=stop).count() == 2


def test_a_line_of_the_log_is_never_rewritten_and_only_loses_a_name():
    colleague = make_staff("Culture")
    act = TourAct.objects.create(request=make.make_request(), action="submit", by=colleague)

    for attempt in (act.save, act.delete, TourAct.objects.all().delete, lambda: TourAct.objects.update(action="x")):
        with pytest.raises(Unchanging):
            attempt()
    assert TourAct.objects.forget(colleague) == 1
    act.refresh_from_db()
    assert (act.by, act.action) == (None, "submit")
