"""Questions left unanswered, what one follows, and the private feed."""

import xml.etree.ElementTree as Xml
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from members.forum.models import BoardFollow, FeedToken, Level, Notice, Post, PostFile, State, Topic
from members.forum.services import helping, notices, text
from members.forum.services.helping import seek_help
from millecafes.mailroom.models import Frequency
from millecafes.people.models import Mandate
from tests.forum.life import follow, letters, lines_of, make_board, make_post, make_topic, promised, wants
from tests.people.factories import make_elected, make_holder, make_manager, make_staff

pytestmark = pytest.mark.django_db
CHOICES, NOTICES = "/espace/forum/reglages/", "/espace/forum/avis/"
ATOM = "{http://www.w3.org/2005/Atom}"


def ask(board, days=4, **fields) -> Topic:
    topic = make_topic(board, kind="question", **fields)
    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(days=days))
    return topic


def make_volunteer(board, make=make_elected):
    person = make()
    BoardFollow.objects.create(person=person, board=board, is_volunteer=True)
    wants(person, Frequency.NOW, "forum_unanswered")
    return person


def test_after_three_days_volunteers_and_the_team_are_asked_once():
    board = make_board("elected")
    helper, outsider, colleague = make_volunteer(board), make_volunteer(board, make_manager), make_staff("Réseau")
    make_staff("Finances")
    wants(colleague, Frequency.NOW, "forum_unanswered")
    ask(board, days=2)
    topic = ask(board, title="Qui assure la terrasse ?")

    seek_help()
    seek_help()

    assert promised() == sorted([helper.email, colleague.email])
    assert {subject for _to, subject, _text in letters()} == {
        "Une question attend une réponse : Qui assure la terrasse ?"
    }
    assert (lines_of(helper), lines_of(outsider)) == ([("unanswered", 1)], [])
    assert Notice.objects.get(person=helper).topic_id == topic.pk


def test_those_in_charge_of_a_board_are_asked_rather_than_all_who_moderate():
    board = make_board("elected")
    moderator, in_charge, former = make_staff("Réseau"), make_staff("Finances"), make_elected()
    board.referents.set([in_charge, former])  # the latter is of the team no more
    for person in (moderator, in_charge, former):
        wants(person, Frequency.NOW, "forum_unanswered")
    ask(board)
    ask(make_board("elected"))

    seek_help()

    assert sorted(promised()) == sorted([in_charge.email, moderator.email])
    assert (lines_of(in_charge), lines_of(moderator)) == ([("unanswered", 1)], [("unanswered", 1)])


def test_a_question_is_not_hidden_by_all_those_that_were_told_of_before_it(monkeypatch):
    monkeypatch.setattr(helping, "MOST", 1)
    board = make_board()
    helper = make_volunteer(board)
    ask(board, days=5)
    ask(board, days=4)

    assert (seek_help(), seek_help()) == (1, 1)
    assert Notice.objects.filter(person=helper).count() == 2


@pytest.mark.parametrize("ending", ["answered", "solved", "discussion", "old", "own", "hidden"])
def test_nobody_is_asked_of_what_needs_no_help(ending):
    board = make_board()
    helper = make_volunteer(board)
    topic = ask(board, days=30 if ending == "old" else 4, author=helper if ending == "own" else None)
    if ending == "answered":
        make_post(topic)
    changes = {
        "solved": {"solved_at": timezone.now()},
        "discussion": {"kind": "discussion"},
        "hidden": {"state": State.DELETED},
    }
    Topic.objects.filter(pk=topic.pk).update(**changes.get(ending, {}))

    assert (seek_help(), promised()) == (0, [])


def test_a_question_answered_meanwhile_sends_no_letter():
    board = make_board()
    make_volunteer(board)
    topic = ask(board)
    seek_help()
    make_post(topic)

    assert (len(promised()), letters()) == (1, [])


def test_what_one_follows_is_chosen_on_one_page(client):
    person, board, closed = make_elected(), make_board("elected"), make_board("managers")
    client.force_login(person)
    page = client.get(CHOICES).content.decode()

    answer = client.post(
        CHOICES, {f"niveau-{board.slug}": "2", f"volontaire-{board.slug}": "on", f"niveau-{closed.slug}": "2"}
    )

    follows = BoardFollow.objects.filter(person=person).values_list("board", "level", "is_volunteer")
    assert answer.url == CHOICES
    assert list(follows) == [(board.pk, Level.FOLLOW, True)]
    assert board.name in page
    assert closed.name not in page


@pytest.mark.parametrize("typed", ["9", "-1", "abc", "", "\0"])
def test_a_choice_that_is_none_is_the_ordinary_one(client, typed):
    person, board = make_elected(), make_board()
    client.force_login(person)
    client.post(CHOICES, {f"niveau-{board.slug}": typed})

    assert list(BoardFollow.objects.values_list("level", flat=True)) == [Level.NORMAL]


