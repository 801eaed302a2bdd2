"""Every action on a request, from every state, by everybody: what the table says, and nothing else."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events.tours.models import Offer, ProgrammeRequest, Stop, TourAct
from events.tours.services import ACTIONS, MOVES, NotNow, NotYours, Refused, act
from events.tours.services.history import lines_of
from millecafes.core import page_store
from millecafes.mailroom.models import Mail
from millecafes.people.models import Member
from tests.events.tours import factories as make
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db

STATES = ["draft", "submitted", "proposed", "confirmed", "done", "reported", "declined", "withdrawn", "cancelled"]
# (state, action) -> (next state, who): written out once more, so that a change of the table is meant.
EXPECTED = {
    ("draft", "change"): ("draft", "host"),
    ("draft", "submit"): ("submitted", "host"),
    ("draft", "withdraw"): ("withdrawn", "host"),
    ("submitted", "change"): ("submitted", "host"),
    ("submitted", "withdraw"): ("withdrawn", "host"),
    ("submitted", "propose"): ("proposed", "team"),
    ("submitted", "confirm"): ("confirmed", "team clock"),
    ("submitted", "decline"): ("declined", "team"),
    ("proposed", "propose"): ("proposed", "team"),
    ("proposed", "confirm"): ("confirmed", "host team"),
    ("proposed", "return"): ("submitted", "host team"),
    ("proposed", "decline"): ("declined", "team"),
    ("proposed", "withdraw"): ("withdrawn", "host"),
    ("confirmed", "move"): ("confirmed", "team"),
    ("confirmed", "cancel"): ("cancelled", "host team"),
    ("confirmed", "done"): ("done", "host helper team clock"),
    ("done", "report"): ("reported", "host helper team"),
    ("done", "cancel"): ("cancelled", "team"),
    ("declined", "reopen"): ("submitted", "team"),
}
LEADS_TO = {}
for (_from, _action), (_to, _who) in EXPECTED.items():
    LEADS_TO.setdefault(_action, set()).add((_from, _to))


@pytest.fixture
def cafe_people():
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


def outcome(request, action, person, facts) -> str:
    """What became of it, in a word; nothing of it is kept."""
    with transaction.atomic():
        try:
            made, is_new = act(request, action, person, **facts)
            answer = made.state if is_new else "already"
        except NotNow:
            answer = "not now"
        except NotYours:
            answer = "not yours"
        transaction.set_rollback(True)
    return answer


def expected(state, action, role) -> str:
    if (state, action) in EXPECTED:
        target, who = EXPECTED[state, action]
        return target if role in who.split() else "not yours"
    led = any(target == state and source != state for source, target in LEADS_TO.get(action, ()))
    return "already" if led else "not now"


@pytest.mark.parametrize("state", STATES)
def test_every_action_by_everybody(state, cafe_people):
    cafe, people = cafe_people
    offer = make.make_offer(make.make_season(first=-30, last=60))
    facts = {"reason": "Parce que.", "day": make.in_days(0), "offer": offer}
    request = make.make_request(offer, cafe=cafe, state=state, days=(0,))

    found = {(action, role): outcome(request, action, who, facts) for action in ACTIONS for role, who in people.items()}

    assert found == {pair: expected(state, *pair) for pair in found}
    assert len(found) == len(ACTIONS) * 5


def test_the_table_of_this_test_is_the_table_of_the_site():
    assert {
        (str(state), action): (str(move.target), " ".join(sorted(move.who))) for (state, action), move in MOVES.items()
    } == {pair: (target, " ".join(sorted(who.split()))) for pair, (target, who) in EXPECTED.items()}


def test_each_change_is_noted_and_told_to_both_sides(cafe_people):
    cafe, people = cafe_people
    request = make.make_request(cafe=cafe)
    day = make.in_days(60)

    act(request, "propose", people["team"], day=day, offer=request.first_offer, answer="Le camion passe ce jour-là.")
    act(request, "confirm", people["host"])

    request.refresh_from_db()
    assert (request.state, request.day, request.offer) == ("confirmed", day, request.first_offer)
    assert list(TourAct.objects.order_by("pk").values_list("action", "before", "after", "by")) == [
        ("propose", "submitted", "proposed", people["team"].pk),
        ("confirm", "proposed", "confirmed", people["host"].pk),
    ]
    assert Mail.objects.filter(to=people["host"].email, writer="programme").count() == 2


def test_public_pages_are_made_anew_for_a_date_of_the_agenda_and_not_for_what_is_asked(
    cafe_people, django_capture_on_commit_callbacks
):
    cafe, people = cafe_people
    request, day = make.make_request(cafe=cafe, state="draft", submitted_at=None), make.in_days(60)

    def anew(action, person, **facts) -> int:
        connection.run_on_commit = []  # what was prepared before waits for a commit that never comes
        with django_capture_on_commit_callbacks() as calls:
            act(request, action, person, **facts)
        return calls.count(page_store.bump)

    asked = anew("submit", people["host"])
    proposed = anew("propose", people["team"], day=day, offer=request.first_offer)
    offer = request.first_offer
    tour = make.make_tour(request.season, company=offer.company)
    stop = make.make_stop(tour, request=request, offer=offer, cafe=cafe, days=60, state="proposed")
    confirmed = anew("confirm", people["host"])

    stop.refresh_from_db()
    assert stop.session.event.live
    assert (asked, proposed, confirmed) == (0, 0, 1)


def test_a_repeated_action_is_done_once(cafe_people):
    cafe, people = cafe_people
    request = make.make_request(cafe=cafe)

    first = act(request, "withdraw", people["host"])[1]
    again = act(request, "withdraw", people["host"])[1]

    assert (first, again) == (True, False)
    assert TourAct.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "action", "facts", "code"),
    [
        ("submitted", "decline", {"reason": "  "}, "no_reason"),
        ("confirmed", "cancel", {}, "no_reason"),
        ("submitted", "propose", {}, "no_day"),
        ("submitted", "propose", {"day": make.in_days(500)}, "out_of_season"),
        ("submitted", "propose", {"day": make.in_days(-2)}, "past"),
        ("confirmed", "done", {}, "too_early"),
    ],
)
def test_what_an_action_asks_for(state, action, facts, code, cafe_people):
    cafe, people = cafe_people
    request = make.make_request(make.make_offer(make.make_season(first=-30)), cafe=cafe, state=state)
    if "day" in facts:
        facts = facts | {"offer": request.first_offer}

    with pytest.raises(Refused) as refusal:
        act(request, action, people["team"], **facts)

    request.refresh_from_db()
    assert (refusal.value.code, request.state) == (code, state)
    assert TourAct.objects.count() == 0


def test_a_season_that_has_closed_stops_hosts_from_asking_not_from_withdrawing(cafe_people):
    cafe, people = cafe_people
    season = make.make_season(opens=-20, closes=-1)
    draft = make.make_request(make.make_offer(season), cafe=cafe, state="draft")

    with pytest.raises(Refused, match="closes"):
        act(draft, "submit", people["host"])

    assert act(draft, "withdraw", people["host"])[0].state == "withdrawn"


def test_a_date_given_back_frees_the_company(cafe_people):
    cafe, people = cafe_people
    stop = make.make_stop(state="confirmed", cafe=cafe)
    request = make.make_request(stop.offer, cafe=cafe, state="confirmed", season=stop.season)
    Stop.objects.filter(pk=stop.pk).update(request=request)

    act(request, "cancel", people["host"], reason="Nous fermons ce jour-là.")

    stop.refresh_from_db()
    assert (stop.state, stop.reason) == ("cancelled", "Nous fermons ce jour-là.")
    assert make.make_stop(stop.tour, day=stop.day).state == "confirmed"


def test_a_refused_request_comes_back_unless_another_has_taken_its_place(cafe_people):
    cafe, people = cafe_people
    offer = make.make_offer()
    request = make.make_request(offer, cafe=cafe, state="declined")
    make.make_request(offer, cafe=cafe)

    with pytest.raises(Refused, match="déjà une demande"):
        act(request, "reopen", people["team"])

    assert ProgrammeRequest.objects.get(pk=request.pk).state == "declined"


def test_a_mandate_acts_for_its_commune_and_not_for_the_next():
    elected, stranger = make_elected(), make_manager()
    request = make.make_request(commune=elected.mandates.get().commune)

    with pytest.raises(NotYours):
        act(request, "withdraw", stranger)

    assert act(request, "withdraw", elected)[0].state == "withdrawn"
    assert Offer.objects.filter(pk=request.first_offer_id, live=True).exists()
    assert request.season.is_open(timezone.now())


def test_hosts_do_not_read_the_name_of_who_would_rather_not_appear(cafe_people):
    request = make.make_request()
    person, other = make_manager(request.cafe), make_manager(request.cafe)
    Member.objects.filter(person=person).update(is_hidden=True)
    TourAct.objects.create(request=request, action="submit", after="submitted", by=person)

    acts = TourAct.objects.select_related("by__member")

    assert lines_of(acts, reader=other)[-1][2] == "Une personne qui ne souhaite pas apparaître"
    assert lines_of(acts, reader=person)[-1][2] == lines_of(acts)[-1][2] == person.shown_name


def test_whoever_would_rather_not_appear_reads_her_own_name_and_a_volunteer_does_not(client, cafe_people):
    request = make.make_request()
    person, helper = make_manager(request.cafe), make.make_volunteer(request.cafe)
    Member.objects.filter(person=person).update(is_hidden=True)
    TourAct.objects.create(request=request, action="submit", after="submitted", by=person)

    pages = []
    for reader in (person, helper):
        client.force_login(reader)
        pages.append(client.get(f"/espace/programmation/demandes/{request.pk}/").content.decode())

    assert ["ne souhaite pas apparaître" in page for page in pages] == [False, True]
