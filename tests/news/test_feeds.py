"""Atom feeds: what readers of feeds get, in which language, and what they never get."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date
from wagtail.models import Locale, Page

from home.models import ContentPage
from news.feeds import ENTRIES
from news.models import ArticlePage, NewsIndexPage, PressIndexPage
from tests.core.factories import make_figure
from tests.news.factories import make_item
from tests.pages.factories import home_page, make_page, open_english, restrict

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def index():
    return make_page(NewsIndexPage, slug="actualites", title="Actualités", summary="Ce qui s’ouvre & <b>roule</b>.")


@pytest.fixture
def review():
    return make_page(PressIndexPage, slug="presse", title="Espace presse")


def read(client, address, **headers) -> ElementTree.Element:
    answer = client.get(address, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def text(element, name) -> str:
    return element.findtext(f"{ATOM}{name}")


def entries(feed) -> list[ElementTree.Element]:
    return feed.findall(f"{ATOM}entry")


def link(element, relation="alternate") -> str:
    [found] = [one.get("href") for one in element.findall(f"{ATOM}link") if one.get("rel") == relation]
    return found


def faults_of(feed) -> list[str]:
    """What RFC 4287 requires (sections 4.1.1 and 4.1.2) and is missing."""
    faults = [] if feed.tag == f"{ATOM}feed" else ["no feed"]
    for element in [feed, *entries(feed)]:
        for name in ("id", "title", "updated"):
            if len(found := element.findall(f"{ATOM}{name}")) != 1 or not found[0].text:
                faults.append(f"{element.tag}: {len(found)} {name}")
        for name in ("updated", "published"):
            faults += [one.text for one in element.findall(f"{ATOM}{name}") if parse_datetime(one.text).tzinfo is None]
        if not link(element).startswith(("http://localhost/", "https://")):
            faults.append(f"relative link: {link(element)}")
        for author in element.findall(f"{ATOM}author"):
            faults += [] if text(author, "name") else ["an author without a name"]
        if element.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
            faults.append("no author")
    identifiers = [text(element, "id") for element in [feed, *entries(feed)]]
    return faults + [one for one in identifiers if identifiers.count(one) > 1 or not one.startswith("tag:")]


def test_the_feed_of_the_news_is_valid_and_says_what_is_told(client, index):
    older = make_page(
        ArticlePage, index, title="Un bal", date=date(2025, 5, 1), category="culture", association="reseau"
    )
    newer = make_page(ArticlePage, index, title="Deux & <trois>", summary="À < 3 km.", date=date(2025, 6, 1))

    feed = read(client, f"{index.url}flux.atom")

    assert faults_of(feed) == []
    assert [text(entry, "title") for entry in entries(feed)] == ["Deux & <trois>", "Un bal"]
    first, last = entries(feed)
    assert (link(first), link(last)) == (newer.full_url, older.full_url)
    assert text(first, "summary") == "À &lt; 3 km."
    assert text(last, "published") == "2025-05-01T00:00:00+02:00"
    assert parse_datetime(text(last, "updated")) == older.last_published_at
    assert (last.find(f"{ATOM}category").get("term"), text(last.find(f"{ATOM}author"), "name")) == (
        "Culture",
        "Le Réseau 1000 cafés",
    )
    assert (feed.get(LANGUAGE), text(feed, "title")) == ("fr", "Actualités · 1000 cafés")
    assert (link(feed), link(feed, "self")) == (index.full_url, f"{index.full_url}flux.atom")
    assert parse_datetime(text(feed, "updated")) == newer.last_published_at


def test_a_feed_without_entries_is_valid_and_keeps_its_date(client, index):
    one, two = (client.get(f"{index.url}flux.atom").content for _visit in range(2))

    feed = ElementTree.fromstring(one)
    assert faults_of(feed) == []
    assert entries(feed) == []
    assert one == two


def test_a_feed_follows_one_category(client, index):
    make_page(ArticlePage, index, title="Un bal", category="culture")
    make_page(ArticlePage, index, title="Une mesure", category="impact")

    whole, feed = (read(client, f"{index.url}flux.atom{query}") for query in ("", "?rubrique=culture"))

    assert [text(entry, "title") for entry in entries(feed)] == ["Un bal"]
    assert text(feed, "title") == "Culture · Actualités · 1000 cafés"
    assert link(feed, "self") == f"{index.full_url}flux.atom?rubrique=culture"
    assert text(feed, "id") != text(whole, "id")
    assert faults_of(feed) == []


@pytest.mark.parametrize("category", ["cuisine", "\x00", "x" * 5000])
def test_a_category_that_does_not_exist_has_no_feed(client, index, category):
    assert client.get(f"{index.url}flux.atom", {"rubrique": category}).status_code == 404


def test_a_feed_holds_the_thirty_latest_and_costs_the_same(client, index):
    make_page(ArticlePage, index, summary=f"Nous sommes [[{make_figure().code}]].")
    counted = []

    for number in (0, ENTRIES):
        for _more in range(number):
            make_page(ArticlePage, index, summary="Rien.")
        client.get(f"{index.url}flux.atom")
        with CaptureQueriesContext(connection) as seen:
            feed = read(client, f"{index.url}flux.atom")
        counted.append(len(seen))

    assert len(entries(feed)) == ENTRIES
    assert counted[1] <= counted[0] <= 12


def test_drafts_private_articles_and_those_of_other_pages_are_in_no_feed(client, index):
    make_page(ArticlePage, index, title="Public")
    make_page(ArticlePage, index, title="Secret brouillon", live=False)
    restrict(make_page(ArticlePage, index, title="Secret privé"))
    restrict(make_page(ArticlePage, index, title="Secret groupe"), "groups", "Culture")
    make_page(ArticlePage, title="Secret ailleurs")
    gone = make_page(ArticlePage, index, title="Secret dépublié")
    gone.unpublish()

    content = client.get(f"{index.url}flux.atom").content.decode()

    assert ("Public" in content, "Secret" in content) == (True, False)


@pytest.mark.parametrize("close", [restrict, Page.unpublish])
def test_a_page_that_closes_closes_its_feed(client, index, close):
    address = f"{index.url}flux.atom"
    open_before = client.get(address).status_code

    close(index)

    assert (open_before, client.get(address).status_code) == (200, 404)


def test_what_lists_nothing_has_no_feed(client):
    assert client.get(f"{make_page(ContentPage).url}flux.atom").status_code == 404
    assert client.get("/nulle-part/flux.atom").status_code == 404
    assert client.get("/flux.atom").status_code == 404


def test_a_page_that_moves_keeps_its_identifiers_and_takes_its_feed_along(client, index):
    make_page(ArticlePage, index, title="Un bal")
    before = read(client, f"{index.url}flux.atom")

    index.slug = "journal"
    index.save_revision().publish()

    after = read(client, "/journal/flux.atom")
    assert [text(one, "id") for one in (before, *entries(before))] == [
        text(one, "id") for one in (after, *entries(after))
    ]
    assert link(after, "self") == "http://localhost/journal/flux.atom"


def test_a_figure_is_said_in_the_feed_as_on_the_page(client, index):
    figure = make_figure(value=350, qualifier="more_than")
    make_page(ArticlePage, index, summary=f"Déjà [[{figure.code}]] communes, et [[inconnu]].")

    [entry] = entries(read(client, f"{index.url}flux.atom"))

    assert text(entry, "summary") == "Déjà plus de\xa0350 communes, et …."


def test_what_xml_cannot_say_is_left_out(client, index, review):
    make_page(ArticlePage, index, title="Un\x0bbal", summary="\x1f!")
    make_item(title="Un\x0bbal", outlet="La\x01Gazette")

    for page in (index, review):
        [entry] = entries(read(client, f"{page.url}flux.atom"))
        assert text(entry, "title") == "Unbal"


def test_nothing_new_is_not_sent_again(client, index):
    article = make_page(ArticlePage, index)
    address = f"{index.url}flux.atom"
    first = client.get(address)
    tag, stamp = first.headers["ETag"], first.headers["Last-Modified"]

    again = [client.get(address, headers=known) for known in ({"If-None-Match": tag}, {"If-Modified-Since": stamp})]
    article.title = "Nouveau titre"
    article.save_revision().publish()
    changed = client.get(address, headers={"If-None-Match": tag})

    assert stamp == http_date(int(article.last_published_at.timestamp()))
    assert [(answer.status_code, answer.content) for answer in again] == [(304, b"")] * 2
    assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)


def test_a_feed_is_read_and_never_written_to(client, index):
    assert client.post(f"{index.url}flux.atom").status_code == 405


def test_the_feed_of_the_press_leads_to_the_outlets(client, review):
    item = make_item(
        "culture", "impact", title="Un bal", outlet="Radio Exemple", medium="radio", date=date(2025, 1, 15)
    )
    make_item(title="Disparu", dead_since=date(2025, 9, 1))

    feed = read(client, f"{review.url}flux.atom")

    assert faults_of(feed) == []
    [entry] = entries(feed)
    assert (text(entry, "title"), link(entry)) == ("Un bal", item.url)
    assert text(entry, "summary") == "Radio Exemple, Radio"
    assert text(entry, "published") == "2025-01-15T00:00:00+01:00"
    assert parse_datetime(text(entry, "updated")) == item.updated_at
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["Culture", "Impact"]


def test_a_round_of_the_links_changes_nothing_in_the_feed(client, review):
    item = make_item()
    before = client.get(f"{review.url}flux.atom").content

    type(item).objects.update(checked_at=datetime.now(UTC) + timedelta(days=1))

    assert client.get(f"{review.url}flux.atom").content == before


def test_each_language_has_its_own_feed(client, index, review):
    english = Locale.objects.get_or_create(language_code="en")[0]
    make_page(ArticlePage, index, title="Un bal")
    home_page().copy_for_translation(english).save_revision().publish()
    for page, title in ((index, "News"), (review, "Press")):
        twin = page.copy_for_translation(english)
        twin.title = title
        twin.save_revision().publish()
    make_item(title="Un article")

    news, press = (read(client, f"/en/{slug}/flux.atom") for slug in ("actualites", "presse"))

    assert (news.get(LANGUAGE), text(news, "title")) == ("en", "News · 1000 cafés")
    assert [(text(entry, "title"), entry.get(LANGUAGE)) for entry in entries(news)] == [("Un bal", "fr")]
    assert link(news, "self") == "http://localhost/en/actualites/flux.atom"
    assert (press.get(LANGUAGE), text(press, "title")) == ("en", "Press · 1000 cafés")
    assert entries(press)[0].get(LANGUAGE) == "fr"
    assert text(read(client, f"{index.url}flux.atom"), "id") != text(news, "id")


def test_a_page_not_translated_has_its_french_feed_once_english_is_open(client, index):
    before = client.get("/en/actualites/flux.atom").status_code

    open_english()

    feed = read(client, "/en/actualites/flux.atom")
    assert (before, feed.get(LANGUAGE)) == (404, "fr")
    assert link(feed, "self") == "http://localhost/actualites/flux.atom"


@pytest.mark.parametrize("kind", [NewsIndexPage, PressIndexPage])
def test_a_page_announces_its_feed_to_readers_and_to_their_machines(client, kind):
    page = make_page(kind, title="Revue")

    html = client.get(page.url).content.decode()

    announced = f'type="application/atom+xml" title="Revue · 1000 cafés" href="{page.full_url}flux.atom"'
    assert f'<link rel="alternate" {announced}>' in html
    assert f'<a href="{page.url}flux.atom" type="application/atom+xml">' in html
    assert "S’abonner au flux" in html


def test_the_link_to_the_feed_follows_the_category(client, index):
    make_page(ArticlePage, index, category="culture")

    html = client.get(index.url, {"rubrique": "culture"}).content.decode()

    assert f'<a href="{index.url}flux.atom?rubrique=culture"' in html
