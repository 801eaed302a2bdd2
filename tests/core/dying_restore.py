"""« restore » in a process that kills itself within its work: python -m tests.core.dying_restore MOMENT FOLDER…"""

import os
import signal
import sqlite3
import sys
from types import SimpleNamespace

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.core.management import call_command

from millecafes.core.backup import files, postgresql, restoring, sqlite


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def die_after_one_file():
    digest, written = files.digest_in, []

    def counted(storage, name):
        written.append(name)
        return die() if len(written) == 3 else digest(storage, name)  # each is read before and after

    files.digest_in = counted


def die_within_the_database():
    """When a part of it was written: pages of SQLite, or words that PostgreSQL has been told."""

    class Dying(sqlite3.Connection):
        def backup(self, live, *, progress):
            super().backup(live, pages=50, progress=lambda status, left, total: left < total / 2 and die())

    def half(source, target):
        target.write(source.read(200_000))
        target.flush()
        die()

    sqlite.read_only = lambda path: sqlite3.connect(f"file:{path}?mode=ro", uri=True, factory=Dying)
    postgresql.shutil = SimpleNamespace(copyfileobj=half)


MOMENTS = {
    "one file is back": die_after_one_file,
    "a part of the database is written": die_within_the_database,
    "the database is back": lambda: setattr(restoring, "compare", die),
    "the files that came since are gone": lambda: setattr(restoring, "bring_up_to_date", die),
    "the closed accounts are not closed again": lambda: setattr(restoring, "replay", die),
}

if __name__ == "__main__":
    MOMENTS[sys.argv[1]]()
    call_command("restore", "--yes", *sys.argv[2:])
