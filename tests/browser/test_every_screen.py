"""Every public page of the demo, as a phone shows it."""

import re
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser

OTHERS = ["/compte/login/", "/compte/signup/", "/demo/courriel/"]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def addresses(site):
    sitemap = urlopen(f"{site.url}/sitemap.xml").read().decode()
    return [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)] + OTHERS


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_has_an_accessibility_fault_nor_runs_off_the_screen(open_browser, addresses, axe, colours):
    page = open_browser.window(color_scheme=colours, reduced_motion="reduce")
    faults = {}

    for path in addresses:
        answer = page.goto(path)
        found = [f"status {answer.status}"] * (answer.status != 200) + axe(page)
        found += ["wider than the screen"] * page.evaluate(TOO_WIDE)
        if found:
            faults[path] = found

    assert {"/", "/contact/", "/chiffres/", "/actualites/"} <= set(addresses)
    assert faults == {}


@pytest.mark.parametrize("path", ["/une-adresse-qui-n-existe-pas/", "/gestion/style/"])
def test_a_closed_or_missing_page_is_as_readable(page, axe, path):
    page.goto(path)

    assert axe(page) == []
    assert page.locator("h1").count() == 1


def test_the_style_guide_and_the_account_have_no_fault(desk, sign_in, axe):
    sign_in(desk, "redaction@example.org")

    faults = {}
    for path in ["/gestion/style/", "/compte/"]:
        desk.goto(path)
        if found := axe(desk):
            faults[path] = found

    assert faults == {}
