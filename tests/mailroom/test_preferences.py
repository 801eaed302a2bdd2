"""Settling what one receives: signed in, by the link of a letter, or in one click."""

import re

import pytest
from django.apps import apps
from django.test import Client

from millecafes.mailroom.models import Frequency, MailSettings, Preference
from millecafes.mailroom.preferences import frequencies_of, settings_of, settle
from tests.mailroom import kinds as trial
from tests.people.factories import make_account, make_elected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

PAGE = "/espace/notifications/"
CHOICES = {"reply": "now", "topic": "weekly", "event": "never"}


@pytest.fixture
def person():
    return make_elected(email="zoe@example.org")


@pytest.fixture
def link(person):
    return f"/courrier/preferences/{settings_of(person).token}/"


def way_out(person, kind):
    return f"/courrier/desabonnement/{settings_of(person).token}/{kind}/"


def checked(page):
    return dict(re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', page.content.decode()))


def test_without_a_choice_everything_comes_each_morning(client, person):
    client.force_login(person)

    page = client.get(PAGE)

    assert checked(page) == {"reply": "daily", "topic": "daily", "event": "daily"}
    html = page.content.decode()
    assert html.index("Le forum") < html.index("Les nouveaux sujets") < html.rindex("L’agenda")
    assert "Les annulations" in html[html.index("Toujours tout de suite") :]
    assert "no-store" in page.headers["Cache-Control"]


def test_a_member_chooses_and_finds_the_choice_again(client, person):
    client.force_login(person)

    saved = client.post(PAGE, CHOICES, follow=True)

    assert saved.redirect_chain == [(PAGE, 302)]
    assert "C’est noté" in saved.content.decode()
    assert checked(saved) == CHOICES == frequencies_of(person)


def test_the_same_is_done_by_the_link_without_signing_in_nor_cookie(person, link):
    stranger = Client(enforce_csrf_checks=True)

    page, saved = stranger.get(link), Client(enforce_csrf_checks=True).post(link, CHOICES)

    assert (page.status_code, saved.status_code) == (200, 302)
    assert frequencies_of(person) == CHOICES
    assert "zoe@example.org" not in page.content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"reply": "hourly"} | {"topic": "now", "event": "now"}, {"reply": "now"}, {"reply": "\x00"}]
)
def test_a_choice_that_is_none_of_the_four_is_said_at_the_field_and_nothing_is_written(client, link, typed):
    answer = client.post(link, typed)

    assert answer.status_code == 400
    assert "à revoir" in answer.content.decode()
    assert Preference.objects.count() == 0


def test_a_kind_slipped_into_the_form_is_not_written(client, person, link):
    client.post(link, CHOICES | {"cancelled": "never", "pigeon": "now"})

    assert frequencies_of(person) == CHOICES
    assert set(Preference.objects.values_list("kind", flat=True)) == set(CHOICES)


def test_the_link_opens_no_account(client, person, link):
    client.get(link)

    assert "_auth_user_id" not in client.session
    assert client.get("/espace/notifications/").status_code == 302
    assert client.get("/compte/").status_code == 302


def test_a_key_tells_nothing_and_no_other_key_opens(client, person, link):
    other = settings_of(make_elected()).token
    token = person.mail_settings.token

    assert len(token) == len(other) == 32
    assert token != other
    for wrong in (token[:-1], token + "x", token.swapcase(), "x", "%00", "é" * 300):
        assert client.get(f"/courrier/preferences/{wrong}/").status_code == 404
        assert client.post(f"/courrier/desabonnement/{wrong}/reply/").status_code == 404


def test_a_closed_account_settles_nothing(client, person, link):
    person.is_active = False
    person.save()

    assert client.get(link).status_code == 404


def test_whoever_waits_at_the_door_may_still_settle(client):
    client.force_login(make_account())

    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, CHOICES).status_code == 302


def test_a_machine_that_reads_the_mail_unsubscribes_nobody(client, person):
    settle(person, {"reply": "now"})

    looked = [client.get(way_out(person, "reply")), client.head(way_out(person, "reply"))]

    assert [answer.status_code for answer in looked] == [200, 200]
    assert 'method="post"' in looked[0].content.decode()
    assert frequencies_of(person)["reply"] == "now"


def test_one_click_unsubscribes_without_cookie_nor_signing_in(person):
    mail_reader = Client(enforce_csrf_checks=True)

    answers = [mail_reader.post(way_out(person, "reply"), {"List-Unsubscribe": "One-Click"}) for _twice in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Vous ne recevrez plus « les réponses à vos messages »" in answers[0].content.decode()
    assert frequencies_of(person) == {"reply": "never", "topic": "daily", "event": "daily"}


def test_who_refuses_everything_also_refuses_what_comes_later(client, person, monkeypatch):
    client.post(way_out(person, "tout"))

    later = trial.Kind("later", "la suite", "Le forum")
    monkeypatch.setattr(apps.get_app_config("mailroom"), "mail_kinds", [*trial.ALL, later])
    refused = frequencies_of(person)
    settle(person, {"reply": "daily"})

    assert refused == dict.fromkeys(["reply", "topic", "event", "later"], "never")
    assert MailSettings.objects.get().by_default == Frequency.DAILY


@pytest.mark.parametrize("kind", ["cancelled", "pigeon"])
def test_what_is_urgent_or_unknown_has_no_way_out(client, person, kind):
    assert client.post(way_out(person, kind)).status_code == 404


def test_in_english_the_pages_are_english(client, person, link):
    page = client.get(f"/en{link}").content.decode()

    assert '<html lang="en">' in page


def test_where_nothing_is_to_be_settled_the_page_says_so(client, person, monkeypatch):
    monkeypatch.setattr("millecafes.mailroom.kinds.known_kinds", lambda: {"cancelled": trial.CANCELLED})
    client.force_login(person)

    assert "Rien n’est à choisir" in client.get(PAGE).content.decode()
