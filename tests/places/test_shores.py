"""What is the sea, by the ground map as it is committed; no database is needed to read it."""

import pytest

from millecafes.places.shores import is_at_sea, km_at_sea
from tests.places.cafe_factories import register

SMALL_ISLANDS = ["29083", "29155", "56086", "17004", "97131", "22016"]


@pytest.mark.parametrize(
    "where, lat, lon, department, km",
    [
        ("au large de Sein", 48.036, -4.985, "29", 9),
        ("au large de Marseille", 43.2, 5.15, "13", 14),
        ("au large de La Réunion", -21.0, 55.1, "974", 13),
        ("à Bordeaux", 44.84, -0.58, "33", 0),
        ("à Saint-Pierre, que le dessin ne montre pas", 46.8, -56.2, "975", 0),
    ],
)
def test_it_is_known_how_far_out_a_point_is(where, lat, lon, department, km):
    assert round(km_at_sea(lat, lon, department)) == km
    assert is_at_sea(lat, lon, department) is bool(km)


def test_no_town_hall_of_a_coast_or_of_an_island_is_at_sea():
    places = register("communes")
    coast = [code for code in places if code.startswith(("29", "17", "971", "973", "976", "2A"))][::8]

    for code in [*SMALL_ISLANDS, "97302", *coast]:
        row = places[code]
        assert not is_at_sea(float(row["lat"]), float(row["lon"]), row["department"]), row["name"]
