"""Two planners at once; in a module of its own, because what its threads write is committed."""

from events.tours import models
from events.tours.models import Stop
from events.tours.services import act
from events.tours.services.machine import NotNow
from events.tours.services.planning import place
from millecafes.core.days import day_in_words
from tests.events.bookings.test_races import all_at_once
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_staff


def test_two_planners_want_a_company_on_one_day_and_one_has_it(committed):
    tour, planners = planning.make_open_tour(), [make_staff("Culture") for _ in range(2)]
    requests = [planning.ask(tour, lat=44 + number) for number in range(8)]

    answers = all_at_once(
        [
            lambda one=one, by=planners[number % 2]: place(tour, one, by, day=make.in_days(50))
            for number, one in enumerate(requests)
        ]
    )

    refusals = [answer for answer in answers if isinstance(answer, Exception)]
    winner = Stop.objects.told().get()
    assert len(refusals) == 7
    assert all(isinstance(refusal, NotNow) for refusal in refusals), refusals
    assert {str(refusal) for refusal in refusals} == {
        f"{tour.company.name} est déjà à {winner.host_name} le {day_in_words(winner.day)}."
    }
    assert sum(request.state == "proposed" for request in models.ProgrammeRequest.objects.all()) == 1


def test_a_host_accepts_while_a_planner_takes_the_date_back(committed):
    tour, planner = planning.make_open_tour(), make_staff("Culture")
    stop = planning.propose(tour, planner)

    answers = all_at_once(
        [
            lambda: act(stop.request_id, "confirm", planner),
            lambda: act(stop.request_id, "decline", planner, reason="Trop tard."),
        ]
    )

    states = (Stop.objects.get().state, models.ProgrammeRequest.objects.get().state)
    assert states in {("confirmed", "confirmed"), ("cancelled", "declined")}
    assert sum(isinstance(answer, NotNow) for answer in answers) == 1, answers
