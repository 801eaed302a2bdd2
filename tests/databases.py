"""The empty database of the tests, migrated once: each worker, and the next run, begins with a copy of it.

Migrating takes twenty seconds of processor, for each worker of each run. A copy is migrated too, which applies what is
new and nothing else; a migration of ours that was rewritten, or other versions of the libraries, make another original.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

PACKAGES = settings.ROOT / "requirements" / "base.txt"


def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def lay_copy() -> Path:
    """Put the copy where the tests look for their database; where it is."""
    target = Path(connection.settings_dict["TEST"]["NAME"])
    shutil.copyfile(original(), target)
    return target


def original() -> Path:
    """Made by whoever comes first; the others wait."""
    folder = settings.VAR_ROOT / "databases"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{fingerprint()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            make(path)
    return path


def fingerprint() -> str:
    files = [PACKAGES, *sorted(settings.ROOT.rglob("migrations/*.py"))]
    ours = [path for path in files if not {"node_modules", ".venv", "var"} & set(path.relative_to(settings.ROOT).parts)]
    return sha256(b"".join(path.read_bytes() for path in ours)).hexdigest()[:20]


def make(path: Path) -> None:
    draft = path.with_name("draft.sqlite3")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{draft}",
        "DJANGO_SETTINGS_MODULE": "millecafes.settings.test",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.ROOT, env=environment, check=True)
    with sqlite3.connect(draft) as database:  # one file, without the journals beside it
        database.execute("VACUUM INTO ?", [str(path)])
    database.close()
    for left in path.parent.glob("draft.sqlite3*"):
        left.unlink()
