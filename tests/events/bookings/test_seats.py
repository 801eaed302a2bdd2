"""Seats taken and waited for: nobody loses one, nobody has one too many."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.agenda import services as dates
from events.bookings.models import Registration, SessionLedger
from events.bookings.services import (
    Refused,
    confirm_guest,
    count_again,
    forget_guests,
    forget_unconfirmed,
    register_guest,
    register_person,
)
from tests.events.factories import make_bookable, make_event, move_in_time, register
from tests.events.letters import letters
from tests.people.factories import make_elected, make_staff

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


# -- Coming ----------------------------------------------------------------------------------------------------------


def test_seats_are_given_while_there_are_some_then_one_waits_in_order():
    session = make_bookable(2)

    first, second, third, fourth = (register(session) for _ in range(4))

    assert states(first, second, third, fourth) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert count_is_right(session)
    assert subjects(first.person)[-1].startswith("Inscription confirmée")
    assert subjects(third.person)[-1].startswith("Liste d’attente")


def test_without_a_limit_everybody_comes():
    session = make_bookable(None)

    assert {register(session).state for _ in range(5)} == {"confirmed"}


def test_the_same_form_sent_twice_is_one_registration_and_one_letter():
    session, person, key = make_bookable(), make_elected(), uuid4()

    first, is_new = register_person(session, person, key=key)
    again, is_new_again = register_person(session, person, key=key)

    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert len(subjects(person)) == 1


def test_another_form_of_somebody_who_is_registered_gives_what_there_is():
    session, person = make_bookable(most_seats=4), make_elected()
    first = register(session, person)

    again, is_new = register_person(session, person, key=uuid4(), seats=3)

    assert (again.pk, again.seats, is_new) == (first.pk, 1, False)


def test_the_form_of_somebody_else_tells_nothing():
    session, key = make_bookable(), uuid4()
    register_person(session, make_elected(), key=key)

    assert refusal(register_person, session, make_elected(), key=key) == "foreign_form"
    assert refusal(register_person, make_bookable(), make_elected(), key=key) == "foreign_form"


def test_a_group_that_does_not_fit_waits_and_nobody_overtakes_it():
    session = make_bookable(3, most_seats=3)
    register(session, seats=2)

    group, single = register(session, seats=2), register(session)

    assert states(group, single) == ["waiting", "waiting"]
    assert SessionLedger.objects.get(session=session).left == 1


@pytest.mark.parametrize("seats", [0, -1, 2, 1000])
def test_as_many_seats_as_the_rules_say(seats):
    assert refusal(register, make_bookable(10, most_seats=1), seats=seats) == "too_many_seats"


def test_the_line_has_an_end():
    session = make_bookable(1, waiting_limit=1)
    register(session), register(session)

    assert refusal(register, session) == "full"


def test_one_registers_while_the_door_is_open_only():
    now = timezone.now()
    early = make_bookable(opens_at=now + timedelta(days=1))
    late = make_bookable(closes_at=now - timedelta(minutes=1))
    begun = move_in_time(make_bookable(), starts_at=now - timedelta(minutes=1))
    cancelled = make_bookable()
    dates.cancel(cancelled, "Orage", None)
    withdrawn = make_bookable(event=make_event(live=False))

    codes = [refusal(register, session) for session in (early, late, begun, cancelled, withdrawn)]

    assert codes == ["not_yet", "closed", "started", "cancelled", "withdrawn"]
    assert Registration.objects.count() == 0


def test_the_team_registers_somebody_after_the_closing_and_it_is_logged():
    session, colleague, person = make_bookable(closes_at=timezone.now() - timedelta(1)), make_staff(), make_elected()

    registration, _ = register_person(session, person, key=uuid4(), by=colleague)

    assert (registration.state, registration.made_by) == ("confirmed", colleague)
    assert person.acts_undergone.get().by == colleague


def test_a_form_older_than_the_questions_is_read_again():
    assert refusal(register, make_bookable(), version=0) == "old_form"


# -- Guests ----------------------------------------------------------------------------------------------------------


def guest(session, email="passant@example.org", **fields) -> Registration:
    return register_guest(session, "Passant Exemple", email, key=uuid4(), language="fr", **fields)[0]


def test_a_guest_has_a_seat_once_the_address_is_confirmed():
    session = make_bookable(1)
    registration = guest(session)
    assert (registration.state, SessionLedger.objects.get(session=session).taken) == ("unconfirmed", 0)

    confirm_guest(registration)
    confirm_guest(registration)

    assert states(registration) == ["confirmed"]
    assert count_is_right(session)
    assert list(letters().order_by("pk").values_list("to", flat=True)) == ["passant@example.org"] * 2


def test_nobody_learns_that_an_address_is_registered_but_its_owner():
    session = make_bookable()
    confirm_guest(guest(session))

    again = guest(session, "PASSANT@example.org")

    assert again.state == "unconfirmed"
    assert letters().latest("pk").subject.startswith("Votre inscription est déjà faite")
    assert confirm_guest(again).pk != again.pk
    assert Registration.objects.filter(session=session).count() == 1


def test_a_guest_who_confirms_too_late_is_told_so():
    session = make_bookable()
    registration = guest(session)
    move_in_time(session, starts_at=timezone.now() - timedelta(minutes=1))

    assert refusal(confirm_guest, registration) == "started"


def test_what_was_never_confirmed_is_forgotten_after_two_days():
    session = make_bookable()
    kept, old, seated = guest(session), guest(session, "autre@example.org"), guest(session, "assis@example.org")
    confirm_guest(seated)
    Registration.objects.exclude(pk=kept.pk).update(made_at=timezone.now() - timedelta(days=3))

    assert (forget_unconfirmed(), forget_unconfirmed()) == (1, 0)
    assert not Registration.objects.filter(pk=old.pk).exists()


def test_three_months_after_a_guest_is_a_seat_and_no_name():
    recent, old = make_bookable(), make_bookable()
    kept, forgotten = confirm_guest(guest(recent)), confirm_guest(guest(old, "autre@example.org"))
    then = timezone.now() - timedelta(days=91)
    move_in_time(old, starts_at=then - timedelta(hours=2), ends_at=then)

    assert (forget_guests(), forget_guests()) == (1, 0)
    forgotten.refresh_from_db()
    kept.refresh_from_db()
    assert (forgotten.guest_name, forgotten.guest_email, forgotten.state) == ("", "", "confirmed")
    assert forgotten.name == "Nom effacé"
    assert kept.guest_email == "passant@example.org"
    assert count_is_right(old)
