"""The register of what can be found: each source tells how one kind of thing is read, and by whom."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value

from millecafes.core.models import SearchEntry


@dataclass
class Entry:
    """What the index keeps of a thing."""

    title: str
    text: str
    language: str = ""  # none: for readers of every language
    translation_key: UUID | None = None  # shared by what says the same in several languages
    date: datetime.date | None = None
    type: str = ""  # none: the first type of the source


@dataclass
class Found:
    """Where a thing found is, what is above it, and its name when the one that is looked for in is another."""

    url: str
    place: str = ""
    title: str = ""


class Source:
    """One kind of thing. ``types`` names what readers may sift by: the code of the address, the name on the screen."""

    kind: str
    types: dict[str, str]
    weight = 1.0  # of its things among the others: below 1 for what only points elsewhere
    is_translated = False  # the same is told in several languages, by entries that share a key
    most = 60  # of its latest matches that are ranked beside the other kinds
    quotes_registers = False  # whether its things say what key figures and other registers say at that moment

    def objects(self) -> QuerySet:
        """What may be indexed: everything that somebody may read."""
        raise NotImplementedError

    def rights(self, user) -> Hashable:
        """Whatever ``readable`` follows besides the rows themselves: the groups of this person, the day…"""
        return None

    def readable(self, rights: Hashable) -> QuerySet:
        """What one may read with these rights; joined to each search, and written in SQL once for the same rights."""
        raise NotImplementedError

    def entry(self, thing) -> Entry:
        raise NotImplementedError

    def marks(self, thing) -> tuple[str, ...]:
        """What its matches may be narrowed by without being read: words that no text says, « by 7 » for an author."""
        return ()

    def found(self, ids) -> dict[int, Found]:
        """Where the results of a page are, in as few queries whatever their number."""
        return {pk: Found(thing.get_absolute_url()) for pk, thing in self.objects().in_bulk(ids).items()}


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.kind] = source


def by_kind() -> dict[str, Source]:
    return dict(_sources)


def types() -> dict[str, str]:
    """Every type readers may sift by, in the order of the sources."""
    return {code: label for source in _sources.values() for code, label in source.types.items()}


def weights() -> dict[str, float]:
    """By type."""
    return {code: source.weight for source in _sources.values() for code in source.types}


def kinds() -> dict[str, str]:
    """The kind of the things of each type."""
    return {code: kind for kind, source in _sources.items() for code in source.types}


def rights_of(user) -> tuple[Hashable, ...]:
    """What this person may read at this moment depends on these, one for each source."""
    return tuple((kind, source.rights(user)) for kind, source in _sources.items())


def readable(kind: str, rights: Hashable) -> QuerySet[SearchEntry]:
    """The entries of this kind whose thing one may read with these rights, and no other."""
    # Not « Exists », of which PostgreSQL would make a table of all that may be read, for the few that are asked of.
    door = _sources[kind].readable(rights).filter(pk=OuterRef("object_id")).order_by().values(opens=Value(True))
    return SearchEntry.objects.filter(Q(Subquery(door, output_field=BooleanField())), kind=kind)
