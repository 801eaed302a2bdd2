"""A backup: made under another name, and given its own once everything is in it and on the disk."""

import fcntl
import os
import shlex
import shutil
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.utils import timezone

from millecafes.core.backup import BackupError, files, marks, tombstones
from millecafes.core.backup.archive import (
    DATED,
    FORMAT,
    PRODUCT,
    Archive,
    dated,
    entry_of,
    read,
    seal,
    settle,
    settle_folder,
)
from millecafes.core.backup.engines import engine
from millecafes.core.backup.rotation import rotate

UNFINISHED = ".unfinished-"


@contextmanager
def only_one(folder: Path):
    """One backup or restore at a time; the system unlocks it at any death."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"Une sauvegarde ou une restauration est déjà en cours dans {folder}.") from error
        yield


def backup(folder: Path, say=print) -> Archive:
    """The whole of it: the copy, its rotation, its journey elsewhere, and the mark that it succeeded."""
    try:
        archive = attempt(folder.absolute(), say)
    except Exception as error:  # whatever it is, the team reads that there was no backup
        marks.note_failure(error)
        if isinstance(error, (BackupError, OSError, Error)):
            raise BackupError(str(error)) from error
        raise
    marks.note_success()
    return archive


def attempt(folder: Path, say) -> Archive:
    refuse_public(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_one(folder):
        archive = make(folder)
        say(f"Archive complète : {archive.path}")
        deleted, future = rotate(folder, archive.path, timezone.now())
        if deleted:
            say(f"Archives anciennes supprimées : {', '.join(path.name for path in deleted)}")
        if future:
            say(f"Attention, datées du futur (l’horloge ?), gardées : {', '.join(path.name for path in future)}")
        send_away(archive.path)
    return archive


def refuse_public(folder: Path) -> None:
    """An archive among the media would be served to everybody, and hold itself the next time."""
    for kept in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        if folder.resolve().is_relative_to(Path(kept).resolve()):
            raise BackupError(f"Les archives ne vont pas dans {kept} : choisissez un autre dossier.")


def make(folder: Path, prefix: str = "millecafes-") -> Archive:
    """A whole archive in this folder, or nothing that looks like one."""
    for left in folder.glob(f"{UNFINISHED}*"):  # of a backup that was killed
        shutil.rmtree(left)
    now = timezone.now()
    target = folder / now.astimezone(UTC).strftime(prefix + DATED)
    draft = folder / f"{UNFINISHED}{target.name}"
    if target.exists():
        raise BackupError(f"{target.name} existe déjà : recommencez dans une seconde.")
    former_mask = os.umask(0o077)  # it holds what people gave the site
    try:
        draft.mkdir()
        seal(draft, fill(draft, now, newest(folder)))
        settle_folder(draft)
        draft.rename(target)
        settle_folder(folder)
        (folder / tombstones.BESIDE).touch()  # what is told to take it elsewhere finds it from the first night
        tombstones.add(folder / tombstones.BESIDE, [*tombstones.read(tombstones.own_list()), *tombstones.in_database()])
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        os.umask(former_mask)
    return read(target)


def fill(draft: Path, now: datetime, previous: Archive | None) -> dict:
    """The database first: a file that it names is still there, or was deleted in the minutes of the backup."""
    base = engine()
    contents = base.dump(draft / base.file)
    with (draft / base.file).open("rb+") as dumped:
        settle(dumped)
    entries = {base.file: entry_of(draft / base.file)} | files.copy_all(draft, previous)
    return {
        "product": PRODUCT,
        "format": FORMAT,
        "made_at": now.isoformat(),
        "site": settings.SITE_URL,
        "engine": base.name,
        "database": base.file,
        "migrations": contents.migrations,
        "tables": contents.tables,
        "files": entries,
    }


def newest(folder: Path) -> Archive | None:
    """The last archive that can be believed."""
    for _, path in reversed(dated(folder)):
        try:
            return read(path)
        except BackupError:
            continue
    return None


def send_away(path: Path) -> None:
    """Run what the operator wants after each archive: ``restic backup {}``, ``rclone copy {} remote:bucket/{name}``."""
    words = shlex.split(settings.BACKUP_AFTER)
    if not words:
        return
    words = [word.replace("{name}", path.name).replace("{}", str(path)) for word in words]
    try:
        done = subprocess.run(words, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise BackupError(f"L’archive est faite, mais BACKUP_AFTER n’a pas pu être lancé : {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-500:]
        raise BackupError(f"L’archive est faite, mais {words[0]} (BACKUP_AFTER) a échoué : {said}")
