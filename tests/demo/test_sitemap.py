"""The map for search engines, parsed: every page once, and each version names the others, which name it back."""

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.demo.conftest import visit

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, pytest.mark.usefixtures("english_site")]

SITEMAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
Alternates = list[tuple[str, str]]


@pytest.fixture
def entries() -> dict[str, Alternates]:
    """By address, the (language, address) pairs that go with it."""
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    assert tree.tag == f"{SITEMAP}urlset"
    addresses = [url.findtext(f"{SITEMAP}loc") for url in tree]
    assert max(Counter(addresses).values()) == 1
    links = ([(link.get("hreflang"), link.get("href")) for link in url.findall(f"{XHTML}link")] for url in tree)
    return dict(zip(addresses, links, strict=True))


def test_each_version_is_named_by_those_it_names(entries):
    told = {address: alternates for address, alternates in entries.items() if alternates}

    assert len(told) > 30
    for address, alternates in told.items():
        languages = Counter(language for language, _target in alternates)
        assert languages == {"fr": 1, "en": 1, "x-default": 1}, address
        assert address in {target for _language, target in alternates}
        for _language, target in alternates:
            assert target in entries, f"{address} names {target}, which is not in the map."
            assert sorted(entries[target]) == sorted(alternates)


def test_only_the_maps_load_the_scripts_of_a_map(entries):
    paths = {urlsplit(address).path for address in entries}
    visit(paths)
    pages = {path: Client().get(path).content.decode() for path in paths}

    for script in ("js/map.js", "vendor/leaflet.js"):
        assert {path for path, page in pages.items() if script in page} == {"/cafes/", "/en/cafes/"}


def test_every_page_says_of_itself_what_the_map_says_of_it(entries):
    visit(urlsplit(address).path for address in entries)
    wrong = []
    for address, alternates in entries.items():
        page = Client().get(urlsplit(address).path)
        said = ALTERNATE.findall(page.content.decode())
        if page.status_code != 200 or sorted(said) != sorted(alternates):
            wrong.append((address, page.status_code, said, alternates))

    assert wrong == []
