"""Many at once for few seats; in a module of its own, because what its threads write is committed."""

import random
import threading
from uuid import uuid4

import pytest
from django.db import connection

from events.agenda.models import Event, Session
from events.bookings.models import Question, Registration, RegistrationRules, SessionLedger
from events.bookings.services import Refused, cancel, count_again, register_person, set_capacity
from millecafes.mailroom.models import Mail, MailSettings
from millecafes.people.models import Member, StaffAct, User
from millecafes.places.models import Commune, Department
from tests.events.factories import make_bookable
from tests.people.factories import make_member

WRITTEN = (
    *(Mail, MailSettings, Registration, Question, SessionLedger, RegistrationRules, Session, Event),
    *(StaffAct, Member, User, Commune, Department),
)


def all_at_once(calls) -> list:
    """The answer, or the error, of each call, made together in connections of their own."""
    answers, gate = [], threading.Barrier(len(calls))

    def run(call):
        try:
            gate.wait(timeout=30)
            answers.append(call())
        except Exception as error:  # told by the test
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What threads write is committed: it is taken away by hand."""
    with django_db_blocker.unblock():
        yield
        for model in WRITTEN:
            model.objects.all().delete()


def test_twenty_ask_for_the_last_seat_and_one_has_it(committed):
    session, people = make_bookable(1), [make_member() for _ in range(20)]

    answers = all_at_once([lambda person=person: register_person(session, person, key=uuid4()) for person in people])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    states = sorted(registration.state for registration, _ in answers)
    assert states == ["confirmed"] + ["waiting"] * 19
    assert sorted(Registration.objects.values_list("rank", flat=True)) == list(range(1, 21))
    assert Mail.objects.count() == 20


def test_one_form_sent_ten_times_at_once_is_one_registration(committed):
    session, person, key = make_bookable(5), make_member(), uuid4()

    answers = all_at_once([lambda: register_person(session, person, key=key)] * 10)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert len({registration.pk for registration, _ in answers}) == 1
    assert [is_new for _, is_new in answers].count(True) == 1
    assert Mail.objects.count() == 1


def test_coming_leaving_and_moving_the_walls_at_once_keeps_the_count(committed):
    session, people = make_bookable(3, most_seats=3), [make_member() for _ in range(12)]
    team = make_member()

    def some_steps(person):
        draw = random.Random(person.pk)
        for _ in range(3):
            try:
                registration, _new = register_person(session, person, key=uuid4(), seats=draw.randint(1, 3))
                if draw.random() < 0.6:
                    cancel(registration)
                if draw.random() < 0.3:
                    set_capacity(session, draw.randint(2, 8), team)
            except Refused:
                pass

    answers = all_at_once([lambda person=person: some_steps(person) for person in people])

    assert answers == [None] * 12
    ledger = SessionLedger.objects.get(session=session)
    assert count_again(session) == {"taken": ledger.taken, "waiting": ledger.waiting}
    assert ledger.taken <= ledger.capacity
    first = Registration.objects.filter(session=session).in_line().first()
    assert first is None or ledger.taken + first.seats > ledger.capacity
