"""Many at once; in a module of its own, because what its threads write is committed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from members.forum.models import (
    Board,
    BoardTally,
    Draft,
    ModerationAct,
    Notice,
    Post,
    Reading,
    Report,
    Tag,
    Topic,
    Useful,
    Vote,
)
from members.forum.services import changing, consulting, drafts, moderating, moving, reading, writing
from members.forum.services.checking import faults
from millecafes.mailroom.models import Mail
from millecafes.people.models import Mandate, Member, User
from millecafes.places.models import Commune, Department
from tests.events.bookings.test_races import all_at_once
from tests.forum import factories as forum
from tests.forum.test_consulting import make_consultation
from tests.people import factories as people


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What threads write is committed: it is taken away by hand."""
    with django_db_blocker.unblock(), forum.at_any_pace():
        yield
        Topic.objects.update(accepted=None, merged_into=None)
        for model in (Notice, Draft, Useful, Reading, Report, ModerationAct, Mail):
            model.objects.all().delete()
        for model in (Post, Topic, Tag, BoardTally, Board, Mandate, Member, User, Commune, Department):
            model.objects.all().delete()


def faults_in(answers) -> list:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_fifty_answers_at_once_all_stand(committed):
    topic, authors = forum.make_topic(), [people.make_elected() for _ in range(50)]

    answers = all_at_once(
        [lambda author=author: writing.reply(writing.Sent(author, "Moi aussi."), topic) for author in authors]
    )

    assert faults_in(answers) == []
    topic.refresh_from_db()
    assert (topic.highest, topic.visible_count, topic.last_number) == (51, 51, 51)
    assert sorted(topic.posts.values_list("number", flat=True)) == list(range(1, 52))
    assert topic.last_author_id == topic.posts.get(number=51).author_id
    assert list(faults()) == []


def test_one_form_sent_twenty_times_at_once_is_one_post(committed):
    topic, author, key = forum.make_topic(), people.make_elected(), uuid4()
    board = topic.board

    answers = all_at_once([lambda: writing.reply(writing.Sent(author, "Une fois.", key=key), topic)] * 10)
    other = uuid4()
    opened = all_at_once(
        [
            lambda: writing.open_topic(
                writing.Sent(author, "Une fois.", key=other), board=board, kind="question", title="Une", tags=["mot"]
            )
        ]
        * 10
    )

    assert faults_in([*answers, *opened]) == []
    assert len({post.pk for post in answers}) == len({post.pk for post in opened}) == 1
    assert list(faults()) == []


def test_answers_deletions_marks_and_reading_at_once_keep_the_count(committed):
    topic, readers = forum.make_topic(), [people.make_elected() for _ in range(8)]
    posts = [forum.make_reply(topic, author=reader) for reader in readers]
    calls = []
    for reader, post in zip(readers, posts, strict=True):
        calls += [
            lambda reader=reader: writing.reply(writing.Sent(reader, "Encore."), topic),
            lambda reader=reader, post=post: changing.delete(post, reader),
            lambda reader=reader: reading.mark_read(reader, topic, 9),
            lambda reader=reader: changing.mark_useful(forum.first_post(topic), reader, is_useful=True),
        ]

    answers = all_at_once(calls)

    assert faults_in(answers) == []
    topic.refresh_from_db()
    assert (topic.highest, topic.visible_count) == (17, 9)
    assert forum.first_post(topic).useful_count == 8
    assert list(faults()) == []


def test_reports_corrections_deletions_and_moves_at_once_wait_for_nobody_for_ever(committed):
    boards, team = [forum.make_board(), forum.make_board()], people.make_staff("Réseau")
    topic, other = forum.make_topic(boards[0]), forum.make_topic(boards[0])
    members = [people.make_elected() for _ in range(6)]
    Member.objects.update(state_at=timezone.now() - timedelta(days=60))
    posts = [forum.make_reply(topic, author=member) for member in members]
    first, second, third = posts[:3]
    calls = [lambda member=member: moderating.report(first, member, reason="rude") for member in members[1:5]]
    for member, post in zip(members, posts, strict=True):
        calls += [
            lambda member=member, post=post: changing.edit(post, member, changing.Edit("Corrigé.", post.version)),
            lambda member=member, post=post: moderating.remove(post, member),
            lambda member=member: writing.reply(writing.Sent(member, "Encore."), topic),
        ]
    calls += [lambda board=board: moving.move(topic, board, team) for board in boards[::-1] * 2]
    calls += [
        lambda: moderating.hide(second, team, reason="Assez."),
        lambda: moving.split(topic, [third, posts[3]], team, title="À part"),
        lambda: moving.merge(other, topic, team),
    ]

    answers = all_at_once(calls)

    expected = (changing.Changed, moderating.Settled, moving.Impossible, writing.Closed)
    assert [answer for answer in faults_in(answers) if not isinstance(answer, expected)] == []
    assert first.reports.count() == 4
    assert sorted(BoardTally.objects.values_list("topics", flat=True))[-1] >= 1
    assert list(faults()) == []


def test_two_tabs_that_save_the_same_draft_do_not_lose_one(committed):
    person = people.make_elected()

    answers = all_at_once(
        [lambda n=n: drafts.keep_draft(person, "nouveau", drafts.Typed(body=f"{n}"), version=0) for n in range(6)]
    )

    newer = [answer for answer in answers if isinstance(answer, drafts.Newer)]
    assert (len(newer), Draft.objects.count(), len(faults_in(answers))) == (5, 1, 5)


def test_two_tabs_that_open_a_long_topic_at_once_leave_the_furthest_mark(committed):
    topic, readers = forum.make_topic(), [people.make_elected() for _ in range(4)]
    forum.fill(topic, 60)

    answers = all_at_once(
        [lambda reader=reader, n=n: reading.mark_read(reader, topic, n) for reader in readers for n in (61, 20, 40)]
    )

    assert faults_in(answers) == []
    assert set(Reading.objects.filter(person__in=readers).values_list("last_read", flat=True)) == {61}


def test_two_voices_of_one_member_at_the_same_instant_are_one(committed):
    topic, person = make_consultation(), people.make_elected()
    answers = list(topic.poll.choices.all())

    given = all_at_once([lambda answer=answer: consulting.vote(topic.poll, person, answer) for answer in answers * 4])

    assert faults_in(given) == []
    assert Vote.objects.filter(poll=topic.poll, person=person).count() == 1
