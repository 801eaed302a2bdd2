"""What the forum says on the first page of the members' area."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from members.forum.services import lists, notices
from millecafes.people.portal import Line

MOST_QUESTIONS = 3


def latest(user, access) -> Iterator[Line]:
    """What one was told of, then the latest questions of the others that nobody answered: two questions, and boards."""
    yield from notices.latest(user, access)
    waiting = lists.unanswered(user).exclude(author=user).order_by("-created_at", "-pk")
    for topic in waiting[:MOST_QUESTIONS]:
        yield Line(topic.title, topic.get_absolute_url(), _("Question sans réponse dans le forum"), topic.created_at)
