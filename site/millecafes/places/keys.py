"""Writes what places may be looked for by. To be done again whenever the register has changed."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from django.db import connection, transaction

from millecafes.places.models import Commune, DelegatedCommune, PlaceKey
from millecafes.places.names import key_of

ARTICLES = {"la", "le", "les", "l"}
# Nobody begins to look for a place by these.
SMALL_WORDS = ARTICLES | {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "lez", "sous", "sur"}
TABLE = PlaceKey._meta.db_table
COLUMNS = "key, rank, commune_id, delegated_id, department_id"


class Key(NamedTuple):
    """A row of the index, as COLUMNS name it."""

    key: str
    rank: int
    commune_id: str | None
    delegated_id: str | None
    department_id: str


@transaction.atomic
def index_places() -> int:
    """Write every key anew, in the order of the names; says how many there are.

    Said to the database itself: Django's models would take these 135,000 short rows in hand one by one.
    """
    communes = Commune.objects.filter(ended=False).select_related("replaced_by__replaced_by")
    delegated = DelegatedCommune.objects.select_related("parent")
    told = set(delegated.values_list("code", flat=True))
    places = sorted(chain(communes, delegated), key=lambda place: (place.search_name, place.code))
    keys = [key for place in places for key in keys_of(place, told)]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as copy:
                for key in keys:
                    copy.write_row(key)
        else:
            cursor.executemany(f"INSERT INTO {TABLE} ({COLUMNS}) VALUES (%s, %s, %s, %s, %s)", keys)
    return len(keys)


def keys_of(place: Commune | DelegatedCommune, told: set[str]) -> Iterator[Key]:
    """All that finds this place; ``told`` are the codes of the former communes that speak for themselves."""
    rank = PlaceKey.Rank
    if isinstance(place, DelegatedCommune):
        commune, target = place.parent, (None, place.code)
        if commune.search_name == place.search_name:  # people mean the whole
            return
        codes, former, postcodes = {place.code} - {commune.code}, set(), []
    else:
        commune = place.current
        if commune is not place and place.code in told:
            return
        target, postcodes = (commune.code, None), place.postcodes.split()
        codes, former = {place.code}, set(place.former_codes.split()) - told
    said = {
        rank.CODE: sorted(codes),
        rank.WHOLE: postcodes,
        # The Seine once gave its communes what are now the postcodes of Paris: today's meaning comes first.
        rank.INSIDE: sorted(former - codes),
    }
    whole, inside = beginnings_of(place.name)
    said[rank.WHOLE] += sorted(whole)
    said[rank.INSIDE] += sorted(inside)
    for how, keys in said.items():
        yield from (Key(key.lower(), how.value, *target, commune.department_id) for key in keys)


def beginnings_of(name: str) -> tuple[set[str], set[str]]:
    """« La Buisse » may be begun at « la » or at « buisse »; « Saint-Sever-de-Rustan » also at « sever », « rustan ».

    An apostrophe is often forgotten: « L’Isle » is « l isle » and « lisle » too.
    """
    whole, inside = set(), set()
    for spelling in {key_of(name), key_of(name.replace("’", "").replace("'", ""))}:
        words = spelling.split() or [""]
        whole.add(spelling)
        if words[0] in ARTICLES and len(words) > 1:
            whole.add(" ".join(words[1:]))
        inside |= {" ".join(words[n:]) for n in range(1, len(words)) if words[n] not in SMALL_WORDS}
    return whole, inside - whole
