"""The letters of PDF documents: those of the site, with the accents of all Europe, or else those every reader has."""

import io
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics, ttfonts

TEXT, BOLD, TITLE = "text", "bold", "title"
ATKINSON = "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"
# Each face comes in two files: the letters of Western Europe, then those of the rest of the Latin alphabet.
FILES = {TEXT: f"{ATKINSON}-%s-400-normal.woff2", BOLD: f"{ATKINSON}-%s-700-normal.woff2"}
FILES[TITLE] = "@fontsource/young-serif/files/young-serif-%s-400-normal.woff2"
PARTS = ("latin", "latin-ext")
# Known to every reader of PDF, and nothing to be fetched; they write Western Europe only.
STANDARD = {TEXT: "Helvetica", BOLD: "Helvetica-Bold", TITLE: "Times-Roman"}


def said(text: str, face: str = TEXT) -> str:
    """This text as a paragraph of reportlab takes it, each sign in a font that has it.

    A sign that no font has loses its accent, or else is shown as missing: « ? ».
    """
    fonts = fonts_of(face, settings.NODE_MODULES_ROOT)
    signs = [written(sign, fonts) for sign in text.replace("\u202f", "\u00a0")]
    runs = groupby((one for found in signs for one in found), key=lambda one: one[1])
    return "".join(f'<font name="{font}">{escape("".join(one[0] for one in run))}</font>' for font, run in runs)


def written(sign: str, fonts: list) -> list[tuple[str, str]]:
    """The sign, or what it is shown as, with the name of its font."""
    for shown in (sign, *plainer(sign), "?"):
        found = [(one, font_with(one, fonts)) for one in shown]
        if all(font for _one, font in found):
            return found
    return []


def plainer(sign: str) -> Iterator[str]:
    """The same without its last accent, then without the one before."""
    parts = unicodedata.normalize("NFKD", sign)
    return (unicodedata.normalize("NFC", parts[:count]) for count in range(len(parts), 0, -1))


def font_with(sign: str, fonts: list) -> str:
    if unicodedata.combining(sign):  # an accent alone falls beside its letter
        return ""
    return next((name for name, known in fonts if ord(sign) in known), "")


@cache
def fonts_of(face: str, root: Path) -> list[tuple[str, set[int]]]:
    """(name, signs) of the fonts of a face, ready to write with: half a second, once in each process that prints."""
    made = [made_of(f"{face}-{part}", root / (FILES[face] % part)) for part in PARTS]
    return list(filter(None, made)) or [(STANDARD[face], western())]


def made_of(name: str, file: Path) -> tuple[str, set[int]] | None:
    """A font of the web, unpacked as printing wants it; nothing where npm did not bring it."""
    if not file.exists():
        return None
    font, unpacked = TTFont(file), io.BytesIO()
    signs = set(font.getBestCmap())
    font.flavor = None
    font.save(unpacked)
    unpacked.seek(0)
    pdfmetrics.registerFont(ttfonts.TTFont(name, unpacked))
    return name, signs


def western() -> set[int]:
    return {ord(sign) for sign in bytes(range(32, 256)).decode("cp1252", "ignore")}
