"""The words of the files, read in the background: no document may stop the worker, nor fill the machine.

Each is read by a process of its own (``reader.py``), which has little memory and little time and knows none of the
site's secrets. Whatever happens to it, the file has a state that editors read, and the resource stays published.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from resources.models import Replay, ResourceFile, SlidesText, TextState
from resources.models.replays import LONG
from resources.services import finding

logger = logging.getLogger(__name__)

READER = Path(__file__).with_name("reader.py")
LONGEST = 40.0  # seconds given to one file; the reader stops by itself before
LONGEST_TURN = 20.0  # seconds after which the worker begins no other file
MOST = 100  # of each kind in a turn
KEPT_OF_THE_WORLD = ("PATH", "LANG", "LD_LIBRARY_PATH")


@dataclass
class Reading:
    """What is known of a file."""

    state: str = TextState.FAILED
    text: str = ""
    pages: int | None = None
    preview: bytes = b""


def read(file: File, extension: str, seconds: float = LONGEST) -> Reading:
    """Read this file apart; gives what could be known of it, and never fails because of what it holds."""
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        path = Path(folder) / "document"
        with file.open("rb") as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1024 * 1024)
        # Killed, out of time, out of memory: what was found before that is on disk.
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [sys.executable, "-I", READER, path, extension, folder],
                timeout=seconds, env={name: os.environ[name] for name in KEPT_OF_THE_WORLD if name in os.environ},
                cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        return found_in(Path(folder))


def found_in(folder: Path) -> Reading:
    """What the reader has left behind it."""
    try:
        facts = json.loads((folder / "facts.json").read_text())
    except (OSError, ValueError):
        return Reading()
    reading = Reading(TextState(facts["state"]), pages=facts.get("pages"))
    if reading.state == TextState.DONE:
        reading.text = (folder / "text").read_text(encoding="utf-8")
        with suppress(OSError):
            picture = (folder / "first.jpg").read_bytes()
            reading.preview = picture if picture.endswith(b"\xff\xd9") else b""
    return reading


# -- The job ----------------------------------------------------------------------------------------------------------


def read_waiting(seconds: float = LONGEST_TURN) -> int:
    """Read what waits, the newest versions first, until the time is up; says how many files were read.

    Killed in the middle of a file, it finds it waiting the next time; run twice at once, it writes the same thing.
    """
    until, count, trouble = time.monotonic() + seconds, 0, None
    for file, write in waiting():
        try:
            write(read(file, PurePosixPath(file.name).suffix[1:].lower()))
        except FileNotFoundError:
            logger.warning("The file %s is not there.", file.name)
            write(Reading())
        except OSError as error:  # the storage does not answer: this one waits, the others are tried
            logger.exception("The file %s could not be fetched.", file.name)
            trouble = error
        else:
            count += 1
        if time.monotonic() > until:
            break
    if trouble:
        raise trouble
    return count


def waiting() -> Iterator[tuple[File, Callable[[Reading], None]]]:
    """Files whose words are not known: of resources, then the slides of replays; and what writes down what is read."""
    versions = ResourceFile.objects.described().filter(text_state=TextState.PENDING).select_related("resource")
    for version in list(versions.order_by("-is_current", "uploaded_at", "pk")[:MOST]):
        yield version.file, partial(keep, version)
    for replay in list(Replay.objects.with_slides_to_read().defer(*LONG).order_by("pk")[:MOST]):
        yield replay.slides, partial(keep_slides, replay)


def keep(version: ResourceFile, reading: Reading) -> None:
    """Write what is known, if nobody did meanwhile, and let it be found."""
    if reading.preview:
        version.preview.save("first.jpg", ContentFile(reading.preview), save=False)
    with transaction.atomic():
        written = ResourceFile.objects.filter(pk=version.pk, text_state=TextState.PENDING).update(
            text=reading.text, text_state=reading.state, pages=reading.pages, preview=version.preview.name
        )
        if written and version.is_current:
            finding.resource_changed(version.resource)
    if not written and reading.preview:
        version.preview.delete(save=False)


@transaction.atomic
def keep_slides(replay: Replay, reading: Reading) -> None:
    """Under the name of the file that was read: one that replaces it waits for its turn."""
    known = {"name": replay.slides.name, "text": reading.text, "text_state": reading.state}
    SlidesText.objects.update_or_create(replay=replay, defaults=known)
    finding.replay_changed(replay)
