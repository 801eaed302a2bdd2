"""How far one has read, and what one follows. A mark only ever goes forward, whatever comes at the same time."""

from django.db import connection
from django.utils import timezone

from members.forum.models import Board, BoardFollow, Level, Reading, Topic

# One statement, that both databases read: two tabs may be the first at the same time.
FORWARD = """
    INSERT INTO forum_reading (person_id, topic_id, last_read, level, is_chosen) VALUES (%s, %s, %s, %s, FALSE)
    ON CONFLICT (person_id, topic_id) DO UPDATE SET last_read =
        CASE WHEN excluded.last_read > forum_reading.last_read
        THEN excluded.last_read ELSE forum_reading.last_read END
"""
# Whoever writes follows, unless she has said otherwise.
FORWARD_AND_FOLLOW = f"""{FORWARD},
    level = CASE WHEN forum_reading.is_chosen THEN forum_reading.level ELSE excluded.level END
"""


def mark_read(person, topic: Topic, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FORWARD, [person.pk, topic.pk, number, Level.NORMAL])


def has_written(person, topic: Topic, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FORWARD_AND_FOLLOW, [person.pk, topic.pk, number, Level.FOLLOW])


def follow_topic(person, topic: Topic, level: Level) -> None:
    Reading.objects.bulk_create(
        [Reading(person=person, topic=topic, level=level, is_chosen=True)],
        update_conflicts=True,
        unique_fields=["person", "topic"],
        update_fields=["level", "is_chosen"],
    )


def follow_board(person, board: Board, level: Level) -> None:
    BoardFollow.objects.bulk_create(
        [BoardFollow(person=person, board=board, level=level)],
        update_conflicts=True,
        unique_fields=["person", "board"],
        update_fields=["level"],
    )


def mark_boards_read(person, boards, at=None) -> None:
    """Everything written till now is read; the topics themselves keep where one had stopped."""
    at = at or timezone.now()
    BoardFollow.objects.bulk_create(
        [BoardFollow(person=person, board=board, read_before=at) for board in boards],
        update_conflicts=True,
        unique_fields=["person", "board"],
        update_fields=["read_before"],
    )
