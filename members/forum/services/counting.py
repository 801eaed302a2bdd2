"""What is counted of a topic, computed again from its posts when one of them comes or goes, or changes its state."""

from contextlib import suppress

from django.db import connection, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Greatest

from members.forum.models import BoardTally, Post, State, Topic

VISIBLE = Q(state=State.VISIBLE)
ACCEPTABLE = Q(state__in=[State.VISIBLE, State.PENDING])  # what moderators are to read again may come back as it was


def locked_topics(*pks: int) -> dict[int, Topic]:
    """The topics, held until the end of the transaction, in the order of their numbers: nobody waits for ever."""
    assert connection.in_atomic_block
    rows = Topic.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True, of=("self",))
    return {topic.pk: topic for topic in rows}


class Moved(Exception):
    """The post went to another topic while one waited for it."""


def locked_post(pk: int) -> Post:
    """A post and its topic, held in that order till the end of the transaction: nobody waits for ever.

    A topic that the post has left meanwhile is let go, before the one where it now is is asked for.
    """
    assert connection.in_atomic_block
    while True:
        where = Post.objects.values_list("topic_id", flat=True).get(pk=pk)
        with suppress(Moved), transaction.atomic():
            topic = locked_topics(where)[where]
            post = Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
            if post.topic_id != where:
                raise Moved
            post.topic = topic
            return post


def figures_of(topic: Topic) -> dict:
    """What the counters of this topic must be."""
    posts = topic.posts.order_by()
    counted = posts.aggregate(
        visible=Count("pk", filter=VISIBLE),
        highest=Max("number"),
        team=Count("pk", filter=VISIBLE & Q(is_team_answer=True)),
    )
    last = posts.filter(VISIBLE).order_by("-number").first()
    accepted = not topic.accepted_id or posts.filter(ACCEPTABLE, pk=topic.accepted_id).exists()
    figures = {
        "visible_count": counted["visible"],
        "highest": max(topic.highest, counted["highest"] or 0),  # a number given is never given again
        "team_answers": counted["team"],
        "last_number": last.number if last else 0,
        "last_at": last.created_at if last else None,
        "last_author_id": last.author_id if last else None,
    }
    return figures if accepted else figures | {"accepted_id": None, "solved_at": None}


def recount(topic: Topic) -> Topic:
    """Write the right counters of a topic that the caller has locked."""
    figures = figures_of(topic)
    Topic.objects.filter(pk=topic.pk).update(**figures)
    for name, value in figures.items():
        setattr(topic, name, value)
    return topic


def tally(board_id: int, by: int) -> None:
    """A topic came to a board, or went."""
    changed = {"topics": F("topics") + by if by > 0 else Greatest(F("topics") + by, 0)}
    if BoardTally.objects.filter(board=board_id).update(**changed):
        return
    BoardTally.objects.bulk_create([BoardTally(board_id=board_id)], ignore_conflicts=True)
    BoardTally.objects.filter(board=board_id).update(**changed)


def useful_figures(posts) -> dict[int, int]:
    """How many found each of these posts useful."""
    counted = Post.objects.filter(pk__in=posts).order_by().annotate(n=Count("usefuls"))
    return dict(counted.values_list("pk", "n"))
