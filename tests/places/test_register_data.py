"""The register and the ground map as they are committed; no database is needed to read them."""

import csv
import re
from collections import Counter
from math import dist
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from millecafes.places import projection

PLACES = settings.ROOT / "site" / "millecafes" / "places"
GROUND = settings.ROOT / "site" / "millecafes" / "static" / "img" / "france.svg"
LINE = re.compile(r"M(\d+) (\d+)l([\d -]+)")
SVG = "{http://www.w3.org/2000/svg}"


def read(name) -> list[dict]:
    with (PLACES / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows():
    return read("communes")


@pytest.fixture(scope="module")
def communes(rows):
    return {row["code"]: row for row in rows if row["type"] == "commune"}


@pytest.fixture(scope="module")
def drawing():
    """The shores and the borders of each frame of the ground map, in units of the drawing."""
    groups = [group for group in ElementTree.parse(GROUND).iter(f"{SVG}g") if "data-x" in group.attrib]
    return [tuple(drawn(group, is_line) for is_line in (False, True)) for group in groups]


def drawn(group, is_line) -> list[list[tuple[int, int]]]:
    paths = [path.get("d") for path in group.iter(f"{SVG}path") if (path.get("fill") == "none") == is_line]
    return [corners(*line) for path in paths for line in LINE.findall(path)]


def corners(x, y, steps):
    x, y, numbers = int(x), int(y), [int(number) for number in re.findall(r"-?\d+", steps)]
    points = [(x, y)]
    for step in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step[0], y + step[1]
        points.append((x, y))
    return points


def test_every_commune_is_there_with_those_that_people_still_name(rows):
    assert Counter(row["type"] for row in rows) == {"commune": 34969, "commune-deleguee": 2105, "commune-associee": 471}


def test_the_small_ones_are_as_many_as_the_register_says(communes):
    small = [row for row in communes.values() if row["population"] and int(row["population"]) < 3500]

    assert len(small) == 31673
    assert sum(row["precision"] != "department" for row in small) / len(small) >= 0.998


def test_what_is_known_of_some_communes_is_found(communes):
    assert (communes["38061"]["name"], communes["38061"]["population"]) == ("La Buisse", "3500")
    assert communes["44155"]["population"] == "3500"
    assert communes["2A004"]["name"] == "Ajaccio"
    assert communes["75056"]["population"] == "2103778"
    chaumonts = [code for code, row in communes.items() if row["name"] == "Chaumont"]
    assert chaumonts == ["18060", "52121", "61103", "74065", "89093"]


def test_the_postcodes_of_a_city_lead_to_it_and_not_to_its_districts(communes):
    assert "75011" in communes["75056"]["postcodes"].split()
    assert "13016" in communes["13055"]["postcodes"].split()
    assert "69003" in communes["69123"]["postcodes"].split()
    assert not {"75111", "13216", "69383"} & set(communes)


def test_every_population_has_its_year_and_no_other_has_one(rows):
    assert all(bool(row["population"]) == bool(row["population_year"]) for row in rows)
    assert sum(row["population"] == "" for row in rows if row["type"] == "commune") == 6
    years = Counter(row["population_year"] for row in rows if row["type"] == "commune")
    assert years == {"2023": 34865, "2017": 17, "2022": 48, "2025": 33, "": 6}


def test_every_former_commune_is_in_a_commune_in_force(rows, communes):
    former = [row for row in rows if row["type"] != "commune"]

    assert len(former) == 2576
    assert all(row["parent"] in communes for row in former)
    assert not any(row["parent"] for row in communes.values())


def test_an_old_code_leads_to_one_commune_and_is_none_of_today(communes):
    old = Counter(code for row in communes.values() for code in row["former_codes"].split())

    assert old["14011"] == 1
    assert max(old.values()) == 1
    assert not set(old) & set(communes)


def test_every_point_is_within_the_box_of_its_department(rows):
    boxes = {row["code"]: row for row in read("departments") if row["south"]}
    seen = 0
    for row in rows:
        lat, lon = float(row["lat"]), float(row["lon"])
        if box := boxes.get(row["department"]):
            seen += 1
            assert float(box["south"]) <= lat <= float(box["north"]), row
            assert float(box["west"]) <= lon <= float(box["east"]), row
        else:
            assert row["precision"] == "department"

    assert seen > 37000
    assert len(boxes) == 101


def test_every_code_named_is_described(rows):
    departments, regions, epcis = read("departments"), read("regions"), read("epcis")

    assert (len(departments), len(regions), len(epcis)) == (109, 26, 1255)
    assert {row["department"] for row in rows} == {row["code"] for row in departments}
    assert {row["region"] for row in departments} == {row["code"] for row in regions}
    assert {row["epci"] for row in rows} - {""} == {row["siren"] for row in epcis}


def test_a_department_knows_its_words_its_clock_and_its_prefecture():
    departments = {row["code"]: row for row in read("departments")}

    assert departments["01"]["in_form"] == "dans l’Ain"
    assert departments["74"]["of_form"] == "de la Haute-Savoie"
    assert departments["75"]["in_form"] == "à Paris"
    assert departments["974"]["time_zone"] == "Indian/Reunion"
    assert departments["12"]["capital_name"] == "Rodez"
    assert all(ZoneInfo(row["time_zone"]) for row in departments.values())


def test_names_are_written_with_the_apostrophe_of_books():
    assert "L’Abergement-Clémenciat" in {row["name"] for row in read("communes")}
    assert not any("'" in path.read_text() for path in (PLACES / "data").glob("*.csv"))


def test_the_ground_map_is_small_and_shows_the_mainland_and_five_lands_overseas(drawing):
    assert GROUND.stat().st_size < 32_000
    assert len(drawing) == len(projection.FRAMES) == 6
    assert all(shores for shores, _borders in drawing)


def test_borders_part_the_mainland_in_its_departments(drawing):
    (shores, borders), *insets = drawing
    rings = [[*shore, shore[0]] for shore in shores]
    sides = [frozenset(side) for line in [*rings, *borders] for side in zip(line, line[1:], strict=False)]

    # Euler: the fields that lines enclose are as many as sides, less corners, and one for each piece by itself.
    fields = len(sides) - len(set().union(*sides)) + pieces(sides)

    assert fields - len(shores) >= 96 - 2, "the shore of the continent and that of Corsica enclose all departments"
    assert len(sides) == len(set(sides)), "a border is drawn once"
    assert not any(borders for _shores, borders in insets)


def pieces(sides) -> int:
    """How many sets of lines there are that touch no other."""
    home = {}

    def home_of(corner):
        while home.setdefault(corner, corner) != corner:
            corner = home[corner]
        return corner

    for side in sides:
        a, b = map(home_of, side)
        home[a] = b
    return sum(corner == known for corner, known in home.items())


@pytest.mark.parametrize("name", ["Île-de-Sein", "Île-Molène", "Hœdic", "Île-d’Aix", "Terre-de-Haut", "Ouessant"])
def test_an_island_that_is_a_commune_is_drawn(name, communes, drawing):
    (row,) = [row for row in communes.values() if row["name"] == name]
    point = projection.place(float(row["lat"]), float(row["lon"]), row["department"])

    assert min(dist(point, corner) for shores, _borders in drawing for shore in shores for corner in shore) < 8


def test_a_prefecture_stands_on_the_land(drawing):
    shores = [shore for shores, _borders in drawing for shore in shores]
    seen = 0
    for row in read("departments"):
        if row["south"] and row["capital_lat"]:
            seen += 1
            point = projection.place(float(row["capital_lat"]), float(row["capital_lon"]), row["code"])
            assert on_land(point, shores) or min(dist(point, corner) for shore in shores for corner in shore) < 4, row

    assert seen == 101


def on_land(point, shores) -> bool:
    """A line drawn eastwards from here crosses the shores an odd number of times."""
    x, y = point
    sides = [side for shore in shores for side in zip(shore, [*shore[1:], shore[0]], strict=True)]
    crossed = [(a, b) for a, b in sides if (a[1] > y) != (b[1] > y)]
    return sum(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) > x for a, b in crossed) % 2 == 1


def test_a_point_overseas_is_placed_by_its_department_or_by_where_it_is():
    inset = {frame.department: frame for frame in projection.INSETS}["974"]
    x, y = projection.place(-21.1, 55.5)

    assert projection.place(-21.1, 55.5, "974") == (x, y)
    assert inset.left < x < inset.left + inset.width
    assert inset.top < y < inset.top + inset.height


def test_what_the_map_does_not_show_has_no_place_on_it():
    assert projection.place(-17.54, -149.57, "987") is None
    assert projection.place(0, 0) is None


def test_the_drawing_tells_how_to_go_back_to_the_ground():
    group = next(ElementTree.parse(GROUND).iter(f"{SVG}g"))
    mainland = group.find(f"{SVG}g").attrib
    x, y = projection.place(46.6, 2.4)

    east = (x - float(mainland["data-x"])) / float(mainland["data-scale"])
    north = (float(mainland["data-y"]) - y) / float(mainland["data-scale"])

    assert (east, north) == pytest.approx(projection.mercator(46.6, 2.4), abs=0.1)
