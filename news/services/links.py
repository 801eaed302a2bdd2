"""The weekly round of the press review’s links: a few at a time, and nothing is said dead too soon."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from millecafes.core.page_store import bump
from news.models import PressItem
from news.models.press import EXAMPLE
from news.services.web import Answer, Web

BATCH = 25  # addresses asked for in a run: every five minutes, that is 50,000 a week
TIME = 15  # seconds after which no further address is asked for: the mail waits meanwhile
EVERY = timedelta(days=7)
FAILURES = 3  # days without an answer before a link is said dead


def check_links(web: Web | None = None, at: datetime | None = None) -> int:
    """Ask for the links that are due, the longest unchecked first; says how many are known afresh."""
    web, now = web or Web(), at or timezone.now()
    answers = answers_of(web, due(now)[:BATCH])
    for item, answer in answers.items():
        write(item, answer, now)
    return len(answers)


def due(now: datetime):
    """Each link once a week; one that did not answer, the next day. Examples, never."""
    waiting = Q(failures__gt=0, dead_since=None, checked_at__lt=start_of_day(now))
    return (
        PressItem.objects.exclude(url_key__regex=EXAMPLE)
        .filter(Q(checked_at=None) | Q(checked_at__lt=now - EVERY) | waiting)
        .order_by(F("checked_at").asc(nulls_first=True), "pk")
    )


def write(item: PressItem, answer: Answer, now: datetime) -> None:
    """What is known of the link now, unless its address has been changed meanwhile."""
    told = known_after(answer, item, now)
    PressItem.objects.filter(pk=item.pk, url=item.url).update(**told)
    if told["dead_since"] != item.dead_since:
        transaction.on_commit(bump)  # kept pages lead there still, or no longer


# -- What the round of the library does as well ------------------------------------------------------------------------


def start_of_day(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def answers_of(web: Web, things) -> dict[Any, Answer]:
    """What each address says; nothing when not one answers, as it is our own line that is down."""
    answers = ask_all(web, things)
    return answers if any(map(answered, answers.values())) or our_line_works(web, answers) else {}


def known_after(answer: Answer, known, now: datetime) -> dict:
    """What is known of an address now, from what was known of it (``failures``, ``dead_since``) and its answer."""
    failures, dead_since = 0, None
    if answer is Answer.GONE:
        dead_since = known.dead_since or timezone.localdate(now)
    elif answer is not Answer.THERE:
        failures = min(known.failures + 1, FAILURES)
        dead_since = known.dead_since or (timezone.localdate(now) if failures == FAILURES else None)
    return {"checked_at": now, "failures": failures, "dead_since": dead_since}


def ask_all(web: Web, things) -> dict[Any, Answer]:
    """One after the other while there is time; a host that is silent once is not asked again."""
    answers, silent, until = {}, set(), monotonic() + TIME
    for thing in things:
        host = urlsplit(thing.url).netloc
        if host not in silent and monotonic() > until:
            break
        answers[thing] = Answer.SILENCE if host in silent else web.ask(thing.url)
        if answers[thing] is Answer.SILENCE:
            silent.add(host)
    return answers


def answered(answer: Answer) -> bool:
    return answer is not Answer.SILENCE


def our_line_works(web: Web, answers: dict[Any, Answer]) -> bool:
    """Ask an address of the press review that answered last time, before blaming those that do not."""
    witness = (
        PressItem.objects.readable()
        .filter(failures=0, checked_at__isnull=False)
        .exclude(url__in=[thing.url for thing in answers])
        .order_by("-checked_at", "-pk")
        .first()
    )
    return bool(answers and witness and answered(web.ask(witness.url)))
