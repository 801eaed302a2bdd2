"""A program of its own: the text, the number of pages and the first page of a document that somebody sent.

    python -I reader.py FILE EXTENSION FOLDER

It runs apart (see ``reading``), with little memory and little time, and knows nothing of the site: a document made to
hang or to burst stops this process and no other. What it finds is written in the folder as soon as it is known, so
that what comes before an accident is kept: ``facts.json``, ``text``, ``first.jpg``.
"""

import json
import os
import re
import resource
import signal
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.parsers import expat

import pypdfium2 as pdfium
from pypdfium2 import raw

MEMORY, CPU, WALL, WRITTEN = 768 * 1024 * 1024, 20, 30, 16 * 1024 * 1024  # bytes, seconds, seconds, bytes
LONGEST_TEXT, MOST_PAGES, MOST_UNPACKED = 200_000, 3_000, 64 * 1024 * 1024
PAGES_AT_ONCE = 100
PREVIEW = (800, 1130)  # pixels that the picture of the first page fits in
HYPHEN = re.compile(r"[\ufffe\x02\xad]\s?")  # by which PDFium says that a word goes on
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")
# Where the words of an office file are, and what ends a line there.
OFFICE = {
    "docx": r"word/(document|footnotes)\.xml",
    "pptx": r"ppt/slides/slide\d+\.xml",
    "xlsx": r"xl/(workbook|sharedStrings)\.xml",
    "odt": r"content\.xml",
    "ods": r"content\.xml",
    "odp": r"content\.xml",
}
LINES = {"p", "h", "si"}
PIECE = 64 * 1024


class Encrypted(Exception):
    """It wants a password."""


class Enough(Exception):
    """As much text as is kept."""


def bound() -> None:
    """Little memory, little time, small files, no core dump, and after everybody else."""
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_CPU": CPU, "RLIMIT_FSIZE": WRITTEN, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": 64}
    for name, most in limits.items():
        with suppress(ValueError, OSError, AttributeError):  # a system that has no such limit
            resource.setrlimit(getattr(resource, name), (most, most))
    signal.alarm(WALL)  # even if whoever started it is gone
    os.nice(10)


def cleaned(text: str) -> str:
    """As it may be kept: one kind of line, nothing a database refuses."""
    lines = UNWRITABLE.sub(" ", HYPHEN.sub("", text.replace("\r\n", "\n")).replace("\r", "\n"))
    return "\n".join(" ".join(line.split()) for line in lines.split("\n") if line.strip())[:LONGEST_TEXT]


class Findings:
    """What is known so far, on disk."""

    def __init__(self, folder: Path):
        self.folder, self.facts = folder, {}

    def say(self, **facts) -> None:
        self.facts |= facts
        (self.folder / "facts.json").write_text(json.dumps(self.facts))

    def keep_text(self, text: str) -> None:
        """Whole or not at all, whenever this process is stopped."""
        written = self.folder / "text.new"
        written.write_text(cleaned(text), encoding="utf-8", errors="replace")
        written.replace(self.folder / "text")


# -- PDF --------------------------------------------------------------------------------------------------------------


def read_pdf(path: Path, found: Findings) -> None:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Encrypted from error
        raise
    found.say(pages=len(document))
    is_drawn = False
    for words in words_of(document):
        found.keep_text(words)
        found.say(state="done")
        if not is_drawn:  # after the first words, before those of a document that may take all the time there is
            is_drawn = True
            with suppress(pdfium.PdfiumError, MemoryError):  # the words are enough
                draw(document[0], found.folder / "first.jpg")


def words_of(document) -> Iterator[str]:
    """All the words so far, a hundred pages after the other; a page that can't be read leaves the others."""
    said, length, last = [], 0, min(len(document), MOST_PAGES)
    for number in range(last):
        with suppress(pdfium.PdfiumError):
            page = document[number]
            text = page.get_textpage().get_text_bounded()
            page.close()
            said.append(text)
            length += len(text)
        if length > LONGEST_TEXT:
            break
        if (number + 1) % PAGES_AT_ONCE == 0 and number + 1 < last:
            yield "\n".join(said)
    yield "\n".join(said)


def draw(page, path: Path) -> None:
    width, height = page.get_size()
    scale = min(PREVIEW[0] / max(width, 1), PREVIEW[1] / max(height, 1))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    picture.save(path, "JPEG", quality=80, optimize=True)


# -- Office files, which are packed folders of XML ------------------------------------------------------------------


def read_office(path: Path, extension: str, found: Findings) -> None:
    with zipfile.ZipFile(path) as folder:
        names = [name for name in folder.namelist() if re.fullmatch(OFFICE[extension], name)]
        if any(entry.flag_bits & 1 for entry in folder.infolist()) or is_locked(folder):
            raise Encrypted
        if extension == "pptx":
            names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
            found.say(pages=len(names))
        words = Words({"p", "h"} if extension.startswith("od") else {"t"})
        with suppress(Enough):
            for name in names:
                words.read(folder, name)
    found.keep_text("".join(words.said))
    found.say(state="done")


def is_locked(folder: zipfile.ZipFile) -> bool:
    """An open document says so in its list of contents."""
    try:
        with folder.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1024 * 1024)
    except KeyError:
        return False


class Words:
    """What is written in XML, tags left out; a document that defines entities is not read."""

    def __init__(self, spoken: set[str]):
        self.spoken, self.said, self.length, self.unpacked, self.depth = spoken, [], 0, 0, 0

    def read(self, folder: zipfile.ZipFile, name: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self.opens, self.closes
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self.says, self.refuses
        self.depth = 0
        with folder.open(name) as file:
            while piece := file.read(PIECE):
                self.unpacked += len(piece)
                if self.unpacked > MOST_UNPACKED:
                    raise Enough
                parser.Parse(piece)
        parser.Parse(b"", True)

    def opens(self, name: str, attributes: dict) -> None:
        local = name.rpartition(" ")[2]
        self.depth += local in self.spoken
        if local in {"tab", "br", "line-break", "s"}:
            self.said.append(" ")
        elif local == "sheet":  # the name of a sheet of « xl/workbook.xml »
            self.said.append(attributes.get("name", "") + "\n")

    def closes(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        self.depth -= local in self.spoken
        if local in LINES:
            self.said.append("\n")

    def says(self, text: str) -> None:
        if self.depth:
            self.said.append(text)
            self.length += len(text)
            if self.length > LONGEST_TEXT:
                raise Enough

    def refuses(self, *declared) -> None:
        raise ValueError("It declares a document type.")


def read_plain(path: Path, found: Findings) -> None:
    """A text, or a table of words."""
    with path.open("rb") as file:
        content = file.read(LONGEST_TEXT * 4)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    found.keep_text(text)
    found.say(state="done")


def main(path: str, extension: str, folder: str) -> None:
    bound()
    found = Findings(Path(folder))
    found.say(state="failed")
    try:
        if extension == "pdf":
            read_pdf(Path(path), found)
        elif extension in OFFICE:
            read_office(Path(path), extension, found)
        else:
            read_plain(Path(path), found)
    except Encrypted:
        found.say(state="encrypted")


if __name__ == "__main__":
    main(*sys.argv[1:4])
