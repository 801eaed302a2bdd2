"""Many at once for one slot, one form, one request; in a module of its own, because what threads write is committed."""

from uuid import uuid4

from django.db import connection

from events.tours.models import (
    ProgrammeRequest,
    SlotLedger,
    Stop,
    TourAct,
    Wish,
    WishedDay,
)
from events.tours.permissions import Host
from events.tours.services import NotNow, Words, act, ask, book
from tests.events.bookings.test_races import all_at_once
from tests.events.tours import factories as make
from tests.people.factories import make_manager, make_staff


def host_of(person) -> Host:
    return Host(person.cafe_roles.get().cafe)


def faults_of(answers) -> list:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_fifty_ask_for_the_last_slot_and_one_has_it(committed):
    slot, people = make.make_slot(), [make_manager() for _ in range(50)]
    calls = [lambda person=person: book(slot, host_of(person), person, key=uuid4()) for person in people]

    answers = all_at_once(calls)

    assert faults_of(answers) == []
    assert sorted(request.state for request, _is_new in answers) == ["confirmed"] + ["submitted"] * 49
    assert sorted(ProgrammeRequest.objects.values_list("rank", flat=True)) == list(range(1, 51))
    assert list(SlotLedger.objects.values_list("taken", "waiting")) == [(1, 49)]
    assert Stop.objects.count() == 1


def test_one_form_sent_ten_times_at_once_is_one_request(committed):
    offer, person, key = make.make_offer(), make_manager(), uuid4()
    season, words = make.season_of(offer), Words([offer], [make.in_days(50)])

    answers = all_at_once([lambda: ask(season, host_of(person), words, person, key=key, send=True)] * 10)

    assert faults_of(answers) == []
    assert len({request.pk for request, _is_new in answers}) == 1
    assert [is_new for _request, is_new in answers].count(True) == 1
    assert Wish.objects.count() == WishedDay.objects.count() == TourAct.objects.count() == 1


def test_a_host_withdraws_while_the_team_confirms_and_one_of_them_is_told(committed):
    manager, colleague = make_manager(), make_staff("Culture")
    request = make.make_request(cafe=manager.cafe_roles.get().cafe)
    facts = {"day": make.in_days(50), "offer": request.first_offer}

    answers = all_at_once(
        [lambda: act(request, "withdraw", manager), lambda: act(request, "confirm", colleague, **facts)]
    )

    assert [type(fault) for fault in faults_of(answers)] == [NotNow]
    assert ProgrammeRequest.objects.get().state in {"withdrawn", "confirmed"}
    assert TourAct.objects.count() == 1


def test_places_given_back_at_once_serve_the_line_in_order(committed):
    offer = make.make_offer(company=make.make_company(teams=5))
    slot, people = make.make_slot(offer, capacity=5), [make_manager() for _ in range(12)]
    requests = [book(slot, host_of(person), person, key=uuid4())[0] for person in people]

    answers = all_at_once([lambda n=n: act(requests[n].pk, "cancel", people[n], reason="Travaux.") for n in range(5)])

    assert faults_of(answers) == []
    states = [ProgrammeRequest.objects.get(pk=request.pk).state for request in requests]
    assert states == ["cancelled"] * 5 + ["confirmed"] * 5 + ["submitted"] * 2
    assert list(SlotLedger.objects.values_list("taken", "waiting")) == [(5, 2)]
    assert connection.vendor in {"sqlite", "postgresql"}
