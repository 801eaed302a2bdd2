"""The cafés of the demo: in real communes, and invented only where they say so."""

import pytest
from django.urls import reverse

from millecafes.demo.content.services import SERVICES
from millecafes.demo.content.village_cafes import CAFES
from millecafes.demo.village_cafes import add_village_cafes
from millecafes.places.models import Cafe
from tests.core.factories import resizes_pictures
from tests.places.cafe_factories import CADALEN, commune, make_service, register

TOLD_BY_THE_REPORT = {"cafe-associatif-de-cadalen"}
SMALL = 3_500


@pytest.mark.parametrize("row", CAFES, ids=lambda row: row["slug"])
def test_each_stands_in_a_small_commune_of_the_register_and_has_one_of_its_postcodes(row):
    place = register("communes")[row["commune"]]

    assert int(place["population"]) < SMALL
    assert row.get("postcode", "") in ["", *place["postcodes"].split()]


@resizes_pictures
@pytest.mark.django_db
def test_all_that_the_report_does_not_tell_of_say_that_they_are_examples(client):
    for row in CAFES:
        commune(row["commune"])
    for row in SERVICES:
        make_service(row["code"])

    add_village_cafes()

    pages = {cafe: client.get(reverse("cafe", args=[cafe.slug])).content.decode() for cafe in Cafe.objects.all()}
    assert len(pages) == len(CAFES)
    assert {cafe.slug for cafe in pages if not cafe.is_example} == TOLD_BY_THE_REPORT
    assert {cafe.slug for cafe, page in pages.items() if "Cette fiche est un exemple" not in page} == TOLD_BY_THE_REPORT
    assert Cafe.objects.get(slug="cafe-associatif-de-cadalen").commune_id == CADALEN
