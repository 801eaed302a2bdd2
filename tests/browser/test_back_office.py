"""An editor at work: what the back office refuses, and what readers see, and when."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NEW_SUMMARY = "Un café par village, et le temps d’y rester."


@pytest.fixture
def desk_of(open_browser, sign_in):
    """A window where somebody of the team is at work."""
    return lambda email: sign_in(open_browser.window({"width": 1440, "height": 1000}), email)


def edit(page, title):
    page.goto(f"/gestion/pages/search/?q={title}")
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    page.wait_for_load_state("networkidle")


def test_a_chart_whose_shares_do_not_make_a_whole_is_refused_with_their_sum(open_browser, desk_of):
    desk = desk_of("redaction@example.org")
    edit(desk, "Notre accompagnement")

    desk.locator("input[name$='-rows-0-value-value']").fill("30")
    desk.get_by_role("button", name="Enregistrer le brouillon").click()

    expect(desk.get_by_text("Les parts font 59 % et devraient faire 100 %, à un point près.")).to_be_visible()
    # The back office tries to keep the draft as one types, and is refused that too.
    assert all(fault.startswith("400: ") and fault.endswith("/edit/") for fault in open_browser.faults)
    open_browser.faults.clear()


def test_a_key_figure_that_changes_is_new_at_once_on_the_home_page(desk_of, page):
    desk = desk_of("redaction@example.org")
    page.goto("/")
    before = page.locator(".board__line", has_text="communes accompagnées").locator(".board__value").inner_text()

    desk.goto("/gestion/snippets/core/keyfigure/?q=communes-accompagnees")
    desk.get_by_role("main").get_by_role("link", name="communes accompagnées").click()
    value = desk.get_by_label("Valeur")
    new = str(int(float(value.input_value())) + 61)
    value.fill(new)
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.locator(".messages")).to_contain_text("communes accompagnées")
    page.reload()

    shown = page.locator(".board__line", has_text="communes accompagnées").locator(".board__value")
    expect(shown).to_contain_text(new)
    expect(shown).not_to_have_text(before)


def test_what_the_editors_write_is_read_by_somebody_else_before_the_public_sees_it(desk_of, page):
    editor, reader = desk_of("redaction@example.org"), desk_of("validation@example.org")
    edit(editor, "Bien vieillir")

    editor.get_by_role("textbox", name="Chapô").fill(NEW_SUMMARY)
    editor.get_by_role("button", name="Plus d'actions").click()
    editor.get_by_role("button", name="Soumettre à Relecture avant publication").click()
    expect(editor.locator(".messages")).to_contain_text("soumis")
    page.goto("/bien-vieillir/")
    expect(page.get_by_role("main")).not_to_contain_text(NEW_SUMMARY)

    edit(reader, "Bien vieillir")
    reader.wait_for_load_state("networkidle")  # the editor has all it fetches
    reader.get_by_role("button", name="Plus d'actions").click()
    reader.get_by_role("button", name="Approuver").first.click()
    expect(reader.locator(".messages")).to_contain_text("Bien vieillir")
    page.reload()

    expect(page.get_by_role("main")).to_contain_text(NEW_SUMMARY)
