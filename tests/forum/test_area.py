"""What the first page of the members’ area says of the forum: the questions that wait, and for whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.forum.models import Level, Notice, NoticeKind
from members.forum.services import reading
from millecafes.people.models import Member
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db


def cost(browser, path: str) -> int:
    """Of a page already seen once: what menus and settings know is known."""
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_the_first_page_of_the_area_names_the_questions_of_others_that_wait(enter, store):
    person = people.make_elected()
    forum.make_topic(title="Question qui attend")
    forum.make_topic(title="La mienne", author=person)
    forum.make_reply(forum.make_topic(title="Répondue"))
    forum.make_topic(forum.make_board(audiences=["managers"]), title="Secrète")
    browser = enter(person)

    page = browser.get("/espace/").content.decode()

    assert "Question qui attend" in page
    assert not [title for title in ("La mienne", "Répondue", "Secrète") if title in page]
    assert cost(browser, "/espace/") <= 15


@pytest.mark.parametrize(
    "asked", [{"title": "Quelles subventions demander"}, {"title": "Par où commencer", "tags": ["aides"]}]
)
def test_the_first_page_of_the_area_puts_first_the_questions_one_may_help_with(enter, asked):
    person = people.make_elected()
    Member.objects.filter(person=person).update(themes=["funding"])
    board = forum.make_board()
    forum.make_topic(board, **asked)
    for number in range(4):
        forum.make_topic(board, title=f"Autre question {number}", tags=["musique"])

    page = enter(person).get("/espace/").content.decode()

    shown = [title for title in (asked["title"], *(f"Autre question {number}" for number in range(4))) if title in page]
    assert shown == [asked["title"], "Autre question 2", "Autre question 3"]
    assert page.count("Question sans réponse, près de vos thèmes") == 1


def test_what_one_was_told_of_leaves_room_to_the_questions_that_wait(enter):
    person = people.make_elected()
    board = forum.make_board()
    own = [forum.make_topic(board, author=person, title=f"La mienne {number}") for number in range(9)]
    for topic in own:
        Notice.objects.create(person=person, kind=NoticeKind.REPLY, topic=topic)
    forum.make_topic(board, title="Question qui attend")

    page = enter(person).get("/espace/").content.decode()

    assert ("La mienne" in page, "Question qui attend" in page) == (True, True)


def test_of_what_one_ignores_the_first_page_of_the_area_says_nothing(enter):
    person, muted = people.make_elected(), forum.make_board()
    forum.make_topic(muted, title="D’un espace que l’on ignore")
    ignored = forum.make_topic(title="Un sujet que l’on ignore")
    forum.make_topic(title="Une autre question")
    reading.follow_board(person, muted, Level.IGNORE)
    reading.follow_topic(person, ignored, Level.IGNORE)

    page = enter(person).get("/espace/").content.decode()

    assert "Une autre question" in page
    assert "que l’on ignore" not in page
