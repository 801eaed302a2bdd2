"""Whether the site is well: the database, the cache and the files answer, and what applications watch."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as once

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

GIGABYTE = 10**9
SHORT = 0.1  # of the disk: a backup or a film may no longer fit
FULL = 0.02  # of the disk: what is written next may fail


@dataclass(frozen=True)
class Room:
    """What is left on the disk of the site, in bytes."""

    free: int
    total: int

    @property
    def gigabytes(self) -> float:
        return round(self.free / GIGABYTE, 1)

    @property
    def percent(self) -> int:
        return round(100 * self.free / self.total)

    @property
    def is_short(self) -> bool:
        return self.free < SHORT * self.total

    @property
    def is_full(self) -> bool:
        return self.free < FULL * self.total


def room() -> Room:
    usage = shutil.disk_usage(settings.VAR_ROOT)
    return Room(usage.free, usage.total)


def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_cache():
    cache.set("sante", "1", 60)
    if cache.get("sante") != "1":
        raise OSError("The cache forgets at once.")


def check_storage():
    default_storage.delete(default_storage.save("sante/essai.txt", ContentFile(b"1")))


def check_disk():
    if room().is_full:
        raise OSError("The disk is full.")


@once  # a process reads the migrations of its own code, and what was applied stays; a fault is asked again
def check_migrations():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise OSError("The database is older than the code.")


CHECKS = {
    "database": check_database,
    "cache": check_cache,
    "storage": check_storage,
    "disk": check_disk,
    "migrations": check_migrations,
}


def readiness() -> tuple[dict, bool]:
    """The state of each part, what applications watch and measure, and whether nobody has to be woken up.

    An application names what it watches in ``AppConfig.watched`` (functions that raise when it is not well), and what
    it only counts in ``AppConfig.measures``. Both ask the database: not before it answers.
    """
    report = {name: state_of(check) for name, check in CHECKS.items()}
    if "ko" not in report.values():
        for app in apps.get_app_configs():
            report |= {name: state_of(import_string(path)) for name, path in getattr(app, "watched", {}).items()}
            report |= {name: import_string(path)() for name, path in getattr(app, "measures", {}).items()}
    return report, "ko" not in report.values()


def state_of(check: Callable[[], object]) -> str:
    """Which part broke is said; why, the log and the pages of the team know."""
    try:
        check()
    except Exception:
        return "ko"
    return "ok"
