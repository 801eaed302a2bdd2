"""The weekly round of the press review’s links: a few at a time, and nothing is said dead too soon."""

from datetime import datetime, timedelta
from time import monotonic
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
    """Ask for the links that are due, the longest unchecked first; says how many are known afresh.

    When not one address answers, it is our own line that is down: nothing is written.
    """
    web, now = web or Web(), at or timezone.now()
    answers = ask_all(web, due(now)[:BATCH])
    if not any(answered(answer) for answer in answers.values()) and not our_line_works(web, answers):
        return 0
    for item, answer in answers.items():
        write(item, answer, now)
    return len(answers)


def due(now: datetime):
    """Each link once a week; one that did not answer, the next day. Examples, never."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Q(failures__gt=0, dead_since=None, checked_at__lt=today)
    return (
        PressItem.objects.exclude(url_key__regex=EXAMPLE)
        .filter(Q(checked_at=None) | Q(checked_at__lt=now - EVERY) | waiting)
        .order_by(F("checked_at").asc(nulls_first=True), "pk")
    )


def ask_all(web: Web, items) -> dict[PressItem, Answer]:
    """One after the other while there is time; a host that is silent once is not asked again."""
    answers, silent, until = {}, set(), monotonic() + TIME
    for item in items:
        host = urlsplit(item.url).netloc
        if host not in silent and monotonic() > until:
            break
        answers[item] = Answer.SILENCE if host in silent else web.ask(item.url)
        if answers[item] is Answer.SILENCE:
            silent.add(host)
    return answers


def answered(answer: Answer) -> bool:
    return answer is not Answer.SILENCE


def our_line_works(web: Web, answers: dict[PressItem, Answer]) -> bool:
    """Ask an address that answered last time, before blaming those that do not."""
    witness = (
        PressItem.objects.readable()
        .filter(failures=0, checked_at__isnull=False)
        .exclude(pk__in=[item.pk for item in answers])
        .order_by("-checked_at", "-pk")
        .first()
    )
    return bool(answers and witness and answered(web.ask(witness.url)))


def write(item: PressItem, answer: Answer, now: datetime) -> None:
    """What is known of the link now, unless its address has been changed meanwhile."""
    failures, dead_since = 0, None
    if answer is Answer.GONE:
        dead_since = item.dead_since or timezone.localdate(now)
    elif answer is not Answer.THERE:
        failures = min(item.failures + 1, FAILURES)
        dead_since = item.dead_since or (timezone.localdate(now) if failures == FAILURES else None)
    PressItem.objects.filter(pk=item.pk, url=item.url).update(checked_at=now, failures=failures, dead_since=dead_since)
    if dead_since != item.dead_since:
        transaction.on_commit(bump)  # kept pages lead there still, or no longer
