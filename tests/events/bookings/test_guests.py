"""Somebody without an account comes to what is for everybody."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from events.bookings.models import Registration
from millecafes.mailroom.delivery import deliver
from millecafes.mailroom.models import Mail
from millecafes.mailroom.transport import parse_email_url
from tests.events.factories import make_bookable, make_event
from tests.events.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def send(client, session, **fields):
    given = {"key": str(uuid4()), "version": "1", "seats": "1", "name": "Passante", "email": "passante@example.org"}
    return client.post(reverse("bookings:register", args=[session.uuid]), given | fields)


def link_of(mail) -> str:
    return re.search(r"https?://[^/]+(/inscriptions/\S+)", mail.body_text)[1]


def test_a_guest_has_a_seat_once_the_link_of_the_letter_is_opened_and_confirmed(client):
    session = make_bookable(1)

    answer = send(client, session)

    assert (answer.status_code, answer["Location"]) == (303, f"/inscriptions/date/{session.uuid}/merci/")
    assert "Ouvrez votre boîte aux lettres" in client.get(answer["Location"]).content.decode()
    link = link_of(letters().get())
    assert "Confirmer mon inscription" in client.get(link).content.decode()
    assert Registration.objects.get().state == "unconfirmed"
    assert client.post(link, {"action": "confirm"}).status_code == 302
    assert "Votre place est réservée." in client.get(link).content.decode()


def test_nothing_but_the_letter_leads_to_the_ticket(client):
    session = make_bookable()
    answer = send(client, session)

    page = client.get(answer["Location"]).content.decode()

    assert Registration.objects.get().uuid.hex not in answer["Location"] + page


def test_what_is_for_members_is_unknown_to_guests(client):
    assert send(client, make_bookable(event=make_event(audiences=["members"]))).status_code == 404
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Écrivez votre nom"),
        ({"name": "Deux\nlignes"}, "une seule ligne"),
        ({"email": ""}, "Écrivez votre adresse"),
        ({"email": "passante@"}, "Cette adresse semble incomplète"),
        ({"email": "a@" + "é" * 80 + ".fr"}, "Cette adresse semble incomplète"),
        ({"website": "http://x.example.org"}, "Un champ invisible a été rempli"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, typed, words):
    answer = send(client, make_bookable(), **{"name": "Passante"} | typed)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert not Registration.objects.exists()
    assert not Mail.objects.exists()


def test_a_connection_that_sends_many_forms_waits_a_minute(client, settings):
    session = make_bookable(100)

    codes = [send(client, session, email=f"p{n}@example.org").status_code for n in range(12)]

    assert codes == [303] * 10 + [429] * 2
    assert Registration.objects.count() == 10


def test_an_address_is_left_in_peace_after_some_letters(client):
    session = make_bookable(100)

    codes = [send(client, session).status_code for _ in range(8)]

    assert codes == [303] * 6 + [429] * 2
    assert letters().filter(to="passante@example.org").count() <= 6


def test_the_same_form_sent_twice_by_a_guest_is_one_request(client):
    session, key = make_bookable(), str(uuid4())

    codes = [send(client, session, key=key).status_code for _ in range(2)]

    assert codes == [303, 303]
    assert Registration.objects.count() == Mail.objects.count() == 1


def test_the_page_is_written_in_the_language_of_the_guest(client):
    session = make_bookable()

    client.post(
        f"/en/inscriptions/date/{session.uuid}/",
        {"key": str(uuid4()), "version": "1", "seats": "1", "name": "Visitor", "email": "visitor@example.org"},
    )

    assert Registration.objects.get().language == "en"


def test_when_the_mail_server_is_down_the_letter_waits_and_leaves_later(client, settings):
    settings.MAIL_TRANSPORT = parse_email_url("smtp://127.0.0.1:9")  # nobody answers there

    answer = send(client, make_bookable())
    round_ = deliver()

    assert answer.status_code == 303
    assert round_.sent == 0
    assert Mail.objects.get().state == "queued"
    assert client.post(link_of(Mail.objects.get()), {"action": "confirm"}).status_code == 302
    assert Registration.objects.get().is_confirmed
    assert Mail.objects.filter(state="queued").count() == 2


@pytest.mark.parametrize("field", ["name", "email", "key", "version", "seats", "website"])
def test_fifty_kilobytes_in_any_field_are_refused_with_words(client, field):
    answer = send(client, make_bookable(most_seats=4), **{field: "é" * 25_000})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not Registration.objects.exists()
