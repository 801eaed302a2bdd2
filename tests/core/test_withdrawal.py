"""A page that is withdrawn, deleted or come to its end is gone in every language, wherever it was read."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import PageLogEntry

from home.models import ContentPage
from millecafes.core import clock
from news.models import ArticlePage, NewsIndexPage
from tests.core.factories import resizes_pictures
from tests.core.visits import publish, seen
from tests.pages.factories import make_page
from tests.people.factories import make_staff
from tests.translations import english, open_english, translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store"), resizes_pictures]

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
TITLE = "The ball of Bastille Day"


def withdraw(page, at):
    page.unpublish()


def expire(page, at):
    publish(page, expire_at=NOW + timedelta(minutes=5))
    at(NOW + timedelta(minutes=5))
    clock.settle()


def delete(page, at):
    page.delete()


@pytest.fixture
def at(monkeypatch):
    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(NOW)
    return move


@pytest.fixture
def article():
    """Read in French and in English."""
    open_english()
    index = make_page(NewsIndexPage, slug="actualites")
    page = make_page(ArticlePage, index, title="Le bal du quatorze juillet", slug="bal")
    translate(index, title="News")
    translate(page, title=TITLE)
    return page


@pytest.mark.parametrize("goes", [withdraw, expire, delete])
def test_a_translation_goes_with_the_page_it_says(processes, committed, at, article, goes):
    own = f"/en{article.url}"
    places = ["/en/actualites/", "/en/actualites/flux.atom", "/sitemap.xml", "/en/recherche/?q=bastille"]

    def said():
        return [own in html for path in places for html in seen(processes, path)]

    before, readable = said(), [TITLE in html for html in seen(processes, own)]
    with committed():
        goes(article, at)

    assert (readable, before) == ([True, True], [True] * 8)
    assert (seen(processes, own), said()) == ([404, 404], [False] * 8)


def test_the_end_of_a_translation_is_written_as_an_end(at, article):
    expire(article, at)

    twin = article.get_translation(english())
    assert (twin.live, twin.expired) == (False, True)
    assert PageLogEntry.objects.filter(page=twin.pk, action="wagtail.unpublish.scheduled").count() == 1


def test_a_translation_that_was_planned_does_not_open(client, at, article):
    twin = article.get_translation(english())
    twin.unpublish()
    publish(twin, go_live_at=NOW + timedelta(minutes=5))

    article.unpublish()
    at(NOW + timedelta(minutes=6))

    assert client.get(f"/en{article.url}").status_code == 404


def test_what_repeated_a_page_deleted_does_not_become_a_page(client):
    open_english()
    parent = make_page(ContentPage)
    translate(make_page(ContentPage, parent), title="Child")
    alias = parent.get_translation(english())

    parent.delete()

    assert alias.alias_of_id == parent.pk
    assert client.get(f"/en{parent.url}").status_code == 404


def test_what_is_withdrawn_in_english_stays_in_french(client, article):
    article.get_translation(english()).unpublish()

    assert client.get(article.url).status_code == 200


def test_who_withdraws_a_page_is_told_of_its_translations(client, article):
    client.force_login(make_staff("Validation"))
    alone = make_page(ContentPage)
    told = []

    for page in (article, alone):
        answer = client.post(f"/gestion/pages/{page.pk}/unpublish/", follow=True)
        told.append("Ses traductions ne se lisent plus non plus." in answer.content.decode())

    assert told == [True, False]
