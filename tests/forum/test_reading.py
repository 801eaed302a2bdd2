"""Lists and topics: what is new, where one stopped, and what a page costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.forum.models import Board, Level, Notice, NoticeKind, Post, PostFile, Reading, Topic
from members.forum.services import changing, lists, reading
from millecafes.people.models import Member
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


# -- A topic ----------------------------------------------------------------------------------------------------------


def test_the_permalink_of_a_post_opens_the_right_page_of_a_long_topic(enter):
    topic = forum.make_topic()
    forum.fill(topic, 4999)
    post = topic.posts.get(number=4321)
    browser = enter(people.make_elected())

    address = browser.get(post.get_absolute_url()).url
    page = browser.get(address)

    assert address == f"{topic.get_absolute_url()}?page=217#m4321"
    assert 'id="m4321"' in page.content.decode()
    assert page.context["around"] == [1, 2, 0, 216, 217, 218, 0, 249, 250]


def test_one_goes_on_where_one_had_stopped(enter):
    topic, reader = forum.make_topic(), people.make_elected()
    forum.fill(topic, 60)
    browser, jump = enter(reader), f"{topic.get_absolute_url()}premier-non-lu/"

    assert browser.get(jump).url == f"{topic.get_absolute_url()}#m1"
    browser.get(f"{topic.get_absolute_url()}?page=2")
    assert Reading.objects.get(person=reader).last_read == 40
    assert browser.get(jump).url == f"{topic.get_absolute_url()}?page=3#m41"
    browser.get(f"{topic.get_absolute_url()}?page=4")
    assert browser.get(jump).url == f"{topic.get_absolute_url()}?page=4#m61"


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1" * 40, "²", "٣", ""])
def test_a_page_that_is_none_is_not_found(enter, page):
    topic = forum.make_topic()

    assert enter(people.make_elected()).get(topic.get_absolute_url(), {"page": page}).status_code == 404


@pytest.mark.parametrize("path", ["sujet", "message"])
def test_a_number_that_is_none_is_not_found(enter, path):
    browser = enter(people.make_elected())

    assert {browser.get(f"{HOME}{path}/{number}/").status_code for number in (0, 99, 10**30)} == {404}


def test_what_is_deleted_keeps_its_place_and_says_nothing(enter):
    topic = forum.make_topic()
    second, third = forum.make_reply(topic, body="zanzibar"), forum.make_reply(topic, body="zanzibar")
    fourth = forum.make_reply(topic, body="Reste")
    for post in (second, third):
        changing.delete(post, post.author)

    page = enter(people.make_elected()).get(topic.get_absolute_url()).content.decode()

    assert "2 messages à la suite ont été retirés." in page
    assert "zanzibar" not in page
    assert f'id="m{fourth.number}"' in page


def test_whoever_left_leaves_her_words(enter):
    topic = forum.make_topic(body="Mes mots restent")
    topic.author.closed_at, topic.author.is_active = timezone.now(), False
    topic.author.display_name = topic.author.first_name = topic.author.last_name = ""
    topic.author.save()

    page = enter(people.make_elected()).get(topic.get_absolute_url()).content.decode()

    assert "Mes mots restent" in page
    assert "membre parti" in page
    assert "note__role" not in page


def test_what_a_member_is_stays_hidden_when_she_hides_it(enter):
    shown, hidden = people.make_elected(), people.make_elected(roles_visibility="nobody")
    topic = forum.make_topic(author=shown)
    browser = enter(people.make_elected())
    assert "Maire" in browser.get(topic.get_absolute_url()).content.decode()

    other = forum.make_topic(author=hidden)
    assert "note__role" not in browser.get(other.get_absolute_url()).content.decode()


def test_a_topic_is_printed_whole(enter):
    topic = forum.make_topic(body="Premier")
    forum.fill(topic, 40)

    page = enter(people.make_elected()).get(f"{topic.get_absolute_url()}imprimer/").content.decode()

    assert page.count("printed__one") == 41
    assert "ne pas publier" in page


# -- What it costs ----------------------------------------------------------------------------------------------------


def cost(browser, path: str) -> int:
    """Of a page already seen once: what menus and settings know is known."""
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_no_page_weighs_more_than_it_should(enter):
    topic = forum.make_topic(author=people.make_elected())
    for _ in range(19):
        forum.make_reply(topic, body="Voici ce que nous avons fait chez nous, pas à pas. " * 12)

    page = enter(topic.author).get(topic.get_absolute_url(), headers={"accept-encoding": "gzip"})

    assert len(page.content) <= 25_000
    assert Board.objects.count() == 1


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


def test_a_topic_is_printed_with_the_pictures_that_its_words_do_not_show(enter):
    topic = forum.make_topic()
    post = forum.first_post(topic)
    beside, within = (forum.make_file(topic.author, post=post, name=name) for name in ("cour.png", "four.png"))
    PostFile.objects.update(width=6, height=4, alt="La cour")
    Post.objects.update(body_html=f'<p>Voici <img src="{within.get_absolute_url()}" alt="Le four"></p>')

    printed = enter(topic.author).get(f"{topic.get_absolute_url()}imprimer/").content.decode()

    assert printed.count(f'src="{beside.get_absolute_url()}"') == printed.count(within.get_absolute_url()) == 1
    assert 'alt="La cour"' in printed
