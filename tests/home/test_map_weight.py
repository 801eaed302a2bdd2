"""What a first visit to the map weighs, as it is sent to a visitor: compressed with Brotli, photographs left out."""

import re
from functools import cache
from gzip import compress

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from home.models import CafesPage
from millecafes.core.light_files import lightened
from millecafes.demo.crowd import add_crowd
from millecafes.places.models import Commune, Department, Region
from tests.pages.factories import make_page
from tests.places.cafe_factories import make_service, register

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FEW, MANY = 350, 10_000
PAGE, POINTS, REQUESTS = 140_000, 95_000, 20  # bytes, bytes, files
HEADERS = 300  # bytes of the answer that brings a file, about
FOR_ALL = ["fonts/young-serif.woff2", "fonts/atkinson-400.woff2", "fonts/atkinson-700.woff2", "img/favicon.svg"]


@pytest.fixture
def communes():
    """Those of the register that are small, with their points: the crowd of the demo stands in them."""
    Region.objects.bulk_create(Region(code=code, name=row["name"]) for code, row in register("regions").items())
    Department.objects.bulk_create(
        Department(code=code, name=row["name"], region_id=row["region"] or None, time_zone=row["time_zone"])
        for code, row in register("departments").items()
    )
    Commune.objects.bulk_create(
        Commune(
            code=code,
            name=row["name"],
            search_name=row["name"].lower(),
            population=int(row["population"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            precision=row["precision"],
            department_id=row["department"],
            postcodes=row["postcodes"],
        )
        for code, row in register("communes").items()
        if row["population"] and row["lat"]
    )
    for number, name in enumerate(["Dépôt de pain", "Épicerie", "Tabac", "Presse", "Colis", "Repas", "Concerts"]):
        make_service(f"s{number}", name)


@cache
def weight_of_file(name: str) -> int:
    """As « collectstatic » keeps it, and as WhiteNoise sends it."""
    with open(finders.find(name), "rb") as file:
        content = lightened(name, ContentFile(file.read())).read()
    return len(content) if name.endswith(("woff2", "png")) else len(brotli.compress(content))


def test_the_page_with_350_cafés_weighs_no_more_than_was_asked(client, communes):
    make_page(CafesPage, title="Trouver un café", slug="cafes")
    add_crowd(FEW)

    page = client.get("/cafes/").content
    points = client.get("/cafes/points.json").content
    asked = re.findall(r'(?:src|href)="/static/((?:js|css|vendor)/[^"]+|img/france\.svg)"', page.decode())

    files = {name: weight_of_file(name) for name in [*dict.fromkeys(asked), *FOR_ALL]}
    files |= {"page": len(brotli.compress(page, quality=5)), "points": len(brotli.compress(points, quality=5))}
    assert {"vendor/leaflet.js", "js/map.js", "img/france.svg"} < files.keys()
    assert len(files) <= REQUESTS
    assert sum(files.values()) + HEADERS * len(files) <= PAGE, files


def test_the_points_of_ten_thousand_cafés_weigh_no_more_than_was_asked(client, communes, monkeypatch):
    monkeypatch.setattr("millecafes.demo.crowd.let_be_found", lambda made: None)  # the search has no part in it
    add_crowd(MANY)

    points = client.get("/cafes/points.json").content

    assert points.count(b",") > 3 * MANY
    assert len(compress(points, 6)) <= POINTS
