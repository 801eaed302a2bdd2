"""Where a point of France lies on our own ground map, « static/img/france.svg »: the builder and the pages agree here.

The mainland is drawn at one unit a kilometre of Web Mercator, so that it covers exactly what an interactive map shows;
the five overseas departments stand below it, each in a frame and at a scale of its own.
"""

import math
from dataclasses import dataclass
from functools import cached_property

EARTH_RADIUS = 6378.137  # kilometres, as Web Mercator has it
WIDTH, HEIGHT = 1670, 1690
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
MARGIN, NAME_ROOM = 14, 50  # around an inset, and above it for its name, which the page writes


def mercator(lat: float, lon: float) -> tuple[float, float]:
    """Kilometres eastwards and northwards, in Web Mercator."""
    return (
        EARTH_RADIUS * math.radians(lon),
        EARTH_RADIUS * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)),
    )


@dataclass(frozen=True)
class Frame:
    """A part of the drawing that holds a part of the world: where it stands, in units; what it shows, in degrees."""

    department: str  # empty: the mainland and Corsica
    name: str
    left: int
    top: int
    width: int
    height: int
    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    @cached_property
    def scale(self) -> float:
        """Units of the drawing for a kilometre of Mercator."""
        if not self.department:
            return 1.0
        (left, bottom), (right, top) = mercator(self.south, self.west), mercator(self.north, self.east)
        room = self.width - 2 * MARGIN, self.height - MARGIN - NAME_ROOM
        return round(min(room[0] / (right - left), room[1] / (top - bottom)), 3)

    @cached_property
    def origin(self) -> tuple[float, float]:
        """Where latitude 0, longitude 0 would be drawn; with it the frame is centred on what it shows."""
        (left, bottom), (right, top) = mercator(self.south, self.west), mercator(self.north, self.east)
        middle = self.top + (self.height + NAME_ROOM - MARGIN if self.department else self.height) / 2
        return (
            round(self.left + self.width / 2 - self.scale * (left + right) / 2, 1),
            round(middle + self.scale * (bottom + top) / 2, 1),
        )

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """The point of the drawing; nothing keeps it inside the frame."""
        x, y = mercator(lat, lon)
        return round(self.origin[0] + self.scale * x, 1), round(self.origin[1] - self.scale * y, 1)


MAINLAND = Frame("", "France", 0, 0, WIDTH, 1604, 41.25, -5.25, 51.15, 9.65)
INSETS = (
    Frame("971", "Guadeloupe", 4, 1452, 290, 234, 15.82, -61.82, 16.53, -60.99),
    Frame("972", "Martinique", 304, 1452, 290, 234, 14.38, -61.24, 14.89, -60.80),
    Frame("973", "Guyane", 604, 1452, 290, 234, 2.09, -54.62, 5.78, -51.60),
    Frame("974", "La Réunion", 904, 1452, 290, 234, -21.40, 55.20, -20.86, 55.85),
    Frame("976", "Mayotte", 1204, 1452, 290, 234, -13.02, 45.00, -12.62, 45.31),
)
FRAMES = (MAINLAND, *INSETS)


def frame_of(lat: float, lon: float, department: str = "") -> Frame | None:
    """The frame this point is drawn in: that of its department, otherwise the one that shows the place."""
    known = next((frame for frame in INSETS if frame.department == department), None)
    return known or next((frame for frame in FRAMES if frame.holds(lat, lon)), None)


def place(lat: float, lon: float, department: str = "") -> tuple[float, float] | None:
    """The point (x, y) of the drawing, or None for what it does not show: the other overseas lands, the open sea."""
    frame = frame_of(lat, lon, department)
    return frame and frame.place(lat, lon)
