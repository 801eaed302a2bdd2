"""From the sign-in page to the back office, with the code read in the demo mailbox."""

import re

import pytest

pytestmark = pytest.mark.browser


def ask_for_a_code(page, mailbox, email) -> str:
    """Type the address, and read in another window the code that arrives."""
    page.goto("/compte/login/")
    page.get_by_label(re.compile("adresse", re.IGNORECASE)).first.fill(email)
    page.get_by_role("main").locator("form button").first.click()
    page.wait_for_url("**/compte/login/code/confirm/**")
    mailbox.goto("/demo/courriel/")
    letter = mailbox.locator("article.letter").first
    assert email in letter.inner_text()
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter.inner_text())[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_code_by_mail_opens_the_account(open_browser, scripts):
    page = open_browser.window(java_script_enabled=scripts)
    code = ask_for_a_code(page, open_browser.window(), "gerante@example.org")

    page.locator("input[name=code]").fill(code)
    page.get_by_role("main").locator("form button").first.click()
    page.wait_for_url("**/compte/")

    assert page.get_by_role("heading", level=1).is_visible()
    assert page.goto("/gestion/").status == 403


def test_an_editor_reaches_the_pages(desk, sign_in):
    sign_in(desk, "redaction@example.org")

    desk.goto("/gestion/pages/")

    assert desk.url.endswith("/gestion/pages/") or "/gestion/pages/" in desk.url
    assert desk.locator("h1").first.is_visible()
