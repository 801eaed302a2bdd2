"""The whole register, as it is committed, loaded once for this module."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from millecafes.places.models import Commune, DelegatedCommune
from millecafes.places.services.register import Count, update_register
from millecafes.places.services.register_files import read_register

pytestmark = pytest.mark.usefixtures("whole", "db")


@pytest.fixture(scope="module")
def register():
    return read_register()


@pytest.fixture(scope="module")
def whole(register, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        update_register(register)
        yield
        transaction.set_rollback(True)


def test_all_communes_are_there_and_those_the_call_is_for():
    assert Commune.objects.in_force().count() == 34969
    assert Commune.objects.filter(population__lt=3500).count() == 31673
    assert Commune.objects.eligible().count() == 31667  # six villages destroyed in 1916 have no inhabitant
    assert DelegatedCommune.objects.count() == 2576


def test_at_3500_inhabitants_a_commune_is_no_longer_small():
    assert not Commune.objects.get(pk="38061").is_eligible
    assert not Commune.objects.get(pk="44155").is_eligible
    assert Commune.objects.get(pk="74065").is_eligible


def test_communes_of_one_name_are_told_apart_by_their_departments():
    names = Commune.objects.filter(search_name="chaumont").values_list("department__name", flat=True)

    assert sorted(names) == ["Cher", "Haute-Marne", "Haute-Savoie", "Orne", "Yonne"]


def test_almost_every_small_commune_has_a_point_of_its_own():
    small = Commune.objects.filter(population__lt=3500)

    assert small.filter(precision__in=["townhall", "commune"]).count() / small.count() >= 0.998
    assert not Commune.objects.filter(lat=None).exists()


def test_a_second_import_writes_nothing_and_asks_little(register):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        report = update_register(register)

    assert report.is_empty
    assert report.counts[Commune] == Count(unchanged=34969)
    assert not [query for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert len(asked) <= 21
