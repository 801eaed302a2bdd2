"""The one door: an address, a code, and nothing that tells who has an account."""

import gzip
import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from millecafes.mailroom.models import Mail
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/login/"
MOST_BYTES = 15_000  # of the sign-in page, compressed
CODE = "/compte/login/code/confirm/"


def ask(client, email, **more):
    return client.post(SIGN_IN, {"login": email} | more)


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_person_enters_with_the_code_of_the_message(client, last_code):
    make_account("zoe@example.org", display_name="Zoé")

    asked = ask(client, "Zoe@Example.org")
    entered = client.post(CODE, {"code": last_code()}, follow=True)

    assert (asked.status_code, asked.url) == (302, CODE)
    assert [(mail.to, mail.state, mail.is_secret) for mail in Mail.objects.all()] == [
        ("zoe@example.org", "queued", True)
    ]
    assert entered.redirect_chain == [("/compte/", 302)]
    assert "Bonjour Zoé" in entered.content.decode()


def test_the_message_is_french_and_does_not_trust_the_host_of_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_account("zoe@example.org")

    client.post(SIGN_IN, {"login": "zoe@example.org"}, headers={"host": "mechant.example"})

    mail = Mail.objects.get()
    assert mail.subject == "Votre code pour entrer sur 1000 cafés"
    assert "Voici le code à recopier" in mail.body_text
    assert settings.SITE_URL in mail.body_text
    assert "mechant" not in mail.body_text + mail.subject


def test_the_code_is_accepted_in_small_letters_without_its_dash(client, last_code):
    make_account("zoe@example.org")
    ask(client, "zoe@example.org")

    client.post(CODE, {"code": last_code().lower().replace("-", " ")})

    assert signed_in(client)


def test_a_person_goes_where_she_was_going(client, last_code):
    make_account("zoe@example.org")
    asked = ask(client, "zoe@example.org", next="/plan-du-site/")

    entered = client.post(CODE, {"code": last_code(), "next": "/plan-du-site/"})

    assert asked.url == CODE + "?next=%2Fplan-du-site%2F"
    assert entered.url == "/plan-du-site/"


@pytest.mark.parametrize("elsewhere", ["https://mechant.example/", "//mechant.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, last_code, elsewhere):
    make_account("zoe@example.org")
    ask(client, "zoe@example.org", next=elsewhere)

    entered = client.post(CODE, {"code": last_code(), "next": elsewhere})

    assert entered.url == "/compte/"


def test_an_unknown_address_gets_the_same_answers_and_no_mail(client, client_factory):
    make_account("zoe@example.org")

    def seen(client, email):
        asked = ask(client, email)
        page = client.get(asked.url)
        wrong = client.post(CODE, {"code": "BBBB-BBBB"})
        again = client.post(CODE, {"action": "resend"}, follow=True)
        text = "".join(answer.content.decode() for answer in (page, wrong, again)).replace(email, "…")
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return asked.status_code, asked.url, wrong.status_code, sorted(asked.cookies), text

    known, unknown = seen(client_factory(), "zoe@example.org"), seen(client_factory(), "personne@example.org")

    assert known == unknown
    assert {mail.to for mail in Mail.objects.all()} == {"zoe@example.org"}


def test_a_wrong_code_is_said_at_the_field(client):
    make_account("zoe@example.org")
    ask(client, "zoe@example.org")

    answer = client.post(CODE, {"code": "BBBB-BBBB"})

    assert answer.status_code == 400
    assert "Ce code n’est pas le bon" in answer.content.decode()
    assert not signed_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client, last_code):
    make_account("zoe@example.org")
    ask(client, "zoe@example.org")

    answers = [client.post(CODE, {"code": "BBBB-BBBB"}) for _try in range(5)]
    client.post(CODE, {"code": last_code()})

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 302]
    assert not signed_in(client)


def test_a_second_code_replaces_the_first(client, last_code):
    make_account("zoe@example.org")
    ask(client, "zoe@example.org")
    first = last_code()

    client.post(CODE, {"action": "resend"})
    refused = client.post(CODE, {"code": first})
    client.post(CODE, {"code": last_code()})

    assert refused.status_code == 400
    assert signed_in(client)


def test_a_code_asked_too_often_from_one_place_is_refused_there_only(client_factory):
    make_account("zoe@example.org")

    here = [ask(client_factory(), "zoe@example.org").status_code for _try in range(4)]
    elsewhere = client_factory(REMOTE_ADDR="192.0.2.7").post(SIGN_IN, {"login": "zoe@example.org"})

    assert here == [302, 302, 302, 400]
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("typed", ["", "zoe", "zoe@", "zoé@example.org\nBcc: x@example.org", "a" * 5000])
def test_what_is_no_address_is_refused_at_the_field(client, typed):
    answer = ask(client, typed)

    assert answer.status_code == 400
    assert "field__error" in answer.content.decode()
    assert Mail.objects.count() == 0


def test_a_closed_account_is_like_no_account(client):
    make_account("zoe@example.org", is_active=False)

    answer = ask(client, "zoe@example.org")

    assert (answer.status_code, Mail.objects.count()) == (302, 0)


def test_an_address_replaced_by_the_team_opens_the_account_no_longer(client, client_factory, last_code):
    user = make_account("ancienne@example.org")
    ask(client, "ancienne@example.org")
    client.post(CODE, {"code": last_code()})
    user.email = "nouvelle@example.org"
    user.save()
    Mail.objects.all().delete()

    ask(client_factory(), "ancienne@example.org")
    other = client_factory()
    ask(other, "nouvelle@example.org")
    other.post(CODE, {"code": last_code()})

    assert [mail.to for mail in Mail.objects.all()] == ["nouvelle@example.org"]
    assert signed_in(other)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("nouvelle@example.org", True, True)
    ]


def test_staff_go_to_their_desk(client, last_code):
    make_staff("Communication", email="redaction@example.org")
    ask(client, "redaction@example.org")

    assert client.post(CODE, {"code": last_code()}).url == "/gestion/"


def test_signing_out_takes_a_post(client):
    client.force_login(make_account())

    asked = client.get("/compte/logout/")

    assert (asked.status_code, signed_in(client)) == (200, True)
    assert client.post("/compte/logout/").url == "/"
    assert not signed_in(client)


def test_the_demo_lists_its_people_and_only_the_demo(client, settings):
    settings.DEMO = False
    before = client.get(SIGN_IN).content.decode()
    settings.DEMO = True
    after = client.get(SIGN_IN).content.decode()

    for email, role in settings.DEMO_ACCOUNTS:
        assert (email in before, email in after, str(role) in after) == (False, True, True)
    assert reverse("mailroom:demo_mailbox") in after


@pytest.mark.parametrize("path", [SIGN_IN, "/compte/signup/", "/compte/inactive/", "/compte/", "/compte/logout/", CODE])
def test_each_screen_has_one_title_and_stays_out_of_search_engines(client, path):
    if path in {"/compte/", "/compte/logout/"}:
        client.force_login(make_account())
    if path == CODE:
        ask(client, "zoe@example.org")

    page = client.get(path)

    html = page.content.decode()
    assert page.status_code == 200
    assert html.count("<h1") == 1
    assert '<meta name="robots" content="noindex">' in html
    assert not re.search(r"<script(?![^>]*src=)|style=|\son\w+=", html)
    assert "no-" in page.headers["Cache-Control"]


def test_the_page_is_light_for_a_weak_connection(client):
    assert len(gzip.compress(client.get(SIGN_IN).content)) <= MOST_BYTES
