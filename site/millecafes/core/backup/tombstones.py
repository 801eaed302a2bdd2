"""The accounts that were closed, told outside the database: a restored copy must not bring people back.

A line names nobody: the number of an account, when it was made (numbers are given again after a restore), when it was
closed. Lines are added, never changed, and are told again beside the archives by each backup.
"""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

logger = logging.getLogger(__name__)
BESIDE = "erasures.jsonl"  # beside the archives


@dataclass(frozen=True)
class Tombstone:
    account: int
    joined: str
    erased: str

    @property
    def whose(self) -> tuple[int, datetime]:
        return self.account, datetime.fromisoformat(self.joined)


def own_list() -> Path:
    return Path(settings.ERASURE_LIST)


def note(person) -> None:
    """Once the erasure is committed; whatever happens here undoes nothing."""
    try:
        add(own_list(), [Tombstone(person.pk, person.date_joined.isoformat(), timezone.now().isoformat())])
    except OSError:
        logger.exception("A closed account could not be noted in %s; the next backup will.", own_list())


def read(path: Path) -> list[Tombstone]:
    """What the list says; a line that was cut short says nothing."""
    found = []
    try:
        lines = path.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return found
    for line in lines:
        try:
            tombstone = Tombstone(**json.loads(line))
            found.append(tombstone) if isinstance(tombstone.whose[0], int) else None
        except (ValueError, TypeError):
            logger.warning("A line of %s could not be read.", path)
    return found


def add(path: Path, tombstones: Iterable[Tombstone]) -> None:
    """Add those that the list does not tell yet."""
    told = {tombstone.whose for tombstone in read(path)}
    new = {tombstone.whose: tombstone for tombstone in tombstones if tombstone.whose not in told}
    if not new:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{json.dumps(asdict(tombstone))}\n" for tombstone in new.values())
    number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        cut = path.stat().st_size and not path.read_bytes().endswith(b"\n")
        os.write(number, (("\n" if cut else "") + text).encode())
        os.fsync(number)
    finally:
        os.close(number)


def in_database() -> list[Tombstone]:
    """The closed accounts that the database knows of."""
    closed = get_user_model().objects.exclude(closed_at=None).order_by("pk")
    return [
        Tombstone(pk, joined.isoformat(), erased.isoformat())
        for pk, joined, erased in closed.values_list("pk", "date_joined", "closed_at")
    ]
