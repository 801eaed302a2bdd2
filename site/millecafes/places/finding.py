"""Finds the place that somebody names, however it is typed: « ST LEGER DE M », « havre », « 2A004 », « 81600 »."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from millecafes.places.labels import departments
from millecafes.places.models import Commune, DelegatedCommune, PlaceKey
from millecafes.places.names import key_of

MOST_TYPED = 100  # characters; the longest name has 45
MOST_COUNTED = 200
AFTER_LETTERS = "{"  # the sign that follows z: what begins with « ab » is from « ab » to « ab{ »
CODE = re.compile(r"\d{5}|2[ab]\d{3}")
FIGURES = re.compile(r"\d")
WORDY = 3  # letters of a word that is worth looking for by itself
FEW_ANSWER = 6  # letters after which one look is quicker than two; before, a sort of thousands would cost more
RANK = PlaceKey.Rank
WHOLE, INSIDE = RANK.WHOLE, RANK.INSIDE
WAY_UP = {Commune: ["department"], DelegatedCommune: ["parent__department"]}

Place = Commune | DelegatedCommune
Reference = tuple[str | None, str | None]  # the code of a commune, or else of a former one


@dataclass
class Found:
    """The first places that answer to what was typed; ``total`` counts them all, up to MOST_COUNTED."""

    places: list[Place] = field(default_factory=list)
    total: int = 0


def find_places(typed: str, most: int = 8) -> list[Place]:
    """Communes in force and former communes that answer to this; exact names alone, when there are some."""
    return search_places(typed, most).places


def search_places(typed: str, most: int = 8) -> Found:
    """As ``find_places``, and how many there are."""
    name = key_of(typed) if len(typed) <= MOST_TYPED else ""
    if not name:
        return Found()
    references = next(filter(None, (reading() for reading in readings(name))), [])
    return Found(places_of(references[:most]), len(references))


def place_of(key: str) -> Place | None:
    """The place a form has kept: « 52411 » is a commune, « 52293D » a former one.

    A code that no commune has any more is that of the former commune, or leads to the commune in force.
    """
    code = key.strip().upper().removesuffix("D")
    if not CODE.fullmatch(code.lower()):
        return None
    standing = Commune.objects.filter(pk=code, ended=False).select_related(*WAY_UP[Commune])
    commune = standing.first() if key.strip().upper() == code else None
    if commune and commune.replaced_by_id is None:
        return commune
    former = places_of([(None, code)])
    if not former and commune:
        return next(iter(places_of([(commune.current.pk, None)])))
    return former[0] if former else None


def readings(name: str) -> Iterator[Callable[[], list[Reference]]]:
    """What may be meant, from the plainest; each is looked for only if those before found nothing."""
    words = name.split()
    codes = [word for word in words if CODE.fullmatch(word)]
    if len(words) == 1 or not FIGURES.search(name):  # no name has figures
        yield lambda: begun_by(name)
    if len(words) == 1:
        return
    if codes:
        others = [word for word in words if word not in codes]
        yield lambda: saying(exact_keys(codes[0]), others)
    yield lambda: next(filter(None, (begun_by(rest, code) for rest, code in sorted(ends_of(words)))), [])
    longest = max(words, key=len)
    if len(longest) >= WORDY:
        yield lambda: saying(keys_from(longest), words)


def exact_keys(code: str):
    """Keys of the place that has this code, or of those that have this postcode."""
    return PlaceKey.objects.filter(rank__in=[RANK.CODE, WHOLE], key=code)


def keys_from(beginning: str):
    return PlaceKey.objects.filter(rank__in=[WHOLE, INSIDE], key__gte=beginning, key__lt=beginning + AFTER_LETTERS)


def begun_by(key: str, department: str = "") -> list[Reference]:
    """Places that this names whole; failing that, those it begins to name, from the first word or from another."""
    narrow = {"department": department} if department else {}
    if CODE.fullmatch(key) and (whole := references_of(exact_keys(key).filter(**narrow))):
        return whole
    found = []
    for ranks in [{WHOLE, INSIDE}] if len(key) >= FEW_ANSWER else [{WHOLE}, {INSIDE}]:
        rows = keys_from(key).filter(rank__in=ranks, **narrow).values_list("key", "rank", "commune_id", "delegated_id")
        for said, rank, *reference in rows[:MOST_COUNTED]:
            found.append((said == key and rank == WHOLE, tuple(reference)))
        if exact := [reference for is_exact, reference in found if is_exact]:
            return list(dict.fromkeys(exact))
        if len(found) >= MOST_COUNTED:
            break
    return list(dict.fromkeys(reference for _, reference in found))[:MOST_COUNTED]


def references_of(keys) -> list[Reference]:
    return list(dict.fromkeys(keys.values_list("commune_id", "delegated_id")[:MOST_COUNTED]))


def saying(keys, words: list[str]) -> list[Reference]:
    """Places whose name has every one of these words, in any order, or words that begin so."""
    names = "commune__search_name", "delegated__search_name"
    rows = keys.values_list("commune_id", "delegated_id", *names)[:MOST_COUNTED]
    said = {row[:2]: f" {row[2] or row[3]}" for row in rows}
    return [one for one, name in said.items() if all(f" {word}" in name for word in words)]


def ends_of(words: list[str]) -> Iterator[tuple[str, str]]:
    """The departments these may end with, by their code, their name or both: what comes before, and the code.

    « haute savoie » ends with « savoie » too: sorted, the one that leaves least comes first.
    """
    for code, name in departments().items():
        rest = words
        for said in ([code.lower()], [code.lower().lstrip("0")], department_words(name)):
            if len(rest) > len(said) and rest[-len(said) :] == said:
                rest = rest[: -len(said)]
        if rest is not words:
            yield " ".join(rest), code


@lru_cache(maxsize=512)
def department_words(name: str) -> list[str]:
    return key_of(name).split()


def places_of(references: list[Reference]) -> list[Place]:
    """The places themselves, in the same order, with their departments."""
    found = {}
    for column, model in enumerate(WAY_UP):
        if codes := {one[column] for one in references if one[column]}:
            rows = model.objects.filter(pk__in=codes).select_related(*WAY_UP[model])
            found |= {(row.pk, None) if model is Commune else (None, row.pk): row for row in rows}
    return [found[one] for one in references if one in found]
