"""A manager, on her phone and without scripts: from her home to new hours that everybody reads."""

import re

import pytest

pytestmark = pytest.mark.browser
HOME, SHEET = "/espace/", "/espace/cafe/le-four-banal/"


def test_a_manager_changes_her_hours_without_script(open_browser, sign_in):
    page = sign_in(open_browser.window(java_script_enabled=False), "gerante@example.org")

    page.goto(HOME)
    page.get_by_role("link", name="Horaires et fiche").click()
    page.get_by_role("link", name=re.compile("Changer les horaires")).click()
    sunday = page.get_by_role("group", name="Dimanche")
    sunday.get_by_label("ouvre à").first.fill("10:00")
    sunday.get_by_label("ferme à").first.fill("12:30")
    page.get_by_role("button", name="Enregistrer et publier").click()

    assert page.get_by_text("C’est publié").is_visible()
    page.get_by_role("link", name="Voir la page publique").click()
    assert "12 h 30" in page.locator(".slate__week").inner_text().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_menu_of_the_area_opens_on_a_phone(page, sign_in, axe):
    sign_in(page, "gerante@example.org").goto(HOME)

    page.get_by_role("button", name="Menu de l’espace").click()
    page.get_by_role("link", name="Mes lieux").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Mes lieux"
    assert axe(page) == []


@pytest.mark.parametrize("address", [HOME, SHEET, f"{SHEET}horaires/", f"{SHEET}textes/", f"{SHEET}photos/"])
def test_her_pages_have_no_accessibility_fault(page, sign_in, axe, address):
    sign_in(page, "gerante@example.org").goto(address)

    assert axe(page) == []
