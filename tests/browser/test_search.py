"""Searching with a keyboard, with a finger, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

SEARCH = "/recherche/"
SCREENS = [SEARCH, f"{SEARCH}?q=cafe+associatif", f"{SEARCH}?q=helicoptere+cafe", f"{SEARCH}?q=%25"]


@pytest.fixture
def keyboard(desk):
    """The field of the search, with « tenir un caf » typed in it and its suggestions shown."""
    desk.goto(SEARCH)
    field = desk.get_by_label("Que cherchez-vous")
    field.press_sequentially("tenir un caf")
    expect(desk.get_by_role("listbox", name="Suggestions")).to_be_visible()
    return desk


def test_the_keyboard_alone_goes_to_a_suggestion(keyboard, axe):
    field = keyboard.get_by_role("combobox", name="Que cherchez-vous")
    first = keyboard.get_by_role("option").first

    keyboard.keyboard.press("ArrowDown")

    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(field).to_be_focused()
    assert axe(keyboard) == []
    keyboard.keyboard.press("Enter")
    expect(keyboard).to_have_url(re.compile("/accompagnement/tenir-un-cafe/$"))


def test_escape_closes_the_suggestions_and_enter_searches_what_was_typed(keyboard):
    keyboard.keyboard.press("ArrowUp")
    keyboard.keyboard.press("Escape")
    expect(keyboard.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(keyboard.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")

    keyboard.keyboard.press("Enter")

    expect(keyboard).to_have_url(re.compile(r"/recherche/\?q=tenir\+un\+caf$"))


def test_the_number_of_suggestions_is_said(keyboard):
    expect(keyboard.locator("[data-suggest-status]")).to_have_text(re.compile("suggestion"))


def test_nothing_is_asked_before_two_letters(desk):
    asked = []
    desk.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    desk.goto(SEARCH)

    desk.get_by_label("Que cherchez-vous").press_sequentially("t")
    desk.wait_for_timeout(500)
    assert asked == []
    desk.keyboard.type("enir")
    expect(desk.get_by_role("option").first).to_be_visible()

    assert len(asked) == 1


def test_a_finger_goes_to_a_suggestion(page):
    page.goto("/")
    page.get_by_role("link", name="Chercher").click()
    page.get_by_label("Que cherchez-vous").press_sequentially("tenir un caf")

    page.get_by_role("option", name="Tenir un café").click()

    expect(page).to_have_url(re.compile("/accompagnement/tenir-un-cafe/$"))


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_without_scripts_one_searches_sifts_and_turns_pages(open_browser, size):
    page = open_browser.window(size, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Chercher").click()

    page.get_by_label("Que cherchez-vous").fill("cafe associatif")
    page.get_by_role("button", name="Chercher").click()

    expect(page.locator(".result")).to_have_count(10)
    expect(page.get_by_role("link", name="Questions fréquentes").first).to_be_visible()
    expect(page.locator("mark", has_text="associatifs").first).to_be_visible()
    page.get_by_role("link", name="Page suivante").click()
    expect(page.get_by_text("Page 2 sur")).to_be_visible()
    page.get_by_role("link", name=re.compile("Actualités \\(")).click()
    expect(page).to_have_url(re.compile("type=actualites"))


def test_a_search_without_result_leads_somewhere(page):
    page.goto(f"{SEARCH}?q=helicoptere+guinguette")

    page.locator(".search-page__try a").click()

    expect(page.locator(".search__status").first).to_have_text(re.compile(r"résultats? pour «\sguinguette\s»"))


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_screens_of_the_search_have_no_fault(open_browser, axe, size, colours):
    page = open_browser.window(size, color_scheme=colours, reduced_motion="reduce")
    found = {}

    for path in SCREENS:
        page.goto(path)
        assert page.locator("h1").count() == 1
        found[path] = axe(page)

    assert {path: faults for path, faults in found.items() if faults} == {}
