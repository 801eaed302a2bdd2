"""Whether a point of France is in the sea, by the shores of our own ground map."""

import re
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians
from xml.etree import ElementTree

from django.conf import settings

from millecafes.places.projection import frame_of

GROUND = settings.ROOT / "site" / "millecafes" / "static" / "img" / "france.svg"
PATH = "{http://www.w3.org/2000/svg}path"
RING = re.compile(r"M(\d+) (\d+)l([\d -]+)")
QUAY = 3  # kilometres: shores are drawn in few lines; of all town halls the farthest outside is at one
Corner = tuple[int, int]


def km_at_sea(lat: float, lon: float, department: str) -> float:
    """How far the nearest shore of France is from this point; nothing on land, or where the map draws nothing."""
    frame = frame_of(lat, lon, department)
    if frame is None:
        return 0
    point = frame.place(lat, lon)
    if is_on_land(point):
        return 0
    return min(length_to(point, *side) for side in sides()) / frame.scale * cos(radians(lat))


def is_at_sea(lat: float, lon: float, department: str) -> bool:
    """Farther than any quay."""
    return km_at_sea(lat, lon, department) > QUAY


@cache
def sides() -> list[tuple[Corner, Corner]]:
    """The lines that part France from all that is not France, in units of the drawing."""
    paths = [path.get("d") for path in ElementTree.parse(GROUND).iter(PATH) if path.get("fill") != "none"]
    rings = [corners(*ring) for path in paths for ring in RING.findall(path)]
    return [side for ring in rings for side in pairwise([*ring, ring[0]])]


def corners(x: str, y: str, steps: str) -> list[Corner]:
    found = [(int(x), int(y))]
    numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
    for east, south in zip(numbers[::2], numbers[1::2], strict=True):
        found.append((found[-1][0] + east, found[-1][1] + south))
    return found


def is_on_land(point: tuple[float, float]) -> bool:
    """A line drawn eastwards from here crosses the shores an odd number of times."""
    x, y = point
    crossed = [(a, b) for a, b in sides() if (a[1] > y) != (b[1] > y)]
    return sum(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) > x for a, b in crossed) % 2 == 1


def length_to(point: tuple[float, float], a: Corner, b: Corner) -> float:
    """From a point to the nearest of a side."""
    east, south = b[0] - a[0], b[1] - a[1]
    along = ((point[0] - a[0]) * east + (point[1] - a[1]) * south) / ((east**2 + south**2) or 1)
    along = min(1, max(0, along))
    return hypot(a[0] + along * east - point[0], a[1] + along * south - point[1])
