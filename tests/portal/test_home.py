"""The first page of the members' area, and the menu above all of its pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from millecafes.people import services
from millecafes.people.models import Mandate, PolicyVersion
from millecafes.people.permissions import access_of
from millecafes.people.portal import Entry, menu_of
from news.models import ArticlePage
from tests.events.factories import make_bookable, make_event, register
from tests.pages.factories import make_page
from tests.people.factories import a_commune, make_account, make_elected, make_holder, make_manager, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HOME = "/espace/"


def read(client, address=HOME):
    return client.get(address).content.decode()


def days(number):
    return timezone.localdate() + timedelta(days=number)


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_page_she_wanted(client, last_code):
    make_elected(email="zoe@example.org")

    asked = client.get(HOME)
    sent = client.post("/compte/login/", {"login": "zoe@example.org", "next": "/espace/notifications/"})
    entered = client.post(sent.url, {"code": last_code(), "next": "/espace/notifications/"})

    assert asked.url == "/compte/login/?next=/espace/"
    assert entered.url == "/espace/notifications/"


@pytest.mark.parametrize(
    ("make", "landing"),
    [(make_elected, HOME), (make_holder, HOME), (make_account, "/compte/"), (make_member, "/compte/")],
)
def test_who_wanted_no_page_lands_at_home_or_where_the_request_stands(client, last_code, make, landing):
    make(email="zoe@example.org")

    client.post("/compte/login/", {"login": "zoe@example.org"})
    entered = client.post("/compte/login/code/confirm/", {"code": last_code()})

    assert entered.url == landing


def test_every_page_leads_to_it(client):
    assert f'href="{HOME}"' in read(client, "/recherche/")
    assert 'href="/en/espace/"' in read(client, "/en/recherche/")


def test_who_waits_is_shown_where_the_request_stands(client, enter):
    person = enter(make_account())
    services.request_role(person, "elected", commune=a_commune(), function="mayor")

    assert client.get(HOME).url == "/compte/"


def test_who_has_left_for_long_is_told_so_kindly(client, enter):
    enter(make_elected(ends_on=days(-31)))

    answer = client.get(HOME)

    assert (answer.status_code, "s’est refermé" in answer.content.decode()) == (403, True)


def test_the_rules_are_shown_before_it_and_lead_back_to_it(client, enter):
    enter(make_elected())
    rules = PolicyVersion.objects.create(name="Règles", in_force_from=days(-1), changes="Tout.", text="<p>Oui.</p>")

    asked = client.get(HOME)
    agreed = client.post("/compte/regles/", {"version": rules.pk, "next": HOME})

    assert (asked.status_code, asked.url) == (302, "/compte/regles/?next=%2Fespace%2F")
    assert (agreed.url, client.get(HOME).status_code) == (HOME, 200)


def test_it_greets_names_the_places_and_is_kept_by_nobody(client, enter):
    person = enter(make_elected())
    person.display_name = "Zoé Essai"
    person.save()

    answer = client.get(HOME)

    html = answer.content.decode()
    assert ("Bonjour Zoé Essai" in html, "Maire, " in html) == (True, True)
    assert answer["Cache-Control"] == "private, no-store"


def test_empty_parts_say_what_to_do(client, enter):
    enter(make_elected())

    html = read(client)

    assert "Rien ne vous attend" in html
    assert "Aucune date pour l’instant" in html
    assert "Rien de nouveau ces jours-ci" in html


def test_a_question_of_the_team_waits_on_the_slate(client, enter):
    person, team = make_elected(), make_account()
    asked = services.request_role(person, "holder")
    services.ask(asked, team, "Dans quelle commune ?")
    enter(person)

    assert "Dans quelle commune" in read(client)


def test_the_latest_articles_are_there_and_no_draft(client, enter):
    make_page(ArticlePage, title="Un café rouvre")
    make_page(ArticlePage, title="Pas encore", live=False)
    enter(make_manager())

    html = read(client)

    assert ("Un café rouvre" in html, "Pas encore" in html) == (True, False)


def test_a_date_one_comes_to_is_said_once_and_no_more_as_news(client, enter):
    mayor = enter(make_elected())
    session = make_bookable(event=make_event(title="Ouvrir le dimanche", audiences=["elected"]))

    before = read(client)
    register(session, person=mayor)
    after = read(client)

    assert [page.count("Ouvrir le dimanche") for page in (before, after)] == [1, 1]
    assert before.index("Quoi de neuf") < before.index("Ouvrir le dimanche")
    assert after.index("Ouvrir le dimanche") < after.index("Quoi de neuf")


def test_first_steps_are_ticked_by_doing_them(client, enter, monkeypatch):
    done = []
    monkeypatch.setattr("members.portal.apps.PortalConfig.member_steps", "tests.portal.sources.steps", raising=False)
    monkeypatch.setattr("tests.portal.sources.DONE", done)
    enter(make_elected())

    before = read(client)
    done.append("Visiter l’essai")
    after = read(client)

    assert (">Visiter l’essai</a>" in before, ">Visiter l’essai</a>" in after) == (True, False)
    assert "Un pas vers nulle part" not in before


def test_once_all_are_done_the_steps_leave_the_page(client, enter, monkeypatch, alone):
    monkeypatch.setattr("members.portal.apps.PortalConfig.member_steps", "tests.portal.sources.done", raising=False)
    alone("member_steps")
    enter(make_elected())

    assert "Vos premiers pas" not in read(client)


def test_an_application_brings_its_lines_in_order(client, enter, monkeypatch):
    monkeypatch.setattr("members.portal.apps.PortalConfig.member_next", "tests.portal.sources.dates", raising=False)
    enter(make_elected())

    html = read(client)

    assert html.index("Rencontre du jour") < html.index("Rencontre de plus tard")


def test_whoever_is_about_to_leave_is_warned_thirty_days_before(client, enter):
    person = enter(make_elected(ends_on=days(30)))

    soon = read(client)
    Mandate.objects.filter(person=person).update(ends_on=days(31))
    later = read(client)

    assert ("Ensuite vous lirez encore tout" in soon, "Ensuite vous lirez encore tout" in later) == (True, False)


@pytest.mark.parametrize("address", [HOME, "/espace/notifications/"])
def test_who_has_left_reads_until_a_day_that_is_said(client, enter, address):
    enter(make_elected(ends_on=days(-10)))

    html = read(client, address)

    assert "Votre rôle est terminé" in html
    assert "mailto:contact@1000cafes.org" in html


def test_every_page_of_the_area_bears_the_lock_and_says_which_it_is(client, enter):
    enter(make_manager())

    html = read(client, "/espace/notifications/")

    assert "Espace réservé aux membres" in html
    assert re.search(r'href="/espace/notifications/" aria-current="page"', html)
    assert "Espace réservé aux membres" not in read(client, "/compte/")


def test_who_may_not_enter_sees_neither_lock_nor_menu(client, enter):
    enter(make_account())

    assert "Espace réservé aux membres" not in read(client, "/espace/notifications/")


def test_the_menu_shows_each_what_concerns_them_and_only_what_exists(monkeypatch, alone):
    entries = [
        Entry("Pour tous", "portal:home", "home", order=2),
        Entry("Pour qui tient un café", "portal:home", "cup", who=lambda access: access.cafe_roles, order=1),
        Entry("Nulle part", "portal:nowhere", "home"),
    ]
    monkeypatch.setattr("members.portal.apps.PortalConfig.member_menu", entries)
    alone("member_menu")

    shown = {make: [entry.label for entry in menu_of(access_of(make()))] for make in (make_elected, make_manager)}

    assert shown[make_elected] == ["Pour tous"]
    assert shown[make_manager] == ["Pour qui tient un café", "Pour tous"]
