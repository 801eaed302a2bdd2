"""The forum of the demo: a talk that is read by whom it is written for, and a crowd that tells the same each time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import Position
from members.forum.models import (
    Board,
    ModerationAct,
    Notice,
    Post,
    Reading,
    Report,
    State,
    Topic,
    TopicKind,
    Useful,
)
from members.forum.permissions import boards_of
from members.forum.services import lists, telling
from members.forum.services.checking import faults
from members.forum.services.finding import POSTS
from members.forum.services.text import Text, render
from millecafes.core.models import SearchEntry
from millecafes.core.search.analyser import positions
from millecafes.demo.accounts import add_accounts
from millecafes.demo.content.forum import BOARDS, TOPICS
from millecafes.demo.content.members import NEIGHBOURS
from millecafes.demo.forum import add_forum
from millecafes.demo.forum_crowd import LONGEST, add_posts, sizes_of, words_of
from millecafes.demo.members import add_members
from millecafes.demo.neighbours import add_neighbours
from millecafes.demo.positions import add_positions, add_support
from millecafes.mailroom.models import Mail
from millecafes.people.models import User
from tests.places.cafe_factories import make_cafe
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db
SPOKEN = {box for row in TOPICS for box, *_rest in row["posts"]}


@pytest.fixture
def people(settings):
    """Everybody of the demo, in villages of theirs."""
    settings.DEMO = True
    villages = {"86271", "81046", "43246"} | {row["commune"] for row in NEIGHBOURS if "commune" in row}
    for code in sorted(villages):
        make_commune(code, f"Village {code}", 500)
    for slug in sorted({"le-four-banal"} | {row["cafe"] for row in NEIGHBOURS if "cafe" in row}):
        make_cafe(slug=slug, where="86271")
    add_accounts()
    add_members()
    add_neighbours()
    return {person.email.partition("@")[0]: person for person in User.objects.all()}


def test_it_is_a_talk_of_substance_in_every_state(people):
    laid = add_forum()

    topics = Topic.objects.all()
    assert laid == len(TOPICS) == topics.count() >= 15
    assert Post.objects.count() == sum(len(row["posts"]) for row in TOPICS) >= 60
    assert set(people) >= SPOKEN
    assert topics.filter(kind=TopicKind.ANNOUNCEMENT, is_pinned=True).count() == 1
    assert topics.exclude(accepted=None).count() >= 4
    assert topics.filter(team_answers__gt=0).exists()
    assert [topic.title[:8] for topic in topics.unanswered()] == ["Reprendr"]
    assert Post.objects.get(state=State.PENDING).state_reason.endswith("crédit immédiat")
    assert Report.objects.get(outcome="open").post.author == people["hippolyte"]
    assert Useful.objects.count() > 20
    assert Post.objects.exclude(revisions=None).get().author == people["gerante"]
    assert min(len(Text(post.body).plain) for post in Post.objects.all()) > 50


def test_a_position_is_fed_by_its_consultation_and_another_is_supported_by_communes(people):
    add_positions()
    add_forum()

    given = add_support()

    fed, supported = Position.objects.get(slug="licence-iv"), Position.objects.get(slug="services-reunis")
    assert fed.topic.poll.question
    assert given == supported.endorsements.count() >= 2
    assert {row.is_named for row in supported.endorsements.all()} == {True, False}
    assert add_positions() == add_support() == 0


def test_everybody_reads_where_he_writes(people):
    add_forum()

    for post in Post.objects.select_related("topic", "author"):
        assert post.topic.board_id in boards_of(post.author).readable, post.body
    own = {box: {board.slug for board in boards_of(people[box]).readable.values()} for box in ("elue", "gerante")}
    assert own == {"elue": {"comptoir", "mairies"}, "gerante": {"comptoir", "tenir-un-cafe", "monter-un-projet"}}
    assert len(BOARDS) == Board.objects.count()


def test_nothing_of_it_is_in_the_future_nor_counted_wrong_nor_told_by_mail(people):
    mails = Mail.objects.count()
    add_forum()
    telling.tell_waiting()

    assert list(faults()) == []
    assert Post.objects.filter(created_at__gt=timezone.now()).count() == 0
    for topic in Topic.objects.all():
        times = list(topic.posts.order_by("number").values_list("created_at", flat=True))
        assert times == sorted(times)
        assert topic.created_at == times[0]
    assert Mail.objects.count() == mails
    dates = SearchEntry.objects.filter(kind=POSTS.kind).values_list("date", flat=True)
    assert max(dates) - min(dates) > timedelta(days=20)


def test_who_signs_in_finds_something_to_read_and_something_read(people):
    add_forum()

    for box in ("elue", "gerante"):
        new = lists.unread(people[box], most=50)
        assert 0 < len(new) < lists.recent(people[box]).count()
        assert Notice.objects.filter(person=people[box], read_at=None).exists()


def test_it_is_laid_once_and_what_was_changed_stays(people):
    add_forum()
    Topic.objects.filter(title__startswith="Reprendre").update(title="Autrement")
    acts, posts = ModerationAct.objects.count(), Post.objects.count()

    assert add_forum() == 0
    assert (ModerationAct.objects.count(), Post.objects.count()) == (acts, posts)
    assert Topic.objects.filter(title="Autrement").exists()


def test_there_is_no_forum_outside_a_demo(people, settings):
    settings.DEMO = False

    assert add_forum() == 0
    assert not Board.objects.exists()


# -- The crowd --------------------------------------------------------------------------------------------------------


def test_a_crowd_is_counted_read_and_found_as_what_is_written_one_by_one(people):
    assert add_posts(200, timezone.now()) == 200

    assert Topic.objects.count() == 20
    assert list(faults()) == []
    assert Reading.objects.filter(person=people["elue"]).exists()
    for post in POSTS.objects():
        entry, made = POSTS.entry(post), SearchEntry.objects.get(kind="post", object_id=post.pk)
        assert (made.title, made.text, made.date) == (entry.title, entry.text, entry.date)
        assert render(post.body) == post.body_html
    assert words_of(1, 2).terms == positions(Text(words_of(1, 2).body).plain, "fr")


def test_the_same_number_gives_the_same_posts_and_more_adds_what_is_missing():
    assert [add_posts(100), add_posts(100), add_posts(200)] == [100, 0, 100]

    assert Post.objects.count() == 200
    assert [words_of(3, 1).body, words_of(3, 2).body] == [words_of(3, 1).body, words_of(3, 2).body]
    assert words_of(3, 1).body != words_of(3, 2).body


def test_a_million_posts_are_a_hundred_thousand_topics_one_of_them_very_long():
    sizes = list(sizes_of(1_000_000))

    assert sum(sizes) == 1_000_000
    assert max(sizes) == LONGEST == 5000
    assert 99_000 < len(sizes) < 100_100
