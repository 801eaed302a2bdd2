"""ProConnect, against a provider of our own that is as strict as the documentation of the real one."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import NoReverseMatch, reverse

from millecafes.mailroom.models import Mail
from millecafes.people.models import User
from tests.people.factories import make_account, make_staff
from tests.people.fake_proconnect import CLIENT, PERSON, SECRET, FakeProConnect, new_key
from tests.people.second_factor import give_factor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.proconnect_urls")]

WAY, BACK = "/compte/proconnect/", "/compte/proconnect/retour/"
EMAIL = PERSON["email"].lower()


@pytest.fixture
def proconnect(settings):
    fake = FakeProConnect()
    app = {"provider_id": "proconnect", "name": "ProConnect", "client_id": CLIENT, "secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = {"proconnect": {"APPS": [app | {"settings": {"server_url": fake.url}}]}}
    settings.PROCONNECT_DOMAIN = "proconnect.example"
    yield fake
    fake.close()


def address_in(page):
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())[1])


def come_in(client, proconnect, way=WAY, **more):
    """Through the button, the provider, and back."""
    return client.get(BACK, proconnect.authorize(address_in(client.post(way, more))))


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_mayor_comes_in_without_a_code_and_has_an_account(client, proconnect):
    page = client.get("/compte/signup/").content.decode()
    entered = come_in(client, proconnect)

    user = User.objects.get()
    assert "S’identifier avec ProConnect" in page
    assert (entered.status_code, entered.url, signed_in(client)) == (302, "/compte/", True)
    assert (user.email, user.has_usable_password()) == (EMAIL, False)
    assert EmailAddress.objects.get().verified
    assert SocialAccount.objects.get().extra_data == {}
    assert Mail.objects.count() == 0


def test_it_is_the_account_of_the_address_then_of_the_person_whatever_the_address(client_factory, proconnect):
    user = make_account(EMAIL)

    come_in(client_factory(), proconnect)
    proconnect.person["email"] = "autre@mairie.example.org"
    second = client_factory()
    come_in(second, proconnect)

    assert second.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == SocialAccount.objects.count() == 1


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_address_to_come_back_to_is_always_the_same(client, proconnect, language, settings):
    come_in(client, proconnect, way=f"{language}{WAY}")

    assert proconnect.redirect_uri == settings.SITE_URL + BACK
    assert signed_in(client)


def bend_nonce(fake):
    fake.claims = {"nonce": "x" * 40}


def bend_audience(fake):
    fake.claims = {"aud": "un-autre-site"}


def bend_issuer(fake):
    fake.claims = {"iss": "https://mechant.example"}


def bend_date(fake):
    fake.claims = {"exp": 1}


def bend_signature(fake):
    fake.signed_by = new_key()


def bend_algorithm(fake):
    fake.algorithm = "HS256"


def leave_unsigned(fake):
    fake.plain_userinfo = True


def change_person(fake):
    fake.sign = lambda said, sign=fake.sign: sign(said | ({"sub": "un-autre"} if "email" in said else {}))


BENT = [
    bend_nonce,
    bend_audience,
    bend_issuer,
    bend_date,
    bend_signature,
    bend_algorithm,
    leave_unsigned,
    change_person,
]


@pytest.mark.parametrize("bend", BENT)
def test_what_cannot_be_believed_opens_nothing_and_makes_nobody(client, proconnect, bend):
    bend(proconnect)

    answer = come_in(client, proconnect)

    assert answer.status_code == 401
    assert "ProConnect n’a pas répondu comme prévu" in answer.content.decode()
    assert (signed_in(client), User.objects.count()) == (False, 0)


def test_an_answer_to_another_browser_opens_nothing(client, client_factory, proconnect):
    stolen = proconnect.authorize(address_in(client.post(WAY)))

    answers = [
        client_factory().get(BACK, stolen).status_code,
        client.get(BACK, stolen | {"state": "y" * 43}).status_code,
        client.get(BACK).status_code,
        client.get(BACK, {"error": "server_error", "state": "z"}).status_code,
    ]

    assert answers == [401] * 4
    assert User.objects.count() == 0


def test_an_answer_serves_once(client, client_factory, proconnect):
    back = proconnect.authorize(address_in(client.post(WAY)))
    client.get(BACK, back)

    assert client.get(BACK, back).status_code == 401


def test_who_renounces_is_led_back_to_the_code(client, proconnect):
    back = proconnect.authorize(address_in(client.post(WAY)))

    answer = client.get(BACK, {"state": back["state"], "error": "access_denied"}, follow=True)

    assert answer.redirect_chain == [("/compte/login/", 302)]
    assert "Un code par e-mail ouvre la même porte" in answer.content.decode()


def test_an_address_it_does_not_vouch_for_or_a_closed_account_stays_out(client, proconnect):
    make_account(EMAIL, is_active=False)
    closed = come_in(client, proconnect)
    proconnect.person |= {"email": "x@example.org", "email_verified": False}
    unproved = come_in(client, proconnect)

    assert closed.url == unproved.url == "/compte/inactive/"
    assert (signed_in(client), User.objects.count()) == (False, 1)


def test_the_second_factor_of_the_team_is_asked_for_all_the_same(client, proconnect):
    give_factor(make_staff("Communication", email=EMAIL))

    assert come_in(client, proconnect).url == "/compte/2fa/authenticate/"


def test_a_person_goes_where_she_was_going_and_nowhere_else(client, client_factory, proconnect):
    elsewhere = client_factory()

    assert come_in(client, proconnect, next="/plan-du-site/").url == "/plan-du-site/"
    assert come_in(elsewhere, proconnect, next="https://mechant.example/").url == "/compte/"


def test_signing_out_signs_out_of_proconnect_too(client, proconnect, settings):
    come_in(client, proconnect)

    address = address_in(client.post("/compte/logout/"))
    said = parse_qs(urlsplit(address).query)

    assert address.startswith(f"{proconnect.url}/session/end?")
    assert said["id_token_hint"][0].count(".") == 2
    assert said["post_logout_redirect_uri"] == [settings.SITE_URL + "/"]
    assert len(said["state"][0]) >= 32
    assert not signed_in(client)


def test_when_it_does_not_answer_the_code_still_opens(client, proconnect):
    back = proconnect.authorize(address_in(client.post(WAY)))
    proconnect.close()

    answers = [client.post(WAY), client.get(BACK, back)]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("Entrer avec un code" in answer.content.decode() for answer in answers)


def test_the_way_is_a_button_not_a_link(client, proconnect):
    assert client.get(WAY).status_code == 405


@pytest.mark.urls("millecafes.urls")
def test_without_its_variables_there_is_no_button_and_no_address(client):
    pages = client.get("/compte/login/").content.decode() + client.get("/compte/signup/").content.decode()

    assert "ProConnect" not in pages
    assert client.get(WAY).status_code == client.get(BACK).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("proconnect_login")
