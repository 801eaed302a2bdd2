"""The library of the demo: written for real, made by the project itself, laid once."""

import pytest
from wagtail.models import Locale

from millecafes.demo.accounts import add_accounts
from millecafes.demo.library import add_library
from millecafes.demo.members import add_members
from resources.models import Favourite, Resource, ResourceKind, StepDone, Theme, Toolkit
from tests.core.factories import resizes_pictures

pytestmark = [pytest.mark.django_db, resizes_pictures]


@pytest.fixture
def laid(settings):
    settings.DEMO = True
    Locale.objects.get_or_create(language_code="en")
    add_accounts()
    add_members()
    return add_library()


def test_it_shows_every_kind_of_thing(laid):
    resources = Resource.objects.filter(live=True)

    assert laid == resources.count() + Toolkit.objects.filter(live=True).count() >= 16
    assert {one.kind for one in resources} >= set(ResourceKind.values) - {"video"}
    assert resources.stale().count() == 1
    assert {one.language for one in resources} == {"fr", "en"}
    assert resources.public().exists()
    assert any(one.story for one in resources)
    assert Theme.objects.filter(locale__language_code="en").count() == 6
    assert Favourite.objects.exists()
    assert StepDone.objects.exists()


def test_each_file_is_what_its_name_says(laid):
    files = [one.files.current().first() for one in Resource.objects.all()]
    starts = {"pdf": b"%PDF-", "xlsx": b"PK"}

    assert sum(file is not None for file in files) >= 12
    for file in filter(None, files):
        with file.file.open() as opened:
            assert opened.read(8).startswith(starts[file.extension])


def test_laid_again_nothing_is_touched(laid):
    Resource.objects.filter(slug="grille-entretien").update(title="Notre grille")

    assert add_library() == 0
    assert Resource.objects.get(slug="grille-entretien").title == "Notre grille"


def test_a_site_that_is_no_demo_has_none(settings):
    settings.DEMO = False

    assert add_library() == 0
