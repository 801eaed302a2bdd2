"""What hangs on a commune and is to be looked at again when the commune changes: every table that names a commune."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, ForeignKey, QuerySet

from millecafes.places.services.merging import fields_that_name_a_commune

MOST_NAMED = 20  # rows of a table, over all communes: the others are counted


class Dependants(NamedTuple):
    """Files of a kind, of one commune, that somebody should look at again."""

    kind: str
    names: list[str]
    others: int


def dependants_of(communes: Collection[str]) -> dict[str, list[Dependants]]:
    """By commune; those on which nothing hangs are left out. Two questions a table, however much hangs on them."""
    found = defaultdict(list)
    for field in fields_that_name_a_commune() if communes else []:
        rows = field.model._base_manager.filter(**{f"{field.name}__in": communes})
        counts = rows.order_by(field.attname).values_list(field.attname).annotate(Count("pk"))
        counts = dict(counts)
        names = first_names(rows, field) if counts else {}
        for code, count in counts.items():
            known = names.get(code, [])
            found[code].append(Dependants(str(field.model._meta.verbose_name), known, count - len(known)))
    return dict(found)


def first_names(rows: QuerySet, field: ForeignKey) -> dict[str, list[str]]:
    """Of the first rows, read with all that they lead to, since a name may say a person and a place."""
    found = defaultdict(list)
    related = [one.name for one in field.model._meta.concrete_fields if one.is_relation and one.related_model]
    for row in rows.select_related(None).select_related(*related).order_by("pk")[:MOST_NAMED]:
        found[getattr(row, field.attname)].append(str(row))
    return found
