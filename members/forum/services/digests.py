"""The lines that wait for the digest of a morning: they were written when the post was told, and it changed since."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from members.forum.models import Post, Topic
from members.forum.services.telling import MAIL_KINDS, line_of, thread_of
from millecafes.mailroom.letters import one_line
from millecafes.mailroom.models import Notice

KINDS = {code: kind for kind, code in MAIL_KINDS.items()}
OF_A_POST = re.compile(r"/message/(\d{1,18})/$")
TOGETHER = 200


def lines_of(posts: Iterable[int]) -> Iterator[QuerySet[Notice]]:
    """Those that lead to one of these posts, in the language of each reader; some posts at a time."""
    left = iter(posts)
    while numbers := list(islice(left, TOGETHER)):
        addresses = []
        for language, _name in settings.LANGUAGES:
            with override(language):
                addresses += [reverse("forum:post", args=[pk]) for pk in numbers]
        yield Notice.objects.waiting().filter(kind__in=KINDS, url__in=addresses)


def unsay(posts: Iterable[int]) -> None:
    """What may not be read any more is not told in the morning."""
    for lines in lines_of(posts):
        lines.delete()


def say_again(posts: Iterable[int]) -> None:
    """In the words that are right now: of whoever has left, the name is not told."""
    for lines in lines_of(posts):
        write_again(lines)


def say_title_again(topic: Topic) -> None:
    write_again(Notice.objects.waiting().filter(kind__in=KINDS, thread=thread_of(topic.pk)))


def write_again(lines: QuerySet[Notice]) -> None:
    rows = [(line, int(found[1])) for line in lines.select_related("person") if (found := OF_A_POST.search(line.url))]
    posts = Post.objects.select_related("topic", "author").in_bulk({post for _line, post in rows})
    changed = []
    for line, post in rows:
        if post in posts:
            with override(line.person.language):
                line.line = one_line(line_of(KINDS[line.kind], posts[post]), 200)
            changed.append(line)
    Notice.objects.bulk_update(changed, ["line"], batch_size=TOGETHER)
