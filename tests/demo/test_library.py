"""The library of the demo: written for real, made by the project itself, laid once."""

import polib
import pytest
from wagtail.models import Locale

from millecafes.demo.accounts import add_accounts
from millecafes.demo.english import LIBRARY_CATALOGUE, add_library_english, library, texts_by_place
from millecafes.demo.library import add_library
from millecafes.demo.members import add_members
from resources.models import Favourite, Resource, ResourceKind, StepDone, Theme, Toolkit
from tests.core.factories import resizes_pictures
from tests.people.factories import make_elected

pytestmark = [pytest.mark.django_db, resizes_pictures]

KIT = "boites-a-outils/reussir-sa-reunion-publique/"
ELECTED = ["ressources/", "ressources/cent-premiers-jours/", "boites-a-outils/", KIT]


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


# -- In English -------------------------------------------------------------------------------------------------------


@pytest.fixture
def translated(laid, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return add_library_english()


def test_every_text_of_it_has_its_english(laid):
    """Else: ``make messages``, then fill what is empty."""
    entries = list(polib.pofile(LIBRARY_CATALOGUE))

    assert {entry.msgid for entry in entries} == set(texts_by_place(library()))
    assert [entry.msgid for entry in entries if not entry.msgstr] == []


def test_it_is_read_in_english(client, laid, translated):
    client.force_login(make_elected())
    addresses = [f"/en{one.get_absolute_url()}" for model in (Resource, Toolkit) for one in model.objects.public()]
    addresses += [f"/en/espace/{address}" for address in ELECTED]

    pages = {address: client.get(address).content.decode() for address in addresses}

    assert translated == laid
    assert "Holding a public meeting about the café" in pages["/en/espace/ressources/"]
    assert "The date, the room, the two people at the door." in pages[f"/en/espace/{KIT}"]
    assert [address for address, page in pages.items() if 'lang="fr"' in page.partition("<main")[2]] == []


def test_translated_again_nothing_is_touched(translated):
    english = Resource.objects.filter(locale__language_code="en")
    english.filter(slug="grille-entretien").update(title="Our grid")

    assert add_library_english() == 0
    assert english.get(slug="grille-entretien").title == "Our grid"
