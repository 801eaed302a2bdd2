"""Passkeys, with a device of our own: added, answered with, refused."""

import pytest
from allauth.mfa.models import Authenticator

from millecafes.mailroom.models import Mail
from tests.people.factories import make_account, make_member, make_staff
from tests.people.soft_key import SoftKey, options_in

pytestmark = pytest.mark.django_db

ADD, ENTER, KEYS = "/compte/2fa/webauthn/add/", "/compte/2fa/webauthn/login/", "/compte/2fa/"
SIGN_IN, CODE = "/compte/login/", "/compte/login/code/confirm/"


@pytest.fixture
def browser(client_factory):
    """Passkeys want https: these browsers speak nothing else."""
    return lambda: client_factory(**{"wsgi.url_scheme": "https"})


@pytest.fixture
def enter(browser, last_code):
    def by_code(user):
        client = browser()
        client.post(SIGN_IN, {"login": user.email})
        client.post(CODE, {"code": last_code()})
        return client

    return by_code


def add(client, key, **more):
    return client.post(ADD, {"credential": key.create(options_in(client.get(ADD))), "name": "Mon téléphone"} | more)


def enter_with(client, key, **more):
    options = client.get(ENTER, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(ENTER, {"credential": key.get(options)} | more)


def text_of(answer):
    return answer.content.decode()


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_member_adds_her_telephone_then_enters_with_it(enter, browser):
    key, other = SoftKey(), browser()
    added = add(enter(make_member()), key)

    entered = enter_with(other, key, next="/plan-du-site/")

    assert (added.url, entered.url) == (KEYS, "/plan-du-site/")
    assert is_in(other)
    assert list(Authenticator.objects.values_list("type", flat=True)) == ["webauthn"]
    assert Mail.objects.latest("pk").subject == "Un appareil ouvre votre compte"


def test_the_passkey_of_the_team_is_both_proofs_and_comes_with_spare_codes(enter, browser):
    key, other, client = SoftKey(), browser(), enter(make_staff("Communication"))

    added = add(client, key, next="/gestion/")
    enter_with(other, key)

    assert added.url == "/compte/2fa/recovery-codes/?next=%2Fgestion%2F"
    assert client.get("/gestion/").status_code == other.get("/gestion/").status_code == 200


def test_it_answers_after_the_code_of_the_mail(enter):
    key, staff = SoftKey(), make_staff("Communication")
    add(enter(staff), key)
    client = enter(staff)

    answer = client.post(
        "/compte/2fa/authenticate/", {"credential": key.get(options_in(client.get("/compte/2fa/authenticate/")))}
    )

    assert answer.url == "/gestion/"
    assert client.get("/gestion/").status_code == 200


@pytest.mark.parametrize("key", [SoftKey(origin="https://mechant.example"), SoftKey(verified=False)])
def test_a_false_site_or_a_device_without_a_lock_adds_nothing(enter, key):
    answer = add(enter(make_account()), key)

    assert answer.status_code == 400
    assert "Ce code n’est pas le bon" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_stolen_name_without_the_key_opens_nothing(enter, browser):
    key, thief, other = SoftKey(), SoftKey(), browser()
    add(enter(make_account()), key)
    thief.id, thief.handle = key.id, key.handle

    assert enter_with(other, thief).url == SIGN_IN
    assert not is_in(other)


@pytest.mark.parametrize("said", ["", "{}", "null", "[]", "x" * 5000, '"x"', "7", '{"type": "public-key", "id": "x"}'])
def test_nonsense_is_refused_kindly_at_every_door(enter, browser, said):
    client, stranger = enter(make_account()), browser()
    client.get(ADD)

    added = client.post(ADD, {"credential": said})
    entered = stranger.post(ENTER, {"credential": said}, follow=True)

    assert (added.status_code, entered.redirect_chain) == (400, [(SIGN_IN, 302)])
    assert "field__error" in text_of(added) or "callout--warning" in text_of(added)
    assert not is_in(stranger)


def test_a_key_that_was_taken_away_opens_nothing(enter, browser):
    key, client, other = SoftKey(), enter(make_account()), browser()
    add(client, key)
    client.post(f"/compte/2fa/webauthn/keys/{Authenticator.objects.get().pk}/remove/")

    refused = enter_with(other, key)

    assert (refused.url, is_in(other)) == (SIGN_IN, False)


def test_an_answer_opens_once(enter, browser):
    key, other = SoftKey(), browser()
    add(enter(make_account()), key)
    options = other.get(ENTER, headers={"accept": "application/json"}).json()["request_options"]
    answer = key.get(options)
    other.post(ENTER, {"credential": answer})
    other.post("/compte/logout/")

    assert other.post(ENTER, {"credential": answer}).url == SIGN_IN
    assert not is_in(other)


def test_nobody_takes_away_the_key_of_somebody_else(enter):
    add(enter(make_account()), SoftKey())

    answer = enter(make_account()).post(f"/compte/2fa/webauthn/keys/{Authenticator.objects.get().pk}/remove/")

    assert answer.status_code == 404
    assert Authenticator.objects.count() == 1
