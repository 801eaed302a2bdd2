"""Posts rendered again when the rules of rendering change: their HTML is only a cache of their source."""

from collections.abc import Iterator

from django.db import transaction

from members.forum.models import Post
from members.forum.services import text
from millecafes.people.models import Member

A_BATCH = 200  # posts held in memory, and written together


def render_again(*, most: int = 0) -> Iterator[int]:
    """Render what an older version of the rules rendered, the oldest first; says after each batch how many it wrote.

    Each post says itself which version rendered it: stopped at any moment, this goes on from there the next time.
    """
    last, left = 0, most
    while posts := next_batch(last, min(A_BATCH, left) if most else A_BATCH):
        last, left = posts[-1].pk, left - len(posts)
        made = [(post, html_of(post)) for post in posts]  # what takes time holds no lock
        with transaction.atomic():
            done = sum(written(post, html) for post, html in made)
        yield done
        if most and left <= 0:
            return


def next_batch(last: int, size: int) -> list[Post]:
    stale = Post.objects.filter(render_version__lt=text.RENDER_VERSION, pk__gt=last).order_by("pk")
    rows = stale.only("body", "version", "render_version", "author_id")
    return list(rows.prefetch_related("files", "mentions")[:size])


def html_of(post: Post) -> str:
    """With the pictures it has, and the names of those it was allowed to name on the day it was written."""
    return text.render(post.body, files={str(file.pk): file for file in post.files.all()}, people=named_in(post))


def named_in(post: Post) -> dict[int, str]:
    """Those it mentions; nobody is told of her own words, so that an author who names herself is in no mention."""
    if not (numbers := text.Text(post.body).named):
        return {}
    people = {mention.person_id for mention in post.mentions.all()} | {post.author_id}
    found = Member.objects.filter(pk__in=numbers, person__in=people).select_related("person")
    return {member.pk: member.person.shown_name for member in found}


def written(post: Post, html: str) -> int:
    """Unless it was changed, or rendered, in between."""
    as_read = Post.objects.filter(pk=post.pk, version=post.version, render_version=post.render_version, body=post.body)
    return as_read.update(body_html=html, render_version=text.RENDER_VERSION)
