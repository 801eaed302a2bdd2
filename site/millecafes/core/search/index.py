"""Writing: an entry and its terms, together, in the transaction of what is said."""

import logging
from collections.abc import Iterable

from django.db import transaction

from millecafes.core.memo import as_one_request
from millecafes.core.models import SearchEntry
from millecafes.core.search import sources
from millecafes.core.search.analyser import clean, positions
from millecafes.core.search.stores import store

logger = logging.getLogger(__name__)

LONGEST_TITLE, LONGEST_TEXT = 300, 200_000
COLUMNS = ["type", "language", "translation_key", "title", "text", "date"]


@transaction.atomic
def write(kind: str, things: Iterable, *, are_new: bool = False) -> int:
    """Make these things findable, or correct what is known of them; of what is new there is nothing to take away."""
    source = sources.by_kind()[kind]
    things = list(things)
    with as_one_request():
        entries = [row_of(source, thing) for thing in things]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=COLUMNS
    )
    terms = (
        (
            row.pk,
            kind,
            row.object_id,
            *(positions(said, row.language or "fr") for said in (row.title, row.text)),
            source.marks(thing),
        )
        for row, thing in zip(entries, things, strict=True)
    )
    store().write(terms, are_new=are_new)
    return len(entries)


def row_of(source: sources.Source, thing) -> SearchEntry:
    entry = source.entry(thing)
    return SearchEntry(
        kind=source.kind,
        object_id=thing.pk,
        type=entry.type or next(iter(source.types)),
        language=entry.language,
        translation_key=entry.translation_key,
        title=clean(entry.title)[:LONGEST_TITLE],
        text=clean(entry.text)[:LONGEST_TEXT],
        date=entry.date,
    )


def forget(kind: str, ids: Iterable[int]) -> int:
    """Nobody finds these any more."""
    return SearchEntry.objects.filter(kind=kind, object_id__in=list(ids)).delete()[1].get("core.SearchEntry", 0)


def entries_of(kind: str, ids: list[int]) -> dict[int, SearchEntry]:
    """What is known of these things, by their numbers."""
    return {entry.object_id: entry for entry in SearchEntry.objects.filter(kind=kind, object_id__in=ids)}


def follow(kind: str, thing) -> None:
    """As ``write``, for signals: what cannot be indexed is still published, and ``manage.py reindex`` tells why."""
    try:
        write(kind, [thing])
    except Exception:
        logger.exception("%s %s is not findable.", kind, thing.pk)
