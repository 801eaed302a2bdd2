"""Names of places for the map, as one zooms: prefectures, then the communes in view that most people live in."""

import csv
import re
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from millecafes.places.models import Commune

DATA = Path(__file__).parent / "data"
MOST_NAMES = 40
LARGEST = 3.0  # degrees: beyond, prefectures are names enough
NUMBER = r"-?\d{1,3}(?:\.\d{1,6})?"
BOX = re.compile(rf"({NUMBER}),({NUMBER}),({NUMBER}),({NUMBER})")


class NotABox(ValueError):
    """Its message says why, to whoever asked."""


def read_box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north, in degrees."""
    found = BOX.fullmatch(text)
    if not found:
        raise NotABox(_("Donnez quatre nombres : ouest, sud, est, nord, en degrés."))
    west, south, east, north = map(float, found.groups())
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise NotABox(_("Ce cadre est à l’envers, ou n’est pas sur la Terre : ouest, sud, est, nord."))
    return west, south, east, north


@cache
def rows_of(name: str) -> list[dict[str, str]]:
    """A file of the register, which hardly ever changes: it is read once, and asks nothing of the database."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def regions() -> dict[str, str]:
    """Name by code."""
    return {row["code"]: row["name"] for row in rows_of("regions")}


@cache
def departments() -> dict[str, str]:
    """Name by code."""
    return {row["code"]: row["name"] for row in rows_of("departments")}


@cache
def regions_by_department() -> dict[str, str]:
    return {row["code"]: row["region"] for row in rows_of("departments")}


def region_of(department: str) -> str:
    """The code of its region."""
    return regions_by_department().get(department, "")


@cache
def capitals() -> list[tuple[str, float, float]]:
    """The prefectures: name, latitude, longitude."""
    capital = ("capital_name", "capital_lat", "capital_lon")
    told = [tuple(row[name] for name in capital) for row in rows_of("departments")]
    return [(name, float(lat), float(lon)) for name, lat, lon in told if lat]


def names_in(west: float, south: float, east: float, north: float) -> list[list]:
    """[name, lat, lon], the largest first."""
    if max(east - west, north - south) > LARGEST:
        return [[name, lat, lon] for name, lat, lon in capitals() if south <= lat <= north and west <= lon <= east]
    communes = Commune.objects.in_force().filter(lat__range=(south, north), lon__range=(west, east), population__gt=0)
    largest = communes.order_by("-population", "pk").values_list("name", "lat", "lon")[:MOST_NAMES]
    return [[name, round(lat, 4), round(lon, 4)] for name, lat, lon in largest]
