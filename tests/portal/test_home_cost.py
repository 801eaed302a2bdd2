"""What the first page of the members' area costs to who has something waiting in every corner of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.directory.models import Message
from members.forum.models import Notice, NoticeKind
from millecafes.people import services as people
from news.models import ArticlePage
from tests.directory.factories import make_reported
from tests.events.claims import factories as claims
from tests.events.factories import make_bookable, make_event, make_session, register
from tests.events.tours import factories as tours
from tests.forum import factories as forum
from tests.pages.factories import make_page
from tests.people.factories import a_cafe, make_account, make_elected, make_holder, make_manager, make_staff
from tests.places.factories import make_commune
from tests.resources.factories import make_resource
from tests.resources.files import make_replay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
BUDGET = 15


def questions_asked(person) -> tuple[int, str]:
    """Of the page already seen once: what menus, pages and shelves know is known."""
    browser = Client()
    browser.force_login(person)
    browser.get("/espace/")
    with CaptureQueriesContext(connection) as asked:
        html = browser.get("/espace/").content.decode()
    return len(asked), html.replace("\xa0", " ")


def something_new_for_all() -> None:
    for number in range(3):
        make_page(ArticlePage, title=f"Article {number}")
        make_resource()
        make_replay(first_published_at=timezone.now())
        make_session(make_event(title=f"Rencontre {number}", audiences=["members"]))
        forum.make_topic(title=f"Question {number}", tags=["travaux"])


def wait_for(person) -> None:
    """Whatever may wait for anybody: messages, answers in the forum, seats, a question of the team."""
    for _n in range(2):
        Message.objects.create(sender=make_account(), recipient=person, subject="Un message", body="Bonjour")
        Notice.objects.create(person=person, kind=NoticeKind.REPLY, topic=forum.make_topic(author=person))
        register(make_bookable(), person)
    people.ask(people.request_role(person, "holder"), make_account(), "Dans quelle commune ?")
    person.member.themes = ["works", "accounts"]
    person.member.save()


def give_work_to(cafe) -> None:
    """A claim to complete, one to finish, dates proposed and to come, reports to write."""
    fund = claims.make_fund()
    claims.services.ask(claims.make_claim(fund, cafe=cafe), claims.make_desk(), "La facture")
    claims.make_draft(fund, cafe)
    for state in ("proposed", "confirmed", "done"):
        tours.make_request(state=state, cafe=cafe)


def everywhere_at_once():
    """Runs a café, sits in a town hall, holds a project."""
    person = make_manager(a_cafe())
    person.mandates.create(commune=make_commune("10003", "Commune"), function="mayor")
    person.projects.create(starts_on="2020-06-01")
    give_work_to(person.cafe_roles.get().cafe)
    return person


@pytest.mark.parametrize("make", [everywhere_at_once, make_elected, make_manager, make_holder])
def test_it_costs_a_member_fifteen_questions_at_most_with_something_waiting_everywhere(make):
    person = make()
    something_new_for_all()
    wait_for(person)

    count, html = questions_asked(person)

    assert count <= BUDGET
    assert {"Un message", "Dans quelle commune ?", "Question sans réponse, près de vos thèmes"} <= told(html)
    if make is everywhere_at_once:
        assert {"Compléter votre demande", "Une date vous est proposée", "Nouveau dans la bibliothèque"} <= told(html)


def told(html: str) -> set[str]:
    known = (
        *("Un message", "Dans quelle commune ?", "Question sans réponse, près de vos thèmes"),
        *("Compléter votre demande", "Une date vous est proposée", "Nouveau dans la bibliothèque"),
        *("à relire", "signalé"),
    )
    return {words for words in known if words in html}


def test_it_costs_the_same_however_many_roles_and_things():
    person = everywhere_at_once()
    something_new_for_all()
    few, _html = questions_asked(person)

    for code in ("18060", "37054", "38061"):
        person.mandates.create(commune=make_commune(code, f"Commune {code}"), function="mayor")
        give_work_to(person.cafe_roles.create(cafe=a_cafe(), starts_on="2020-06-01").cafe)
    something_new_for_all()
    many, _html = questions_asked(person)

    assert many == few


@pytest.mark.parametrize("desk", ["Réseau", "Culture", "Finances", "Communication"])
def test_it_costs_the_team_fifteen_questions_at_most_with_reports_to_read(desk):
    person = make_staff(desk)
    something_new_for_all()
    forum.make_reply(forum.make_topic(), state="pending")
    make_reported()

    count, html = questions_asked(person)

    assert count <= BUDGET
    assert ({"à relire", "signalé"} <= told(html)) == (desk == "Réseau")
