"""What a member made of the library: she takes it away, and it goes with her; nothing says what anybody reads."""

import pytest
from django.apps import apps

from millecafes.core.privacy import chapters_of, erase
from resources.models import Download, Favourite, ResourceFile, StepDone, Usefulness
from resources.services import keeping
from tests.people.factories import make_elected
from tests.resources.factories import give_file, make_resource, make_toolkit

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    person = make_elected()
    resource = make_resource(title="Tenir une réunion")
    give_file(resource, "reunion.pdf", by=person)
    keeping.keep(person, resource, is_kept=True)
    keeping.judge(person, resource, is_useful=True)
    keeping.count_downloads(person, [resource])
    keeping.tick(person, make_toolkit(resource, title="Ouvrir"), resource, is_done=True)
    return person


def test_all_of_it_is_given_back(reader):
    told = {chapter.code: list(chapter.rows) for chapter in chapters_of(reader) if "bibliotheque" in chapter.code}

    assert {code: len(rows) for code, rows in told.items()} == {
        "bibliotheque-favoris": 1,
        "bibliotheque-avis": 1,
        "bibliotheque-telechargements": 1,
        "bibliotheque-etapes": 1,
        "bibliotheque-replays": 0,
        "bibliotheque-fichiers": 1,
    }
    assert told["bibliotheque-avis"][0]["Ressource"] == "Tenir une réunion"
    assert told["bibliotheque-fichiers"][0]["Fichier"] == "reunion.pdf"


def test_it_is_forgotten_with_her_and_the_file_stays(reader):
    other = make_elected()
    keeping.keep(other, Favourite.objects.get().resource, is_kept=True)

    erase(reader)

    left = [table.objects.count() for table in (Favourite, Usefulness, Download, StepDone)]
    assert left == [1, 0, 0, 0]
    assert ResourceFile.objects.get().uploaded_by is None


def test_no_table_of_the_library_can_say_how_often_or_when_last_somebody_read():
    person_tables = {"download", "favourite", "usefulness", "stepdone"}
    known = {
        model._meta.model_name: {field.name for field in model._meta.local_concrete_fields}
        for model in apps.get_app_config("resources").get_models()
        if model._meta.model_name in person_tables
    }

    assert known["download"] == {"id", "resource", "person", "first_at"}
    assert set(known) == person_tables
