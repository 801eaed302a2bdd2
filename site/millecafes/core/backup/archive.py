"""What an archive is: a dated folder with the database, the files, and a manifest that vouches for each of them."""

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from millecafes.core.backup import BackupError

PRODUCT, FORMAT = "millecafes", 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
DATED = "%Y-%m-%dT%H%M%SZ"
NAME = re.compile(r"millecafes-(\d{4}-\d\d-\d\dT\d{6}Z)")
SAFETY = re.compile(r"before-restore-(\d{4}-\d\d-\d\dT\d{6}Z)")  # kept apart: neither rotated, nor taken for the newest
PIECE = 1024 * 1024
FILES = "files"


@dataclass
class Archive:
    """A folder whose manifest could be read and believed."""

    path: Path
    manifest: dict

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["made_at"])

    @property
    def files(self) -> dict[str, dict]:
        return self.manifest["files"]

    @property
    def database(self) -> Path:
        return self.path / self.manifest["database"]


def moment_of(path: Path, pattern: re.Pattern = NAME) -> datetime | None:
    """When an archive of that name was made; None for any other folder."""
    named = pattern.fullmatch(path.name)
    try:
        return datetime.strptime(named[1], DATED).replace(tzinfo=UTC) if named else None
    except ValueError:
        return None


def dated(folder: Path, pattern: re.Pattern = NAME) -> list[tuple[datetime, Path]]:
    """The archives of a folder, the oldest first; what has no manifest was never finished."""
    found = [(moment, path) for path in folder.iterdir() if (moment := moment_of(path, pattern))]
    return sorted((moment, path) for moment, path in found if (path / MANIFEST).is_file())


def digest_of(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def entry_of(path: Path) -> dict:
    return {"size": path.stat().st_size, "sha256": digest_of(path)}


def seal(folder: Path, manifest: dict) -> None:
    """Write the manifest last, and what says that it is whole."""
    text = json.dumps(manifest, indent=1).encode()
    for name, content in ((MANIFEST, text), (SEAL, sha256(text).hexdigest().encode())):
        with (folder / name).open("wb") as file:
            file.write(content)
            settle(file)


def settle(file) -> None:
    """What was written is on the disk, not only in the memory of the machine."""
    file.flush()
    os.fsync(file.fileno())


def settle_folder(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read(path: Path) -> Archive:
    """The archive of this folder, if its manifest is ours and whole."""
    try:
        text, sealed = (path / MANIFEST).read_bytes(), (path / SEAL).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{path} n’est pas une archive complète de ce site : le manifeste manque.") from error
    if sha256(text).hexdigest() != sealed:
        raise BackupError(f"{path} est altérée : le manifeste n’est pas celui qui a été écrit.")
    try:
        manifest = json.loads(text)
        known = (manifest["product"], manifest["format"]) == (PRODUCT, FORMAT)
        archive = Archive(path, manifest)
        whole = archive.made_at and archive.manifest["database"] in archive.files
        whole = whole and all(entry["size"] >= 0 and entry["sha256"] for entry in archive.files.values())
        whole = whole and all(manifest[name] is not None for name in ("engine", "migrations", "site", "tables"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{path} n’est pas une archive de ce site : le manifeste est d’une autre sorte.") from error
    if not known or not whole:
        raise BackupError(f"{path} n’est pas une archive de ce site, ou d’une version plus récente.")
    return archive


def verify(archive: Archive) -> None:
    """Every file is there, is the one that was written, and there is no other."""
    found, faults = set(), []
    for path in archive.path.rglob("*"):
        name = path.relative_to(archive.path).as_posix()
        if path.is_symlink():
            faults.append(f"{name} : un lien, qui n’a rien à faire là")
        elif path.is_file() and name not in (MANIFEST, SEAL):
            found.add(name)
    faults += [f"{name} : en trop" for name in sorted(found - archive.files.keys())]
    for name, entry in archive.files.items():
        path = archive.path / name
        if not is_inside(name):
            faults.append(f"{name} : un nom qui sort de l’archive")
        elif name not in found:
            faults.append(f"{name} : manque")
        elif path.stat().st_size != entry["size"]:
            faults.append(f"{name} : {path.stat().st_size} octets au lieu de {entry['size']}")
        elif digest_of(path) != entry["sha256"]:
            faults.append(f"{name} : le contenu a changé")
    if faults:
        more = f"\n… et {len(faults) - 10} autres" if len(faults) > 10 else ""
        raise BackupError("L’archive est altérée ou incomplète :\n" + "\n".join(faults[:10]) + more)


def is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
