"""Lists: what is new, what is followed and what is ignored, and their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.forum.models import Board, Level, Reading, Topic
from members.forum.services import changing, lists, reading
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db
HOME, RECENT, UNREAD = "/espace/forum/", "/espace/forum/recents/", "/espace/forum/non-lus/"


def titles(answer) -> list[str]:
    return [topic.title for topic in answer.context["found"].topics]


def make_old(*topics: Topic) -> None:
    """Each moved a minute after the other, the last one a moment ago."""
    for number, topic in enumerate(topics):
        at = timezone.now() - timedelta(minutes=len(topics) - number)
        Topic.objects.filter(pk=topic.pk).update(bumped_at=at, last_at=at, created_at=at)


def test_the_first_page_tells_of_each_board_what_is_new_in_it(enter):
    board, other = forum.make_board(name="Ouvrir"), forum.make_board(name="Animer")
    read, new = forum.make_topic(board, title="Lu"), forum.make_topic(board, title="Nouveau venu")
    reader = people.make_elected()
    reading.mark_read(reader, read, 1)

    page = enter(reader).get(HOME)

    assert {found.name: found.fresh for found in page.context["boards"]} == {"Ouvrir": 1, "Animer": 0}
    assert "1 sujet à lire" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert [topic.is_new for topic in page.context["latest"]] == [topic == new for topic in page.context["latest"]]
    assert other.topic_count == 0


def test_boards_are_told_in_their_order_each_to_those_it_is_for_in_their_language(enter):
    for name, position, audiences in (("C", 30, ["members"]), ("B", 10, ["elected"]), ("A", 20, ["managers"])):
        words = {"name_en": f"{name} in English", "description": f"On y parle de {name}."}
        forum.make_board(name=name, position=position, audiences=audiences, **words)
    Board.objects.create(
        name="D", name_en="D", slug="d", description="Aussi.", description_en="Too.", position=30, audiences=["members"]
    )
    mayor, manager, team = people.make_elected(), people.make_manager(), people.make_staff("Réseau")

    def told(person, address=HOME):
        page = enter(person).get(address)
        return [board.shown_name for board in page.context["boards"]], page.content.decode()

    names, page = told(mayor)
    assert names == ["B", "C", "D"]
    assert page.index("On y parle de B.") < page.index("On y parle de C.") < page.index("Aussi.")
    assert "On y parle de A." not in page
    assert [told(manager)[0], told(team)[0]] == [["A", "C", "D"], ["B", "A", "C", "D"]]
    assert told(mayor, f"/en{HOME}")[1].index("B in English") < told(mayor, f"/en{HOME}")[1].index("Too.")


def test_what_was_read_is_not_new_until_somebody_answers(enter):
    topic, reader = forum.make_topic(title="Une question"), people.make_elected()
    browser = enter(reader)
    assert titles(browser.get(UNREAD)) == ["Une question"]

    browser.get(topic.get_absolute_url())
    assert titles(browser.get(UNREAD)) == []

    forum.make_reply(topic)
    assert titles(browser.get(UNREAD)) == ["Une question"]


def test_what_one_ignores_is_never_new(enter):
    topic, reader = forum.make_topic(), people.make_elected()
    browser = enter(reader)

    browser.post(f"{topic.get_absolute_url()}suivre/", {"niveau": "0"})

    assert titles(browser.get(UNREAD)) == []
    assert Reading.objects.get(person=reader).level == Level.IGNORE


def test_a_board_that_one_ignores_holds_nothing_new_until_one_says_otherwise(enter):
    board, other = forum.make_board(), forum.make_board()
    forum.make_topic(board, title="Ignoré")
    forum.make_topic(other, title="Lu volontiers")
    browser, follow = enter(people.make_elected()), f"{board.get_absolute_url()}suivre/"

    browser.post(follow, {"niveau": "0"})
    unread, home = titles(browser.get(UNREAD)), browser.get(HOME)
    page = browser.get(board.get_absolute_url()).content.decode()
    browser.post(follow, {"niveau": "1"})

    assert unread == ["Lu volontiers"]
    assert {found.pk: found.fresh for found in home.context["boards"]} == {board.pk: 0, other.pk: 1}
    assert "ne plus ignorer" in page
    assert set(titles(browser.get(UNREAD))) == {"Ignoré", "Lu volontiers"}


def test_all_is_marked_as_read_in_one_click_or_only_one_board(enter):
    first, second = forum.make_topic(title="Un"), forum.make_topic(title="Deux")
    browser = enter(people.make_elected())

    answer = browser.post("/espace/forum/tout-lu/", {"espace": first.board.slug, "retour": RECENT})
    assert answer.url == RECENT
    assert titles(browser.get(UNREAD)) == ["Deux"]

    answer = browser.post("/espace/forum/tout-lu/", {"retour": "https://ailleurs.example/"})
    assert answer.url == HOME
    assert titles(browser.get(UNREAD)) == []
    forum.make_reply(second)
    assert titles(browser.get(UNREAD)) == ["Deux"]


def test_a_mark_never_goes_back():
    topic, reader = forum.make_topic(), people.make_elected()
    forum.fill(topic, 30)

    for number in (5, 25, 3):
        reading.mark_read(reader, topic, number)

    assert Reading.objects.get(person=reader).last_read == 25


def test_whoever_answers_follows_unless_she_said_no():
    topic, quiet, other = forum.make_topic(), people.make_elected(), people.make_elected()
    reading.mark_read(other, topic, 1)
    reading.follow_topic(quiet, topic, Level.NORMAL)

    for author in (quiet, other):
        forum.make_reply(topic, author=author)

    levels = dict(Reading.objects.filter(topic=topic).values_list("person", "level"))
    assert (levels[quiet.pk], levels[other.pk]) == (Level.NORMAL, Level.FOLLOW)


def test_a_list_is_read_to_its_end_and_back(enter, monkeypatch):
    monkeypatch.setattr(lists, "A_PAGE", 2)
    topics = [forum.make_topic(title=f"T{number}") for number in range(5)]
    make_old(*topics)
    browser = enter(people.make_elected())

    seen, page = [], browser.get(RECENT)
    while True:
        seen.append(titles(page))
        if not page.context["found"].older:
            break
        page = browser.get(f"{RECENT}?avant={page.context['page'].older}")
    back = browser.get(f"{RECENT}?apres={page.context['page'].newer}")

    assert seen == [["T4", "T3"], ["T2", "T1"], ["T0"]]
    assert titles(back) == ["T2", "T1"]
    assert titles(browser.get(f"{RECENT}?apres={back.context['page'].newer}")) == ["T4", "T3"]


@pytest.mark.parametrize("place", ["abc", "-1", "1-", "9" * 30 + "-1", "1-" + "9" * 30, "é", "99999999999999999-1"])
def test_a_place_that_is_none_is_not_found(enter, place):
    browser = enter(people.make_elected())

    answers = {browser.get(f"{RECENT}?{way}={place}").status_code for way in ("avant", "apres")}

    assert answers <= {200, 404}
    assert place == "99999999999999999-1" or answers == {404}


def test_each_list_holds_what_it_says(enter):
    person, board = people.make_elected(), forum.make_board()
    open_question = forum.make_topic(board, title="Ouverte")
    talk = forum.make_topic(board, title="Échange", kind="discussion", author=person)
    answered, solved = forum.make_topic(board, title="Répondue"), forum.make_topic(board, title="Résolue")
    forum.make_reply(answered, author=person)
    changing.solve(solved, solved.author, is_solved=True)
    browser = enter(person)

    changing.mark_team_answer(answered.posts.get(number=2), people.make_staff("Réseau"), is_marked=True)

    assert titles(browser.get("/espace/forum/sans-reponse/")) == [open_question.title]
    assert titles(browser.get("/espace/forum/resolus/")) == [solved.title]
    assert titles(browser.get("/espace/forum/reponse-equipe/")) == [answered.title]
    assert set(titles(browser.get("/espace/forum/mes-sujets/"))) == {talk.title, answered.title}
    assert set(titles(browser.get("/espace/forum/suivis/"))) == {talk.title, answered.title}
    assert titles(browser.get(f"{board.get_absolute_url()}?tri=sans-reponse")) == [open_question.title]


def test_what_is_pinned_stands_first_and_once(enter):
    board = forum.make_board()
    pinned, newer = forum.make_topic(board, title="Règles", is_pinned=True), forum.make_topic(board, title="Nouveau")
    make_old(pinned, newer)

    page = enter(people.make_elected()).get(board.get_absolute_url())

    assert [topic.title for topic in page.context["found"].pinned] == ["Règles"]
    assert titles(page) == ["Nouveau"]


def test_a_board_says_its_name_in_english(enter):
    board = forum.make_board(name="Ouvrir", name_en="Opening")

    page = enter(people.make_elected()).get(f"/en/espace/forum/espaces/{board.slug}/")

    assert "Opening" in page.content.decode()


def test_boards_stand_in_the_order_that_the_team_gives_them(enter):
    forum.make_board(name="Deuxième", position=2)
    forum.make_board(name="Premier", position=1)

    page = enter(people.make_elected()).get("/espace/forum/").content.decode()

    assert 0 < page.index("Premier") < page.index("Deuxième")
