"""What is written, changed and taken away: the posts stand, and what is counted of them is right."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.forum.models import Level, ModerationAct, Post, PostRevision, Reading, State, Topic
from members.forum.services import changing, counting, writing
from members.forum.services.checking import faults
from members.forum.services.limits import TooFast
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db


def counted(topic: Topic) -> tuple:
    topic.refresh_from_db()
    return topic.highest, topic.visible_count, topic.last_number


def test_a_topic_is_opened_with_its_first_post_and_followed_by_its_author():
    author, board = people.make_elected(), forum.make_board()

    post = writing.open_topic(
        writing.Sent(author, "Qui a déjà demandé\r\nune licence ?\x00"),
        board=board,
        kind="question",
        title="  Licence\u202e IV ",
        tags=["Licence IV", "licence iv", "Débit"],
    )

    topic = Topic.objects.get()
    assert (topic.title, topic.kind, topic.author) == ("Licence IV", "question", author)
    assert post.body == "Qui a déjà demandé\nune licence ?"
    assert (post.author_role, post.author_place) == ("mayor", author.mandates.get().commune.name)
    assert counted(topic) == (1, 1, 1)
    assert sorted(topic.tags.values_list("name", flat=True)) == ["débit", "licence iv"]
    assert Reading.objects.get(person=author).level == Level.FOLLOW
    assert forum.Board.objects.select_related("tally").get().topic_count == 1
    assert list(faults()) == []


def test_the_same_form_sent_twice_is_one_post():
    topic, author, key = forum.make_topic(), people.make_elected(), uuid4()

    first = writing.reply(writing.Sent(author, "Oui.", key=key), topic)
    second = writing.reply(writing.Sent(author, "Oui.", key=key), topic)

    assert first == second
    assert counted(topic) == (2, 2, 2)


def test_a_new_topic_sent_twice_is_one_topic():
    author, board, key = people.make_elected(), forum.make_board(), uuid4()
    sent = writing.Sent(author, "Oui.", key=key)

    first, second = (writing.open_topic(sent, board=board, kind="question", title="Une fois") for _ in range(2))

    assert first.topic == second.topic
    assert Topic.objects.count() == 1


def test_nobody_writes_at_a_hundred_a_second():
    topic, author = forum.make_topic(), people.make_elected()
    writing.reply(writing.Sent(author, "Un."), topic)

    with pytest.raises(TooFast) as wait:
        writing.reply(writing.Sent(author, "Deux."), topic)

    assert 0 < wait.value.seconds <= 60
    assert counted(topic) == (2, 2, 2)


@pytest.mark.parametrize(
    "closed", [{"is_locked": True}, {"state": State.DELETED}, {"state": State.HIDDEN}, {"board__is_archived": True}]
)
def test_what_is_closed_meanwhile_takes_no_answer(closed):
    topic, author = forum.make_topic(), people.make_elected()
    if closed.pop("board__is_archived", False):
        forum.Board.objects.update(is_archived=True)
    else:
        Topic.objects.filter(pk=topic.pk).update(**closed)

    with pytest.raises(writing.Closed):
        writing.reply(writing.Sent(author, "Trop tard."), topic)

    assert Post.objects.count() == 1


def test_the_database_refuses_what_no_screen_should_ask():
    topic, author = forum.make_topic(), people.make_elected()
    fields = {"topic": topic, "author": author, "body": "Oui."}
    wrong = [{"number": 1}, {"number": 0}, {"number": 2, "body": ""}, {"number": 2, "body": "x" * 20_001}]

    for changed in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.create(**fields | changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        forum.make_board(audiences=["public"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(visible_count=2)


# -- Changing ---------------------------------------------------------------------------------------------------------


def test_a_slip_mended_at_once_leaves_no_trace_and_a_later_change_does():
    topic = forum.make_topic(body="Comment fiare ?")
    post = forum.first_post(topic)
    Post.objects.update(created_at=timezone.now())

    post = changing.edit(post, topic.author, changing.Edit("Comment faire ?", 1))
    assert (post.version, post.edited_at, PostRevision.objects.count()) == (2, None, 0)

    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    post = changing.edit(post, topic.author, changing.Edit("Comment faire, enfin ?", 2, reason="Précisé"))
    revision = PostRevision.objects.get()
    assert (revision.body, revision.editor, revision.reason) == ("Comment faire ?", topic.author, "Précisé")
    assert post.edited_at is not None
    assert "enfin" in Post.objects.get(pk=post.pk).body_html


def test_a_change_made_from_an_older_version_is_refused_with_what_is_there():
    topic = forum.make_topic(body="Un")
    post = forum.first_post(topic)
    changing.edit(post, topic.author, changing.Edit("Deux", 1))

    with pytest.raises(changing.Changed) as changed:
        changing.edit(post, topic.author, changing.Edit("Trois", 1))

    assert changed.value.post.body == "Deux"


def test_the_title_is_changed_with_the_first_post_and_its_former_words_are_kept():
    topic = forum.make_topic(title="Avant", body="Texte")
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    post = forum.first_post(topic)

    changing.edit(post, topic.author, changing.Edit("Texte", 1, title="Après", tags=["mot"]))

    topic.refresh_from_db()
    assert topic.title == "Après"
    assert PostRevision.objects.get().title == "Avant"
    assert [tag.name for tag in topic.tags.all()] == ["mot"]


def test_what_a_moderator_changes_is_written_down():
    topic, moderator = forum.make_topic(body="Avant"), people.make_staff("Réseau")

    changing.edit(forum.first_post(topic), moderator, changing.Edit("Après", 1, reason="Un nom"))

    act = ModerationAct.objects.get()
    assert (act.verb, act.by, act.person, act.copy, act.reason) == ("edit", moderator, topic.author, "Avant", "Un nom")


# -- Taking away ------------------------------------------------------------------------------------------------------


def test_a_post_that_is_deleted_keeps_its_number_and_the_pointers_move_back():
    topic = forum.make_topic()
    first, second = forum.make_reply(topic), forum.make_reply(topic)

    changing.delete(second, second.author)

    assert counted(topic) == (3, 2, 2)
    assert (topic.last_author, topic.last_at) == (first.author, Post.objects.get(pk=first.pk).created_at)
    changing.restore(second, second.author)
    assert counted(topic) == (3, 3, 3)
    assert list(faults()) == []


def test_a_topic_goes_with_its_last_post_and_comes_back_with_it():
    topic = forum.make_topic()
    post = forum.first_post(topic)

    changing.delete(post, topic.author)
    topic.refresh_from_db()
    assert (topic.state, forum.Board.objects.select_related("tally").get().topic_count) == ("deleted", 0)

    changing.restore(post, people.make_staff("Réseau"))
    topic.refresh_from_db()
    assert (topic.state, forum.Board.objects.select_related("tally").get().topic_count) == ("visible", 1)
    assert list(faults()) == []


def test_an_answer_that_is_deleted_is_no_longer_the_answer():
    topic = forum.make_topic()
    answer = forum.make_reply(topic)
    changing.solve(topic, topic.author, is_solved=True, accepted=answer)

    changing.delete(answer, answer.author)

    topic.refresh_from_db()
    assert (topic.accepted, topic.solved_at) == (None, None)


def test_what_is_approved_is_new_for_everybody():
    topic = forum.make_topic(bumped_at=timezone.now() - timedelta(days=3))
    post = forum.make_reply(topic)
    changing.set_state(post, State.PENDING, None)
    Topic.objects.update(bumped_at=timezone.now() - timedelta(days=3))

    changing.set_state(post, State.VISIBLE, people.make_staff("Réseau"))

    topic.refresh_from_db()
    assert timezone.now() - topic.bumped_at < timedelta(minutes=1)
    assert counted(topic) == (2, 2, 2)


# -- What helps -------------------------------------------------------------------------------------------------------


def test_a_post_is_useful_once_to_somebody_and_never_to_its_author():
    post, reader = forum.first_post(forum.make_topic()), people.make_elected()

    for _ in range(3):
        changing.mark_useful(post, reader, is_useful=True)
    changing.mark_useful(post, post.author, is_useful=True)
    assert Post.objects.get().useful_count == 1

    for _ in range(2):
        changing.mark_useful(post, reader, is_useful=False)
    assert Post.objects.get().useful_count == 0
    assert list(faults()) == []


def test_the_first_post_is_no_answer_and_another_topic_has_none_to_give():
    topic, other = forum.make_topic(), forum.make_reply(forum.make_topic())

    for post in (forum.first_post(topic), other):
        changing.solve(topic, topic.author, is_solved=True, accepted=post)
        topic.refresh_from_db()
        assert topic.accepted is None


def test_the_team_vouches_for_an_answer_and_takes_it_back():
    topic, team = forum.make_topic(), people.make_staff("Réseau")
    answer = forum.make_reply(topic)

    changing.mark_team_answer(answer, team, is_marked=True)
    topic.refresh_from_db()
    assert topic.team_answers == 1

    changing.mark_team_answer(answer, team, is_marked=False)
    topic.refresh_from_db()
    assert topic.team_answers == 0
    assert ModerationAct.objects.filter(verb="team_answer").count() == 2


def test_wrong_counters_are_found_and_mended():
    topic = forum.make_topic()
    reply = forum.make_reply(topic)
    Topic.objects.update(visible_count=1, last_number=1, last_author=None, team_answers=2)
    Post.objects.filter(pk=reply.pk).update(useful_count=4)
    counting.tally(topic.board_id, +2)
    Reading.objects.filter(person=topic.author).update(last_read=9)

    told = list(faults(fix=True))

    assert len(told) == 7
    assert list(faults()) == []
    assert counted(topic) == (2, 2, 2)
