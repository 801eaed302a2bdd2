"""What the forum says on the first page of the members' area."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from members.forum.models import BoardFollow, Level
from members.forum.services import lists, notices
from millecafes.people.portal import Line

MOST_QUESTIONS = 3


def latest(user, access) -> Iterator[Line]:
    """What one was told of, then the latest questions of the others that nobody answered, but for what one ignores."""
    yield from notices.latest(user, access)
    ignored = BoardFollow.objects.filter(person=user, level=Level.IGNORE).order_by().values("board")
    waiting = lists.unanswered(user).exclude(author=user).exclude(board__in=ignored)
    waiting = waiting.filter(Q(level=None) | Q(level__gt=Level.IGNORE)).order_by("-created_at", "-pk")
    for topic in waiting[:MOST_QUESTIONS]:
        yield Line(topic.title, topic.get_absolute_url(), _("Question sans réponse dans le forum"), topic.created_at)
