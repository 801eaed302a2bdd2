"""The telephone of the demo's team, which a button answers for."""

import re

import pytest

from millecafes.demo.accounts import add_accounts
from millecafes.mailroom.models import Mail
from millecafes.people.models import User
from millecafes.people.second_factor import has_factor
from tests.people.factories import make_account, make_staff
from tests.people.second_factor import enter_half_way, give_factor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo.demo_urls")]

PHONE, CODE = "/demo/telephone/", "/compte/login/code/confirm/"
EMAIL = "redaction@example.org"


@pytest.fixture
def people(demo, settings):
    settings.EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"
    add_accounts()


def come_half_way(client, email):
    client.post("/compte/login/", {"login": email})
    code = re.search(r"^ +([A-Z]{4}-[A-Z]{4})$", Mail.objects.latest("pk").body_text, re.MULTILINE)[1]
    return client.post(CODE, {"code": code})


@pytest.mark.usefixtures("people")
def test_the_team_of_the_demo_has_a_telephone_and_its_members_have_none():
    assert has_factor(User.objects.get(email=EMAIL))
    assert not has_factor(User.objects.get(email="elue@example.org"))


@pytest.mark.usefixtures("people")
def test_a_button_answers_after_the_code_of_the_mail(client):
    asked = come_half_way(client, EMAIL)
    page = client.get(asked.url).content.decode()
    entered = client.post(PHONE)

    assert "Utiliser le téléphone de démonstration" in page
    assert entered.url == "/gestion/"
    assert client.get("/gestion/").status_code == 200


@pytest.mark.usefixtures("people")
def test_a_telephone_that_a_visitor_took_away_comes_back(client):
    user = User.objects.get(email=EMAIL)
    user.authenticator_set.all().delete()
    enter_half_way(client, user)

    page = client.get("/gestion/", follow=True).content.decode()
    entered = client.post(PHONE, {"next": "/gestion/"})

    assert "Utiliser le téléphone de démonstration" in page
    assert (entered.url, client.get("/gestion/").status_code) == ("/gestion/", 200)


@pytest.mark.usefixtures("people")
def test_it_answers_for_nobody_else(client, client_factory):
    give_factor(real := make_staff("Communication", email="vraie.personne@example.org"))
    come_half_way(client, real.email)
    inside = client_factory()
    enter_half_way(inside, real)

    answers = [browser.post(PHONE).status_code for browser in (client, inside, client_factory())]

    assert answers == [404, 404, 404]
    assert inside.get("/gestion/").status_code == 302


@pytest.mark.usefixtures("people")
def test_outside_a_demo_it_does_not_answer(client, settings):
    come_half_way(client, EMAIL)
    settings.DEMO = False

    assert client.post(PHONE).status_code == 404
    assert client.get(PHONE).status_code == 405
    assert not has_factor(make_account())
