"""The whole index, batch after batch; killed in the middle and run again, it goes on where it was."""

from collections import Counter
from collections.abc import Iterator

from django.core.cache import cache
from django.db import transaction

from millecafes.core.models import SearchEntry
from millecafes.core.search import index, sources
from millecafes.core.search.stores import store

PROGRESS = "search.rebuild"  # {kind: number of the last thing written}, while a rebuild is under way
BATCH = 100


def rebuild(*, from_scratch: bool = False) -> Iterator[tuple[str, int]]:
    """Write every thing again; gives (kind, how many) after each batch, and takes out what no longer exists."""
    if from_scratch:
        cache.delete(PROGRESS)
    progress = cache.get(PROGRESS, {})
    for kind, source in sources.by_kind().items():
        while batch := batch_of(source, after=progress.get(kind, 0)):
            index.write(kind, batch)
            progress[kind] = batch[-1].pk
            cache.set(PROGRESS, progress, timeout=None)
            yield kind, len(batch)
    store().tidy()
    cache.delete(PROGRESS)


def batch_of(source: sources.Source, after: int) -> list:
    return list(source.objects().filter(pk__gt=after).order_by("pk")[:BATCH])


@transaction.atomic
def sweep() -> int:
    """Take out the entries of what is gone; says how many."""
    known = sources.by_kind()
    gone = SearchEntry.objects.exclude(kind__in=known).delete()[1]
    counts = Counter(gone)
    for kind, source in known.items():
        lost = SearchEntry.objects.filter(kind=kind).exclude(object_id__in=source.objects().values("pk"))
        counts += Counter(lost.delete()[1])
    return counts["core.SearchEntry"]
