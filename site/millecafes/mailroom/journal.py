"""What a worker notes on its own machine while it sends, so that a worker killed dead is not believed to have failed.

The mail server says « taken »; the database learns it a moment later. Killed between the two, a worker would leave a
message to be sent twice. It notes the answer in a file first, which takes a few microseconds, and whoever starts after
it on the same machine reads the file. A file is locked as long as its worker lives: the system unlocks it at any death.
Without a journal (another machine takes over, the disk is full) the message is sent again, under the same Message-ID.
"""

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from millecafes.mailroom.models import Mail

logger = logging.getLogger(__name__)

LEASED, TAKEN = "leased", "taken"


@dataclass
class Will:
    """What a dead worker has left: the leases it held, and those whose message the server had taken."""

    path: Path
    leased: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)


class Journal:
    """The notes of one worker. Whatever happens to them stops no message."""

    def __init__(self):
        self.file, self.path = None, None
        try:
            folder().mkdir(parents=True, exist_ok=True)
            self.file, name = tempfile.mkstemp(dir=folder())
            # Locked before it is called a journal: another worker must not take it for that of a dead one.
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.path = Path(name).rename(f"{name}.journal")
        except OSError:
            logger.exception("The worker can write no journal: if it is killed, a message may be sent twice.")

    def begin(self, mails: list[Mail]) -> None:
        """Forget what is settled in the database, and note what is now ours."""
        with suppress(OSError, TypeError):
            os.ftruncate(self.file, 0)
        self.note("".join(f"{LEASED} {name_of(mail)}\n" for mail in mails))

    def taken(self, mail: Mail) -> None:
        self.note(f"{TAKEN} {name_of(mail)}\n")

    def note(self, lines: str) -> None:
        with suppress(OSError, TypeError):
            os.write(self.file, lines.encode())

    def close(self) -> None:
        """All is settled in the database: nothing is left to read."""
        with suppress(OSError, AttributeError):
            self.path.unlink(missing_ok=True)
        self.leave()

    def leave(self) -> None:
        """Leave the notes to be read, as a dead worker would: the database did not answer when it was told."""
        with suppress(OSError, TypeError):
            os.close(self.file)
        self.file = None


def name_of(mail: Mail) -> str:
    """A lease of a message: another lease of the same one has another name."""
    return f"{mail.pk}:{mail.lease_until.isoformat()}"


def folder() -> Path:
    return settings.VAR_ROOT / "mailroom"


def wills() -> Iterator[Will]:
    """Those of the workers of this machine that died; each is torn up once it has been read to the end."""
    for path in sorted(folder().glob("*.journal")):
        with suppress(OSError), path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # its worker lives
                continue
            will = Will(path)
            for line in file:
                word, _, name = line.strip().partition(" ")
                {LEASED: will.leased, TAKEN: will.taken}.get(word, set()).add(name)
            yield will
            path.unlink(missing_ok=True)
