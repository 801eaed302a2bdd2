"""The form of a date: who may see it, what it keeps, what it answers when it cannot be."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.agenda import services as dates
from events.bookings.models import Question, Registration, RegistrationRules
from millecafes.mailroom.models import Mail
from tests.events.factories import make_bookable, make_event, make_session, move_in_time, register
from tests.people.factories import make_account, make_elected, make_holder, make_manager

pytestmark = pytest.mark.django_db
GUEST = {"name": "Passante Exemple", "email": "passante@example.org"}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def address(session) -> str:
    return reverse("bookings:register", args=[session.uuid])


def form_of(session, **fields) -> dict:
    version = RegistrationRules.objects.get(pk=session.pk).questions_version
    return {"key": str(uuid4()), "version": str(version), "seats": "1"} | fields


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(session, kind="text", text="Un régime alimentaire ?", **fields) -> Question:
    return Question.objects.create(rules=session.rules, text=text, kind=kind, **fields)


# -- Members ----------------------------------------------------------------------------------------------------------


def test_a_member_registers_and_is_led_to_the_ticket():
    session, person = make_bookable(), make_elected()
    client = signed_in(person)

    page = client.get(address(session))
    answer = client.post(address(session), form_of(session))

    assert (page.status_code, answer.status_code) == (200, 303)
    assert page["Cache-Control"] == "private, no-store"
    ticket = client.get(answer["Location"])
    assert "Votre place est réservée." in ticket.content.decode()
    assert Registration.objects.get(person=person).is_confirmed


def test_the_form_sent_twice_leads_to_the_same_ticket():
    session, person = make_bookable(most_seats=4), make_elected()
    client, typed = signed_in(person), form_of(session, seats="3")

    first, again = (client.post(address(session), typed) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert list(Registration.objects.values_list("seats", flat=True)) == [3]
    assert Mail.objects.count() == 1


def test_whoever_is_registered_already_is_led_to_the_ticket():
    session, person = make_bookable(), make_elected()
    register(session, person)

    answer = signed_in(person).get(address(session))

    assert answer.status_code == 303
    assert answer["Location"].startswith("/inscriptions/")


def test_only_those_for_whom_a_date_is_written_know_of_it():
    session = make_bookable(event=make_event(audiences=["managers"]))
    visitor, account, elected = Client(), signed_in(make_account()), signed_in(make_elected())
    manager = signed_in(make_manager())

    codes = [client.get(address(session)).status_code for client in (visitor, account, elected, manager)]
    posted = [client.post(address(session), form_of(session, **GUEST)).status_code for client in (visitor, elected)]

    assert codes == [404, 404, 404, 200]
    assert posted == [404, 404]


def test_a_member_who_only_reads_is_told_so_but_comes_to_what_is_for_everybody():
    person = make_elected(ends_on=timezone.localdate() - timedelta(days=2))
    closed, public = make_bookable(event=make_event(audiences=["members"])), make_bookable()
    client = signed_in(person)

    answers = [client.get(address(closed)), client.post(address(closed), form_of(closed))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Vous pouvez lire, plus écrire" in answers[0].content.decode()
    assert client.post(address(public), form_of(public)).status_code == 303


@pytest.mark.parametrize("path", [uuid4(), "n-importe-quoi"])
def test_a_date_that_somebody_made_up_leads_nowhere(client, path):
    assert client.get(f"/inscriptions/date/{path}/").status_code == 404


def test_a_date_that_is_come_to_freely_has_no_form(client):
    assert client.get(address(make_session())).status_code == 404


# -- What is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seats", ["1000", "0", "-1", "deux"])
def test_too_many_companions_are_refused_at_the_field_and_the_rest_is_kept(seats):
    session = make_bookable(most_seats=4)
    question = ask(session)
    typed = form_of(session, seats=seats, **{f"question_{question.pk}": "Sans gluten"})

    answer = signed_in(make_elected()).post(address(session), typed)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Une inscription vaut pour 4 places au plus." in page
    assert 'value="Sans gluten"' in page
    assert typed["key"] in page
    assert not Registration.objects.exists()


def test_companions_are_refused_too_where_there_is_no_choice_of_seats():
    session = make_bookable(most_seats=1)

    answer = signed_in(make_elected()).post(address(session), form_of(session, seats="3"))

    assert answer.status_code == 400
    assert "Une inscription vaut pour 1 place." in answer.content.decode()


def test_the_questions_of_the_date_are_answered():
    session = make_bookable(shows_attendees=True)
    text, required = ask(session), ask(session, "yes_no", "Venez-vous en train ?", is_required=True)
    choice = ask(session, "choice", "Quel atelier ?", options="Cuisine\nÉchecs")
    client, names = signed_in(make_elected()), [f"question_{row.pk}" for row in (text, required, choice)]

    missing = client.post(address(session), form_of(session, **{names[0]: "Rien", names[2]: "Boxe"}))
    given = form_of(session, agrees="on", **dict(zip(names, ["Rien", "non", "Échecs"], strict=True)))
    answer = client.post(address(session), given)

    page = missing.content.decode()
    assert missing.status_code == 400
    assert "Répondez à cette question" in page
    assert "Choisissez dans la liste." in page
    assert answer.status_code == 303
    registration = Registration.objects.get()
    assert registration.answers == {str(text.pk): "Rien", str(required.pk): False, str(choice.pk): "Échecs"}
    assert registration.agrees_to_be_listed


@pytest.mark.parametrize("kind, options", [("text", ""), ("yes_no", ""), ("choice", "Cuisine\nÉchecs")])
def test_an_answer_of_fifty_kilobytes_is_refused_at_its_question(kind, options):
    session = make_bookable()
    question = ask(session, kind, options=options)

    answer = signed_in(make_elected()).post(
        address(session), form_of(session, **{f"question_{question.pk}": "é" * 25_000})
    )

    assert answer.status_code == 400
    assert f'id="id_question_{question.pk}_error"' in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_form_older_than_the_questions_is_shown_again_with_what_was_typed():
    session = make_bookable()
    question, client, typed = ask(session), signed_in(make_elected()), form_of(session)
    RegistrationRules.objects.update(questions_version=2)
    typed |= {f"question_{question.pk}": "Sans sel"}

    answer = client.post(address(session), typed)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Les questions ont changé" in page
    assert 'value="Sans sel"' in page
    assert 'name="version" value="2"' in page
    assert client.post(address(session), typed | {"version": "2"}).status_code == 303


def test_a_form_taken_from_somebody_else_tells_nothing_and_may_be_sent_again():
    session = make_bookable()
    other = register(session)

    answer = signed_in(make_holder()).post(address(session), form_of(session, key=str(other.key)))

    assert answer.status_code == 409
    assert "Ce formulaire a déjà servi" in answer.content.decode()
    assert str(other.key) not in answer.content.decode()


@pytest.mark.parametrize("key", ["", "x", "00000000"])
def test_a_form_without_its_number_is_sent_again(key):
    session = make_bookable()

    answer = signed_in(make_elected()).post(address(session), form_of(session, key=key))

    assert answer.status_code == 400
    assert "envoyez-les de nouveau" in answer.content.decode()


# -- The door ---------------------------------------------------------------------------------------------------------


def test_each_state_of_the_door_has_its_page_and_nothing_is_written():
    now, person = timezone.now(), make_elected()
    cancelled = make_bookable()
    dates.cancel(cancelled, "Orage annoncé", None)
    full = make_bookable(1, waiting_limit=0)
    register(full)
    told = [
        (make_bookable(opens_at=now + timedelta(days=1)), "C’est un peu tôt"),
        (make_bookable(closes_at=now - timedelta(minutes=1)), "Les inscriptions sont closes"),
        (move_in_time(make_bookable(), starts_at=now - timedelta(minutes=1)), "C’est passé"),
        (cancelled, "Orage annoncé"),
        (full, "C’est complet"),
    ]
    client = signed_in(person)

    for session, words in told:
        page, answer = client.get(address(session)), client.post(address(session), form_of(session))
        assert (page.status_code, answer.status_code) == (200, 409)
        assert words in page.content.decode()
        assert words in answer.content.decode()

    assert not Registration.objects.filter(person=person).exists()


def test_the_last_seat_being_taken_one_joins_the_line():
    session = make_bookable(1)
    register(session)
    client = signed_in(make_elected())

    page, answer = client.get(address(session)), client.post(address(session), form_of(session))

    assert "Rejoindre la liste d’attente" in page.content.decode()
    assert "Vous êtes en tête" in client.get(answer["Location"]).content.decode()
