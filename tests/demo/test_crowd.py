"""The made-up crowd of cafés: the same for the same number, and never taken for real ones."""

import re

import pytest

from millecafes.demo.crowd import add_crowd
from millecafes.places.models import Cafe
from tests.places.cafe_factories import CADALEN, THURAGEAU, commune, make_service
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def villages():
    commune(CADALEN)
    commune(THURAGEAU)
    make_commune("12202", "Rodez", 24_000, lat=44.35, lon=2.57)
    make_service("pain", "Dépôt de pain")


def told() -> list:
    rows = Cafe.objects.order_by("slug").prefetch_related("services")
    return [
        (cafe.slug, cafe.name, cafe.commune_id, cafe.lat, cafe.support, cafe.model, len(cafe.services.all()))
        for cafe in rows
    ]


def test_the_same_number_makes_the_same_cafes():
    add_crowd(30)
    first = told()
    Cafe.objects.all().delete()

    add_crowd(30)

    assert told() == first
    assert len(first) == 30


def test_doing_it_again_adds_only_what_is_missing():
    assert [add_crowd(5), add_crowd(5), add_crowd(8)] == [5, 0, 3]


def test_they_say_that_they_are_invented_and_stand_in_small_communes():
    add_crowd(12)

    assert set(Cafe.objects.values_list("is_example", "live")) == {(True, True)}
    assert set(Cafe.objects.values_list("commune", flat=True)) == {CADALEN, THURAGEAU}
    assert all("exemple" in cafe.name and cafe.email.endswith("@example.org") for cafe in Cafe.objects.all())
    assert Cafe.objects.filter(search_name__contains="exemple").count() == 12


def test_they_are_found_at_once(client):
    add_crowd(3)

    page = client.get("/recherche/", {"q": "exemple 2"}).content.decode()

    assert re.findall(r'href="(/cafes/exemple-[0-9]+/)"', page) == ["/cafes/exemple-2/"]
