"""Items of the press review, each the smallest that is valid."""

from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from news.models import PressItem
from news.services import record

MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Paris"))
_numbers = count(1)


def make_item(*topics: str, **fields) -> PressItem:
    """One item about these topics; what the links' rounds know of it may be given too."""
    number = next(_numbers)
    known = {name: fields.pop(name) for name in ("checked_at", "failures", "dead_since") if name in fields}
    given = {"url": f"https://www.gazette.fr/{number}", "title": f"Article {number}", "outlet": "La Gazette"}
    item = PressItem(**given | {"date": date(2025, 6, 1)} | fields)
    item.full_clean()
    record(item, list(topics))
    PressItem.objects.filter(pk=item.pk).update(**known)
    item.refresh_from_db()
    return item


def state(item):
    """What the rounds of the links know of it."""
    item.refresh_from_db()
    return item.failures, item.dead_since
