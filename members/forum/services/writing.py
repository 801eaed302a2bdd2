"""Opening a topic, answering: the row that is counted is locked first, and all comes with the post or nothing does.

What takes time (the words made into a page, the files kept) is done before the transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from members.forum.models import Board, Post, PostFile, State, Suspension, Tag, Topic, TopicKind, WatchedWord
from members.forum.models.topics import MOST_TAGS
from members.forum.services import after, drafts, limits, naming, text
from members.forum.services.counting import tally
from members.forum.services.listed import Listed
from members.forum.services.plain import cleaned, cleaned_line, tag_of
from members.forum.services.reading import has_written
from members.forum.services.signing import signature_of
from millecafes.people.models import User
from millecafes.people.permissions import access_of

# One statement takes the lock, looks again whether the topic is open, and gives the number.
NEXT_NUMBER = """
    UPDATE forum_topic SET highest = highest + 1{moved}
    WHERE id = %s AND state = 'visible' AND merged_into_id IS NULL{unlocked}
    AND EXISTS (SELECT 1 FROM forum_board WHERE forum_board.id = forum_topic.board_id AND NOT is_archived)
    RETURNING highest
"""
MOVED = """, visible_count = visible_count + 1, last_number = highest + 1, last_at = %s, last_author_id = %s,
    bumped_at = CASE WHEN bumped_at < %s THEN %s ELSE bumped_at END
"""


class Closed(Exception):
    """The topic was closed, moved or taken away while one was writing."""


@dataclass
class Sent:
    """What somebody sends, whatever it becomes; ``key`` is made with the form: sending twice is sending once."""

    author: User
    body: str
    key: UUID = field(default_factory=uuid4)
    files: Sequence[PostFile] = ()
    slot: str = ""  # of the draft it was written in, and its version as it was sent
    version: int = 0
    access: object = None  # read again when the caller has none
    named: set[int] = field(default_factory=set, init=False)  # the accounts that it names, once it is made

    def made(self, **fields) -> Post:
        """The post as it will be written: this is what takes time."""
        body = cleaned(self.body)
        access = self.access or access_of(self.author)
        files = {str(file.pk): file for file in self.files}
        html, self.named = naming.dressed_and_named(body, by=self.author, access=access, files=files)
        return Post(
            author=self.author,
            key=self.key,
            body=body,
            body_html=html,
            render_version=text.RENDER_VERSION,
            **signature_of(access),
            **fields,
        )


def once_a_key(send):
    """A form that was sent so long ago that only the database remembers it gives what it gave."""

    @wraps(send)
    def send_once(sent: Sent, *args, **kwargs):
        try:
            return send(sent, *args, **kwargs)
        except IntegrityError:
            if (known := given_by(sent)) is None:
                raise
            return known

    return send_once


@once_a_key
def open_topic(sent: Sent, *, board: Board, kind: str, title: str, tags: Iterable[str] = (), resource=None) -> Post:
    """The first post of a new topic; the same key gives the same post."""
    tags = list(tags)
    post = sent.made(number=1)
    with transaction.atomic():
        if known := admit(sent, post, limits.above(cleaned_line(title), tags)):
            return known
        now, shown = post.created_at, post.state == State.VISIBLE
        topic = Topic.objects.create(
            board=board,
            kind=kind or TopicKind.DISCUSSION,
            title=cleaned_line(title),
            author=sent.author,
            resource=resource,
            created_at=now,
            bumped_at=now,
            highest=1,
            visible_count=int(shown),
            last_number=int(shown),
            last_at=now if shown else None,
            last_author=sent.author if shown else None,
            state=post.state,
        )
        through = Topic.tags.through
        through.objects.bulk_create(through(topic=topic, tag=tag) for tag in tags_of(tags))
        if shown:
            tally(board.pk, +1)
        return keep(sent, post, topic)


@once_a_key
def reply(sent: Sent, topic: Topic, *, reply_to: Post | None = None, may_moderate: bool = False) -> Post:
    """The next post of a topic. ``Closed`` when it is no longer open to this."""
    post = sent.made(reply_to=reply_to if reply_to and reply_to.topic_id == topic.pk else None)
    with transaction.atomic():
        if known := admit(sent, post):
            return known
        post.number = next_number(post, topic, even_locked=may_moderate)
        return keep(sent, post, topic)


def admit(sent: Sent, post: Post, title: str = "") -> Post | None:
    """Hold the author's row: give the post that this key gave already, or let this one in, at a pace."""
    now = timezone.now()
    suspended = Suspension.objects.in_force(now).filter(person=OuterRef("pk"))
    authors = User.objects.select_for_update(no_key=True, of=("self",)).only("pk").order_by()
    words = Subquery(WatchedWord.objects.order_by().values(all=Listed("word")))
    author = authors.annotate(is_suspended=Exists(suspended), words=words).get(pk=sent.author.pk)
    past = limits.past_of(sent.author, post.body)
    past.words = author.words or []
    if sent.key in past.keys:
        return given_by(sent)
    if author.is_suspended:
        limits.check_suspension(sent.author, now)
    post.created_at = timezone.now()
    post.state, post.state_reason = limits.judge_after(past, sent.author, post.body, post.created_at, title)
    return None


def given_by(sent: Sent) -> Post | None:
    return Post.objects.select_related("topic").filter(author=sent.author, key=sent.key).first()


def next_number(post: Post, topic: Topic, *, even_locked: bool = False) -> int:
    """Of this post in its topic, of which what is shown moves the pointers; ``Closed`` when it takes no more posts."""
    at, values = connection.ops.adapt_datetimefield_value(post.created_at), []
    if post.state == State.VISIBLE:
        values = [at, post.author_id, at, at]
    statement = NEXT_NUMBER.format(moved=MOVED if values else "", unlocked="" if even_locked else " AND NOT is_locked")
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, topic.pk])
        found = cursor.fetchall()
    if not found:
        raise Closed
    return found[0][0]


def keep(sent: Sent, post: Post, topic: Topic) -> Post:
    """Write the post, and what goes with it; the draft it came from is done with."""
    post.topic = topic
    post.save(force_insert=True)
    attach(post, sent.files)
    if sent.slot and sent.version:
        drafts.throw_away(sent.author, sent.slot, sent.version)
    has_written(sent.author, topic, post.number)
    after.post_written(post, sent.named)
    return post


def attach(post: Post, files: Sequence[PostFile]) -> None:
    """Only what its author has just sent, and that no other post has."""
    if files:
        own = Q(uploader=post.author, post=None) | Q(post=post)
        PostFile.objects.filter(own, pk__in=[file.pk for file in files]).update(post=post, draft=None)


def tags_of(words: Iterable[str]) -> list[Tag]:
    """The tags of these words, made when nobody wrote them yet."""
    named = {slug: name for name, slug in map(tag_of, words) if slug}
    wanted = [Tag(name=name, slug=slug) for slug, name in sorted(list(named.items())[:MOST_TAGS])]
    # One statement, which gives their numbers whoever made them; the name that was there stays.
    return Tag.objects.bulk_create(wanted, update_conflicts=True, unique_fields=["slug"], update_fields=["slug"])
