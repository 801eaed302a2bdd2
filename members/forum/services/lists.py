"""Lists of topics, from one end to the other without ever counting: each page says where the next one begins."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.timezone import now

from members.forum.models import Board, BoardFollow, Level, Reading, Topic
from members.forum.models.topics import SOLVED, TEAM_ANSWERED, UNANSWERED
from members.forum.permissions import boards_of, visible_topics
from millecafes.core.memo import once

A_PAGE = 25
RECENT = timedelta(days=90)  # what moved before is not new, even for who comes for the first time
LOOKED_AT = 300  # the latest topics, among which one looks for what is new, or one's own
PLACE = re.compile(r"(\d{1,17})-(\d{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoSuchPlace(ValueError):
    """The address does not say where to go on from."""


@dataclass
class Page:
    """A page of a list: its topics, and where the neighbours begin (nothing at an end)."""

    topics: list[Topic]
    older: str = ""
    newer: str = ""
    pinned: list[Topic] = field(default_factory=list)


def place_of(topic: Topic, by: str) -> str:
    """Where a topic stands in a list ordered by this date."""
    return f"{(getattr(topic, by) - EPOCH) // timedelta(microseconds=1)}-{topic.pk}"


def read_place(written: str) -> tuple[datetime, int]:
    found = PLACE.fullmatch(written)
    if not found:
        raise NoSuchPlace
    try:
        return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        raise NoSuchPlace from None


def page_of(topics: QuerySet[Topic], *, before: str = "", after: str = "", by: str = "bumped_at") -> Page:
    """One page, the latest first: those ``before`` a place, or ``after`` it, or the first ones."""
    if after:
        moment, pk = read_place(after)
        further = Q(**{f"{by}__gte": moment}) & (Q(**{f"{by}__gt": moment}) | Q(pk__gt=pk))
        rows = list(topics.filter(further).order_by(by, "pk")[: A_PAGE + 1])
        has_more, rows = len(rows) > A_PAGE, rows[:A_PAGE][::-1]
        return ends(rows, by, has_newer=has_more, has_older=True)
    if before:
        moment, pk = read_place(before)
        topics = topics.filter(Q(**{f"{by}__lte": moment}) & (Q(**{f"{by}__lt": moment}) | Q(pk__lt=pk)))
    rows = list(topics.order_by(f"-{by}", "-pk")[: A_PAGE + 1])
    return ends(rows[:A_PAGE], by, has_newer=bool(before), has_older=len(rows) > A_PAGE)


def ends(rows: list[Topic], by: str, *, has_newer: bool, has_older: bool) -> Page:
    return Page(
        rows,
        older=place_of(rows[-1], by) if rows and has_older else "",
        newer=place_of(rows[0], by) if rows and has_newer else "",
    )


def for_lists(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """With the names that a line shows."""
    return topics.select_related("author", "last_author")


def with_reading(topics: QuerySet[Topic], person) -> QuerySet[Topic]:
    """Each with how far this person has read it, in the same question."""
    mine = FilteredRelation("readings", condition=Q(readings__person=person))
    return topics.annotate(mine=mine).annotate(last_read=F("mine__last_read"), level=F("mine__level"))


def recent(person, board: Board | None = None) -> QuerySet[Topic]:
    topics = for_lists(with_reading(visible_topics(person), person))
    return topics.filter(board=board) if board else topics


def mine(person) -> QuerySet[Topic]:
    """Those one wrote in lately: the first post is a post too."""
    latest = person.forum_posts.shown().order_by("-pk").values_list("topic", flat=True)[:LOOKED_AT]
    return recent(person).filter(pk__in=set(latest))


def followed(person) -> QuerySet[Topic]:
    rows = Reading.objects.filter(person=person, level=Level.FOLLOW).order_by("-topic")
    return recent(person).filter(pk__in=set(rows.values_list("topic", flat=True)[:LOOKED_AT]))


def unanswered(person, board: Board | None = None) -> QuerySet[Topic]:
    return recent(person, board).filter(UNANSWERED)


def solved(person) -> QuerySet[Topic]:
    return recent(person).filter(SOLVED)


def answered_by_the_team(person) -> QuerySet[Topic]:
    return recent(person).filter(TEAM_ANSWERED)


# -- What is new ------------------------------------------------------------------------------------------------------


def horizons(person) -> dict[int, datetime]:
    """By board, the moment before which everything is read, or too old to be new; of one that is ignored, all is."""
    at, told = now(), follows_of(person)
    floor = at - RECENT
    found = dict.fromkeys(boards_of(person).readable, floor)
    for pk in found.keys() & told.keys():
        is_ignored = told[pk].level == Level.IGNORE
        found[pk] = at if is_ignored else max(floor, told[pk].read_before or floor)
    return found


def follows_of(person) -> dict[int, BoardFollow]:
    """What each board is to this person; asked once a request."""
    rows = BoardFollow.objects.filter(person=person).order_by()
    return once(f"forum follows of {person.pk}", lambda: {row.board_id: row for row in rows})


def is_new(topic, horizon: datetime) -> bool:
    """Of a topic, or its row, with its reading: it moved lately, is not ignored, and holds something unread."""
    if topic.level == Level.IGNORE or topic.bumped_at <= horizon:
        return False
    return topic.last_read is None or topic.last_read < topic.last_number


def mark_new(topics: list[Topic], person) -> None:
    """Tell of each topic of a page whether it holds something new, and of which board it is: one question."""
    limits, boards = horizons(person), boards_of(person).readable
    for topic in topics:
        topic.board = boards[topic.board_id]
        topic.is_new = is_new(topic, limits[topic.board_id])


def look_for_new(person) -> list[tuple[int, int, bool]]:
    """Number, board and whether something is new of the latest topics: bounded, whatever the forum has become.

    Three hundred rows of a few numbers; whoever shows some of them reads these alone.
    """
    limits = horizons(person)
    if not limits:
        return []
    latest = with_reading(visible_topics(person), person).filter(bumped_at__gt=min(limits.values()))
    rows = latest.order_by("-bumped_at", "-pk").values_list(
        "pk", "board_id", "bumped_at", "last_number", "last_read", "level", named=True
    )
    return [(row.pk, row.board_id, is_new(row, limits[row.board_id])) for row in rows[:LOOKED_AT]]


def unread(person, most: int) -> list[Topic]:
    """The latest that hold something new."""
    fresh = [pk for pk, _board, has_new in look_for_new(person) if has_new][:most]
    topics = list(recent(person).filter(pk__in=fresh).order_by("-bumped_at", "-pk")) if fresh else []
    mark_new(topics, person)
    return topics
