"""Reading a file of members, as a spreadsheet saves it: its encoding, its separator, its columns."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from millecafes.places.names import key_of

LARGEST = 20_000_000  # bytes
SEPARATORS = ";,\t"
LONGEST_TOLD = 60  # characters of a cell, in a message

# The columns, as the model file writes them whatever the language; then the other words they may be called by.
COLUMNS = {
    "email": "adresse e-mail",
    "name": "nom",
    "role": "rôle",
    "code": "code commune",
    "commune": "commune",
    "department": "département",
    "cafe": "café",
    "function": "fonction",
    "starts_on": "début",
    "ends_on": "fin",
    "language": "langue",
}
OTHER_WORDS = {
    **dict.fromkeys(["e mail", "email", "mail", "courriel", "adresse mail", "adresse email"], "email"),
    **dict.fromkeys(["nom affiche", "prenom et nom", "nom et prenom", "name"], "name"),
    **dict.fromkeys(["code insee", "insee", "code insee commune", "commune code"], "code"),
    **dict.fromkeys(["cafe slug", "slug", "adresse du cafe", "identifiant du cafe"], "cafe"),
    **dict.fromkeys(["function", "kind", "role dans le cafe", "function kind"], "function"),
    **dict.fromkeys(["debut du mandat", "date de debut", "start", "du"], "starts_on"),
    **dict.fromkeys(["fin du mandat", "date de fin", "end", "au"], "ends_on"),
    **dict.fromkeys(["department"], "department"),
    **dict.fromkeys(["language"], "language"),
}
REQUIRED = ["email", "role"]


class MembersFileError(Exception):
    """The file cannot be read at all. Its text is for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell, for whoever mends the file."""

    line: int
    column: str
    read: str
    message: str

    def __str__(self):
        read = self.read if len(self.read) <= LONGEST_TOLD else self.read[:LONGEST_TOLD] + "…"
        return _("Ligne %(line)s, colonne « %(column)s » : %(message)s Lu : « %(read)s ».") % {
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "read": read,
        }


def words_of(raw: bytes) -> str:
    """The text of the file: UTF-8, with its mark or not, or what Windows and its spreadsheets write."""
    if len(raw) > LARGEST:
        raise MembersFileError(_("Ce fichier est trop gros : %(size)s Mo au plus.") % {"size": LARGEST // 1_000_000})
    if raw.startswith(b"PK\x03\x04"):
        raise MembersFileError(_("C’est un classeur, pas un CSV : enregistrez-le d’abord au format CSV (UTF-8)."))
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise MembersFileError(
            _("L’encodage de ce fichier n’est pas reconnu : enregistrez-le de nouveau, au format CSV UTF-8.")
        )
    if "\0" in text:
        raise MembersFileError(_("Ce fichier n’est pas un texte : il faut un fichier CSV."))
    if not text.strip():
        raise MembersFileError(_("Ce fichier est vide."))
    return text


def lines_of(text: str, most: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that say something, as dictionaries, with their number in the file; ``most`` of them at the most."""
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns, count = None, 0
    try:
        for cells in table:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if columns is None:
                columns = columns_of(cells)
                continue
            count += 1
            if count > most:
                raise MembersFileError(
                    _("Ce fichier a plus de %(most)s lignes : coupez-le, ou passez par la commande import_members.")
                    % {"most": f"{most:,}".replace(",", "\u00a0")}
                )
            if len(cells) > len(columns) and any(cells[len(columns) :]):
                raise MembersFileError(
                    _("Ligne %(line)s : plus de cellules que de colonnes. Une cellule qui contient le séparateur se "
                      "met entre guillemets.") % {"line": table.line_num}
                )  # fmt: skip
            yield table.line_num, dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise MembersFileError(
            _("Ligne %(line)s : ce n’est pas du CSV (%(error)s).") % {"line": table.line_num, "error": error}
        ) from error
    if not count:
        raise MembersFileError(_("Ce fichier n’a aucune ligne sous ses titres de colonnes."))


def columns_of(titles: list[str]) -> list[str]:
    """Which column is which; every title must be known, and those that matter be there."""
    known = {key_of(title): name for name, title in COLUMNS.items()} | {name: name for name in COLUMNS}
    known |= {key_of(name): name for name in COLUMNS} | OTHER_WORDS
    while titles and not titles[-1]:
        titles = titles[:-1]
    found = [known.get(key_of(title)) for title in titles]
    strangers = [title[:LONGEST_TOLD] for title, name in zip(titles, found, strict=True) if name is None]
    missing = [COLUMNS[name] for name in REQUIRED if name not in found]
    twice = [COLUMNS[name] for name in COLUMNS if found.count(name) > 1]
    parts = []
    if missing:
        parts.append(_("Il manque : %(columns)s.") % {"columns": ", ".join(missing)})
    if strangers:
        parts.append(_("Titres inconnus : %(columns)s.") % {"columns": ", ".join(strangers[:5])})
    if twice:
        parts.append(_("Titres en double : %(columns)s.") % {"columns": ", ".join(twice)})
    if parts:
        parts.append(_("La première ligne porte les titres du fichier modèle."))
        raise MembersFileError(" ".join(parts))
    return found


def model_file() -> bytes:
    """An empty file with the right titles, as French spreadsheets open it in one click."""
    return ("\ufeff" + ";".join(COLUMNS.values()) + "\r\n").encode()
