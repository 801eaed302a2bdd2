"""What is written in every field to act on the page that shows it acts on none, for whoever reads."""

import json
import re
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.conftest import DESK

pytestmark = pytest.mark.browser

# Whatever sets it is told at once, even in a frame, even after the page was read.
TRAP = """Object.defineProperty(window, "__pwned", { set() { console.error(`acted at ${location}`); } })"""
READERS = {"visitor": "", "elected": "elue@example.org", "administration": "admin@example.org"}
FIELDS = {"Cafe.name", "Post.body", "Topic.title", "User.display_name", "Event.title", "Image.credit", "Page.title"}


@pytest.fixture(scope="module")
def planted(site, tmp_path_factory):
    """A copy of the demo in which every field of words is planted, and what was planted."""
    from tools.site import Site, served

    own, laid = tmp_path_factory.mktemp("planted"), Path(site.env["VAR_ROOT"])
    shutil.copytree(laid, own, dirs_exist_ok=True, ignore=shutil.ignore_patterns("db.sqlite3*", "*.djcache"))
    with sqlite3.connect(laid / "db.sqlite3") as source, sqlite3.connect(own / "db.sqlite3") as copy:
        source.backup(copy)
    told = json.loads(Site(own).run("tests/browser/planting.py").splitlines()[-1])
    with served(own) as planted:
        planted.told = told
        yield planted


def addresses(site, reader) -> list[str]:
    """Those of the table of access; to visitors, whose pages are the most various, also those of the sitemap."""
    told = urlopen(f"{site.url}/sitemap.xml").read().decode() if reader == "visitor" else ""
    return [*site.told["addresses"], *(urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", told))]


@pytest.mark.parametrize("reader", READERS)
def test_nothing_that_was_planted_in_a_field_acts_on_any_page(planted, open_browser, reader):
    page, faults, read = open_browser.window(DESK, base_url=planted.url), {}, 0
    page.context.add_init_script(TRAP)
    if email := READERS[reader]:
        page.goto(planted.manage("demo_login", email).split()[-1])

    for address in addresses(planted, reader):
        answer = page.context.request.get(address, max_redirects=0)
        if answer.status >= 500:
            faults[address] = answer.status
        if answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html"):
            page.goto(address)
            read += 1
        if said := [fault for fault in open_browser.faults if "axe.run results" not in fault]:  # Wagtail's own advice
            faults[address] = said
        open_browser.faults.clear()

    assert set(planted.told["planted"]) >= FIELDS
    assert (len(planted.told["planted"]) > 150, read > 50) == (True, True)
    assert faults == {}
    with page.expect_console_message(lambda message: "acted at" in message.text):
        page.evaluate("window.__pwned = 1")
    open_browser.faults.clear()
