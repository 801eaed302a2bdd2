"""Cafés are found by what they are, while they are there, by everybody and in every language."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from millecafes.core.search.query import Query, Search
from tests.pages.factories import open_english
from tests.people.factories import make_account, make_staff
from tests.places.cafe_factories import make_cafe, make_service

pytestmark = pytest.mark.django_db


def found(client, typed, prefix="") -> str:
    return client.get(f"{prefix}/recherche/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["tilleul", "cafe cadalen", "belote", "limonade", "depots de pain", "tarn tilleul"])
def test_a_cafe_is_found_by_its_name_its_village_its_words_and_its_services(client, typed):
    bread = make_service("pain", "Dépôt de pain")
    cafe = make_cafe(
        name="Le Vieux Tilleul",
        summary="On y joue à la belote.",
        description="La limonade est maison.",
        services=[bread],
        model="associatif",
    )

    assert f'href="/cafes/{cafe.slug}/"' in found(client, typed)


def test_it_is_found_in_english_too(client):
    open_english()
    bread = make_service("pain", "Dépôt de pain")
    make_service("pain", "Bread counter", "en", translation_key=bread.translation_key)
    cafe = make_cafe(name="Le Vieux Tilleul", services=[bread])

    for typed in ("tilleul", "bread"):
        assert f'href="/en/cafes/{cafe.slug}/"' in found(client, typed, "/en")


def test_a_secret_of_a_draft_is_found_by_nobody(client):
    make_cafe(live=False, name="Quincaille")
    published = make_cafe()
    published.description = "Quincaille"
    published.save_revision()

    for user in (None, make_account(), make_staff("Communication"), make_account(is_superuser=True)):
        if user:
            client.force_login(user)
        assert "/cafes/" not in found(client, "quincaille")
    call_command("reindex")
    assert "/cafes/" not in found(client, "quincaille")


def test_a_cafe_that_is_withdrawn_or_closed_is_found_no_more(client):
    withdrawn, closed = make_cafe(name="Quincaille un"), make_cafe(name="Quincaille deux")
    before = found(client, "quincaille")

    withdrawn.unpublish()
    closed.closed_on, closed.ending = timezone.localdate(), "closed"
    closed.save_revision().publish()

    after = found(client, "quincaille")
    assert all(cafe.slug in before and cafe.slug not in after for cafe in (withdrawn, closed))


def test_it_leaves_the_search_on_the_day_it_closes(client):
    cafe = make_cafe(name="Quincaille", closed_on=timezone.localdate() + timedelta(days=1), ending="closed")
    before = found(client, "quincaille")

    type(cafe).objects.filter(pk=cafe.pk).update(closed_on=timezone.localdate())

    assert cafe.slug in before
    assert cafe.slug not in found(client, "quincaille")


def test_cafes_are_a_type_of_their_own():
    make_cafe(name="Quincaille")

    results = Search(Query("quincaille", "fr"), make_staff("Culture")).results()

    assert [(code, count) for code, _label, count in results.counts] == [("cafes", 1)]
