"""The files of every storage, wherever it keeps them, copied into an archive and back."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from millecafes.core.backup import BackupError
from millecafes.core.backup.archive import FILES, PIECE, Archive, settle

COLLECTED = "staticfiles"  # made anew by each installation


def aliases() -> list[str]:
    return [alias for alias in settings.STORAGES if alias != COLLECTED]


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever put there, or it has just gone
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(filter(None, files)))
    for name in sorted(filter(None, folders)):
        yield from names_in(storage, prefix + name)


def copy_all(folder: Path, previous: Archive | None) -> dict[str, dict]:
    """Copy every file into the archive; what the previous archive holds already takes no room twice."""
    entries = {}
    for alias in aliases():
        for name in names_in(storages[alias]):
            path = f"{FILES}/{alias}/{name}"
            with suppress(FileNotFoundError):  # deleted since it was listed
                entries[path] = copy_one(storages[alias], name, folder / path, previous and previous.path / path)
    return entries


def copy_one(storage: Storage, name: str, target: Path, former: Path | None) -> dict:
    target.parent.mkdir(parents=True, exist_ok=True)
    if former and former.is_file() and (entry := entry_if_same(storage, name, former)):
        with suppress(OSError):  # another disk, or one that knows no links
            os.link(former, target)
            return entry
    digest, size = sha256(), 0
    with storage.open(name) as source, target.open("wb") as copy:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += copy.write(piece)
        settle(copy)
    return {"size": size, "sha256": digest.hexdigest()}


def entry_if_same(storage: Storage, name: str, former: Path) -> dict | None:
    """Byte for byte: a copy that the disk has altered is not handed down from archive to archive."""
    size, digest = storage.size(name), sha256()
    if former.stat().st_size != size:
        return None
    with storage.open(name) as source, former.open("rb") as copy:
        while piece := source.read(PIECE):
            if piece != copy.read(len(piece)):
                return None
            digest.update(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def place_of(path: str) -> tuple[str, str]:
    """« files/closed/claims/a.pdf » is « claims/a.pdf » in the storage « closed »."""
    _, alias, name = path.split("/", 2)
    return alias, name


def kept_files(archive: Archive) -> dict[tuple[str, str], dict]:
    try:
        wanted = {
            place_of(path): entry for path, entry in archive.files.items() if path != archive.manifest["database"]
        }
    except ValueError as error:
        raise BackupError("L’archive est d’une autre sorte : des fichiers n’y sont pas à leur place.") from error
    if unknown := {alias for alias, _ in wanted} - set(aliases()):
        raise BackupError(f"Ce site n’a pas les espaces de fichiers de l’archive : {', '.join(sorted(unknown))}.")
    return wanted


def put_back(archive: Archive) -> int:
    """Bring back what is missing or different; nothing else is touched. How many were written."""
    written = 0
    for (alias, name), entry in kept_files(archive).items():
        storage = storages[alias]
        if digest_in(storage, name) == entry["sha256"]:
            continue
        storage.delete(name)
        with (archive.path / FILES / alias / name).open("rb") as source:
            saved = storage.save(name, File(source))
        if saved != name or digest_in(storage, name) != entry["sha256"]:
            raise BackupError(f"Le fichier {name} ({alias}) n’a pas été rendu tel qu’il était.")
        written += 1
    return written


def digest_in(storage: Storage, name: str) -> str | None:
    digest = sha256()
    try:
        with storage.open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def others(archive: Archive) -> list[tuple[str, str]]:
    """Files that no row of the restored database can name."""
    wanted = kept_files(archive)
    return [(alias, name) for alias in aliases() for name in names_in(storages[alias]) if (alias, name) not in wanted]


def remove_others(archive: Archive) -> int:
    found = others(archive)
    for alias, name in found:
        storages[alias].delete(name)
    return len(found)
