"""What hangs on a commune, asked of every application when the commune changes: each registers a function.

``register(lambda codes: [Dependant("74065", "candidature", "n° 12"), …])``, from its « ready » method.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from millecafes.places.models import Cafe


class Dependant(NamedTuple):
    """A file that somebody should look at again."""

    commune: str  # the code
    kind: str
    name: str


Finder = Callable[[Collection[str]], Iterable[Dependant]]


def cafes_in(communes: Collection[str]) -> list[Dependant]:
    found = Cafe.objects.filter(commune__in=communes).order_by("name", "pk").values_list("commune_id", "name")
    return [Dependant(commune, "café", name) for commune, name in found]


_finders: list[Finder] = [cafes_in]


def register(finder: Finder) -> None:
    _finders.append(finder)


def dependants_of(communes: Collection[str]) -> dict[str, list[Dependant]]:
    """By commune; those on which nothing hangs are left out."""
    found = defaultdict(list)
    for finder in _finders if communes else []:
        for dependant in finder(communes):
            found[dependant.commune].append(dependant)
    return dict(found)
