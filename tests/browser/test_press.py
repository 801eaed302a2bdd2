"""The press review: entered in a minute with the keyboard, read by everybody, refused the second time."""

from time import monotonic

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ARTICLE = "https://gazette-des-essais.fr/culture/Un-Cafe-Revient"
TITLE = "Article d’essai : un café revient au village"


def enter(desk, tab_to, url):
    """As fast as the hand goes: the address, the title, the outlet, the medium, the subjects."""
    desk.keyboard.type(url)
    for label, text in [("Titre", TITLE), ("Média", "La Gazette des essais")]:
        tab_to(desk, desk.get_by_label(label))
        desk.keyboard.type(text)
    tab_to(desk, desk.get_by_label("Presse écrite"))
    for _medium in ("Radio", "Télévision", "Web"):
        desk.keyboard.press("ArrowDown")
    for subject in ("Guinguettes", "Culture"):
        tab_to(desk, desk.get_by_label(subject))
        desk.keyboard.press("Space")
    tab_to(desk, desk.get_by_role("button", name="Ajouter à la revue"))
    desk.keyboard.press("Enter")


def test_an_editor_enters_an_item_in_a_minute_and_is_told_the_second_time(desk, page, sign_in, tab_to, axe):
    sign_in(desk, "redaction@example.org")
    desk.goto("/gestion/")
    desk.get_by_role("link", name="Revue de presse", exact=True).click()
    desk.get_by_role("link", name="Ajouter une retombée presse").click()
    expect(desk.get_by_label("Adresse")).to_be_focused()
    begun = monotonic()

    enter(desk, tab_to, f"{ARTICLE}?utm_source=lettre")
    expect(desk.locator(".messages")).to_contain_text(TITLE)

    assert monotonic() - begun < 60
    page.goto("/presse/?media=web&sujet=culture#revue")
    clipping = page.locator(".clipping", has_text=TITLE)
    expect(clipping).to_contain_text("La Gazette des essais")
    expect(clipping).to_contain_text("Guinguettes, Culture")
    link = clipping.get_by_role("link")
    assert link.get_attribute("href") == f"{ARTICLE}?utm_source=lettre"
    assert axe(page) == []

    desk.goto("/gestion/revue-de-presse/new/")
    enter(desk, tab_to, "http://GAZETTE-DES-ESSAIS.fr/culture/un-cafe-revient/?fbclid=123#lire")
    refusal = desk.get_by_text("Cet article est déjà dans la revue de presse").first
    expect(refusal).to_be_visible()
    expect(desk.get_by_label("Titre")).to_have_value(TITLE)
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name=f"{TITLE} (La Gazette des essais)").click()
    expect(opened.value.get_by_label("Adresse")).to_have_value(f"{ARTICLE}?utm_source=lettre")


def test_a_reader_narrows_the_review_on_a_phone_without_scripts(open_browser):
    phone = open_browser.window(java_script_enabled=False)
    phone.goto("/presse/")

    phone.get_by_role("navigation", name="Filtrer par année").get_by_role("link", name="2024").click()
    phone.get_by_label("Média").select_option(label="Radio Exemple (2)")
    phone.get_by_role("button", name="Voir").click()

    expect(phone.get_by_role("heading", name="2024", exact=True)).to_be_in_viewport()
    expect(phone.locator(".press__sentence")).to_contain_text("2 retombées en 2024 (Radio Exemple)")
    assert phone.locator(".clipping").count() == 2
