"""The invented press review of the demo: as much as the report counts, and nobody could take it for a true one."""

import pytest

from millecafes.core.models import KeyFigure
from millecafes.demo.press import DISAPPEARED, add_press
from news.models import PressItem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled_site")]


@pytest.fixture
def entered(demo):
    return add_press()


def test_it_counts_what_the_register_says(entered):
    in_2025 = PressItem.objects.of_year(2025)

    counted = {"presse": in_2025.count(), "presse-guinguettes": in_2025.about("guinguettes").count()}

    figures = KeyFigure.objects.filter(code__in=counted)
    assert counted == {figure.code: figure.value for figure in figures} == {"presse": 200, "presse-guinguettes": 75}
    assert PressItem.objects.of_year(2024).count() == entered - 200 > 0


def test_the_page_says_it_in_a_sentence_and_that_all_is_invented(client, entered):
    html = client.get("/presse/").content.decode()

    assert "200 retombées en 2025, dont 75 sur les guinguettes." in html
    assert "les articles d’essai de cette liste sont inventés" in html
    assert "communication@1000cafes.org" in html
    assert "en préparation" not in html


def test_every_item_shows_that_it_is_invented(entered):
    for item in PressItem.objects.all():
        assert item.is_example
        assert item.title.startswith("Article d’essai n°\u00a0")
        assert "Exemple" in item.outlet


def test_a_couple_of_links_have_disappeared(client, entered):
    assert PressItem.objects.dead().count() == len(DISAPPEARED)
    assert all(item.dead_since > item.date for item in PressItem.objects.dead())


def test_it_is_entered_once_and_always_the_same(entered):
    before = list(PressItem.objects.values_list("url", "title", "date"))
    again = add_press()
    PressItem.objects.all().delete()

    afresh = add_press()

    assert (again, afresh) == (0, entered)
    assert sorted(PressItem.objects.values_list("url", "title", "date")) == sorted(before)


def test_what_an_editor_has_changed_stays(entered):
    PressItem.objects.filter(pk=PressItem.objects.first().pk).update(title="Autre titre")

    add_press()

    assert PressItem.objects.filter(title="Autre titre").exists()


def test_a_site_that_is_no_demo_has_none(client):
    assert add_press() == 0
    assert "Aucune retombée n’est encore entrée ici" in client.get("/presse/").content.decode()
