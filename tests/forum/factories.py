"""The smallest valid things of the forum. They are written as the screens write them: counters are right."""

from itertools import count
from unittest.mock import patch

from django.core.files.base import ContentFile

from members.forum.models import Board, Draft, Post, PostFile, Topic
from members.forum.services import writing
from millecafes.people.models import User
from tests.people.factories import make_elected

_numbers = count(1)


def make_board(*, slug="", audiences=("members",), **fields) -> Board:
    number = next(_numbers)
    given = {
        "name": f"Table {number}",
        "name_en": f"Table no. {number}",
        "description": "On y parle.",
        "description_en": "Where we talk.",
        "position": number,
    } | fields
    return Board.objects.create(slug=slug or f"table-{number}", audiences=list(audiences), **given)


def at_any_pace():
    """Nobody writes too fast here."""
    return patch("members.forum.services.limits.check_pace")


def make_topic(
    board: Board | None = None, *, author: User | None = None, title="", body="", kind="question", **fields
) -> Topic:
    """Opened a moment ago; ``fields`` are set afterwards."""
    author = author or make_elected()
    with at_any_pace():
        post = writing.open_topic(
            writing.Sent(author, body or "Comment faire ?"),
            board=board or make_board(),
            kind=kind,
            title=title or f"Sujet {next(_numbers)}",
            tags=fields.pop("tags", ()),
        )
    if fields:
        Topic.objects.filter(pk=post.topic_id).update(**fields)
    return Topic.objects.select_related("board").get(pk=post.topic_id)


def make_reply(topic: Topic, *, author: User | None = None, body="", **fields) -> Post:
    author = author or make_elected()
    with at_any_pace():
        post = writing.reply(writing.Sent(author, body or "Voici comment."), topic, may_moderate=True)
    if fields:
        Post.objects.filter(pk=post.pk).update(**fields)
    return Post.objects.select_related("topic", "author").get(pk=post.pk)


def first_post(topic: Topic) -> Post:
    return topic.posts.select_related("topic", "author").get(number=1)


def fill(topic: Topic, posts: int) -> None:
    """So many posts at once, not one by one; they are of nobody."""
    start = topic.highest
    Post.objects.bulk_create(
        Post(topic=topic, number=number, body=f"Message {number}", body_html=f"<p>Message {number}</p>", fanout=2)
        for number in range(start + 1, start + posts + 1)
    )
    last = topic.posts.order_by("-number").first()
    Topic.objects.filter(pk=topic.pk).update(
        highest=start + posts,
        visible_count=start + posts,
        last_number=start + posts,
        last_at=last.created_at,
        last_author=None,
    )
    topic.refresh_from_db()


def make_file(person: User, *, post: Post | None = None, name="plan.pdf", content=b"%PDF-1.7\nUn plan.") -> PostFile:
    file = PostFile(uploader=person, post=post, name=name, size=len(content))
    file.file.save(name, ContentFile(content), save=False)
    file.save()
    return file


def make_draft(person: User, slot="nouveau", **fields) -> Draft:
    return Draft.objects.create(person=person, slot=slot, **{"body": "Commencé."} | fields)
