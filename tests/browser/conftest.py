"""What the tests in a browser share: a stricter watch on the pages, and what a hand or an eye does there."""

import re
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator

from tests.conftest import PHONE

LONGEST_WAY = 80  # presses of the Tab key


@pytest.fixture(scope="session", autouse=True)
def whole_clicks():
    """A click that leads elsewhere ends when the page there is read to its end, not when its first byte arrives."""
    click = Locator.click

    def click_and_arrive(locator, **options):
        click(locator, **options)
        if not locator.page.is_closed():
            locator.page.wait_for_load_state("domcontentloaded")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_and_arrive)
        yield


@pytest.fixture
def open_browser(open_browser):
    """Besides what is watched everywhere: every file that a page asks for arrives."""
    open_window = open_browser.window

    def window(*args, **options):
        page = open_window(*args, **options)
        page.context.on("response", lambda response: watch_response(response, open_browser.faults))
        page.context.on("requestfailed", lambda request: watch_failure(request, open_browser.faults))
        return page

    open_browser.window = window
    return open_browser


def watch_response(response, faults):
    """The answer of a page itself is the business of the test that asks for it."""
    if response.status >= 400 and response.request.resource_type != "document":
        faults.append(f"{response.status}: {response.url}")


def watch_failure(request, faults):
    """What a page was still fetching when one left it is not missed."""
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"{request.failure}: {request.url}")


@pytest.fixture(scope="session")
def addresses(site):
    """Every page that the site tells to search engines."""
    sitemap = urlopen(f"{site.url}/sitemap.xml").read().decode()
    return [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)]


@pytest.fixture
def tab_to():
    """Reaches something as one does without a mouse: ``tab_to(page, page.get_by_role("link", name="Contact"))``."""

    def reach(page, target):
        for _press in range(LONGEST_WAY):
            page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"The keyboard does not reach {target}.")

    return reach


@pytest.fixture
def press(tab_to):
    """Reaches a button or a link with the Tab key, and presses it."""

    def reach_and_press(page, role, name, within=None):
        target = (within or page.get_by_role("main")).get_by_role(role, name=name).first
        tab_to(page, target)
        page.keyboard.press("Enter")

    return reach_and_press


@pytest.fixture
def type_in(tab_to):
    """Reaches a field with the Tab key, and types in it."""

    def reach_and_type(page, label, words):
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(words)

    return reach_and_type


@pytest.fixture
def phone_of(open_browser, sign_in):
    """A phone in the hand of a member: ``phone_of("elue@example.org")``."""
    return lambda email, **options: sign_in(open_browser.window(PHONE, **options), email)


@pytest.fixture
def mailbox(open_browser):
    """The letters of the demo mailbox to somebody, from the newest: ``mailbox("somebody@example.org")``."""
    window = open_browser.window()

    def read(recipient):
        window.goto("/demo/courriel/")
        letters = window.locator("article.letter").all_inner_texts()
        return [letter for letter in letters if f"À {recipient}," in letter]

    return read
