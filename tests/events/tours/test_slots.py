"""A slot goes to who comes first; then to the line."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.tours.models import ProgrammeRequest, Season, SlotLedger, Stop
from events.tours.permissions import Host
from events.tours.services import NotYours, Refused, act, book
from events.tours.services.slots import cancel_slot, set_capacity
from tests.events.tours import factories as make
from tests.people.factories import make_manager, make_staff
from tests.places.cafe_factories import THURAGEAU, commune, make_cafe

pytestmark = pytest.mark.django_db


def take(slot, person=None, **given) -> ProgrammeRequest:
    person = person or make_manager()
    return book(slot, host_of(person), person, **{"key": uuid4()} | given)[0]


def host_of(person) -> Host:
    return Host(person.cafe_roles.get().cafe)


def states(*requests) -> list[str]:
    return [ProgrammeRequest.objects.get(pk=request.pk).state for request in requests]


def count_of(slot) -> tuple[int, int]:
    ledger = SlotLedger.objects.get(slot=slot)
    return ledger.taken, ledger.waiting


def test_the_first_gets_it_and_the_company_is_taken_that_day():
    slot = make.make_slot()

    first, second = take(slot), take(slot)

    assert states(first, second) == ["confirmed", "submitted"]
    assert count_of(slot) == (1, 1)
    assert list(Stop.objects.values_list("request", "day", "state", "company")) == [
        (first.pk, slot.day, "confirmed", slot.offer.company_id)
    ]


def test_the_place_given_back_goes_to_the_first_in_line():
    slot, people = make.make_slot(), [make_manager() for _ in range(3)]
    first, second, third = (take(slot, person) for person in people)

    act(first, "cancel", people[0], reason="Travaux.")

    assert states(first, second, third) == ["cancelled", "confirmed", "submitted"]
    assert count_of(slot) == (1, 1)


def test_who_leaves_the_line_is_jumped():
    slot, people = make.make_slot(), [make_manager() for _ in range(3)]
    first, second, third = (take(slot, person) for person in people)

    act(second, "withdraw", people[1])
    act(first, "cancel", people[0], reason="Travaux.")

    assert states(first, second, third) == ["cancelled", "withdrawn", "confirmed"]
    assert count_of(slot) == (1, 0)


def test_the_same_form_books_once_and_a_host_has_one_place():
    slot, manager, key = make.make_slot(capacity=2), make_manager(), uuid4()

    made = {take(slot, manager, key=key).pk, take(slot, manager, key=key).pk, take(slot, manager).pk}

    assert len(made) == 1
    assert count_of(slot) == (1, 0)


def test_a_company_that_is_elsewhere_that_day_leaves_the_host_in_line():
    slot = make.make_slot()
    make.make_stop(make.make_tour(slot.season, company=slot.offer.company), day=slot.day)

    request = take(slot)

    assert states(request) == ["submitted"]
    assert count_of(slot) == (0, 1)


def test_several_teams_serve_several_hosts():
    offer = make.make_offer(company=make.make_company(teams=2))
    slot = make.make_slot(offer, capacity=2)

    requests = [take(slot) for _ in range(3)]

    assert states(*requests) == ["confirmed", "confirmed", "submitted"]
    assert sorted(Stop.objects.values_list("team", flat=True)) == [1, 2]


@pytest.mark.parametrize("code", ["closed", "cancelled", "past", "withdrawn", "busy", "far"])
def test_what_is_refused(code):
    slot, manager = make.make_slot(), make_manager(make_cafe(where=THURAGEAU))
    if code == "closed":
        Season.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    elif code == "cancelled":
        cancel_slot(slot, "La compagnie est malade.", make_staff("Culture"))
    elif code == "past":
        type(slot).objects.update(day=timezone.localdate())
    elif code == "far":
        slot.offer.regions.set([commune("81046").department.region])
    elif code == "withdrawn":
        type(slot.offer).objects.update(live=False)
    else:
        make.make_stop(cafe=manager.cafe_roles.get().cafe, day=slot.day)

    with pytest.raises(Refused) as refusal:
        take(slot, manager)

    assert refusal.value.code == code
    assert count_of(slot) == (0, 0)


def test_nobody_books_for_another_cafe():
    slot, manager = make.make_slot(), make_manager()

    with pytest.raises(NotYours):
        book(slot, host_of(make_manager()), manager, key=uuid4())


def test_a_cancelled_slot_tells_everybody_why():
    slot = make.make_slot()
    first, second = take(slot), take(slot)

    cancel_slot(slot, "La compagnie est malade.", make_staff("Culture"))

    assert states(first, second) == ["cancelled", "declined"]
    assert {row.reason for row in ProgrammeRequest.objects.all()} == {"La compagnie est malade."}
    assert count_of(slot) == (0, 0)


def test_more_room_takes_from_the_line_and_less_is_refused():
    slot, colleague = make.make_slot(make.make_offer(company=make.make_company(teams=2))), make_staff("Culture")
    first, second = take(slot), take(slot)

    assert set_capacity(slot, 2, colleague) == 1
    assert states(first, second) == ["confirmed", "confirmed"]
    with pytest.raises(Refused, match="l’ont déjà"):
        set_capacity(slot, 1, colleague)


@pytest.mark.parametrize("action", ["confirm", "propose"])
def test_the_team_gives_no_place_in_the_line_of_a_slot(action):
    slot = make.make_slot()
    take(slot)
    waiting = take(slot)

    with pytest.raises(Refused, match="premier"):
        act(waiting, action, make_staff("Culture"), day=slot.day, offer=slot.offer)
