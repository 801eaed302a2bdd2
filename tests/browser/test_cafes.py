"""A café is written at the keyboard, read over, published, read on a phone, and known to be open at this minute."""

import json
import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

NAME, ADDRESS = "La Belle Escale", "/cafes/la-belle-escale/"
EXAMPLE, CLOSED = "/cafes/le-four-banal/", "/cafes/l-ancre/"


@pytest.fixture
def desk_of(open_browser, sign_in):
    """A window where somebody of the team is at work."""
    return lambda email: sign_in(open_browser.window({"width": 1440, "height": 1000}), email)


def say(page, what):
    expect(page.locator(".messages")).to_contain_text(what)


def add_line(page, relation):
    """By the keyboard."""
    page.locator(f"#id_{relation}-ADD").press("Enter")


def write(page):
    page.goto("/gestion/snippets/places/cafe/add/")
    page.locator("#id_name").press_sequentially(NAME)
    page.locator("#id_commune").press_sequentially("cadal")
    expect(page.get_by_role("option", name="Cadalen")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_commune")).to_have_value(re.compile("Cadalen, Tarn"))
    page.locator("#id_support").select_option("opening")
    page.get_by_label("Dépôt de pain").press("Space")
    page.get_by_role("tab", name="Horaires").press("Enter")
    for number, (opens, closes) in enumerate([("18:00", "02:00"), ("08:00", "12:00")]):
        add_line(page, "hours")
        page.locator(f"#id_hours-{number}-weekday").select_option("4")
        page.locator(f"#id_hours-{number}-opens").fill(opens)
        page.locator(f"#id_hours-{number}-closes").fill(closes)
        page.keyboard.press("Escape")


def submit(page):
    page.get_by_role("button", name="Plus d'actions").press("Enter")
    page.get_by_role("button", name="Soumettre à Relecture avant publication").press("Enter")


def test_a_cafe_is_written_by_the_keyboard_read_over_and_published(desk_of, open_browser, page, axe):
    writer, reader = desk_of("redaction@example.org"), desk_of("validation@example.org")

    write(writer)
    submit(writer)
    expect(writer.locator("main")).to_contain_text("arrêtez à 00:00")
    assert writer.locator("#id_name").input_value() == NAME
    writer.get_by_role("tab", name="Horaires").press("Enter")
    writer.locator("#id_hours-0-closes").fill("00:00")
    writer.keyboard.press("Escape")
    submit(writer)
    say(writer, NAME)
    # The back office tries to keep the draft as one writes, half of its lines still empty, and is refused that.
    open_browser.faults[:] = [fault for fault in open_browser.faults if not fault.startswith("400: ")]
    assert page.goto(ADDRESS).status == 404

    reader.goto("/gestion/")
    expect(reader.locator("#waiting-content")).to_contain_text("1 fiche de café attend votre relecture.")
    reader.get_by_role("main").get_by_role("link", name=NAME).first.click()
    expect(reader.locator("#id_commune")).to_have_value("Cadalen, Tarn (81)")
    reader.wait_for_load_state("networkidle")  # the editor has all it fetches
    reader.get_by_role("button", name="Plus d'actions").click()
    reader.get_by_role("button", name="Approuver").first.click()
    say(reader, NAME)

    assert page.goto(ADDRESS).status == 200
    for words in ("Cadalen (Tarn)", "8 h – 12 h et 18 h – minuit", "Dépôt de pain"):
        expect(page.get_by_role("main")).to_contain_text(words.replace("8 h", "8\u00a0h").replace("2 h", "2\u00a0h"))
    assert axe(page) == []
    assert NAME in page.request.get("/cafes.geojson").text()


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("address", [EXAMPLE, CLOSED, f"/en{EXAMPLE}"])
def test_the_page_of_a_cafe_has_no_fault(open_browser, axe, address, size):
    page = open_browser.window(size)

    page.goto(address)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(page.locator("h1")).to_have_count(1)


def test_it_says_whether_it_is_open_at_this_minute(open_browser):
    page = open_browser.window()
    page.goto(EXAMPLE)
    states = json.loads(page.locator("[data-states]").get_attribute("data-states"))
    opening = next(state for state in states if state["open"])

    expect(page.locator(".slate__now")).to_be_visible()
    page.clock.install()
    page.clock.set_fixed_time(datetime.fromisoformat(opening["from"]) + timedelta(minutes=1))
    page.reload()
    expect(page.locator(".slate__now--open")).to_have_text(opening["words"])
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=9))
    page.reload()
    expect(page.locator(".slate__now")).to_be_hidden()


def test_without_script_the_hours_are_told_all_the_same(open_browser):
    page = open_browser.window(java_script_enabled=False)

    page.goto("/cafes/chez-la-meuniere/")

    expect(page.locator(".slate__week")).to_contain_text("Mardi à vendredi")
    expect(page.locator(".slate__now")).to_be_hidden()


def test_the_card_and_the_open_data_are_taken_away(page, site):
    page.goto(EXAMPLE)

    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("carnet d’adresses")).click()

    assert download.value.suggested_filename == "le-four-banal.vcf"
    answer = page.request.get("/cafes.geojson")
    begun = time.perf_counter()
    again = page.request.get("/cafes.geojson", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, time.perf_counter() - begun < 1) == (304, True)
