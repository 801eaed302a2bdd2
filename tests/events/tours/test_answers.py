"""A date that is proposed waits a week; what was pencilled, or given back, serves somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.tours.models import ProgrammeRequest, SlotLedger, Stop, TourAct
from events.tours.permissions import Host
from events.tours.services import Refused, act, book
from events.tours.services.answering import late, remind
from events.tours.services.planning import do, place
from events.tours.services.slots import serve_waiting
from millecafes.mailroom.models import Mail
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


def pencil(tour, request, planner, days=50):
    return place(tour, request, planner, day=make.in_days(days), option=True)[0]


def test_a_proposal_is_answered_within_a_week(client, tour, planner):
    stop = planning.propose(tour, planner)
    manager = make_manager(stop.cafe)
    make.make_volunteer(stop.cafe)
    client.force_login(manager)
    now = timezone.now()

    pages = [client.get(address).content.decode() for address in (url_of(stop), stop.request.get_absolute_url())]
    written = [remind(now + timedelta(days=days)) for days in (4, 5, 6, 8)]

    stop.refresh_from_db()
    assert stop.answer_by == make.in_days(7)
    assert "Elle vous est gardée jusqu’au" in pages[0]
    assert "La date vous est gardée jusqu’au" in pages[1]
    assert written == [0, 1, 0, 0]
    assert "Votre réponse est attendue" in letters().filter(to=manager.email).order_by("-pk").first().subject


def url_of(stop) -> str:
    return f"/espace/programmation/etapes/{stop.pk}/"


def test_who_is_late_is_listed_to_the_team(client, tour, planner):
    stop = planning.propose(tour, planner)
    Stop.objects.update(answer_by=make.in_days(-1))
    client.force_login(planner)

    pages = [client.get(path).content.decode() for path in ("/gestion/", f"/gestion/programmation/tournees/{tour.pk}/")]

    assert list(late()) == [stop]
    assert "1 date proposée est sans réponse." in pages[0]
    assert "sans réponse depuis le" in pages[1]
    assert "appelez-le" in pages[1]


def test_a_day_that_is_gone_is_not_accepted(client, tour, planner):
    stop = planning.propose(tour, planner)
    tour.season.first_day = make.in_days(-30)
    tour.season.save()
    Stop.objects.update(day=make.in_days(-1))
    ProgrammeRequest.objects.update(day=make.in_days(-1))
    client.force_login(make_manager(stop.cafe))

    answer = client.post(f"{stop.request.get_absolute_url()}accepter/")

    assert answer.status_code == 409
    assert "Ce jour est passé." in answer.content.decode()
    assert Stop.objects.get().state == "proposed"


@pytest.mark.parametrize(("verb", "reason"), [("autre-date", "Le lieu demande un autre jour."), ("retirer", "retirée")])
def test_what_nobody_explains_says_at_least_what_happened(client, tour, planner, verb, reason):
    stop = planning.propose(tour, planner)
    client.force_login(make_manager(stop.cafe))

    client.post(f"{stop.request.get_absolute_url()}{verb}/", {"reason": ""})

    assert reason in Stop.objects.get().reason


@pytest.mark.parametrize("end", ["withdraw", "decline", "propose"])
def test_what_was_only_pencilled_goes_with_its_request(tour, planner, end):
    other = planning.make_open_tour(season=tour.season, company=tour.company)
    request = planning.ask(tour)
    manager = make_manager(request.cafe)
    option = pencil(tour, request, planner)

    if end == "propose":
        place(other, request, planner, day=make.in_days(52))
    else:
        act(request, end, manager if end == "withdraw" else planner, reason="Essai.")

    option.refresh_from_db()
    assert (option.state, option.reason) == ("cancelled", "La demande n’attend plus de date.")
    assert TourAct.objects.filter(stop=option).latest("pk").action == "drop"


def test_a_day_that_does_not_suit_leaves_the_request_to_be_pencilled_again(tour, planner):
    stop = planning.propose(tour, planner)

    do(stop, "release", planner, reason="Un autre jour.")

    assert pencil(tour, ProgrammeRequest.objects.get(), planner, 51).state == "option"


def test_a_slot_that_comes_free_by_another_date_serves_its_line(planner):
    slot = make.make_slot()
    tour = planning.make_open_tour(season=slot.season, company=slot.offer.company)
    elsewhere = planning.confirm(tour, planner, days=50)
    manager = make_manager()
    waiting, _new = book(slot, Host(manager.cafe_roles.get().cafe), manager, key=uuid4())

    before = serve_waiting()
    do(elsewhere, "cancel", planner, reason="Travaux.")
    after = (serve_waiting(), serve_waiting())

    waiting.refresh_from_db()
    ledger = SlotLedger.objects.get()
    assert (before, after, waiting.state) == (0, (1, 0), "confirmed")
    assert (ledger.taken, ledger.waiting) == (1, 0)
    assert Mail.objects.filter(to=manager.email, writer="programme").count() == 2


def test_a_move_is_not_onto_a_day_that_is_gone(tour, planner):
    stop = planning.confirm(tour, planner)
    tour.season.first_day = make.in_days(-30)
    tour.season.save()

    with pytest.raises(Refused):
        do(stop, "move", planner, day=make.in_days(-3))
