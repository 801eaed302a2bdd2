"""How far two points of the Earth are."""

from math import asin, cos, radians, sin, sqrt

EARTH = 12742.0  # its diameter, in kilometres


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """As the crow flies."""
    lat, other_lat = radians(lat), radians(other_lat)
    halves = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin(radians(other_lon - lon) / 2) ** 2
    return EARTH * asin(min(1.0, sqrt(halves)))
