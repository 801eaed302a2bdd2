"""The weekly round of the addresses that the library leads to, as that of the press review: a few at a time."""

from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from news.services.links import EVERY, answers_of, known_after, start_of_day
from news.services.web import Answer, Web
from resources.models import Resource, ResourceLink

BATCH = 25  # addresses asked for in a run: every half-hour, that is 8,000 a week
NOWHERE = r"^https?://([^/]+\.)?(example\.(org|com|net)|[^/]+\.(example|invalid|test))(/|$)"  # of the demonstration


def check_links(web: Web | None = None, at: datetime | None = None) -> int:
    """Ask for those that are due, the longest unchecked first; says how many are known afresh."""
    web, now = web or Web(), at or timezone.now()
    answers = answers_of(web, due(now)[:BATCH])
    for resource, answer in answers.items():
        write(resource, answer, now)
    return len(answers)


def due(now: datetime):
    """Each address once a week, one that did not answer the next day, one that was changed at once."""
    waiting = Q(link__failures__gt=0, link__dead_since=None, link__checked_at__lt=start_of_day(now))
    is_due = Q(link=None) | ~Q(link__url=F("url")) | Q(link__checked_at__lt=now - EVERY) | waiting
    return (
        Resource.objects.filter(is_due, live=True)
        .exclude(url="")
        .exclude(url__regex=NOWHERE)
        .defer("story")
        .select_related("link")
        .order_by(F("link__checked_at").asc(nulls_first=True), "pk")
    )


def write(resource: Resource, answer: Answer, now: datetime) -> None:
    """What is known of it now; an address that has just been changed has no past."""
    known = getattr(resource, "link", None)
    if known is None or known.url != resource.url:
        known = ResourceLink(failures=0)
    told = known_after(answer, known, now) | {"url": resource.url}
    ResourceLink.objects.update_or_create(resource=resource, defaults=told)


def dead_since(resource: Resource):
    """The day since which its address no longer answers; nothing if it does, or if nobody knows."""
    if not (resource.pk and resource.url):
        return None
    return ResourceLink.objects.dead().filter(resource=resource).values_list("dead_since", flat=True).first()
