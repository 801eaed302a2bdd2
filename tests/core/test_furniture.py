"""Menus, footer and banner: edited once, seen on every page of the language."""

import pytest
from wagtail.models import Locale

from home.models import ContentPage, FaqPage
from tests.core.factories import SMALLEST, make, make_furniture
from tests.pages.factories import home_page, make_page, open_english
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db

EDIT = "/gestion/snippets/core/sitefurniture/edit/"


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def link(label="", page=None, url="", **more):
    return {"label": label, "page": page, "url": url, **more}


def test_an_editor_s_change_is_seen_on_every_page(client):
    furniture = make_furniture()
    pages = [home_page(), make_page(ContentPage), make_page(FaqPage)]
    client.force_login(make_staff("Communication"))
    typed = {"footer_text": "12 rue du Bac", "banner_text": "La fête est reportée", "banner_tone": "warning"}
    entry = {"main_menu-0-type": "entry", "main_menu-0-deleted": "", "main_menu-0-order": "0", "main_menu-0-id": ""}
    entry |= {"main_menu-0-value-label": "Les cafés", "main_menu-0-value-page": "", "main_menu-0-value-url": "/cafes/"}
    typed |= entry | {"main_menu-count": "1", "footer-count": "0", "main_menu-0-value-children-count": "0"}

    answer = client.post(f"{EDIT}{furniture.pk}/", typed)

    assert answer.status_code == 302
    for page in pages:
        html = client.get(page.url).content.decode()
        assert [text for text in ("12 rue du Bac", "La fête est reportée", 'href="/cafes/"') if text not in html] == []


def test_a_menu_leads_to_pages_and_addresses_and_marks_where_one_is(client):
    page = make_page(ContentPage, title="Notre histoire", slug="histoire")
    children = [link(page=page), link("Écrire", url="mailto:a@example.org")]
    make_furniture(
        main_menu=[("entry", link("Qui sommes-nous", page=home_page(), children=children)), ("entry", link(page=page))],
        footer=[("column", {"title": "Suivre", "links": [link("Ailleurs", url="https://ailleurs.example/")]})],
    )

    html = client.get(page.url).content.decode()

    assert 'href="/histoire/" aria-current="page">Notre histoire</a>' in html
    assert 'href="mailto:a@example.org">Écrire</a>' in html
    assert 'href="https://ailleurs.example/">Ailleurs</a>' in html
    assert 'href="/"' in html


def test_a_page_taken_away_leaves_no_broken_link(client):
    page = make_page(ContentPage, title="Notre histoire", slug="histoire")
    make_furniture(
        main_menu=[("entry", link("Histoire", page=page)), ("entry", link("Plus", children=[link(page=page)]))],
        footer=[("column", {"title": "Suivre", "links": [link(page=page)]})],
    )
    before = client.get("/").content.decode()

    page.unpublish()
    unpublished = client.get("/").content.decode()
    page.delete()
    deleted = client.get("/").content.decode()

    assert before.count('href="/histoire/"') == 3
    for html in (unpublished, deleted):
        assert 'href="/histoire/"' not in html
        assert 'href=""' not in html


def test_the_banner_may_lead_to_a_page_and_outlives_it(client):
    page = make_page(ContentPage, title="Le programme", slug="programme")
    make_furniture(banner_text="C’est dimanche", banner_page=page)
    before = client.get("/").content.decode()

    page.delete()

    after = client.get("/").content.decode()
    assert ('<a href="/programme/">Le programme</a>' in before, "C’est dimanche" in after) == (True, True)
    assert "/programme/" not in after


def test_an_english_reader_has_the_french_furniture_until_hers_is_made(client):
    make_furniture(footer_text="Écrivez-nous")
    open_english()
    before = client.get("/en/").content.decode()

    make_furniture(footer_text="Write to us", locale=english())

    after = client.get("/en/").content.decode()
    assert ("Écrivez-nous" in before, '<html lang="en">' in before) == (True, True)
    assert ("Write to us" in after, "Écrivez-nous" in after) == (True, False)
    assert "Écrivez-nous" in client.get("/").content.decode()


def test_a_site_without_furniture_stands(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert 'id="menu"' not in answer.content.decode()


@pytest.mark.parametrize("register", SMALLEST, ids=lambda model: model.__name__)
def test_the_back_office_previews_each_register(register):
    html = make(register).make_preview_request(preview_mode="").content.decode()

    assert '<main class="preview">' in html


def test_an_address_of_the_site_leads_each_reader_to_the_screen_in_her_language(client):
    children = [link("Agenda", url="/agenda/"), link("Données", url="/cafes.csv"), link("Loin", url="//loin.example/")]
    make_furniture(main_menu=[("entry", link("Actualités", children=children))])
    open_english()

    french, english = client.get("/").content.decode(), client.get("/en/").content.decode()

    for html, agenda in ((french, "/agenda/"), (english, "/en/agenda/")):
        assert [f'href="{it}"' in html for it in (agenda, "/cafes.csv", "//loin.example/")] == [True] * 3
