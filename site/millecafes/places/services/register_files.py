"""Reading the register of communes from its files, and refusing them with a reason the person can mend.

``communes.csv`` says the communes; ``departments.csv``, ``regions.csv`` and ``epcis.csv``, beside it or else those that
come with the site, say what the codes in it mean. Their columns are told in « data/README.md ».
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from millecafes.places.models import Commune, DelegatedCommune, Department, Epci, Precision, Region
from millecafes.places.names import key_of, typographic

DATA = Path(__file__).resolve().parents[1] / "data"
COMMUNES = DATA / "communes.csv"
LARGEST = 30_000_000  # bytes: ten times the register
MOST_FAULTS = 5  # told at once

CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
POSTCODE = re.compile(r"[0-9]{5}")
WHOLE_NUMBER = re.compile(r"[0-9]{1,8}")
DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
COMMUNE = "commune"
KINDS = {
    "commune-deleguee": DelegatedCommune.Kind.DELEGATED,
    "commune-associee": DelegatedCommune.Kind.ASSOCIATED,
}
PRECISIONS = set(Precision.values)
COLUMNS = ["code", "type", "parent", "name", "postcodes", "population", "population_year", "department", "epci"]
COLUMNS += ["former_codes", "lat", "lon", "precision"]


class RegisterError(Exception):
    """The register cannot be read; nothing has been written. Its text is for the person who brought it."""


@dataclass
class Register:
    """What a source says there is, as rows not saved yet, by their codes."""

    regions: dict[str, Region] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    epcis: dict[str, Epci] = field(default_factory=dict)
    communes: dict[str, Commune] = field(default_factory=dict)
    delegated: dict[str, DelegatedCommune] = field(default_factory=dict)


def read_register(path: Path = COMMUNES) -> Register:
    """The whole register, or RegisterError."""
    register = Register()
    register.regions = keep(beside(path, "regions.csv"), ["code", "name"], region_of)
    departments = beside(path, "departments.csv")
    register.departments = keep(
        departments, ["code", "name", "region", "time_zone"], lambda row: department_of(row, register)
    )
    register.epcis = keep(beside(path, "epcis.csv"), ["siren", "name"], epci_of)
    places = keep(path, COLUMNS, lambda row: place_of(row, register), key=lambda place: (type(place), place.code))
    register.communes = {place.code: place for place in places.values() if isinstance(place, Commune)}
    register.delegated = {place.code: place for place in places.values() if isinstance(place, DelegatedCommune)}
    check_parents(path, register)
    return register


def beside(path: Path, name: str) -> Path:
    other = path.with_name(name)
    return other if other.exists() else DATA / name


def keep(path: Path, columns: list[str], made: Callable, key: Callable = lambda thing: thing.code) -> dict:
    """What each line makes, by its key; every fault is told with its line, the first ones at once."""
    kept, faults = {}, []
    for line, row in lines_of(path, columns):
        try:
            thing = made(row)
            if key(thing) in kept:
                raise ValueError(f"le code {thing.code} est déjà plus haut")
            kept[key(thing)] = thing
        except ValueError as error:
            faults.append(f"{path.name}, ligne {line} : {error}.")
            if len(faults) == MOST_FAULTS:
                faults.append("La suite n’a pas été lue.")
                break
    if faults:
        raise RegisterError("\n".join(faults))
    if not kept:
        raise RegisterError(f"{path.name} : aucune ligne sous l’en-tête.")
    return kept


# -- Lines ------------------------------------------------------------------------------------------------------------


def lines_of(path: Path, columns: list[str]) -> Iterator[tuple[int, dict]]:
    """The lines as dictionaries, with their numbers."""
    table = csv.DictReader(io.StringIO(text_of(path), newline=""), strict=True)
    try:
        missing = [column for column in columns if column not in (table.fieldnames or [])]
        if missing:
            hint = " Le séparateur est la virgule." if ";" in "".join(table.fieldnames or []) else ""
            raise RegisterError(f"{path.name}, ligne 1 : il manque {listed(missing)}.{hint}")
        for row in table:
            if None in row or None in row.values():
                raise RegisterError(f"{path.name}, ligne {table.line_num} : pas le même nombre de colonnes.")
            yield table.line_num, row
    except csv.Error as error:
        raise RegisterError(f"{path.name}, ligne {table.line_num} : ce n’est pas du CSV ({error}).") from error


def listed(columns: list[str]) -> str:
    names = ", ".join(columns)
    return f"la colonne {names}" if len(columns) == 1 else f"les colonnes {names}"


def text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise RegisterError(f"{path} : ce fichier n’existe pas.") from error
    except OSError as error:
        raise RegisterError(f"{path} : ce fichier ne se laisse pas lire ({error.strerror}).") from error
    if len(raw) > LARGEST:
        raise RegisterError(f"{path.name} : plus de {LARGEST // 1_000_000} Mo, ce n’est pas le répertoire.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RegisterError(
            f"{path.name}, ligne {line} : ce fichier n’est pas un texte en UTF-8. Enregistrez-le en CSV UTF-8."
        ) from error
    if "\0" in text:
        raise RegisterError(f"{path.name} : ce fichier n’est pas un texte.")
    return text


# -- What a line makes: ValueError says what is wrong in it -----------------------------------------------------------


def region_of(row: dict) -> Region:
    return Region(code=short(row, "code", 3), name=short(row, "name", 60))


def department_of(row: dict, register: Register) -> Department:
    return Department(
        code=short(row, "code", 3),
        name=short(row, "name", 60),
        region_id=known(row["region"], register.regions, "de région"),
        time_zone=clock(short(row, "time_zone", 40)),
    )


def clock(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"fuseau horaire « {name} » inconnu") from error


def epci_of(row: dict) -> Epci:
    return Epci(code=short(row, "siren", 9), name=short(row, "name", 200))


def place_of(row: dict, register: Register) -> Commune | DelegatedCommune:
    if row["type"] not in {COMMUNE, *KINDS}:
        raise ValueError(f"type « {row['type'][:30]} » inconnu")
    department = known(row["department"], register.departments, "de département")
    common = {
        "code": matching(row["code"], CODE, "code INSEE"),
        "name": short(row, "name", 60),
        "search_name": key_of(row["name"])[:80],
        **population_of(row),
        **point_of(row),
    }
    if row["type"] != COMMUNE:
        parent = matching(row["parent"], CODE, "code de la commune (parent)")
        return DelegatedCommune(kind=KINDS[row["type"]], parent_id=parent, **common)
    return Commune(
        department_id=department,
        epci_id=known(row["epci"], register.epcis, "d’intercommunalité") if row["epci"] else None,
        postcodes=codes_of(row["postcodes"], POSTCODE, "code postal", 200),
        former_codes=codes_of(row["former_codes"], CODE, "ancien code", 500),
        **common,
    )


def population_of(row: dict) -> dict:
    if bool(row["population"]) != bool(row["population_year"]):
        raise ValueError("la population et son année vont ensemble")
    if not row["population"]:
        return {"population": None, "population_year": None}
    year = int(matching(row["population_year"], WHOLE_NUMBER, "année de la population"))
    if not 1900 <= year <= 2100:
        raise ValueError(f"année de la population « {year} » impossible")
    return {"population": int(matching(row["population"], WHOLE_NUMBER, "population")), "population_year": year}


def point_of(row: dict) -> dict:
    if not (row["lat"] or row["lon"] or row["precision"]):
        return {"lat": None, "lon": None, "precision": ""}
    lat, lon = (float(matching(row[axis], DEGREES, name)) for axis, name in (("lat", "latitude"), ("lon", "longitude")))
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError(f"le point ({lat}, {lon}) n’est pas sur la Terre")
    if row["precision"] not in PRECISIONS:
        raise ValueError(f"précision « {row['precision'][:30]} » inconnue")
    return {"lat": lat, "lon": lon, "precision": row["precision"]}


def matching(value: str, pattern: re.Pattern, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"{what} « {value[:30]} » ne convient pas")
    return value


def short(row: dict, column: str, longest: int) -> str:
    value = typographic(row[column])
    if not value:
        raise ValueError(f"la colonne {column} est vide")
    if len(value) > longest:
        raise ValueError(f"la colonne {column} dépasse {longest} caractères")
    return value


def known(code: str, those: dict, what: str) -> str:
    if code not in those:
        raise ValueError(f"code {what} « {code[:30]} » inconnu")
    return code


def codes_of(text: str, pattern: re.Pattern, what: str, longest: int) -> str:
    codes = " ".join(matching(code, pattern, what) for code in text.split())
    if len(codes) > longest:
        raise ValueError(f"trop de codes ({what})")
    return codes


def check_parents(path: Path, register: Register) -> None:
    orphans = [place for place in register.delegated.values() if place.parent_id not in register.communes]
    if orphans:
        raise RegisterError("\n".join(orphan_faults(path, orphans)))


def orphan_faults(path: Path, orphans: list[DelegatedCommune]) -> Iterable[str]:
    for place in orphans[:MOST_FAULTS]:
        yield f"{path.name} : {place.name} ({place.code}) est dans la commune {place.parent_id}, qui n’y est pas."
