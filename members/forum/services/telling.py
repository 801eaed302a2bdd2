"""Telling of a new post: lines in the site, letters and digests, to those who follow, are named or are answered.

A post says itself whether it was told. This may be killed at any moment and run again, late, twice, in two workers: a
slice of people is told, and marked, in one transaction, and whoever was told is not told again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.forum.models import BoardFollow, Fanout, Level, Mention, Notice, NoticeKind, Post, Reading, State
from millecafes.mailroom import crowds
from millecafes.people.models import User
from millecafes.people.permissions import people_written_for

MAIL_KINDS = {
    NoticeKind.MENTION: "forum_mention",
    NoticeKind.REPLY: "forum_reply",
    NoticeKind.TOPIC: "forum_topic",
}
WRITER = "forum_post"
SLICE, MOST_POSTS = 500, 200
STALE = timedelta(minutes=10)  # after which whoever took a post to tell of it is believed dead


def tell_waiting(at: datetime | None = None) -> int:
    """Tell of the posts that wait for it, the oldest first; how many."""
    now = at or timezone.now()
    waiting = Post.objects.shown().filter(topic__state=State.VISIBLE).exclude(fanout=Fanout.DONE).order_by("pk")
    told = 0
    for pk in list(waiting.values_list("pk", flat=True)[:MOST_POSTS]):
        if take(pk, now):
            tell(Post.objects.select_related("topic__board", "author", "reply_to").get(pk=pk), now)
            told += 1
    return told


def take(pk: int, now: datetime) -> bool:
    """One worker only tells of a post."""
    free = Q(fanout=Fanout.WAITING) | Q(fanout=Fanout.DOING, fanout_at__lt=now - STALE)
    return bool(Post.objects.filter(free, pk=pk).update(fanout=Fanout.DOING, fanout_at=now))


def tell(post: Post, at: datetime | None = None) -> None:
    now = at or timezone.now()
    mentioned = set(Mention.objects.filter(post=post).values_list("person_id", flat=True))
    answered = {post.reply_to.author_id} - {None} if post.reply_to else set()
    for people in slices(post, mentioned | answered):
        tell_slice(post, people, mentioned, answered, now)
    Post.objects.filter(pk=post.pk).update(fanout=Fanout.DONE, fanout_at=now)


def slices(post: Post, direct: set[int]) -> Iterator[list[int]]:
    """The numbers of those who may have to be told, a few at a time, in their order."""
    last = 0
    while people := next_slice(post, direct, last):
        yield people
        last = people[-1]


def next_slice(post: Post, direct: set[int], last: int) -> list[int]:
    follows = [Reading.objects.filter(topic=post.topic_id, level=Level.FOLLOW)]
    if post.number == 1:
        follows.append(BoardFollow.objects.filter(board=post.topic.board_id, level=Level.FOLLOW))
    found = {pk for pk in direct if pk > last}
    for rows in follows:
        found |= set(rows.filter(person__gt=last).order_by("person").values_list("person_id", flat=True)[:SLICE])
    return sorted(found)[:SLICE]


@transaction.atomic
def tell_slice(post: Post, numbers: list[int], mentioned: set[int], answered: set[int], now: datetime) -> None:
    """Each of these who reads the board, has not read the post and does not ignore the topic: of one thing only."""
    readers = people_written_for(post.topic.board.audiences, now).filter(pk__in=numbers).exclude(pk=post.author_id)
    done = Reading.objects.filter(Q(level=Level.IGNORE) | Q(last_read__gte=post.number), topic=post.topic_id)
    people = readers.exclude(pk__in=done.values("person"))
    following = set(
        Reading.objects.filter(topic=post.topic_id, level=Level.FOLLOW, person__in=numbers).values_list(
            "person_id", flat=True
        )
    )
    by_kind: dict[str, list[User]] = {kind: [] for kind in MAIL_KINDS}
    for person in people.order_by("pk"):
        if person.pk in mentioned:
            by_kind[NoticeKind.MENTION].append(person)
        elif person.pk in answered or person.pk in following:
            by_kind[NoticeKind.REPLY].append(person)
        else:
            by_kind[NoticeKind.TOPIC].append(person)
    for kind, group in by_kind.items():
        if group:
            note(post, kind, group, now)


def note(post: Post, kind: NoticeKind, people: list[User], now: datetime) -> None:
    """A line in the site, one a topic while it is unread; a letter for the first, a line of a digest for each."""
    waiting = add_to_notices(post, kind, [person.pk for person in people], now)
    quietly = waiting if kind == NoticeKind.REPLY else ()
    crowds.tell(
        people,
        MAIL_KINDS[kind],
        key=f"post-{post.pk}",
        writer=WRITER,
        facts={"post": post.pk, "kind": MAIL_KINDS[kind]},
        line=lambda: (line_of(kind, post), post.get_absolute_url()),
        thread=thread_of(post.topic_id),
        quietly=quietly,
        at=now,
    )


def add_to_notices(post: Post, kind: NoticeKind, people: Iterable[int], now: datetime) -> set[int]:
    """Say it on the line that is open, or open one; gives those whose line was open already."""
    people = set(people)
    open_ones = Notice.objects.filter(person__in=people, kind=kind, topic=post.topic_id, read_at=None)
    waiting = set(open_ones.exclude(post=post.pk).values_list("person_id", flat=True))
    open_ones.filter(Q(post=None) | Q(post__lt=post.pk)).update(
        count=F("count") + 1, post=post, actor=post.author, updated_at=now
    )
    fields = {"kind": kind, "topic_id": post.topic_id, "post": post, "actor": post.author}
    Notice.objects.bulk_create(
        [Notice(person_id=pk, created_at=now, updated_at=now, **fields) for pk in sorted(people - waiting)],
        ignore_conflicts=True,
    )
    return waiting


def line_of(kind: NoticeKind, post: Post) -> str:
    """« Odette répond : Licence IV »."""
    names = {"name": name_of(post), "title": post.topic.title}
    if kind == NoticeKind.MENTION:
        return _("%(name)s vous nomme dans : %(title)s") % names
    if kind == NoticeKind.TOPIC:
        return _("%(name)s ouvre un sujet : %(title)s") % names
    return _("%(name)s répond dans : %(title)s") % names


def name_of(post: Post) -> str:
    return post.author.shown_name if post.author else _("Un membre parti")


def thread_of(topic: int) -> str:
    """What makes one line of a digest."""
    return f"forum-{topic}"
