"""What holds whoever comes: patterns that end, doors that are not there, hosts that are not ours."""

import re
import sys
import time

import pytest
from django.urls import get_resolver

from tests.fuzz.walk import someone
from tests.pages.factories import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BEATS = [
    "a",
    "0",
    " ",
    "-",
    ".",
    "/",
    "<",
    "[",
    "(",
    "*",
    "_",
    "&",
    "=",
    ":",
    "@",
    "a.",
    "a-",
    " a",
    "<a",
    "0 ",
    "é",
    "'",
    "\n",
    "](",
    "a@",
]


def patterns() -> list[re.Pattern]:
    """Every pattern compiled by a module of ours, and those of our addresses."""
    prefixes = ("millecafes.", "home.", "members.", "news.", "events.", "resources.")
    found = {
        value
        for name, module in list(sys.modules.items())
        if name.startswith(prefixes)
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    }
    return sorted(found, key=lambda pattern: str(pattern.pattern))


def test_no_pattern_of_ours_takes_long():
    """The same beat over and over, then what ends it badly: a pattern that goes back and back would take years."""
    _ = get_resolver().url_patterns
    slow, known = {}, patterns()

    for pattern in known:
        for beat in BEATS:
            text = beat * 1_500 + "\x01!"
            given = text.encode() if isinstance(pattern.pattern, bytes) else text
            started = time.process_time()
            for way in (pattern.search, pattern.match, pattern.fullmatch):
                way(given)
            if (spent := time.process_time() - started) > 0.4:
                slow[pattern.pattern] = (beat, round(spent, 2))

    assert len(known) > 40
    assert slow == {}


# -- Doors that are not there -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v2/pages/", "/api/v3/openapi.json", "/gestion/api/v3/", "/graphql/", "/.env", "/.git/config"],
)
def test_no_door_for_machines_is_open(client, address):
    assert client.get(address).status_code in {302, 404}
    assert client.post(address, {}, content_type="application/json").status_code in {302, 403, 404, 405}


def test_a_form_without_what_its_screen_sends_is_refused(client):
    """Wagtail's own screens would fail: 500."""
    client = someone("Communication", {})

    answer = client.post(f"/gestion/pages/add/home/contentpage/{home_page().pk}/", {"title": "Sans le reste"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "", "x" * 300]
)
@pytest.mark.parametrize("address", ["/", "/compte/login/", "/sitemap.xml", "/robots.txt", "/espace/"])
def test_another_host_is_refused_everywhere(client, host, address):
    answer = client.get(address, headers={"host": host, "x-forwarded-host": "evil.example"})

    assert answer.status_code == 400 or (host == "" and b"evil" not in answer.content)
