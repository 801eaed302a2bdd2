"""A folder packed in one file, of what the site knows of a person: as big as it has to be, in little memory."""

import json
import tempfile
import zipfile
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from millecafes.core.privacy import Chapter, chapters_of

IN_MEMORY = 2 * 1024 * 1024  # beyond, the archive is built on disk
PIECE = 64 * 1024


def archive_of(person) -> tempfile.SpooledTemporaryFile:
    """The archive, open at its beginning; whoever closes it deletes it."""
    archive, contents = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY), []  # noqa: SIM115
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as folder:
        for chapter in chapters_of(person):
            count = write_rows(folder, chapter)
            for file in chapter.files:
                write_file(folder, chapter, file)
            contents.append(f"{chapter.code}.json : {chapter.title} ({count})")
        folder.writestr(_("LISEZ-MOI.txt"), "\n".join([_("Tout ce que le site sait de vous :"), "", *contents, ""]))
    archive.seek(0)
    return archive


def write_rows(folder: zipfile.ZipFile, chapter: Chapter) -> int:
    """One row after the other: a list of any length is never held whole."""
    count = 0
    with folder.open(f"{chapter.code}.json", "w") as output:
        output.write(b"[")
        for row in chapter.rows:
            text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            output.write((",\n" if count else "\n").encode() + text.encode("utf-8", "replace"))
            count += 1
        output.write(b"\n]\n")
    return count


def write_file(folder: zipfile.ZipFile, chapter: Chapter, file) -> None:
    name = PurePosixPath(file.name).name
    try:
        source = file.storage.open(file.name)
    except OSError:  # named in the database, and no longer in the storage
        return
    with source, folder.open(f"{chapter.code}/{name}", "w") as output:
        while piece := source.read(PIECE):
            output.write(piece)
