"""How fast one may write, and what is read again before the others see it; nothing that is typed is ever lost.

Asked while the author's row is locked: two at once are not both the first.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db.models import BooleanField, Case, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.forum.models import Post, PostRevision, State, Suspension, WatchedWord
from members.forum.permissions import may_moderate
from members.forum.services.text import Text, lines_of, tidy
from millecafes.people.models import User

PAUSE = timedelta(seconds=10)
AN_HOUR, MOST_AN_HOUR = timedelta(hours=1), 20
# A newcomer: nobody has read three posts of this member yet.
FEW, MOST_AN_HOUR_AT_FIRST = 3, 5
MOST_LINKS, MOST_LINKS_AT_FIRST = 10, 2
SAME_WITHIN, SAME_FROM = timedelta(days=1), 40  # signs: « Merci ! » may be said twice
DESK_LANGUAGE = "fr"  # of what moderators read


class TooFast(Exception):
    """To be sent again in so many seconds; nothing that was typed is lost."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


class Suspended(Exception):
    """Not for the time being: ``suspension`` says till when, and why."""

    def __init__(self, suspension: Suspension):
        super().__init__(suspension.pk)
        self.suspension = suspension


@dataclass
class Past:
    """What somebody wrote lately: (when, whether it is shown, whether it says the same), the latest first."""

    posts: list[tuple[datetime, str, bool]]
    keys: set[UUID] = field(default_factory=set)
    words: list[str] | None = None  # the team's list, when it was read already

    @property
    def is_new_here(self) -> bool:
        return sum(state == State.VISIBLE for _at, state, _same in self.posts) < FEW

    def said_the_same(self, since: datetime) -> bool:
        return any(same and at > since for at, _state, same in self.posts)


def judge(person, body: str, at: datetime, title: str = "") -> tuple[State, str]:
    """Whether a post is shown at once, or waits for a moderator and why; raises when it may not be sent now."""
    check_suspension(person, at)
    return judge_after(past_of(person, body), person, body, at, title)


def judge_after(past: Past, person, body: str, at: datetime, title: str = "") -> tuple[State, str]:
    """The same, of somebody who is not suspended and whose past is known."""
    check_pace(past, at)
    if may_moderate(person):
        return State.VISIBLE, ""
    reason = why_held(body, past, at, title)
    return (State.PENDING, reason) if reason else (State.VISIBLE, "")


def judge_change(person, post: Post, body: str, title: str, at: datetime) -> str:
    """Why a post that its author changes is to be read again; what was read and shown as it is does not wait anew.

    ``title`` is all that stands above the words: the title of a topic and its tags.
    """
    if person.pk != post.author_id:
        return ""
    check_suspension(person, at)
    if may_moderate(person) or not post.is_shown:
        return ""
    past = past_of(person, body)
    reason = why_held(body, past, at, title) if body != post.body or title else ""
    if not reason:
        return ""
    former = above(post.topic.title, post.topic.tags.values_list("name", flat=True)) if post.number == 1 else ""
    return "" if reason == why_held(post.body, past, at, former) else reason


def above(title: str, tags: Iterable[str]) -> str:
    """What a topic shows above its words."""
    return "\n".join([title, *tags])


def check_suspension(person, at: datetime) -> None:
    if suspension := Suspension.objects.in_force(at).filter(person=person).first():
        raise Suspended(suspension)


def past_of(person, body: str) -> Past:
    """One question, of the latest posts."""
    same = Case(When(body=body, then=Value(True)), default=Value(False), output_field=BooleanField())
    latest = Post.objects.filter(author=person).order_by("-pk").values_list("created_at", "state", same, "key")
    rows = list(latest[:MOST_AN_HOUR])
    return Past([row[:3] for row in rows], {row[3] for row in rows})


def check_pace(past: Past, at: datetime) -> None:
    times = [time for time, _state, _same in past.posts if time > at - AN_HOUR]
    check_times(times, MOST_AN_HOUR_AT_FIRST if past.is_new_here else MOST_AN_HOUR, at)


def check_times(times: list[datetime], most: int, at: datetime) -> None:
    """So many in the last hour, the latest first, and a breath between two."""
    wait = times[0] + PAUSE - at if times else timedelta()
    if len(times) >= most:
        wait = max(wait, times[most - 1] + AN_HOUR - at)
    if wait > timedelta():
        raise TooFast(ceil(wait.total_seconds()))


def hold(person) -> None:
    """Two of hers at once wait for one another."""
    User.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=person.pk)


def check_pace_of_changes(person, at: datetime) -> None:
    """Of what one changes of one's own: each change keeps what was said before, for everybody to read."""
    changed = PostRevision.objects.filter(editor=person, post__author=person, created_at__gt=at - AN_HOUR)
    times = list(changed.order_by("-created_at").values_list("created_at", flat=True)[:MOST_AN_HOUR])
    check_times(times, MOST_AN_HOUR, at)


def why_held(body: str, past: Past, at: datetime, title: str = "") -> str:
    """The reason for which a moderator reads it first, in the language of the desk; none for nearly everything."""
    with override(DESK_LANGUAGE):
        said = f"{tidy(title)}\n{as_read(body)}"
        return links_in_excess(body, past) or repetition(body, past, at) or watched_word(said, past.words)


def links_in_excess(body: str, past: Past) -> str:
    links = Text(body).links
    most = MOST_LINKS_AT_FIRST if past.is_new_here else MOST_LINKS
    if len(links) <= most:
        return ""
    said = _("%(n)d liens, de quelqu’un qui n’a presque rien écrit") if past.is_new_here else _("%(n)d liens")
    return said % {"n": len(links)}


def repetition(body: str, past: Past, at: datetime) -> str:
    is_long = len(body) >= SAME_FROM
    return (
        _("le même message qu’un autre de cette personne") if is_long and past.said_the_same(at - SAME_WITHIN) else ""
    )


def as_read(body: str) -> str:
    """As it was typed, less what cannot be seen, then as it is shown: « ca**si**no » says casino."""
    text = Text(body)
    return "\n".join([text.source, *lines_of(text.tokens or [], quotes=True)])


def watched_word(text: str, words: list[str] | None = None) -> str:
    """The first word of the team's list that is said, whatever its accents and capitals."""
    said = without_accents(text)
    for word in sorted(words) if words is not None else WatchedWord.objects.values_list("word", flat=True):
        if re.search(rf"(?<!\w){re.escape(without_accents(word))}(?!\w)", said):
            return _("mot surveillé : %(word)s") % {"word": word}
    return ""


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
