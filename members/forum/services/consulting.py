"""Consultations on a position: one voice a member, changed at will till the closing date; the result comes after it.

Nobody reads a result before, the team included: what one knows of the others' voices changes one's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from members.forum.models import Board, Poll, PollChoice, Post, State, Topic, TopicKind, Vote
from members.forum.permissions import may_vote
from members.forum.services.plain import cleaned_line
from members.forum.services.writing import Sent, open_topic

FEWEST, MOST, LONGEST_ANSWER = 2, 10, 140
MOST_NAMES = 300  # shown under a result


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
    """One query while it is open, two once it is closed; nothing for a topic that lost its question."""
    poll = getattr(topic, "poll", None)
    if poll is None:
        return None
    ballot = Ballot(poll, [], is_closed=poll.is_closed())
    own = Vote.objects.filter(choice=OuterRef("pk"), person=person)
    choices = poll.choices.order_by("position").annotate(
        is_mine=Exists(own), shows_name=Exists(own.filter(shows_name=True))
    )
    ballot.choices = list(choices.annotate(voices=Count("votes")) if ballot.is_closed else choices)
    ballot.mine = next((choice for choice in ballot.choices if choice.is_mine), None)
    if ballot.is_closed:
        tell_result(ballot)
    else:
        ballot.may_vote = topic.state == State.VISIBLE and may_vote(person, topic)
    return ballot


def tell_result(ballot: Ballot) -> None:
    """Shares of the voices given, and the names of those who said that theirs may be read."""
    ballot.total = sum(choice.voices for choice in ballot.choices)
    for choice in ballot.choices:
        choice.share = round(100 * choice.voices / ballot.total) if ballot.total else 0
    named = Vote.objects.filter(poll=ballot.poll, shows_name=True, person__closed_at=None).select_related("person")
    by_choice: dict[int, list[str]] = {}
    for voice in named.order_by("person__display_name", "pk")[:MOST_NAMES]:
        by_choice.setdefault(voice.choice_id, []).append(voice.person.shown_name)
    ballot.names = [(choice, by_choice[choice.pk]) for choice in ballot.choices if choice.pk in by_choice]
