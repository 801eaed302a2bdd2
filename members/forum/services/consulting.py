"""Consultations on a position: one voice a member, changed at will till the closing date; the result comes after it.

Nobody reads a result before, the team included: what one knows of the others' voices changes one's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from members.forum.models import Board, Poll, PollChoice, Post, State, Topic, TopicKind, Vote
from members.forum.permissions import may_vote
from members.forum.services.plain import cleaned_line
from members.forum.services.writing import Sent, open_topic
from millecafes.people.models import User

FEWEST, MOST, LONGEST_ANSWER = 2, 10, 140
MOST_NAMES = 300  # shown under a result
NAMED_BY = ("display_name", "first_name", "last_name", "closed_at")  # what the name that is shown is made of


class Over(Exception):
    """The consultation is closed, or this person has no voice in it."""


@dataclass(frozen=True)
class Question:
    """What is asked, of which the answers are these, until then."""

    text: str
    answers: Sequence[str]
    closes_at: datetime


@dataclass
class Ballot:
    """A consultation as one reader sees it: the voice that was given, or the result once it is closed."""

    poll: Poll
    choices: list[PollChoice]
    mine: PollChoice | None = None
    is_closed: bool = False
    may_vote: bool = False
    total: int = 0
    names: list[tuple[PollChoice, list[str]]] = field(default_factory=list)


@transaction.atomic
def open_consultation(sent: Sent, *, board: Board, title: str, question: Question, tags=()) -> Post:
    """A topic and its question; sent twice, it is asked once."""
    post = open_topic(sent, board=board, kind=TopicKind.CONSULTATION, title=title, tags=tags)
    text = cleaned_line(question.text)
    poll, is_new = Poll.objects.get_or_create(
        topic_id=post.topic_id, defaults={"question": text, "closes_at": question.closes_at}
    )
    if is_new:
        PollChoice.objects.bulk_create(
            PollChoice(poll=poll, position=position, text=cleaned_line(answer))
            for position, answer in enumerate(question.answers, 1)
        )
    return post


@transaction.atomic
def vote(poll: Poll, person, choice: PollChoice, *, shows_name: bool = False, at: datetime | None = None) -> Vote:
    """Give one's voice, or change it; ``Over`` when it is too late, or when one has none."""
    now = at or timezone.now()
    poll = Poll.objects.select_for_update(no_key=True, of=("self",)).select_related("topic").get(pk=poll.pk)
    if poll.is_closed(now) or choice.poll_id != poll.pk or not may_vote(person, poll.topic):
        raise Over
    given = {"choice": choice, "shows_name": shows_name, "at": now}
    return Vote.objects.update_or_create(poll=poll, person=person, defaults=given)[0]


def ballot_of(topic: Topic, person) -> Ballot | None:
    """One question, open or closed; nothing for a topic that lost its own."""
    poll = getattr(topic, "poll", None)
    if poll is None:
        return None
    ballot = Ballot(poll, [], is_closed=poll.is_closed())
    if ballot.is_closed:
        tell_result(ballot, person)
    else:
        ballot.choices = list(with_own_voice(poll, person).order_by("position"))
        ballot.may_vote = topic.state == State.VISIBLE and may_vote(person, topic)
    ballot.mine = next((choice for choice in ballot.choices if choice.is_mine), None)
    return ballot


def with_own_voice(poll: Poll, person):
    """The answers, with the one that this person gave, and whether her name may be read."""
    own = Vote.objects.filter(choice=OuterRef("pk"), person=person)
    return poll.choices.annotate(is_mine=Exists(own), shows_name=Exists(own.filter(shows_name=True)))


def tell_result(ballot: Ballot, person) -> None:
    """Shares of the voices given, and the names of those who said that theirs may be read."""
    by_choice: dict[int, list[str]] = {}
    found: dict[int, PollChoice] = {}
    for choice in voices_of(ballot.poll, person):
        found.setdefault(choice.pk, choice)
        names = by_choice.setdefault(choice.pk, [])
        if name := name_in(choice):
            names.append(name)
    ballot.choices = sorted(found.values(), key=lambda choice: choice.position)
    ballot.total = sum(choice.voices for choice in ballot.choices)
    for choice in ballot.choices:
        choice.share = round(100 * choice.voices / ballot.total) if ballot.total else 0
    ballot.names = [(choice, by_choice[choice.pk]) for choice in ballot.choices if by_choice[choice.pk]]


def voices_of(poll: Poll, person):
    """Each answer once at least, and again for each name under it: the first name of each, then the second ones."""
    counted = Vote.objects.filter(choice=OuterRef("pk")).order_by().values("choice").annotate(n=Count("pk"))
    named = FilteredRelation("votes", condition=Q(votes__shows_name=True))
    rank = Window(RowNumber(), partition_by=F("pk"), order_by=[F("named__person__display_name"), F("named__pk")])
    names = {name: F(f"named__person__{name}") for name in (*NAMED_BY, "member__is_hidden")}
    names["is_hidden"] = names.pop("member__is_hidden")
    rows = with_own_voice(poll, person).annotate(voices=Coalesce(Subquery(counted.values("n")), 0), named=named)
    return rows.annotate(rank=rank, **names).order_by("rank", "position")[: MOST + MOST_NAMES]


def name_in(row) -> str:
    """Of who gave this voice, as members read it; nothing of who left, showed none, or would rather not appear."""
    if row.closed_at or row.is_hidden or row.display_name is None:
        return ""
    return User(**{name: getattr(row, name) for name in NAMED_BY}).shown_name
