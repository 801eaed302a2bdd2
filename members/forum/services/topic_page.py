"""One page of a topic: its posts by their numbers, so that the thousandth page costs what the first one does."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from members.forum.models import Draft, Notice, Post, PostFile, State, Topic, Useful
from members.forum.models.topics import POSTS_A_PAGE
from members.forum.permissions import (
    boards_of,
    in_boards_of,
    may_delete,
    may_edit,
    may_find_useful,
    may_moderate,
    may_read_words,
    may_restore,
    opened_topics,
)
from members.forum.services.listed import Listed
from members.forum.services.lists import with_reading
from members.forum.services.notices import close_topic
from members.forum.services.reading import mark_read
from members.forum.services.signing import initials
from millecafes.core.prepared import LARGEST, PLACES, Prepared

PERSON, TOPIC, FIRST, AFTER = PLACES[:4]
SLOT = "sujet-?"  # holds the place of that of the draft
MOST_PRINTED = 500


@dataclass
class Gap:
    """Posts in a row whose words one may not read."""

    first: int
    last: int
    reason: str = ""  # for the author alone, of what the team took away
    own: Post | None = None  # which its author took away, and may give back
    is_gap: ClassVar[bool] = True

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def anchor(self) -> str:
        return f"m{self.first}"


def find_topic(person, pk: int) -> Topic | None:
    """With its words, how far one has read it, the answer one is writing, whether one was told of it: one question.

    Of a resource, or of the answer that was accepted, one more is asked where there is one.
    """
    if not boards_of(person).readable or pk > LARGEST:
        return None
    asked = topics_of_readers(in_boards_of(person), moderates=may_moderate(person))
    found = asked.ask({PERSON: person.pk, TOPIC: pk, SLOT: f"sujet-{pk}"})
    return found[0] if found else None


@lru_cache(maxsize=100)
def topics_of_readers(boards: Q, *, moderates: bool) -> Prepared:
    """Asked of all who read the same boards."""
    draft = Draft.objects.filter(person=PERSON, slot=SLOT)
    told_of = Notice.objects.filter(person=PERSON, topic=OuterRef("pk"), read_at=None)
    topics = with_reading(opened_topics(boards, PERSON, moderates=moderates), PERSON)
    told = JSONObject(body="body", version="version", reply_to="reply_to", reply_number="reply_to__number")
    words = Topic.tags.through.objects.filter(topic=OuterRef("pk")).values(all=Listed("tag__name"))
    drafted = Subquery(draft.values(told=told)[:1])
    topics = topics.annotate(has_notice=Exists(told_of), words=Subquery(words), draft=drafted)
    return Prepared(topics.filter(pk=TOPIC).select_related("author", "poll", "position").order_by())


def page_of_topic(topic: Topic, page: int, person) -> list[Post | Gap]:
    """What stands between two numbers, for this reader."""
    first = (page - 1) * POSTS_A_PAGE + 1
    return items_of(topic, person, first, POSTS_A_PAGE)


@lru_cache
def posts_of_topics(most: int) -> Prepared:
    """Bounded: PostgreSQL, which expects thousands of posts of a long topic, would call other processes to help."""
    mine = Useful.objects.filter(post=OuterRef("pk"), person=PERSON)
    with_it = {"found_useful": Exists(mine), "has_files": Exists(PostFile.objects.filter(post=OuterRef("pk")))}
    posts = Post.objects.filter(topic=TOPIC, number__gte=FIRST, number__lt=AFTER).annotate(**with_it)
    posts = posts.annotate(reply_number=F("reply_to__number")).select_related("author__member")
    return Prepared(posts.defer("body").order_by("number")[:most])  # no page shows the source


def around(page: int, pages: int) -> list[int]:
    """The page numbers that are offered: the ends, the neighbours, and 0 where some are left out."""
    near = {1, 2, page - 1, page, page + 1, pages - 1, pages}
    shown, numbers = sorted(number for number in near if 1 <= number <= pages), []
    for number in shown:
        if numbers and number - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


def printed(topic: Topic, person) -> list[Post | Gap]:
    """The topic as it is printed: whole, unless it is a book."""
    return items_of(topic, person, 1, MOST_PRINTED)


def items_of(topic: Topic, person, first: int, most: int) -> list[Post | Gap]:
    """The posts from this number on, and what stands for those whose words are not for this reader."""
    rows = posts_of_topics(most).ask({TOPIC: topic.pk, PERSON: person.pk, FIRST: first, AFTER: first + most})
    give_files(rows)
    items: list[Post | Gap] = []
    for post in rows:
        post.topic = topic
        if may_read_words(person, post):
            items.append(told(post, person))
        elif reason := reason_for(person, post):
            items.append(Gap(post.number, post.number, reason))
        elif may_restore(person, post):
            items.append(Gap(post.number, post.number, own=post))
        elif items and isinstance(items[-1], Gap) and not (items[-1].reason or items[-1].own):
            items[-1].last = post.number
        else:
            items.append(Gap(post.number, post.number))
    return items


def reason_for(person, post: Post) -> str:
    """Why the team took it away: its author reads it where the post was."""
    is_taken = post.state in {State.HIDDEN, State.DELETED} and post.state_by_id != person.pk
    return post.state_reason if is_taken and post.author_id == person.pk else ""


def told(post: Post, person) -> Post:
    """With what this reader may do of it."""
    post.may_edit, post.may_delete = may_edit(person, post), may_delete(person, post)
    post.may_find_useful = may_find_useful(person, post)
    post.may_restore = may_restore(person, post)
    post.may_judge = may_moderate(person)
    post.may_report = not post.may_judge and post.state == State.VISIBLE and post.author_id != person.pk
    post.shows_role = shows_role(post)
    post.profile = profile_of(post)
    post.initials = initials(post.author.shown_name) if post.author else "…"
    post.is_gap = False
    return post


def profile_of(post: Post) -> str:
    """Where one writes to the author: the page in the directory, of who shows herself there."""
    member = getattr(post.author, "member", None) if post.author else None
    if member is None:
        return ""
    member.person = post.author  # at hand: no question
    return member.get_absolute_url() if member.is_listed else ""


def shows_role(post: Post) -> bool:
    """What the author was on that day, while her profile tells the members what she is."""
    if post.author is None or post.author.closed_at or not post.author_role:
        return False
    member = getattr(post.author, "member", None)
    return member is None or member.roles_visibility != "nobody"


def give_files(posts: list[Post]) -> None:
    """To each its pictures and its documents."""
    by_post: dict[int, list[PostFile]] = {}
    having = [post.pk for post in posts if post.has_files]
    for file in PostFile.objects.filter(post__in=having) if having else ():
        by_post.setdefault(file.post_id, []).append(file)
    for post in posts:
        own = by_post.get(post.pk, [])
        post.pictures = [file for file in own if file.is_picture]
        # Those that the text does not show where it speaks of them.
        post.pictures_beside = [file for file in post.pictures if f'"{file.get_absolute_url()}"' not in post.body_html]
        post.documents = [file for file in own if not file.is_picture]


def note_reading(topic: Topic, items: list[Post | Gap], person) -> None:
    """What was shown is read, and what was said of it is said."""
    if not items:
        return
    last = items[-1].last if isinstance(items[-1], Gap) else items[-1].number
    if last > (topic.last_read or 0):
        mark_read(person, topic, last)
    if topic.has_notice:
        close_topic(person, topic.pk)
