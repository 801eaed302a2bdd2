"""What hangs on a commune and is to be looked at again when the commune changes: every table that names a commune."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from millecafes.places.services.merging import fields_that_name_a_commune


class Dependant(NamedTuple):
    """A file that somebody should look at again."""

    commune: str  # the code
    kind: str
    name: str


def dependants_of(communes: Collection[str]) -> dict[str, list[Dependant]]:
    """By commune; those on which nothing hangs are left out."""
    found = defaultdict(list)
    for field in fields_that_name_a_commune() if communes else []:
        rows = field.model._base_manager.filter(**{f"{field.name}__in": communes})
        for row in rows.select_related(None).order_by("pk"):
            dependant = Dependant(getattr(row, field.attname), str(field.model._meta.verbose_name), str(row))
            found[dependant.commune].append(dependant)
    return dict(found)
