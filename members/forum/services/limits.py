"""How fast one may write, asked while the author's row is locked: two at once are not both the first."""

from datetime import datetime, timedelta
from math import ceil

from members.forum.models import Post, State

PAUSE = timedelta(seconds=10)
AN_HOUR, MOST_AN_HOUR = timedelta(hours=1), 20


class TooFast(Exception):
    """To be sent again in so many seconds; nothing that was typed is lost."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


def check_pace(person, at: datetime) -> None:
    """One question: the latest posts of the hour."""
    latest = Post.objects.filter(author=person).order_by("-pk").values_list("created_at", flat=True)[:MOST_AN_HOUR]
    times = [time for time in latest if time > at - AN_HOUR]
    wait = timedelta()
    if times:
        wait = times[0] + PAUSE - at
    if len(times) == MOST_AN_HOUR:
        wait = max(wait, times[-1] + AN_HOUR - at)
    if wait > timedelta():
        raise TooFast(ceil(wait.total_seconds()))


def state_for(person, body: str) -> State:
    """Whether a post is shown at once."""
    return State.VISIBLE
