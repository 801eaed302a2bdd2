"""The letters of the forum: written when they leave, for who may still read what they say."""

from django.conf import settings
from django.utils import translation

from members.forum.models import Level, Post, Reading, State, Topic
from members.forum.permissions import readable_posts, visible_topics
from members.forum.services.telling import name_of, thread_of
from members.forum.services.text import excerpt
from millecafes.mailroom.kinds import kind_of
from millecafes.mailroom.models import Frequency
from millecafes.mailroom.preferences import frequency_of
from millecafes.mailroom.sending import letter
from millecafes.people.models import User
from millecafes.people.permissions import access_of

LONGEST_EXCERPT = 500


def reader(person: int, kind: str) -> User | None:
    """Whom to write to: a member who has not refused this kind in between."""
    user = User.objects.filter(pk=person, is_active=True).first()
    if user is None or not access_of(user).may_enter or frequency_of(user, kind_of(kind)) == Frequency.NEVER:
        return None
    return user


def write_post(person: int, post: int, kind: str) -> dict | None:
    """« Odette répond dans… »; nothing when she may not read it any more, or has read it."""
    user = reader(person, kind)
    if user is None:
        return None
    seen = readable_posts(user).filter(state=State.VISIBLE, topic__state=State.VISIBLE)
    row = seen.select_related("topic__board", "author").filter(pk=post).first()
    if row is None or not wants(user, row):
        return None
    with translation.override(user.language):
        context = {
            "post": row,
            "topic": row.topic,
            "board": row.topic.board.shown_name,
            "name": name_of(row),
            "excerpt": excerpt(row.body, LONGEST_EXCERPT),
            "url": settings.SITE_URL + row.get_absolute_url(),
            "person": user,
        }
    return {"to": user.email} | letter(user, kind_of(kind), f"forum/email/{kind.removeprefix('forum_')}", context)


def wants(user: User, post: Post) -> bool:
    """Whether she has neither read it nor had enough of the topic since."""
    over = Reading.objects.filter(person=user, topic=post.topic_id)
    return not (over.filter(level=Level.IGNORE) | over.filter(last_read__gte=post.number)).exists()


def write_unanswered(person: int, topic: int) -> dict | None:
    """A question that still waits, when it does."""
    user = reader(person, "forum_unanswered")
    waiting = visible_topics(user) & Topic.objects.unanswered() if user else Topic.objects.none()
    row = waiting.select_related("board", "author").filter(pk=topic).first()
    if row is None:
        return None
    first = row.posts.shown().order_by("number").first()
    with translation.override(user.language):
        context = {
            "topic": row,
            "board": row.board.shown_name,
            "excerpt": excerpt(first.body, LONGEST_EXCERPT) if first else "",
            "url": settings.SITE_URL + row.get_absolute_url(),
            "person": user,
        }
    return {"to": user.email} | letter(user, kind_of("forum_unanswered"), "forum/email/unanswered", context)


def still_open(person: User, threads: set[str]) -> set[str]:
    """Of these threads, those that this person still reads: asked by the digest when it is written."""
    numbers = [int(thread.rpartition("-")[2]) for thread in threads]
    return {thread_of(pk) for pk in visible_topics(person).filter(pk__in=numbers).values_list("pk", flat=True)}
