"""The press review is found with the rest of the site."""

import pytest

from home.models import ContentPage
from millecafes.core.search.query import Query, Search
from news.models import PressItem
from tests.news.factories import make_item
from tests.pages.factories import make_page
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db


def found(client, typed, prefix="") -> str:
    return client.get(f"{prefix}/recherche/", {"q": typed}).content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_item_is_found_by_its_title_and_its_outlet_and_leads_to_the_article(client, prefix):
    item = make_item(title="La guinguette fait étape", outlet="Le Courrier d’Exemple")

    for typed in ("guinguettes etapes", "courrier exemple"):
        assert f'href="{item.url}"' in found(client, typed, prefix)


def test_an_item_taken_out_of_the_review_or_whose_link_is_gone_is_found_no_more(client):
    gone, removed = make_item(title="Guinguette un"), make_item(title="Guinguette deux")
    before = found(client, "guinguette")
    PressItem.objects.filter(pk=gone.pk).update(dead_since="2025-09-01")
    client.force_login(make_staff("Communication"))

    client.post(f"/gestion/revue-de-presse/delete/{removed.pk}/")
    client.logout()

    after = found(client, "guinguette")
    assert all(item.url in before and item.url not in after for item in (gone, removed))
    assert not PressItem.objects.filter(pk=removed.pk).exists()


def test_our_own_pages_come_before_what_others_say(client):
    for _ in range(3):
        make_item(title="La guinguette fait étape")
    make_page(ContentPage, title="Nos tournées", body=[("paragraph", "<p>Une guinguette dans la cour.</p>")])

    html = found(client, "guinguette")

    assert html.index("Nos tournées") < html.index("fait étape")


def test_press_items_are_a_type_of_their_own():
    make_item(title="La guinguette fait étape")

    results = Search(Query("guinguette", "fr"), make_staff("Culture")).results()

    assert [(code, count) for code, _label, count in results.counts] == [("presse", 1)]
