"""Names of places for the map, as one zooms: prefectures, then the communes in view that most people live in."""

import csv
import re
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from millecafes.places.models import Commune

DEPARTMENTS = Path(__file__).parent / "data" / "departments.csv"

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
        raise NotABox(_("Donnez quatre nombres : ouest, sud, est, nord, en degrés."))
    west, south, east, north = map(float, found.groups())
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise NotABox(_("Ce cadre est à l’envers, ou n’est pas sur la Terre : ouest, sud, est, nord."))
    return west, south, east, north


@cache
def capitals() -> list[tuple[str, float, float]]:
    """The prefectures, as the register's own file tells them."""
    with DEPARTMENTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        (row["capital_name"], float(row["capital_lat"]), float(row["capital_lon"]))
        for row in rows
        if row["capital_lat"]
    ]


def names_in(west: float, south: float, east: float, north: float) -> list[list]:
    """[name, lat, lon], the largest first."""
    if max(east - west, north - south) > LARGEST:
        return [[name, lat, lon] for name, lat, lon in capitals() if south <= lat <= north and west <= lon <= east]
    communes = Commune.objects.in_force().filter(lat__range=(south, north), lon__range=(west, east), population__gt=0)
    largest = communes.order_by("-population", "pk").values_list("name", "lat", "lon")[:MOST_NAMES]
    return [[name, round(lat, 4), round(lon, 4)] for name, lat, lon in largest]
