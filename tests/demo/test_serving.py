"""Every page of the demo in front of a reader."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from millecafes.core import models as core
from millecafes.demo.content import PAGES
from tests.demo.conftest import visit

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, pytest.mark.usefixtures("reduced_pictures")]
every_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path or "accueil")
KILOBYTES, QUERIES, QUERIES_A_STEP = 20, 11, 2


def address(entry) -> str:
    return f"/{entry.path}/" if entry.path else "/"


@pytest.fixture(scope="module")
def reduced_pictures(filled_site, django_db_blocker):
    with django_db_blocker.unblock():
        visit(address(entry) for entry in PAGES)


@pytest.fixture(scope="module")
def html_of(reduced_pictures, django_db_blocker):
    """Every page as a visitor gets it, by path."""
    with django_db_blocker.unblock():
        return {entry.path: Client().get(address(entry)).content.decode() for entry in PAGES}


def status_of(client, link: str) -> int:
    answer = client.get(link)
    b"".join(answer)  # a file is closed when it has been read to its end
    return answer.status_code


class Outline(HTMLParser):
    """Headings in their order, links and identifiers of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.headings, self.links, self.ids = [], set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.add(attrs.get("href", ""))
        if "id" in attrs:
            self.ids.append(attrs["id"])


@every_page
def test_a_page_is_served_with_one_title_and_every_figure_spoken(client, entry):
    answer = client.get(address(entry))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    assert "[[" not in html
    assert "\u202f" not in html
    assert "None" not in html


@every_page
def test_headings_go_down_step_by_step_and_identifiers_are_unique(html_of, entry):
    outline = Outline(html_of[entry.path])

    main = outline.headings[: outline.headings.index(2, -3) if outline.headings[-3:] == [2, 2, 2] else None]
    jumps = [(above, below) for above, below in zip(main, main[1:], strict=False) if below > above + 1]
    assert jumps == []
    assert sorted(outline.ids) == sorted(set(outline.ids))


@every_page
def test_a_page_is_light(html_of, entry):
    assert len(gzip.compress(html_of[entry.path].encode())) < KILOBYTES * 1024


def test_every_link_inside_the_site_leads_somewhere(client, html_of):
    links = set()
    for path, html in html_of.items():
        outline = Outline(html)
        for link in outline.links:
            if link.startswith("#"):
                assert link[1:] in outline.ids, (path, link)
        links |= {link.partition("#")[0] for link in outline.links if link.startswith("/")}

    assert "/accompagnement/tenir-un-cafe/" in links
    lost = {link: status for link in sorted(links) if (status := status_of(client, link)) not in (200, 302)}
    assert lost == {}


def test_the_home_page_shows_what_it_must(client):
    html = client.get("/").content.decode()

    for words in (
        "Vous êtes élu·e",
        "Vous voulez tenir un café",
        "À l’ardoise",
        "Prochaine date",
        "Paroles de villages",
    ):
        assert words in html
    assert html.count('class="board__line"') == 6
    assert html.count('class="article-card__facts"') == 3


def test_a_figure_corrected_in_the_register_is_corrected_in_the_texts(client):
    core.KeyFigure.objects.filter(code="guinguettes-picardie").update(value=21)

    for path in ("/guinguettes/", "/qui-sommes-nous/histoire/", "/actualites/une-guinguette-picarde/"):
        assert "21" in client.get(path).content.decode()
        assert "19 soirées" not in client.get(path).content.decode()


def test_a_testimony_whose_consent_is_withdrawn_leaves_every_page(client, html_of):
    words = "on a l’impression de compter"
    before = {path for path, html in html_of.items() if words in html}
    core.Testimony.objects.filter(code="odette").update(consent_on=None)

    after = [path for path in before if words in client.get(f"/{path}/".replace("//", "/")).content.decode()]

    assert {"bien-vieillir", "accompagnement/tenir-un-cafe", "rapports/mesure-impact-2025"} <= before
    assert after == []


def test_the_phases_are_read_in_order_with_who_does_what(client):
    html = client.get("/accompagnement/").content.decode()

    places = [html.index(f'id="phase-{number}"') for number in (1, 2, 3, 4)]
    assert places == sorted(places)
    assert html.count("<h4>La mairie</h4>") == 4


def test_shares_make_a_hundred_and_the_network_shows_no_funds(client):
    html = client.get("/transparence/").content.decode()

    totals = re.findall(r'<th scope="row">Total</th><td>(\d+)</td>', html)
    assert totals == ["100", "100", "100"]
    assert "ne font que 59" in html


def test_pmu_is_in_the_history_only(client):
    assert "PMU" not in client.get("/").content.decode()
    wall, _past, history = client.get("/partenaires/").content.decode().partition("Ils nous ont accompagnés")
    assert "PMU" not in wall
    assert "PMU" in history


def test_invented_villages_say_so(html_of):
    villages = [html for path, html in html_of.items() if "/raconte-moi-ton-village/" in path]

    assert len(villages) == 4
    assert all("Ce village n’existe pas" in html for html in villages)
    assert all("inventés pour la démonstration" in html for html in villages)


@every_page
def test_a_page_asks_few_questions_of_the_database(client, entry):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address(entry))

    steps = len(entry.path.split("/"))  # Wagtail finds its way to a deeper page step by step
    assert len(queries) <= QUERIES + QUERIES_A_STEP * steps, "\n".join(query["sql"][:200] for query in queries)
