"""Questions that nobody answers: after three days, those who have said they would help are asked, and the team."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.forum.models import Board, BoardFollow, Notice, NoticeKind, Topic
from members.forum.models.boards import of_the_team
from members.forum.permissions import MODERATE
from members.forum.services.telling import thread_of
from millecafes.mailroom import crowds
from millecafes.people.models import User
from millecafes.people.permissions import people_written_for

WAITED, GIVEN_UP = timedelta(days=3), timedelta(days=10)
KIND, WRITER = "forum_unanswered", "forum_unanswered"
MOST = 100


def seek_help(at: datetime | None = None) -> int:
    """Tell of the questions of the last days that still wait; each person once of each. How many were told."""
    now = at or timezone.now()
    waiting = Topic.objects.unanswered().filter(created_at__lte=now - WAITED, created_at__gt=now - GIVEN_UP)
    # Those that nobody was told of yet come first: others are looked at again for who has come since.
    told = Exists(Notice.objects.filter(topic=OuterRef("pk"), kind=NoticeKind.UNANSWERED))
    topics = waiting.select_related("board").annotate(is_told=told).order_by("is_told", "created_at", "pk")[:MOST]
    return sum(ask_for(topic, now) for topic in topics)


@transaction.atomic
def ask_for(topic: Topic, now: datetime) -> int:
    told = Notice.objects.filter(topic=topic, kind=NoticeKind.UNANSWERED).values("person")
    people = list(helpers_of(topic.board, now).exclude(Q(pk=topic.author_id) | Q(pk__in=told)).order_by("pk"))
    if not people:
        return 0
    fields = {"topic": topic, "kind": NoticeKind.UNANSWERED, "created_at": now, "updated_at": now}
    Notice.objects.bulk_create([Notice(person=person, **fields) for person in people], ignore_conflicts=True)
    return crowds.tell(
        people,
        KIND,
        key=f"topic-{topic.pk}",
        writer=WRITER,
        facts={"topic": topic.pk},
        line=lambda: (_("Sans réponse depuis trois jours : %s") % topic.title, topic.get_absolute_url()),
        thread=thread_of(topic.pk),
        at=now,
    )


def helpers_of(board: Board, at: datetime | None = None):
    """Volunteers of this board who still read it, and those of the team in charge of it, or who moderate if none is."""
    readers = people_written_for(board.audiences, at)
    team = readers.filter(of_the_team(), forum_boards_in_charge=board)
    if not team.exists():
        team = User.objects.with_perm(
            MODERATE, include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
        )
    volunteers = BoardFollow.objects.filter(board=board, is_volunteer=True)
    return readers.filter(Q(pk__in=volunteers.values("person")) | Q(pk__in=team.values("pk")))