def test_notices_are_read_by_following_them_or_all_at_once(client):
    person = make_elected()
    client.force_login(person)
    first, second = make_topic(title="Le premier"), make_topic(title="Le second")
    for topic in (first, second):
        Notice.objects.create(person=person, kind="reply", topic=topic, post=topic.first)
    other = Notice.objects.create(person=make_elected(), kind="reply", topic=first)
    one = Notice.objects.get(person=person, topic=first)

    page = client.get(NOTICES).content.decode()
    followed = client.get(f"{NOTICES}{one.pk}/")
    left = lines_of(person)
    stranger = client.get(f"{NOTICES}{other.pk}/")
    client.post(f"{NOTICES}tout-lu/")

    assert ("Le premier" in page, "2 sujets à lire" in page) == (True, True)
    assert followed.url == first.first.get_absolute_url()
    assert (left, stranger.status_code, lines_of(person)) == ([("reply", 1)], 404, [])
    assert lines_of(other.person) == [("reply", 1)]


def test_the_first_page_of_the_members_area_says_what_is_new(client):
    person, topic = make_elected(), make_topic(title="La terrasse")
    Notice.objects.create(person=person, kind="reply", topic=topic, post=topic.first, count=3)
    client.force_login(person)

    page = client.get("/espace/").content.decode()

    assert "La terrasse" in page
    assert "3 nouvelles réponses" in page


def test_notices_of_three_months_ago_are_forgotten():
    topic, person = make_topic(), make_elected()
    for number, days in enumerate((91, 89)):
        Notice.objects.create(
            person=person,
            kind=("reply", "mention")[number],
            topic=topic,
            updated_at=timezone.now() - timedelta(days=days),
        )

    assert (notices.forget_old(), Notice.objects.count()) == (1, 1)


# -- The feed ---------------------------------------------------------------------------------------------------------


def open_feed(client, person) -> str:
    client.force_login(person)
    client.post("/espace/forum/flux/", {"quoi": "ouvrir"})
    client.logout()
    return f"/espace/forum/flux/{FeedToken.objects.get(person=person).token}.atom"


def entries(answer) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in Xml.fromstring(answer.content).iter(f"{ATOM}entry")]


def test_the_feed_gives_what_its_owner_reads_without_signing_in(client):
    person = make_elected()
    board = make_board("elected")
    make_topic(board, title="Pour les maires")
    make_topic(make_board("managers"), title="Pour les gérantes")
    ignored = make_topic(board, title="Ignoré")
    follow(person, ignored, Level.IGNORE)
    muted = make_topic(make_board("elected"), title="D’un espace ignoré").board
    BoardFollow.objects.create(person=person, board=muted, level=Level.IGNORE)
    followed = make_topic(board, title="Suivi")
    follow(person, followed)
    make_post(followed, state=State.HIDDEN, body="zanzibar")

    address = open_feed(client, person)
    answer, own = client.get(address), client.get(f"{address}?suivis")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert (entries(answer), entries(own)) == (["Suivi", "Pour les maires"], ["Suivi"])
    assert b"zanzibar" not in answer.content


def test_what_a_post_leads_to_and_shows_is_found_from_a_reader_of_feeds(client, settings):
    settings.SITE_URL = "https://exemple.org"
    person, topic = make_elected(), make_topic(make_board("elected"))
    picture = PostFile(pk=7, width=6, height=4, name="cour.jpg", alt="La cour > le four")
    words = "[ici](/espace/) ![](fichier:7) [ailleurs](https://exemple.fr/)"
    html = text.render(words, files={"7": picture})
    Post.objects.filter(pk=topic.first.pk).update(body_html=html)

    content = client.get(open_feed(client, person)).content.decode()

    said = unescape(content)
    assert '="/' not in said
    assert "<img" not in said
    assert 'href="https://exemple.org/espace/"' in said
    assert 'href="https://exemple.org/fichiers/forum/7/"' in said
    assert "La cour &gt; le four</a>" in said.replace("cour > le", "cour &gt; le")
    assert 'href="https://exemple.fr/"' in said


def test_the_feed_closes_with_the_role_the_account_or_the_address(client):
    person, other = make_elected(), make_holder()
    make_topic(make_board("elected"), title="Pour les maires")
    address, second = open_feed(client, person), open_feed(client, other)
    client.force_login(other)
    client.post("/espace/forum/flux/", {"quoi": "ouvrir"})
    renewed = f"/espace/forum/flux/{FeedToken.objects.get(person=other).token}.atom"
    client.logout()
    empty, former = entries(client.get(renewed)), client.get(second).status_code
    Mandate.objects.update(ends_on=timezone.localdate() - timedelta(days=60))
    client.force_login(other)
    client.post("/espace/forum/flux/", {"quoi": "fermer"})
    client.logout()

    assert (empty, former) == ([], 404)
    assert [client.get(path).status_code for path in (address, renewed, "/espace/forum/flux/x.atom")] == [404] * 3
