"""Seats given back, rooms that change, dates that move: the next ones in line are served, and told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.agenda import services as dates
from events.agenda.models import Event, Session
from events.bookings.models import Registration, SessionLedger
from events.bookings.services import (
    Refused,
    cancel,
    count_again,
    move,
    set_capacity,
)
from millecafes.core.clock import settle
from tests.events.factories import make_bookable, make_event, make_session, move_in_time, register
from tests.events.letters import letters
from tests.people.factories import make_account, make_elected, make_staff

pytestmark = pytest.mark.django_db


def states(*registrations) -> list[str]:
    return [Registration.objects.get(pk=registration.pk).state for registration in registrations]


def count_is_right(session) -> bool:
    ledger = SessionLedger.objects.get(session=session)
    return count_again(session) == {"taken": ledger.taken, "waiting": ledger.waiting}


def subjects(person) -> list[str]:
    return list(letters().filter(to=person.email).order_by("pk").values_list("subject", flat=True))


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.code


# -- Not coming after all --------------------------------------------------------------------------------------------


def test_a_seat_given_back_is_the_next_ones_at_once():
    session = make_bookable(1)
    first, second, third = (register(session) for _ in range(3))

    assert cancel(first)
    assert cancel(first) is False

    assert states(first, second, third) == ["cancelled", "confirmed", "waiting"]
    assert subjects(second.person)[-1].startswith("Une place s’est libérée")
    assert len(subjects(first.person)) == 2
    assert count_is_right(session)


def test_whoever_frees_it_the_seat_is_the_next_ones():
    session, colleague = make_bookable(1), make_staff()
    first, second = register(session), register(session)

    cancel(first, by=colleague, reason="Doublon")

    assert states(first, second) == ["cancelled", "confirmed"]
    assert "Doublon" in letters().filter(to=first.person.email).latest("pk").body_text


def test_a_group_is_promoted_as_a_whole_and_blocks_those_behind():
    session = make_bookable(2, most_seats=2)
    first, second = register(session), register(session)
    group, single = register(session, seats=2), register(session)

    cancel(first)
    assert states(group, single) == ["waiting", "waiting"]
    cancel(second)

    assert states(group, single) == ["confirmed", "waiting"]
    assert count_is_right(session)


def test_nobody_is_promoted_once_the_door_has_closed():
    session = make_bookable(1, closes_at=timezone.now() + timedelta(days=1))
    first, second = register(session), register(session)
    session.rules.closes_at = timezone.now() - timedelta(minutes=1)
    session.rules.save()

    cancel(first)

    assert states(second) == ["waiting"]
    assert count_is_right(session)


def test_it_is_too_late_for_the_person_and_not_for_the_team_until_the_start():
    session = make_bookable(cancel_until=timezone.now() - timedelta(minutes=1))
    registration = register(session)

    assert refusal(cancel, registration) == "too_late"
    assert cancel(registration, by=make_staff(), reason="Prévenus par téléphone")
    begun = register(session)
    move_in_time(session, starts_at=timezone.now() - timedelta(minutes=1))
    assert refusal(cancel, begun, by=make_staff()) == "started"


def test_one_may_come_back_after_having_cancelled():
    session, person = make_bookable(), make_elected()
    cancel(register(session, person))

    assert register(session, person).state == "confirmed"


def test_moving_somebody_frees_one_seat_and_takes_another():
    event, colleague = make_event(), make_staff()
    here, there = make_bookable(1, event=event), make_bookable(1, event=event)
    moved, waiting = register(here), register(here)

    new = move(moved, there, colleague)

    assert states(moved, waiting, new) == ["cancelled", "confirmed", "confirmed"]
    assert count_is_right(here)
    assert count_is_right(there)
    assert subjects(moved.person)[-1].startswith("Changement de date")
    assert refusal(move, moved, there, colleague) == "not_live"


# -- The room --------------------------------------------------------------------------------------------------------


def test_more_seats_are_given_at_once_to_those_who_wait():
    session = make_bookable(1)
    first, second, third = (register(session) for _ in range(3))

    set_capacity(session, 2, make_staff())

    assert states(first, second, third) == ["confirmed", "confirmed", "waiting"]
    assert count_is_right(session)


def test_fewer_seats_than_are_taken_is_refused_with_the_number():
    session = make_bookable(3)
    for _ in range(3):
        register(session)

    with pytest.raises(Refused, match="3 places sont déjà prises"):
        set_capacity(session, 2, make_staff())

    assert SessionLedger.objects.get(session=session).capacity == 3


def test_the_last_ones_to_have_come_wait_again_first_in_line_and_know_it():
    session = make_bookable(3)
    first, second, third, fourth = (register(session) for _ in range(4))

    set_capacity(session, 1, make_staff(), move_last=True)
    assert states(first, second, third, fourth) == ["confirmed", "waiting", "waiting", "waiting"]
    assert subjects(second.person)[-1].startswith("De retour en liste d’attente")
    cancel(first)

    assert states(second, third) == ["confirmed", "waiting"]
    assert count_is_right(session)


@pytest.mark.parametrize("capacity", [-1, 10**9])
def test_a_room_has_a_size(capacity):
    with pytest.raises(ValidationError):
        set_capacity(make_bookable(3), capacity, make_staff())


def test_the_database_itself_refuses_one_seat_too_many():
    session = make_bookable(1)
    register(session)

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionLedger.objects.filter(session=session).update(taken=2)


# -- The date --------------------------------------------------------------------------------------------------------


def test_everybody_is_told_once_that_a_date_is_cancelled_and_nobody_is_promoted():
    session = make_bookable(1)
    first, second = register(session), register(session)

    assert dates.cancel(session, "Orage annoncé", make_staff())
    assert dates.cancel(session, "Orage annoncé", make_staff()) is False

    assert states(first, second) == ["cancelled", "cancelled"]
    for person in (first.person, second.person):
        assert [subject.startswith("Annulé") for subject in subjects(person)] == [False, True]
    assert SessionLedger.objects.get(session=session).taken == 0


def test_everybody_is_told_of_another_hour_and_of_nothing_else():
    session = make_bookable()
    registration = register(session)

    session.fallback = "Salle des fêtes"
    assert dates.change(session) is False
    session.starts_at += timedelta(minutes=30)
    assert dates.change(session)

    assert [subject.split(" :")[0].split("\xa0:")[0] for subject in subjects(registration.person)] == [
        "Inscription confirmée",
        "Changement",
    ]
    assert session.sequence == 1


def test_a_date_that_one_does_not_register_to_is_cancelled_all_the_same():
    session = make_session()

    assert dates.cancel(session, "Orage", None)


def test_the_seats_of_somebody_whose_account_is_gone_stay():
    session, person = make_bookable(), make_elected()
    registration = register(session, person)

    person.delete()

    registration.refresh_from_db()
    assert (registration.name, registration.state) == ("Nom effacé", "confirmed")
    dates.cancel(session, "Orage", make_account())


# -- An event that the clock withdraws --------------------------------------------------------------------------------


def test_who_comes_or_waits_is_told_when_the_clock_withdraws_what_has_not_taken_place(monkeypatch):
    event, now = make_event(title="Guinguette"), timezone.now()
    session, other = make_bookable(1, event=event), make_bookable(event=event)
    begun = move_in_time(make_session(event), starts_at=now - timedelta(hours=1), ends_at=now + timedelta(days=2))
    first, second, third = register(session), register(session), register(other)
    left = register(other)
    cancel(left)
    Event.objects.filter(pk=event.pk).update(expire_at=now + timedelta(days=1))

    settle(now + timedelta(hours=23))
    before = states(first, second, third)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=1, minutes=1))
    settle()
    settle()

    event.refresh_from_db()
    assert (event.live, event.expired) == (False, True)
    assert (before, states(first, second, third)) == (["confirmed", "waiting", "confirmed"], ["cancelled"] * 3)
    told = [[said.startswith("Annulé") for said in subjects(one.person)] for one in (first, second, third, left)]
    assert told == [[False, True]] * 3 + [[False, False]]
    assert "n’est plus annoncé dans l’agenda" in letters().filter(to=first.person.email).latest("pk").body_text
    assert all(map(count_is_right, (session, other)))
    assert Session.objects.get(pk=begun.pk).state == "scheduled"


def test_nobody_is_told_when_the_clock_withdraws_what_is_over(monkeypatch):
    event, now = make_event(), timezone.now()
    session = make_bookable(event=event)
    registration = register(session)
    move_in_time(session, starts_at=now - timedelta(days=1), ends_at=now - timedelta(hours=1))
    Event.objects.filter(pk=event.pk).update(expire_at=now - timedelta(minutes=1))
    told = len(subjects(registration.person))

    settle()

    event.refresh_from_db()
    assert (event.live, states(registration)) == (False, ["confirmed"])
    assert len(subjects(registration.person)) == told
