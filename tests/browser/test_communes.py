"""Choosing one's commune and being answered: without scripts, by the keyboard, on a poor line, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

SIMULATOR, VILLAGE = "/simulateur/", "/mon-village/"
SCREENS = [
    SIMULATOR,
    f"{SIMULATOR}?commune_code=81046&cout=12000&aides=banque-des-territoires&aides=fonds-commerce-rural",
    f"{SIMULATOR}?commune=chaumont&cout=-3",
    VILLAGE,
    f"{VILLAGE}?commune_code=81046",
    f"{VILLAGE}?commune=51300",
    f"{VILLAGE}?commune_code=38061",
    f"/en{VILLAGE}?commune_code=52293D",
]


@pytest.fixture
def typed(desk):
    """The field of the commune, with « chaumont » typed in it and its suggestions shown."""
    desk.goto(SIMULATOR)
    desk.get_by_label("Votre commune").press_sequentially("chaumont")
    expect(desk.get_by_role("listbox", name="Communes")).to_be_visible()
    return desk


def test_the_keyboard_alone_chooses_a_commune_and_calculates(typed, axe):
    field = typed.get_by_role("combobox", name="Votre commune")
    expect(typed.get_by_role("option")).to_have_count(5)
    for _press in range(4):
        typed.keyboard.press("ArrowDown")
    fourth = typed.get_by_role("option", name=re.compile("Haute-Savoie"))
    expect(fourth).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", fourth.get_attribute("id"))
    assert axe(typed) == []

    typed.keyboard.press("Enter")

    expect(field).to_have_value("Chaumont, Haute-Savoie (74)")
    expect(typed.locator("input[name=commune_code]")).to_have_value("74065")
    expect(typed.locator("[data-communes] [role=status]")).to_have_text("Choisie\u00a0: Chaumont, Haute-Savoie (74)")
    typed.keyboard.press("Tab")
    typed.keyboard.type("12 000,50")
    typed.keyboard.press("Enter")
    expect(typed.get_by_role("heading", name="Oui, votre commune est concernée")).to_be_visible()
    expect(typed.locator(".bill__line--last")).to_contain_text("1\u00a0000,25\u00a0€")
    expect(field).to_have_value("Chaumont, Haute-Savoie (74)")


def test_escape_closes_the_suggestions_and_keeps_the_words(typed):
    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("Escape")

    expect(typed.get_by_role("listbox", name="Communes")).to_be_hidden()
    expect(typed.get_by_role("combobox")).to_have_value("chaumont")
    expect(typed.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_other_words_forget_the_former_choice(typed):
    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("Enter")
    typed.keyboard.press("Backspace")

    expect(typed.locator("input[name=commune_code]")).to_have_value("")


def test_when_there_are_too_many_the_last_line_says_so_and_cannot_be_chosen(desk):
    desk.goto(VILLAGE)
    desk.get_by_label("Votre commune").press_sequentially("ste colombe")
    last = desk.get_by_role("option").last

    expect(last).to_have_text(re.compile("12\u00a0communes"))
    desk.keyboard.press("ArrowUp")

    expect(desk.get_by_role("option", selected=True)).not_to_have_text(re.compile("précisez"))
    last.click(force=True)
    expect(desk.get_by_role("combobox")).to_have_value("ste colombe")


def test_a_finger_chooses_a_commune_and_reads_the_letter(page):
    page.goto(VILLAGE)
    page.get_by_label("Votre commune").press_sequentially("cadal")
    page.get_by_role("option", name=re.compile("Cadalen")).click()

    page.get_by_role("button", name="Que puis-je faire").click()

    expect(page.get_by_role("heading", name="Oui, votre commune est concernée")).to_be_in_viewport()
    expect(page.locator("#texte-lettre")).to_contain_text("Cadalen – Tarn")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger").click()
    assert download.value.suggested_filename == "lettre-mairie-81046.txt"


def test_when_suggestions_do_not_come_the_form_still_answers(page):
    page.route("**/communes/suggestions/**", lambda route: route.fulfill(status=200, body="<html>", headers={}))
    page.goto(VILLAGE)
    page.get_by_label("Votre commune").press_sequentially("cadalen")

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Oui, votre commune est concernée")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_without_scripts_one_chooses_in_a_list_and_loses_nothing(open_browser, size):
    page = open_browser.window(size, java_script_enabled=False)
    page.goto(SIMULATOR)
    page.get_by_label("Votre commune").fill("chaumont")
    page.get_by_label("Coût du projet").fill("12 000")
    page.get_by_label("Fonds de soutien").uncheck()
    page.get_by_role("button", name="Calculer").click()

    expect(page.get_by_role("radio")).to_have_count(5)
    page.get_by_label("Chaumont, Haute-Savoie (74)").check()
    page.get_by_role("button", name="Calculer").click()

    expect(page.get_by_role("heading", name="Oui, votre commune est concernée")).to_be_visible()
    expect(page.locator(".bill__line--last")).to_contain_text("6\u00a0000\u00a0€")


def test_an_answer_printed_shows_the_sum_and_no_form(page):
    page.goto(SCREENS[1])

    page.emulate_media(media="print")

    expect(page.locator(".bill__line--last")).to_be_visible()
    expect(page.locator("form.letter")).to_be_hidden()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_screens_have_no_fault(open_browser, axe, size, colours):
    page = open_browser.window(size, color_scheme=colours, reduced_motion="reduce")
    found = {}

    for path in SCREENS:
        page.goto(path)
        assert page.locator("h1").count() == 1
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[path] = axe(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])

    assert {path: faults for path, faults in found.items() if faults} == {}
