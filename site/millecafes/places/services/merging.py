"""What stands in a commune that another one has replaced goes with it: cafés, mandates, dates, requests.

Every table that names a commune is met through the commune itself, so that an application has nothing to declare.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from wagtail.models import Revision

from millecafes.core.search import index
from millecafes.places.models import Cafe, Commune, DelegatedCommune, PlaceKey
from millecafes.places.search import CafeSource

REGISTER = {Commune, DelegatedCommune, PlaceKey}  # says by itself what became of each place


class Moved(NamedTuple):
    """A row that was in a commune that is no more."""

    former: str
    new: str
    kind: str
    name: str


def follow_communes() -> list[Moved]:
    """Lead to the commune in force all that still names one that was merged; says what was led."""
    merged = Commune.objects.exclude(replaced_by=None).select_related("replaced_by__replaced_by").order_by("pk")
    news = {commune.pk: commune.current for commune in merged}
    parts = set(DelegatedCommune.objects.filter(pk__in=news).values_list("pk", flat=True))
    return [moved for field in fields_that_name_a_commune() for moved in follow_in(field, news, parts)]


def fields_that_name_a_commune() -> list[models.ForeignKey]:
    relations = Commune._meta.get_fields(include_hidden=True)
    found = [relation.field for relation in relations if relation.auto_created and not relation.concrete]
    kept = [field for field in found if isinstance(field, models.ForeignKey) and field.model not in REGISTER]
    return sorted(kept, key=lambda field: field.model._meta.label)


def follow_in(field: models.ForeignKey, news: dict[str, Commune], parts: set[str]) -> Iterator[Moved]:
    """The rows of one table, one by one: they are few, and what listens to each must hear of it."""
    rows = field.model._base_manager.filter(Q(**{f"{field.name}__replaced_by__isnull": False}))
    for row in rows.select_related(None).order_by("pk"):
        former = getattr(row, field.attname)
        new = news[former]
        changed = {field.attname: new.pk}
        if has_a_part(field.model) and row.delegated_id is None and former in parts:
            changed["delegated_id"] = former  # people still say the name of the village
        if settled(row, changed):
            yield Moved(former, new.pk, str(field.model._meta.verbose_name), str(row))


def has_a_part(model: type[models.Model]) -> bool:
    try:
        return model._meta.get_field("delegated").related_model is DelegatedCommune
    except FieldDoesNotExist:
        return False


def settled(row: models.Model, changed: dict[str, str]) -> bool:
    """Whether it could be written: a person who has the same role in both communes keeps the one in force."""
    for name, value in changed.items():
        setattr(row, name, value)
    names = [row._meta.get_field(name.removesuffix("_id")).name for name in changed]
    if isinstance(row, Cafe):
        names.append("updated_at")
    try:
        with transaction.atomic():
            row.save(update_fields=names)
    except IntegrityError:
        return False
    if isinstance(row, Cafe):
        correct_drafts(row, {name.removesuffix("_id"): value for name, value in changed.items()})
        if row.live:
            index.follow(CafeSource.kind, CafeSource().objects().get(pk=row.pk))
    return True


def correct_drafts(cafe: Cafe, changed: dict[str, str]) -> None:
    """What waits to be published would put the former commune back."""
    waiting = Q(pk=cafe.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    for revision in Revision.objects.for_instance(cafe).filter(waiting):
        if revision.content.get("commune") == changed["commune"]:
            continue
        kept = {"delegated": revision.content.get("delegated") or changed.get("delegated")}
        revision.content |= {"commune": changed["commune"], **kept}
        revision.save(update_fields=["content"])
