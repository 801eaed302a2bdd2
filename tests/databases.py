"""The database of the tests, empty but for the groups of the team, migrated once.

Each worker begins with a copy of it, and on SQLite the next run too. Migrating takes a minute of processor, for each
worker of each run. A copy is migrated too, which applies what is new and nothing else; a migration of ours that was
rewritten, or other versions of the libraries, make another original.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

ORIGINAL = "original"
GROUPS = settings.ROOT / "site" / "millecafes" / "people" / "groups.py"
PACKAGES = settings.ROOT / "requirements" / "base.txt"


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def only_one():
    """The others wait."""
    folder = settings.VAR_ROOT / "databases"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def lay_postgresql_copy() -> None:
    """Make the database of the tests from the one that whoever came first has migrated."""
    name = connection.creation._get_test_db_name()
    with only_one(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ORIGINAL])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{ORIGINAL}_draft"')
            migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{ORIGINAL}_draft").geturl())
            cursor.execute(f'ALTER DATABASE "{ORIGINAL}_draft" RENAME TO "{ORIGINAL}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ORIGINAL}"')


def lay_copy() -> Path:
    """Put the copy where the tests look for their database; where it is."""
    target = Path(connection.settings_dict["TEST"]["NAME"])
    shutil.copyfile(original(), target)
    return target


def original() -> Path:
    """Made by whoever comes first."""
    with only_one() as folder:
        path = folder / f"{fingerprint()}.sqlite3"
        if not path.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            make(path)
    return path


def fingerprint() -> str:
    files = [PACKAGES, GROUPS, *sorted(settings.ROOT.rglob("migrations/*.py"))]
    ours = [path for path in files if not {"node_modules", ".venv", "var"} & set(path.relative_to(settings.ROOT).parts)]
    return sha256(b"".join(path.read_bytes() for path in ours)).hexdigest()[:20]


def migrate(url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "millecafes.settings.test"}
    for command in (["migrate", "-v0"], ["sync_groups"]):
        run = [sys.executable, "manage.py", *command]
        subprocess.run(run, cwd=settings.ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def make(path: Path) -> None:
    draft = path.with_name("draft.sqlite3")
    migrate(f"sqlite:///{draft}")
    with sqlite3.connect(draft) as database:  # one file, without the journals beside it
        database.execute("VACUUM INTO ?", [str(path)])
    database.close()
    for left in path.parent.glob("draft.sqlite3*"):
        left.unlink()
