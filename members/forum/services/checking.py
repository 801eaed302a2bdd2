"""What the counters say, against what they count: told, and mended when asked. Nothing should ever be found."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, F, Max, Q

from members.forum.models import Board, BoardTally, Post, Reading, Topic, Vote
from members.forum.models.topics import SHOWN
from members.forum.services.counting import ACCEPTABLE, figures_of, locked_topics, recount, useful_figures

A_BATCH = 500


def faults(*, fix: bool = False) -> Iterator[str]:
    """One line for each counter that is wrong; with ``fix``, it is right afterwards."""
    yield from topic_faults(fix)
    yield from useful_faults(fix)
    yield from tally_faults(fix)
    yield from reading_faults(fix)
    yield from voice_faults(fix)


def batches(model) -> Iterator[tuple[int, int]]:
    """Spans of numbers, so that a million rows are never read together."""
    last = model.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, A_BATCH):
        yield first, first + A_BATCH - 1


def topic_faults(fix: bool) -> Iterator[str]:
    """Only the topics whose quick figures differ are counted again one by one, under their lock."""
    visible = Q(posts__state="visible")
    for first, last in batches(Topic):
        counted = Topic.objects.filter(pk__range=(first, last)).annotate(
            n=Count("posts", filter=visible),
            top=Max("posts__number"),
            newest=Max("posts__number", filter=visible),
            team=Count("posts", filter=visible & Q(posts__is_team_answer=True)),
        )
        for topic in counted.order_by("pk"):
            is_wrong = (
                topic.n != topic.visible_count
                or (topic.top or 0) > topic.highest
                or (topic.newest or 0) != topic.last_number
                or topic.team != topic.team_answers
            )
            if is_wrong or points_wrong(topic):
                yield from mended(topic.pk, fix)


def points_wrong(topic: Topic) -> bool:
    """Whether the answer that was accepted, or the author of the last post, is not what is said."""
    if topic.accepted_id and not topic.posts.filter(ACCEPTABLE, pk=topic.accepted_id).exists():
        return True
    last = topic.posts.filter(number=topic.last_number).values_list("author", "created_at").first()
    return last is not None and last != (topic.last_author_id, topic.last_at)


def mended(pk: int, fix: bool) -> Iterator[str]:
    """Read again alone: what was being written meanwhile is no fault."""
    with transaction.atomic():
        topic = locked_topics(pk)[pk]
        wrong = {name: value for name, value in figures_of(topic).items() if getattr(topic, name) != value}
        for name, value in wrong.items():
            yield f"topic {pk}: {name} is {getattr(topic, name)}, should be {value}"
        if wrong and fix:
            recount(topic)


def useful_faults(fix: bool) -> Iterator[str]:
    for first, last in batches(Post):
        posts = Post.objects.filter(pk__range=(first, last)).filter(Q(useful_count__gt=0) | Q(usefuls__isnull=False))
        said = dict(posts.order_by().distinct().values_list("pk", "useful_count"))
        for pk, right in useful_figures(said).items() if said else ():
            if said[pk] != right:
                yield f"post {pk}: useful_count is {said[pk]}, should be {right}"
                if fix:
                    Post.objects.filter(pk=pk).update(useful_count=right)


def tally_faults(fix: bool) -> Iterator[str]:
    shown = Q(topics__state="visible", topics__merged_into=None)
    for board in Board.objects.select_related("tally").annotate(n=Count("topics", filter=shown)):
        if board.n != board.topic_count:
            yield f"board {board.pk}: topics is {board.topic_count}, should be {board.n}"
            if fix:
                right = Topic.objects.filter(SHOWN, board=board).count()
                BoardTally.objects.update_or_create(board=board, defaults={"topics": right})


def reading_faults(fix: bool) -> Iterator[str]:
    """Nobody has read further than what was written."""
    beyond = Reading.objects.filter(last_read__gt=F("topic__highest"))
    for row in beyond.select_related("topic").iterator(chunk_size=A_BATCH):
        yield f"reading {row.pk}: last_read is {row.last_read}, should be at most {row.topic.highest}"
        if fix:
            Reading.objects.filter(pk=row.pk).update(last_read=row.topic.highest)


def voice_faults(fix: bool) -> Iterator[str]:
    """A voice is for an answer of its own consultation: a rule across two tables, which only a trigger would keep."""
    strays = Vote.objects.exclude(choice__poll=F("poll")).select_related("choice")
    for vote in strays.iterator(chunk_size=A_BATCH):
        yield f"vote {vote.pk}: poll is {vote.poll_id}, should be {vote.choice.poll_id}, or the vote be no more"
        if fix:
            vote.delete()
