"""Posts among what the search finds, by those who read them at that moment, and nobody else.

A reply says nothing of its title: the topic is found by it once, whatever the number of its posts.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.forum.models import Board, Post, State, Topic
from members.forum.services.text import Text
from millecafes.core.models import Audience, SearchEntry
from millecafes.core.search import index
from millecafes.core.search.sources import Entry, Found, Source
from millecafes.people.permissions import audiences_of


class PostSource(Source):
    """What members wrote, while it is shown to whoever reads the board."""

    kind, types, weight = "post", {"forum": _("Forum")}, 0.8

    def objects(self) -> QuerySet[Post]:
        shown = Post.objects.shown().filter(topic__state=State.VISIBLE, topic__merged_into=None)
        return shown.select_related("topic__board").order_by("pk")

    def rights(self, user):
        return audiences_of(user) - {Audience.PUBLIC}

    def readable(self, audiences) -> QuerySet[Post]:
        return self.objects().filter(topic__board__in=Board.objects.open_to(audiences))

    def entry(self, post):
        title = post.topic.title if post.number == 1 else ""
        # Findable by readers of every language: members answer one another in theirs.
        return Entry(title, Text(post.body).plain, "", None, post.created_at.date())

    def marks(self, post):
        return (mark_of(post.author_id),)

    def found(self, ids):
        posts = self.objects().in_bulk(ids)
        return {
            pk: Found(post.get_absolute_url(), post.topic.board.shown_name, post.topic.title)
            for pk, post in posts.items()
        }


def mark_of(author: int | None) -> str:
    """By which the search finds what this person wrote, among all that says a word."""
    return f"by {author or 0}"


POSTS = PostSource()


def wrote(post: Post, *, is_new: bool = False) -> None:
    """What it says has changed, or is there for the first time; what may not be read by others is not found."""
    if post.is_shown:
        index.write(POSTS.kind, [post], are_new=is_new)
    elif not is_new:
        index.forget(POSTS.kind, [post.pk])


def changed(posts: Iterable[int]) -> None:
    """The same of several, by their numbers, however they changed."""
    numbers = list(posts)
    shown = POSTS.objects().in_bulk(numbers)
    index.write(POSTS.kind, shown.values())
    index.forget(POSTS.kind, set(numbers) - set(shown))


def retitled(topic: Topic) -> None:
    """The first post is found by the title of the topic; one that was the first of another topic no longer is."""
    posts = Post.objects.filter(topic=topic)
    titled = SearchEntry.objects.filter(kind=POSTS.kind).exclude(title="")
    first = set(posts.filter(number=1).values_list("pk", flat=True))
    changed(first | set(titled.filter(object_id__in=posts.values("pk")).values_list("object_id", flat=True)))
