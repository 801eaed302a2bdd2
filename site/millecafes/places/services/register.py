"""Bringing the register in the database up to date with what a source says, in one transaction.

No commune is ever deleted: cafés stand in it, files name it. One that a source no longer has leads to the one that
replaced it, or is kept and told.
"""

from contextlib import suppress
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from millecafes.core.page_changes import forget_pages
from millecafes.places.keys import index_places
from millecafes.places.models import Commune, DelegatedCommune, Department, Epci, Region
from millecafes.places.services.dependants import Dependants, dependants_of
from millecafes.places.services.merging import Moved, follow_communes
from millecafes.places.services.register_files import Register, RegisterError

AT_ONCE = 1000
# More communes than that never vanish in a year without being replaced: such a file is cut short.
MOST_GONE = 100
PLACE_FIELDS = ["name", "search_name", "population", "population_year", "lat", "lon", "precision"]
# What the register says; the other fields are ours.
FIELDS = {
    Region: ["name"],
    Department: ["name", "region_id", "time_zone"],
    Epci: ["name"],
    Commune: [
        *PLACE_FIELDS,
        *["department_id", "epci_id", "postcodes", "former_codes", "replaced_by_id", "ended"],
    ],
    DelegatedCommune: [*PLACE_FIELDS, "kind", "parent_id"],
}


@dataclass
class Count:
    """What became of the rows of a table."""

    added: int = 0
    changed: int = 0
    merged: int = 0
    gone: int = 0
    unchanged: int = 0


@dataclass
class Crossing:
    """A commune on the other side of the rule than before; the figures are those of the commune it is now in."""

    commune: Commune
    was: int | None
    now: int | None
    eligible: bool


@dataclass
class Report:
    """What an import has done, and whose files it concerns."""

    counts: dict[type[models.Model], Count] = field(default_factory=dict)
    crossings: list[Crossing] = field(default_factory=list)
    merged: list[Commune] = field(default_factory=list)
    gone: list[Commune] = field(default_factory=list)
    dependants: dict[str, list[Dependants]] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        counts = self.counts.values()
        return not self.moved and not any(one.added or one.changed or one.merged or one.gone for one in counts)


@transaction.atomic
def update_register(register: Register, *, may_lose_many: bool = False) -> Report:
    """Write what differs and tell it. Two imports at once wait for each other: the second finds nothing to do."""
    lock_register()
    report = Report()
    before = Commune.objects.in_bulk()
    absent = settle_absent(before, register, report)
    if len(report.gone) > MOST_GONE and not may_lose_many:
        raise RegisterError(
            f"{len(report.gone)} communes disparaîtraient sans être remplacées : cette source est-elle entière ? "
            "Si oui, recommencez avec --may-lose-many."
        )
    for model, rows in [
        (Region, register.regions),
        (Department, register.departments),
        (Epci, register.epcis),
        (Commune, register.communes | absent),
        (DelegatedCommune, register.delegated),
    ]:
        report.counts[model] = write_changes(model, rows)
    tell_communes(report)
    report.counts[DelegatedCommune].gone = free_again(register)
    report.crossings = crossings(before, register.communes | absent)
    concerned = [crossing.commune for crossing in report.crossings] + report.merged + report.gone
    report.dependants = dependants_of({commune.code for commune in concerned})
    report.moved = follow_communes()
    if not report.is_empty:
        index_places()
        forget_pages()
    return report


def lock_register() -> None:
    """One import at a time, even in an empty register: the lock is the row that stands for the table of communes."""
    list(ContentType.objects.select_for_update(no_key=True).filter(app_label="places", model="commune"))


def write_changes(model: type[models.Model], rows: dict[str, models.Model]) -> Count:
    """Add what is new and write what differs, a thousand rows at a time."""
    fields = FIELDS[model]
    known = {code: values for code, *values in model.objects.order_by().values_list("pk", *fields)}
    added, changed = [], []
    for code, row in rows.items():
        if code not in known:
            added.append(row)
        elif known[code] != [getattr(row, name) for name in fields]:
            changed.append(row)
    model.objects.bulk_create(
        added + changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[model._meta.get_field(name.removesuffix("_id")).name for name in fields],
        batch_size=AT_ONCE,
    )
    return Count(len(added), len(changed), unchanged=len(rows) - len(added) - len(changed))


# -- Communes that a source no longer has -----------------------------------------------------------------------------


def settle_absent(before: dict[str, Commune], register: Register, report: Report) -> dict[str, Commune]:
    """Each leads to the one that replaced it, or is said to have ended; the report names those of this time."""
    replacing, settled = successors(register), {}
    for code in sorted(before.keys() - register.communes.keys()):
        old = before[code]
        new = Commune(code=code, **{name: getattr(old, name) for name in FIELDS[Commune]})
        new.replaced_by_id = replacing.get(code) or old.replaced_by_id
        new.ended = new.replaced_by_id is None
        settled[code] = new
        if new.replaced_by_id != old.replaced_by_id:
            report.merged.append(new)
        elif new.ended and not old.ended:
            report.gone.append(new)
    return settled


def successors(register: Register) -> dict[str, str]:
    """Old code → code of the commune that has it among its former codes, or among its former communes."""
    found = {}
    for code in sorted(register.communes):
        for old in register.communes[code].former_codes.split():
            found.setdefault(old, code)
    for place in register.delegated.values():
        found.setdefault(place.code, place.parent_id)
    return found


def tell_communes(report: Report) -> None:
    """Those that have been merged or have gone are changed rows, of a kind worth a name."""
    count = report.counts[Commune]
    count.merged, count.gone = len(report.merged), len(report.gone)
    count.changed -= count.merged + count.gone


def free_again(register: Register) -> int:
    """A part that is a commune again is told once, as a commune; unless something hangs on the part.

    The other parts that a source no longer has are kept: people still name them.
    """
    freed = 0
    for place in DelegatedCommune.objects.order_by("pk"):
        if place.code in register.communes and place.code not in register.delegated:
            with suppress(models.ProtectedError), transaction.atomic():
                place.delete()
                freed += 1
    return freed


# -- Eligibility ------------------------------------------------------------------------------------------------------


def crossings(before: dict[str, Commune], after: dict[str, Commune]) -> list[Crossing]:
    """Communes known before whose answer to « is it eligible? » is no longer the same."""
    found = []
    for code in sorted(before):
        old, new = current(code, before), current(code, after)
        if is_eligible(old) != is_eligible(new):
            found.append(Crossing(after[code], old.population, new.population, is_eligible(new)))
    return found


def current(code: str, communes: dict[str, Commune]) -> Commune:
    """The commune of this code, or the one that has replaced it."""
    commune, seen = communes[code], set()
    while commune.replaced_by_id in communes and commune.code not in seen:
        seen.add(commune.code)
        commune = communes[commune.replaced_by_id]
    return commune


def is_eligible(commune: Commune) -> bool:
    return commune.is_eligible and not commune.ended
