"""Topics moved, put together, taken apart: every post keeps its address, nobody reads more than before."""

from unittest.mock import patch

import pytest

from members.forum.models import BoardTally, Level, ModerationAct, Reading, State, Topic
from members.forum.services import changing, moving, reading
from members.forum.services.checking import faults
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return people.make_staff("Réseau")


def test_a_topic_that_is_moved_is_counted_where_it_is(moderator, enter):
    topic, board = forum.make_topic(), forum.make_board(audiences=["managers"])

    moving.move(topic, board, moderator, reason="Plutôt ici")

    assert dict(BoardTally.objects.values_list("board", "topics")) == {topic.board_id: 0, board.pk: 1}
    assert ModerationAct.objects.get().details == {"former": topic.board_id, "board": board.pk}
    assert enter(topic.author).get(f"/espace/forum/sujet/{topic.pk}/").status_code == 404
    assert list(faults()) == []


def test_two_topics_are_put_together_one_after_the_other(moderator, enter):
    target, source = forum.make_topic(), forum.make_topic()
    forum.make_reply(target)
    moved = forum.make_reply(source, body="Déplacé")

    moving.merge(source, target, moderator)

    target.refresh_from_db()
    moved.refresh_from_db()
    assert (target.highest, target.visible_count, moved.topic, moved.number) == (4, 4, target, 4)
    browser = enter(people.make_elected())
    assert browser.get(f"/espace/forum/sujet/{source.pk}/").url == target.get_absolute_url()
    assert browser.get(moved.get_absolute_url()).url == f"{target.get_absolute_url()}#m4"
    assert browser.get(f"/espace/forum/sujet/{source.pk}/imprimer/").status_code == 302
    assert list(faults()) == []


def test_whoever_read_both_to_the_end_has_still_read_it_all(moderator):
    target, source = forum.make_topic(), forum.make_topic()
    both, one, follower = (people.make_elected() for _ in range(3))
    reading.mark_read(both, target, 1)
    reading.mark_read(both, source, 1)
    reading.mark_read(one, source, 1)
    reading.follow_topic(follower, source, Level.FOLLOW)

    moving.merge(source, target, moderator)

    marks = {row.person: (row.last_read, row.level) for row in Reading.objects.filter(topic=target)}
    assert (marks[both], marks[one], marks[follower]) == ((2, 1), (0, 1), (0, 2))
    assert not Reading.objects.filter(topic=source).exists()


def test_what_was_put_together_is_not_put_together_again(moderator):
    target, source, third = (forum.make_topic() for _ in range(3))
    moving.merge(source, target, moderator)

    for pair in ((source, third), (third, source), (third, third)):
        with pytest.raises(moving.Impossible):
            moving.merge(*pair, moderator)


def test_a_chain_of_topics_leads_to_the_last_one(moderator):
    first, second, third = (forum.make_topic() for _ in range(3))

    moving.merge(first, second, moderator)
    moving.merge(second, third, moderator)

    assert Topic.objects.get(pk=first.pk).merged_into == third


def test_posts_taken_out_become_a_topic_and_the_others_keep_their_numbers(moderator, enter):
    topic = forum.make_topic()
    second, third, fourth = (forum.make_reply(topic) for _ in range(3))
    changing.solve(topic, topic.author, is_solved=True, accepted=third)

    new = moving.split(topic, [second, third], moderator, title="À part")

    topic.refresh_from_db()
    new.refresh_from_db()
    assert list(topic.posts.values_list("number", flat=True)) == [1, 4]
    assert list(new.posts.order_by("number").values_list("pk", flat=True)) == [second.pk, third.pk]
    assert (topic.visible_count, topic.accepted, new.visible_count, new.author) == (2, None, 2, second.author)
    browser = enter(people.make_elected())
    assert browser.get(third.get_absolute_url()).url == f"{new.get_absolute_url()}#m2"
    assert browser.get(fourth.get_absolute_url()).url == f"{topic.get_absolute_url()}#m4"
    assert list(faults()) == []


def test_the_first_post_never_leaves_its_topic(moderator):
    topic = forum.make_topic()

    with pytest.raises(moving.Impossible):
        moving.split(topic, [forum.first_post(topic)], moderator, title="Vide")


def test_a_moderator_manages_a_topic_on_one_page(enter, moderator):
    topic, other, board = forum.make_topic(title="Ici"), forum.make_topic(title="Là"), forum.make_board()
    forum.make_reply(topic)
    browser, page = enter(moderator), f"/espace/forum/sujet/{topic.pk}/gerer/"
    address = f"https://exemple.test{other.get_absolute_url()}?page=1#m1"

    assert browser.get(page).status_code == 200
    browser.post(page, {"action": "epingler"})
    browser.post(page, {"action": "fermer"})
    wrong = browser.post(page, {"action": "reunir", "reunir-target": "nulle part", "reunir-reason": "x"})
    browser.post(page, {"action": "deplacer", "deplacer-board": board.pk, "deplacer-reason": "Mieux"})
    split = {"partager-numbers": "2-99999999", "partager-title": "À part", "partager-reason": "Autre chose"}
    browser.post(page, {"action": "partager"} | split)
    browser.post(page, {"action": "reunir", "reunir-target": address, "reunir-reason": "Même question"})

    topic.refresh_from_db()
    assert (topic.is_pinned, topic.is_locked, topic.board, topic.merged_into) == (False, True, board, other)
    assert wrong.status_code == 422
    assert "Aucun autre sujet n’a cette adresse" in wrong.content.decode()
    assert Topic.objects.filter(title="À part").exists()
    assert set(ModerationAct.objects.values_list("verb", flat=True)) == {"pin", "lock", "move", "split", "merge"}


def test_a_topic_that_was_hidden_meanwhile_is_not_put_together_and_the_page_says_so(enter, moderator):
    topic, other = forum.make_topic(), forum.make_topic()
    page = f"/espace/forum/sujet/{topic.pk}/gerer/"
    asked = {"action": "reunir", "reunir-target": str(other.pk), "reunir-reason": "Même question"}

    with patch("members.forum.services.moving.merge", side_effect=moving.Impossible):
        answer = enter(moderator).post(page, asked)

    assert answer.status_code == 422
    assert "a changé entre-temps" in answer.content.decode()


def test_a_member_manages_nothing(enter):
    topic = forum.make_topic()

    assert enter(topic.author).get(f"/espace/forum/sujet/{topic.pk}/gerer/").status_code == 403


@pytest.mark.parametrize("left", [State.HIDDEN, State.DELETED, State.PENDING])
def test_a_topic_of_which_nothing_is_left_to_read_goes_as_its_first_post_did(moderator, left):
    topic = forum.make_topic()
    taken = forum.make_reply(topic)
    changing.set_state(forum.first_post(topic), left, topic.author)

    moving.split(topic, [taken], moderator, title="À part")

    topic.refresh_from_db()
    assert (topic.state, topic.state_by) == (left, topic.author)
    assert BoardTally.objects.get(board=topic.board).topics == 1
    assert list(faults()) == []
