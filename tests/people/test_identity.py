"""Another address, and the devices one is signed in on."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.devices import device_of, network_of
from millecafes.people.models import User
from tests.people.factories import make_account
from tests.people.second_factor import enter_half_way

pytestmark = pytest.mark.django_db

SIGN_IN, CODE = "/compte/login/", "/compte/login/code/confirm/"
PROVE, DEVICES = "/compte/confirmer/", "/compte/sessions/"
ADDRESS, ADDRESS_CODE = "/compte/adresse/", "/compte/adresse/code/"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


@pytest.fixture
def zoe():
    return make_account("zoe@example.org")


@pytest.fixture
def enter(client_factory, last_code):
    """A browser in which somebody has just entered with a code."""

    def by_code(user, **headers):
        browser = client_factory(headers=headers)
        browser.post(SIGN_IN, {"login": user.email})
        browser.post(CODE, {"code": last_code()})
        return browser

    return by_code


def text_of(answer):
    return answer.content.decode()


def is_in(browser):
    return browser.get("/compte/").status_code == 200


def test_an_address_is_changed_by_a_code_and_the_old_one_is_told(zoe, enter, last_code):
    browser = enter(zoe)

    asked = browser.post(ADDRESS, {"email": "Neuve@Example.org"})
    wrong = browser.post(ADDRESS_CODE, {"code": "BBBB-BBBB"})
    done = browser.post(ADDRESS_CODE, {"code": last_code()}, follow=True)

    assert (asked.url, wrong.status_code) == (ADDRESS_CODE, 400)
    assert "vous entrez désormais avec cette adresse" in text_of(done)
    assert User.objects.get().email == "neuve@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("neuve@example.org", True, True)]
    told = Mail.objects.latest("pk")
    assert (told.to, told.subject) == ("zoe@example.org", "Votre adresse a changé")
    assert "neuve@" not in told.body_text


def test_the_new_address_opens_the_account_with_one_code_and_the_old_one_no_longer(zoe, enter, client, last_code):
    services.change_address(zoe, "neuve@example.org")
    Mail.objects.all().delete()

    client.post(SIGN_IN, {"login": "zoe@example.org"})
    assert Mail.objects.count() == 0

    assert is_in(enter(zoe))


def test_a_taken_address_is_answered_as_a_free_one_and_gets_no_mail(zoe, enter):
    make_account("prise@example.org")
    browser, seen = enter(zoe), []
    browser.get("/compte/")  # reads the welcome

    for email in ("prise@example.org", "libre@example.org"):
        asked = browser.post(ADDRESS, {"email": email})
        pages = browser.get(ADDRESS_CODE), browser.post(ADDRESS_CODE, {"code": "BBBB-BBBB"})
        texts = [text_of(page).replace(email, "…") for page in pages]
        seen.append([asked.status_code, asked.url, *(page.status_code for page in pages), *map(without_token, texts)])

    assert seen[0] == seen[1]
    assert not Mail.objects.filter(to="prise@example.org").exists()


def test_a_taken_address_takes_the_same_work_as_a_free_one(zoe, enter):
    make_account("prise@example.org")
    browser, asked = enter(zoe), []
    browser.get("/compte/")

    for email in ("prise@example.org", "libre@example.org"):
        with CaptureQueriesContext(connection) as queries:
            browser.post(ADDRESS, {"email": email})
        verbs = [re.match(r"\w+", query["sql"])[0] for query in queries]
        asked.append([verb for verb in verbs if verb in {"SELECT", "INSERT", "UPDATE", "DELETE"}])

    assert asked[0] == asked[1]
    assert "INSERT" in asked[0]


def without_token(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_an_address_taken_meanwhile_changes_nothing(zoe, enter, last_code):
    browser = enter(zoe)
    browser.post(ADDRESS, {"email": "neuve@example.org"})
    make_account("neuve@example.org")

    answer = browser.post(ADDRESS_CODE, {"code": last_code()}, follow=True)

    assert "n’a pas pu être prise" in text_of(answer)
    assert set(User.objects.values_list("email", flat=True)) == {"zoe@example.org", "neuve@example.org"}


def test_after_five_wrong_codes_or_fifteen_minutes_the_right_one_changes_nothing(zoe, enter, last_code, time_passes):
    browser = enter(zoe)
    browser.post(ADDRESS, {"email": "neuve@example.org"})
    for _try in range(5):
        browser.post(ADDRESS_CODE, {"code": "BBBB-BBBB"})
    spent = browser.post(ADDRESS_CODE, {"code": last_code()})
    browser.post(ADDRESS, {"email": "autre@example.org"})
    code = last_code()
    time_passes(minutes=16)
    browser.post(PROVE, {"send": "1"})
    browser.post(PROVE, {"code": last_code()})
    late = browser.post(ADDRESS_CODE, {"code": code})

    assert spent.url == late.url == ADDRESS
    assert User.objects.get().email == "zoe@example.org"


@pytest.mark.parametrize("typed", ["", "zoe", "ZOE@example.org", "x@example.org\nBcc: y@example.org", "a" * 300])
def test_what_cannot_be_an_address_is_refused_at_the_field(zoe, enter, typed):
    browser = enter(zoe)
    before = Mail.objects.count()

    answer = browser.post(ADDRESS, {"email": typed})

    assert answer.status_code == 400
    assert "field__error" in text_of(answer)
    assert Mail.objects.count() == before


def test_a_change_asks_who_one_is_by_a_code_then_goes_on(zoe, client, last_code):
    enter_half_way(client, zoe)

    asked = client.get(ADDRESS, follow=True)
    sent = client.post(PROVE, {"send": "1", "next": ADDRESS})
    code = last_code()
    wrong = client.post(PROVE, {"code": "BBBB-BBBB", "next": ADDRESS})
    right = client.post(PROVE, {"code": code, "next": ADDRESS})

    assert asked.redirect_chain == [(PROVE + "?next=%2Fcompte%2Fadresse%2F", 302)]
    assert "zoe@example.org" in text_of(sent)
    assert Mail.objects.latest("pk").is_secret
    assert wrong.status_code == 400
    assert right.url == ADDRESS
    assert client.get(ADDRESS).status_code == 200
    assert client.post(PROVE, {"code": code}).status_code == 400


def test_codes_are_not_sent_without_end(zoe, client):
    enter_half_way(client, zoe)

    answers = [client.post(PROVE, {"send": "1"}).status_code for _try in range(6)]

    assert answers == [200] * 5 + [429]
    assert Mail.objects.count() == 5


def test_a_code_that_proves_leads_to_no_other_site(zoe, client, last_code):
    enter_half_way(client, zoe)
    client.post(PROVE, {"send": "1"})

    assert client.post(PROVE, {"code": last_code(), "next": "//mechant.example"}).url == "/compte/"


def test_devices_are_listed_without_saying_where_they_are(zoe, enter):
    enter(zoe, user_agent=PHONE)
    page = text_of(enter(zoe).get(DEVICES))

    assert "Chrome, Android" in page
    assert "cet appareil-ci" in page
    assert "127.0.…" in page
    assert "127.0.0.1" not in page


def test_a_device_is_closed_from_afar(zoe, enter):
    lost, here = enter(zoe, user_agent=PHONE), enter(zoe)

    here.post(f"{DEVICES}{UserSession.objects.get(user_agent=PHONE).pk}/fermer/")

    assert (is_in(lost), is_in(here)) == (False, True)


def test_all_the_others_are_closed_at_once(zoe, enter):
    browsers = [enter(zoe, user_agent=PHONE), enter(zoe), enter(zoe)]

    answer = browsers[2].post(DEVICES + "fermer/", follow=True)

    assert [is_in(browser) for browser in browsers] == [False, False, True]
    assert "Tous vos autres appareils" in text_of(answer)


def test_nobody_closes_the_device_of_somebody_else(zoe, enter):
    hers, other = enter(zoe), enter(make_account())

    answer = other.post(f"{DEVICES}{UserSession.objects.get(user=zoe).pk}/fermer/")

    assert (answer.status_code, is_in(hers)) == (404, True)


def test_a_device_is_seen_once_an_hour_without_a_query_in_between(
    zoe, enter, time_passes, django_assert_max_num_queries
):
    browser = enter(zoe)
    browser.get("/compte/inactive/")
    first = UserSession.objects.get().last_seen_at
    with django_assert_max_num_queries(12) as often:
        browser.get("/compte/inactive/")
    time_passes(hours=2)
    browser.get("/compte/inactive/")

    assert not [query for query in often.captured_queries if "usersession" in query["sql"]]
    assert UserSession.objects.get().last_seen_at > first


@pytest.mark.parametrize(
    "user_agent, device",
    [
        (PHONE, "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit Chrome/131 Safari/537 Edg/131", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Linux"),
        ("", "Appareil inconnu"),
    ],
)
def test_a_device_is_named_as_people_know_it(user_agent, device):
    assert device_of(user_agent) == device


@pytest.mark.parametrize("ip, network", [("192.0.2.7", "192.0.…"), ("2001:db8:7:1::1", "2001:db8:7:…")])
def test_a_network_is_only_hinted_at(ip, network):
    assert network_of(ip) == network
