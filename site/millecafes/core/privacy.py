"""What the site knows of a person, how it is given back and erased, and how long each thing is kept.

Each application says its own part in its ``AppConfig``, by dotted paths:
``personal_data`` (person → chapters), ``erasers`` (person → nothing, in the transaction that closes the account) and
``retentions`` (what is kept, how long, why, and which job forgets it).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.apps import apps
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from millecafes.core.backup.tombstones import note


@dataclass
class Chapter:
    """A part of what the site knows of a person: rows of named answers, and the files that go with them."""

    code: str  # the name of its file
    title: str
    rows: Iterable[dict]
    files: Iterable[FieldFile] = ()


def named_by_applications(attribute: str) -> Iterator:
    for app in apps.get_app_configs():
        yield from getattr(app, attribute, [])


def chapters_of(person) -> Iterator[Chapter]:
    """Everything every application knows of this person."""
    for path in named_by_applications("personal_data"):
        yield from import_string(path)(person)


def erase(person) -> None:
    """Let every application forget this person; the caller holds the transaction.

    From the last one to the first: what is known of an address is found before the account loses it.
    """
    for path in reversed(list(named_by_applications("erasers"))):
        import_string(path)(person)
    transaction.on_commit(partial(note, person))  # a backup brought back would know her again


def told(row: models.Model, *, leave: Iterable[str] = ()) -> dict:
    """The fields of a row under the names people know them by; its number and what is left out are not told."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in leave]
    return {capfirst(str(field.verbose_name)): answer_of(row, field) for field in fields}


def answer_of(row: models.Model, field: models.Field):
    if field.choices and (label := getattr(row, f"get_{field.name}_display", None)):
        return str(label())
    value = getattr(row, field.name)
    if isinstance(value, models.Model):
        return str(value)
    return value.name if isinstance(value, FieldFile) else value


@dataclass(frozen=True)
class Retention:
    """``kept`` names the very constant that the job obeys: the page that shows it cannot say anything else."""

    what: str
    why: str
    kept: str  # dotted path of a timedelta, or of a number of months
    job: str  # dotted path of the regular job that forgets it
    outlives: bool = False  # something of it stays a while when the account is closed

    @property
    def duration(self) -> timedelta | int:
        return import_string(self.kept)

    @property
    def words(self) -> str:
        return in_words(self.duration)


def known_retentions() -> list[Retention]:
    """What every installed application keeps for a time."""
    return list(named_by_applications("retentions"))


def in_words(duration: timedelta | int) -> str:
    """« 12 mois », « 90 jours »."""
    months = duration if isinstance(duration, int) else duration.days * 12 // 365 if duration.days % 365 == 0 else 0
    if months:
        return _("%(count)d mois") % {"count": months}
    return ngettext("%(count)d jour", "%(count)d jours", duration.days) % {"count": duration.days}


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months ago, or the last one of that month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1, day=min(moment.day, 28))
