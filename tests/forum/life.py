"""Boards, topics and posts as they are once written, whatever the pace; letters and digests as they leave."""

from itertools import count

from django.utils import timezone

from members.forum.models import Board, Level, Notice, Post, Reading, State, Topic
from members.forum.services import after, text
from members.forum.services.counting import recount
from millecafes.mailroom import later
from millecafes.mailroom.models import Mail
from millecafes.mailroom.preferences import settle
from tests.people.factories import make_elected

_numbers = count(1)


def make_board(*audiences, **fields) -> Board:
    number = next(_numbers)
    given = {"name": f"Espace {number}", "name_en": f"Board {number}", "slug": f"espace-{number}", "position": number}
    return Board.objects.create(audiences=list(audiences or ["members"]), **given | fields)


def make_topic(board=None, *, author=None, title="La licence IV", body="Comment la demander ?", **fields) -> Topic:
    """With its first post."""
    author = author or make_elected()
    topic = Topic.objects.create(board=board or make_board(), author=author, title=title, **fields)
    topic.first = make_post(topic, author=author, body=body)
    return topic


def make_post(topic, *, author=None, body="Par la mairie.", state=State.VISIBLE, at=None, **fields) -> Post:
    topic.highest += 1
    Topic.objects.filter(pk=topic.pk).update(highest=topic.highest)
    post = Post.objects.create(
        topic=topic,
        number=topic.highest,
        author=author or make_elected(),
        body=body,
        body_html=text.render(body),
        state=state,
        created_at=at or timezone.now(),
        **fields,
    )
    recount(topic)
    after.post_written(post)
    return post


def follow(person, topic, level=Level.FOLLOW, **fields) -> Reading:
    return Reading.objects.update_or_create(person=person, topic=topic, defaults={"level": level, **fields})[0]


def wants(person, frequency, *kinds) -> None:
    """This person settles how often she is written to of these kinds."""
    settle(person, dict.fromkeys(kinds or ("forum_reply", "forum_mention", "forum_topic"), frequency))


def promised() -> list[str]:
    """To whom a letter is promised, of those that get their words when they leave."""
    return sorted(Mail.objects.exclude(writer="").values_list("to", flat=True))


def letters() -> list[tuple[str, str, str]]:
    """(to whom, about what, its text) of what would leave now."""
    mails = Mail.objects.filter(state=Mail.State.QUEUED).order_by("pk")
    return [(mail.to, mail.subject, mail.body_text) for mail in mails if later.write(mail)]


def lines_of(person) -> list[tuple[str, int]]:
    """(kind, how many) of what this person is told of in the site, and has not read."""
    return list(Notice.objects.filter(person=person, read_at=None).order_by("kind").values_list("kind", "count"))
