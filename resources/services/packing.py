"""A folder packed while it is sent: as many files as there are, in the memory of a piece of one."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.core.files import File
from django.utils import timezone

PIECE = 64 * 1024
# Packed already by what made them: to do it again costs time, and gains nothing.
PACKED = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "jpg", "jpeg", "png", "webp", "mp4", "zip"}


class Packed(NamedTuple):
    """One file of the folder: its name there, and what is in it."""

    name: str
    content: File | bytes
    at: datetime | None = None


class Pipe:
    """What a zip is written to, and read from as it comes; one cannot go back in it."""

    def __init__(self):
        self.pieces, self.position = [], 0

    def write(self, data) -> int:
        self.pieces.append(bytes(data))
        self.position += len(data)
        return len(data)

    def tell(self) -> int:
        return self.position

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        data, self.pieces = b"".join(self.pieces), []
        return data


def packed(files: Iterable[Packed]) -> Iterator[bytes]:
    """The folder, piece after piece; a file that is no longer in the storage is left out."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as folder:
        for file in files:
            yield from one(folder, pipe, file)
    yield pipe.taken()


def one(folder: zipfile.ZipFile, pipe: Pipe, file: Packed) -> Iterator[bytes]:
    try:
        source = None if isinstance(file.content, bytes) else file.content.storage.open(file.content.name)
    except OSError:
        return
    at = timezone.localtime(file.at) if file.at else timezone.localtime()
    entry = zipfile.ZipInfo(file.name, at.timetuple()[:6])
    entry.external_attr = 0o644 << 16
    is_packed = file.name.rpartition(".")[2] in PACKED
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry.file_size = source.size if source else len(file.content)  # beyond four gigabytes the zip is written otherwise
    with folder.open(entry, "w") as output:
        if source is None:
            output.write(file.content)
        else:
            with source:
                while piece := source.read(PIECE):
                    output.write(piece)
                    yield pipe.taken()
    yield pipe.taken()
