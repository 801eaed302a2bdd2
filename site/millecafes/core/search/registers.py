"""Pages show what the registers say at this moment; the index keeps what they said: this job brings it up to date."""

from collections.abc import Iterator
from hashlib import blake2b

from django.apps import apps
from django.core.cache import cache

from millecafes.core.memo import as_one_request
from millecafes.core.models.registers import Register
from millecafes.core.search import index, sources
from millecafes.core.search.rebuild import batch_of

KEPT = "search.registers"  # what the registers said when the index was last brought up to date
COMPARED = ("type", "title", "text", "date")


def follow_registers() -> int:
    """Index again what quotes a figure that was corrected, a partner that was renamed; says how many things changed.

    Nothing is looked at as long as no register has changed. Killed in the middle, it begins again the next time.
    """
    state = state_of_registers()
    if cache.get(KEPT) == state:
        return 0
    quoting = [source for source in sources.by_kind().values() if source.quotes_registers]
    count = sum(len(batch) for source in quoting for batch in corrected(source))
    cache.set(KEPT, state, timeout=None)
    return count


def state_of_registers() -> str:
    """Some hundreds of rows: comparing them all costs less than remembering who changed what."""
    digest = blake2b(digest_size=12)
    for model in apps.get_models():
        if issubclass(model, Register):
            digest.update(repr((model._meta.label, list(model.objects.order_by("pk").values_list()))).encode())
    return digest.hexdigest()


def corrected(source: sources.Source) -> Iterator[list]:
    """Batch after batch, the things that are no longer told as the index has them, once they are written again."""
    after = 0
    while batch := batch_of(source, after):
        after = batch[-1].pk
        entries = index.entries_of(source.kind, [thing.pk for thing in batch])
        with as_one_request():
            wanted = {thing: index.row_of(source, thing) for thing in batch}
        changed = [thing for thing, row in wanted.items() if told(row) != told(entries.get(thing.pk))]
        if changed:
            index.write(source.kind, changed)
        yield changed


def told(entry) -> tuple:
    return tuple(getattr(entry, name, None) for name in COMPARED)
