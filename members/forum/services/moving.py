"""Moving a topic to another board, putting two together, taking posts out of one: addresses of posts never change."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from members.forum.models import Board, ModerationAct, Notice, Post, Reading, State, Topic, TopicKind
from members.forum.models.choices import OF_THE_TEAM
from members.forum.services import after
from members.forum.services.changing import act, set_topic_state
from members.forum.services.counting import locked_topics, recount, tally
from members.forum.services.plain import cleaned_line

Verb = ModerationAct.Verb


class Impossible(Exception):
    """Not these topics, or not these posts."""


@transaction.atomic
def move(topic: Topic, board: Board, by, *, reason: str = "") -> Topic:
    """To another board: whoever does not read that one no longer sees the topic."""
    topic = locked_topics(topic.pk)[topic.pk]
    if topic.board_id == board.pk:
        return topic
    former = topic.board_id
    topic.board = board
    topic.save(update_fields=["board"])
    if topic.is_shown:
        for pk, step in sorted([(former, -1), (board.pk, +1)]):
            tally(pk, step)
    act(Verb.MOVE, by, topic=topic, reason=reason, former=former, board=board.pk)
    after.topic_changed(topic)
    return topic


@transaction.atomic
def merge(source: Topic, target: Topic, by, *, reason: str = "") -> Topic:
    """The posts of ``source`` follow those of ``target``; its address leads there."""
    rows = locked_topics(source.pk, target.pk)
    if len(rows) != 2 or not all(topic.is_shown for topic in rows.values()):
        raise Impossible
    if rows[source.pk].kind == TopicKind.CONSULTATION:  # its voices would be out of sight
        raise Impossible
    source, target = rows[source.pk], rows[target.pk]
    offset = target.highest
    merge_readings(source, target, offset)
    merge_notices(source, target)
    Post.objects.filter(topic=source).update(topic=target, number=F("number") + offset)
    target.highest = offset + source.highest
    target.bumped_at = max(target.bumped_at, source.bumped_at)
    target.save(update_fields=["highest", "bumped_at"])
    source.merged_into, source.accepted, source.is_pinned = target, None, False
    source.solved_at = None
    source.save(update_fields=["merged_into", "accepted", "solved_at", "is_pinned"])
    # What was merged into the source leads to where it now is.
    Topic.objects.filter(merged_into=source).update(merged_into=target)
    recount(source)
    recount(target)
    tally(source.board_id, -1)
    act(Verb.MERGE, by, topic=target, reason=reason, merged=source.pk, title=source.title)
    for topic in (source, target):
        after.topic_changed(topic)
    return target


def merge_readings(source: Topic, target: Topic, offset: int) -> None:
    """Whoever followed one follows both; whoever had read both to the end still has."""
    known = {row.person_id: row for row in Reading.objects.filter(topic=target)}
    changed, new = [], []
    for row in Reading.objects.filter(topic=source).iterator(chunk_size=500):
        if own := known.get(row.person_id):
            if own.last_read >= offset:
                own.last_read = offset + row.last_read
            own.level, own.is_chosen = max(own.level, row.level), own.is_chosen or row.is_chosen
            changed.append(own)
        else:
            new.append(Reading(person_id=row.person_id, topic=target, level=row.level, is_chosen=row.is_chosen))
    Reading.objects.bulk_update(changed, ["last_read", "level", "is_chosen"], batch_size=500)
    Reading.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)  # somebody may open the target meanwhile
    Reading.objects.filter(topic=source).delete()


def merge_notices(source: Topic, target: Topic) -> None:
    """An unread line of each would be two on the same topic: the one of the target is enough."""
    unread = Notice.objects.filter(topic=target, read_at=None)
    both = set(unread.values_list("person", "kind"))
    for notice in Notice.objects.filter(topic=source, read_at=None):
        if (notice.person_id, notice.kind) in both:
            Notice.objects.filter(pk=notice.pk).update(read_at=timezone.now())
    Notice.objects.filter(topic=source).update(topic=target)


@transaction.atomic
def split(
    topic: Topic, posts: Iterable[Post], by, *, title: str, board: Board | None = None, reason: str = ""
) -> Topic:
    """Some posts become a topic of their own, in the order they were; those that stay keep their numbers."""
    topic = locked_topics(topic.pk)[topic.pk]
    chosen = list(topic.posts.filter(pk__in=[post.pk for post in posts], number__gt=1).order_by("number"))
    if not chosen or not any(post.is_shown for post in chosen):
        raise Impossible
    first = chosen[0]
    new = Topic.objects.create(
        board=board or topic.board,
        kind=TopicKind.DISCUSSION if topic.kind in OF_THE_TEAM else topic.kind,
        title=cleaned_line(title),
        author=first.author,
        created_at=first.created_at,
        bumped_at=max(post.created_at for post in chosen),
        highest=len(chosen),
        state=State.VISIBLE,
    )
    for number, post in enumerate(chosen, start=1):
        Post.objects.filter(pk=post.pk).update(topic=new, number=number, reply_to=None)
    if topic.accepted_id in {post.pk for post in chosen}:
        topic.accepted = topic.solved_at = None
        topic.save(update_fields=["accepted", "solved_at"])
    if recount(topic).visible_count == 0:  # what stays is not shown: the topic is what its first post is
        first_left = topic.posts.order_by("number")[0]
        set_topic_state(topic, first_left.state, first_left.state_by)
    recount(new)
    tally(new.board_id, +1)
    Reading.objects.bulk_create(
        Reading(person_id=person, topic=new, level=level, is_chosen=chosen_level)
        for person, level, chosen_level in Reading.objects.filter(topic=topic).values_list(
            "person", "level", "is_chosen"
        )
    )
    act(Verb.SPLIT, by, topic=new, reason=reason, former=topic.pk, numbers=[post.number for post in chosen])
    for one in (topic, new):
        after.topic_changed(one)
    return new
