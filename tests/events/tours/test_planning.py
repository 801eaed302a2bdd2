"""Composing a tour: what is refused and in which words, what follows a confirmation, a change, an end."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from events.agenda.models import Event, Session
from events.tours.models import ProgrammeRequest, Stop, StopState, TourAct
from events.tours.services import act
from events.tours.services.describing import describe
from events.tours.services.machine import NotNow, NotYours, Refused
from events.tours.services.planning import act_on_tour, do, place, replace
from tests.core.factories import make_partner
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make_staff("Culture")


@pytest.fixture
def tour():
    return planning.make_open_tour()


def test_a_request_is_put_on_one_of_its_days(tour, planner):
    request = planning.ask(tour, days=(50, 52))
    manager = make_manager(request.cafe)

    stop, is_new = place(tour, request, planner, day=make.in_days(52), words="À bientôt !")

    request.refresh_from_db()
    assert is_new
    assert (stop.state, stop.company, stop.starts_at) == (StopState.PROPOSED, tour.company, time(20, 30))
    assert (request.state, request.day, request.answer) == ("proposed", make.in_days(52), "À bientôt !")
    assert "Une date vous est proposée" in letters().get(to=manager.email).subject


def test_the_same_click_again_is_the_same_date(tour, planner):
    request = planning.ask(tour)
    first, _new = place(tour, request, planner, day=make.in_days(50))

    again, is_new = place(tour, request, planner, day=make.in_days(50))

    assert (again, is_new) == (first, False)


@pytest.mark.parametrize("season", ["same", "another"])
def test_a_company_is_at_one_place_a_day(tour, planner, season):
    known = planning.propose(tour, planner)
    other = tour if season == "same" else planning.make_open_tour(company=tour.company, season=tour.season)
    request = planning.ask(other)

    with pytest.raises(NotNow) as refusal:
        place(other, request, planner, day=make.in_days(50))

    request.refresh_from_db()
    assert f"{tour.company.name} est déjà à {known.host_name}" in str(refusal.value)
    assert request.state == "submitted"
    assert Stop.objects.count() == 1


def test_a_company_with_two_teams_is_at_two_places(planner):
    tour = planning.make_open_tour(company=make.make_company(teams=2))

    stops = [planning.propose(tour, planner) for _number in range(2)]
    with pytest.raises(NotNow):
        planning.propose(tour, planner)

    assert {stop.team for stop in stops} == {1, 2}


def test_a_tour_goes_once_to_a_place(tour, planner):
    stop = planning.propose(tour, planner)
    again = planning.ask(tour, cafe=stop.cafe, state="declined", days=(55,))
    ProgrammeRequest.objects.filter(pk=again.pk).update(state="submitted", first_offer=make.make_offer(tour.season))

    with pytest.raises(NotNow) as refusal:
        place(tour, again, planner, day=make.in_days(55))

    assert f"La tournée passe déjà à {stop.host_name}" in str(refusal.value)


def test_a_place_welcomes_one_thing_a_day(tour, planner):
    stop = planning.propose(tour, planner)
    other = planning.make_open_tour(season=tour.season)
    request = planning.ask(other, cafe=stop.cafe)

    with pytest.raises(NotNow) as refusal:
        place(other, request, planner, day=make.in_days(50))

    assert f"{stop.host_name} accueille déjà « {stop.offer.title} »" in str(refusal.value)


@pytest.mark.parametrize(("days", "words"), [(20, "dans la saison"), (200, "dans la saison"), (45, "dans la tournée")])
def test_a_stop_is_a_day_of_the_season_and_of_the_tour(planner, days, words):
    tour = planning.make_open_tour(first_day=make.in_days(50), last_day=make.in_days(60))

    with pytest.raises(Refused) as refusal:
        place(tour, planning.ask(tour), planner, day=make.in_days(days))

    assert words in str(refusal.value)
    assert refusal.value.about == "day"


@pytest.mark.parametrize("state", ["draft", "closed", "cancelled"])
def test_a_tour_that_is_not_open_proposes_nothing(planner, state):
    tour = planning.make_open_tour()
    type(tour).objects.filter(pk=tour.pk).update(state=state, reason="Essai." if state == "cancelled" else "")

    with pytest.raises(Refused):
        place(tour, planning.ask(tour), planner, day=make.in_days(50))


def test_a_sketch_keeps_days_as_options_and_tells_nobody(planner):
    tour = planning.make_open_tour()
    type(tour).objects.filter(pk=tour.pk).update(state="draft")
    requests = [planning.ask(tour), planning.ask(tour)]
    make_manager(requests[0].cafe)

    stops = [place(tour, one, planner, day=make.in_days(50), option=True)[0] for one in requests]

    assert [stop.state for stop in stops] == ["option", "option"]
    assert letters().count() == 0
    assert all(one.state == "submitted" for one in ProgrammeRequest.objects.all())


def test_an_option_is_proposed_then_confirmed(tour, planner):
    stop, _new = place(tour, planning.ask(tour), planner, day=make.in_days(50), option=True)

    do(stop, "propose", planner)
    stop, _new = do(stop, "confirm", planner)

    stop.request.refresh_from_db()
    assert (stop.state, stop.request.state) == ("confirmed", "confirmed")


def test_what_a_host_accepts_is_in_the_agenda_with_its_papers_and_its_list(tour, planner):
    stop = planning.propose(tour, planner)
    manager = make_manager(stop.cafe)

    act(stop.request, "confirm", manager)

    stop = Stop.objects.told().get(pk=stop.pk)
    event = stop.session.event
    assert (event.live, event.kind, event.title, event.audiences) == (True, "tour_stop", stop.offer.title, ["public"])
    assert stop.session.day == stop.day
    assert stop.session.cafe == stop.cafe
    assert [one.version for one in stop.agreements.all()] == [1]
    assert [one.format for one in stop.posters.all()] == ["a4", "a5"]
    assert {"associations", "furniture", "hall"} <= {task.code for task in stop.tasks.all()}
    letter = letters().filter(to=manager.email).order_by("-pk").first()
    assert "C’est confirmé" in letter.subject
    assert "programmation.ics" in str(letter.attachments)


def test_the_stops_of_a_tour_are_the_dates_of_one_event(tour, planner):
    for days in (50, 52):
        planning.confirm(tour, planner, days=days)

    assert Event.objects.count() == 1
    assert Session.objects.count() == 2


def test_another_day_moves_the_agenda_and_the_agreement(tour, planner):
    stop = planning.confirm(tour, planner)

    do(stop, "move", planner, day=make.in_days(51))

    stop = Stop.objects.told().get(pk=stop.pk)
    stop.request.refresh_from_db()
    assert stop.day == stop.request.day == stop.session.day == make.in_days(51)
    assert stop.session.sequence == 1
    assert stop.agreements.first().version == 2


def test_a_move_onto_a_taken_day_is_refused_and_changes_nothing(tour, planner):
    first, second = planning.confirm(tour, planner), planning.confirm(tour, planner, days=51)

    with pytest.raises(NotNow):
        do(second, "move", planner, day=make.in_days(50))

    second = Stop.objects.told().get(pk=second.pk)
    assert second.day == second.session.day == make.in_days(51)
    assert first.session.day == make.in_days(50)


def test_a_cancelled_stop_is_struck_through_in_the_agenda_with_its_reason(tour, planner):
    stop = planning.confirm(tour, planner)
    manager = make_manager(stop.cafe)

    do(stop, "cancel", planner, reason="La compagnie est malade.", cause="company")

    stop = Stop.objects.told().get(pk=stop.pk)
    stop.request.refresh_from_db()
    assert (stop.state, stop.cause, stop.request.state) == ("cancelled", "company", "cancelled")
    assert (stop.session.state, stop.session.reason) == ("cancelled", "La compagnie est malade.")
    assert "La compagnie est malade." in letters().get(to=manager.email).body_text


def test_an_end_says_why(tour, planner):
    stop = planning.confirm(tour, planner)

    with pytest.raises(Refused) as refusal:
        do(stop, "cancel", planner, reason="  ")

    assert refusal.value.about == "reason"


def test_a_date_taken_back_leaves_the_request_waiting(tour, planner):
    stop = planning.propose(tour, planner)

    do(stop, "release", planner, reason="Un autre jour, plutôt.")

    stop.request.refresh_from_db()
    assert stop.request.state == "submitted"
    assert Stop.objects.get(pk=stop.pk).state == "cancelled"


def test_another_place_takes_the_date(tour, planner):
    stop, other = planning.confirm(tour, planner), planning.ask(tour)

    new, is_new = replace(stop, other, planner, reason="Travaux au café.", cause="host")
    again, _new = replace(stop, other, planner, reason="Travaux au café.")

    assert is_new
    assert (new.day, new.replaces, new.state) == (stop.day, stop, "proposed")
    assert again == new
    assert Stop.objects.get(pk=stop.pk).state == "cancelled"


def test_a_replacement_that_cannot_be_cancels_nothing(tour, planner):
    stop = planning.confirm(tour, planner)
    other = planning.ask(tour, state="declined")

    with pytest.raises(NotNow):
        replace(stop, other, planner, reason="Travaux.")

    assert Stop.objects.get(pk=stop.pk).state == "confirmed"


@pytest.mark.parametrize("state", ["withdrawn", "declined", "proposed", "confirmed"])
def test_only_what_waits_for_a_date_is_pencilled(tour, planner, state):
    request = planning.ask(tour, state=state)

    with pytest.raises(NotNow):
        place(tour, request, planner, day=make.in_days(50), option=True)

    assert not Stop.objects.exists()


def test_a_cancelled_tour_cancels_its_stops(tour, planner):
    confirmed, proposed = planning.confirm(tour, planner), planning.propose(tour, planner, days=52)
    option, _new = place(tour, planning.ask(tour), planner, day=make.in_days(54), option=True)

    act_on_tour(tour, "cancel", planner, reason="Le camion est en panne.")

    states = dict(Stop.objects.values_list("pk", "state"))
    assert states == {one.pk: "cancelled" for one in (confirmed, proposed, option)}
    assert [one.state for one in ProgrammeRequest.objects.order_by("pk")] == ["cancelled", "submitted", "submitted"]


def test_hours_and_place_go_to_the_agenda_and_to_a_new_agreement(tour, planner):
    stop = planning.confirm(tour, planner)
    manager = make_manager(stop.cafe)

    describe(stop, {"place": "Place de l’église", "fallback": "Salle des fêtes"}, manager)
    describe(stop, {"starts_at": time(18)}, planner)

    stop = Stop.objects.told().get(pk=stop.pk)
    assert (stop.session.place, stop.session.fallback) == ("Place de l’église", "Salle des fêtes")
    assert stop.session.local_start.time() == time(18)
    assert stop.agreements.first().version == 3


def test_a_host_changes_neither_the_hours_nor_the_notes(tour, planner):
    stop = planning.confirm(tour, planner)

    describe(stop, {"starts_at": time(3), "notes": "Oups"}, make_manager(stop.cafe))

    stop.refresh_from_db()
    assert (stop.starts_at, stop.notes) == (time(20, 30), "")


def test_others_do_nothing(tour, planner):
    stop = planning.confirm(tour, planner)
    stranger = make_manager()

    for call in (
        lambda: place(tour, planning.ask(tour), stranger, day=make.in_days(60)),
        lambda: do(stop, "cancel", stranger, reason="Parce que."),
        lambda: describe(stop, {"place": "Ici"}, stranger),
        lambda: act_on_tour(tour, "announce", stranger),
    ):
        with pytest.raises(NotYours):
            call()


def test_the_tables_themselves_refuse_a_double(tour, planner):
    stop = planning.confirm(tour, planner)
    other = planning.propose(tour, planner, days=51)

    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.filter(pk=other.pk).update(day=stop.day)


def test_each_change_is_a_line_of_the_log(tour, planner):
    stop = planning.confirm(tour, planner)
    do(stop, "move", planner, day=stop.day + timedelta(days=1))

    said = list(TourAct.objects.filter(stop=stop).order_by("pk").values_list("action", flat=True))
    assert said == ["propose", "confirm", "move"]


def test_what_a_commune_said_of_its_square_goes_to_the_stop(client, tour, planner):
    asked = {"commune": planning.make_village(), "place": "Place du Foirail", "fallback": "La halle"}
    request = planning.ask(tour, **asked)
    client.force_login(planner)
    page = client.get(f"/gestion/programmation/tournees/{tour.pk}/").content.decode()

    stop, _new = place(tour, request, planner, day=make.in_days(50))

    assert (stop.place, stop.fallback) == ("Place du Foirail", "La halle")
    assert "Il manque : l’électricité" in page


def test_the_partners_of_an_offer_go_to_the_agenda(tour, planner):
    partner = make_partner(name="La Fondation")
    tour.own_offer.partners = [partner]
    tour.own_offer.save()

    stop = planning.confirm(tour, planner)

    assert list(Event.objects.get(pk=stop.session.event_id).partners.all()) == [partner]
