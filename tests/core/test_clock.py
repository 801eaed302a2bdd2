"""What changes by itself, when its hour comes, whoever looks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from wagtail.models import Page, PageLogEntry

from home.models import ContentPage
from millecafes.core import clock
from tests.core.factories import make_furniture, resizes_pictures
from tests.core.visits import keep_pages_in, publish, says, seen
from tests.pages.factories import make_page
from tests.people.factories import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store"), resizes_pictures]

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """Sets the clock: ``at(NOW)``."""

    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(NOW)
    return move


def test_a_page_ends_when_it_was_said_to(processes, committed, at, django_assert_num_queries):
    page = make_page(ContentPage)
    with committed():
        publish(page, expire_at=NOW + 5 * MINUTE)
    seen(processes, page.url)

    at(NOW + 4 * MINUTE)
    with django_assert_num_queries(0):
        assert says(processes, page.url, page.title) == [True, True]
    at(NOW + 5 * MINUTE)
    with committed():
        assert seen(processes, page.url) == [404, 404]


def test_a_page_appears_when_it_was_said_to(processes, committed, at):
    page = make_page(ContentPage, live=False)
    with committed():
        publish(page, go_live_at=NOW + 5 * MINUTE)
    before = seen(processes, page.url)

    at(NOW + 5 * MINUTE)
    with committed():
        after = says(processes, page.url, page.title)

    assert (before, after) == ([404, 404], [True, True])


def test_new_words_of_a_page_appear_when_they_were_said_to(processes, committed, at):
    page = make_page(ContentPage, title="Avant")
    seen(processes, page.url)
    with committed():
        publish(page, title="Après", go_live_at=NOW + 5 * MINUTE)
    before = says(processes, page.url, "Avant")

    at(NOW + 5 * MINUTE)
    with committed():
        after = says(processes, page.url, "Après")

    assert (before, after) == ([True, True], [True, True])


def test_what_is_due_is_settled_whoever_comes_and_whatever_is_asked(committed, at):
    page = make_page(ContentPage)
    publish(page, expire_at=NOW + 5 * MINUTE)
    client = Client()
    client.force_login(make_account())
    client.get(page.url, {"q": "x"})

    at(NOW + 5 * MINUTE)

    assert client.get(page.url, {"q": "x"}).status_code == 404
    assert page.url not in Client().get("/sitemap.xml").content.decode()


def test_an_announcement_begins_and_ends_at_its_hours(processes, committed, at):
    with committed():
        make_furniture(banner_text="Fête ce soir", banner_from=NOW + 3 * MINUTE, banner_until=NOW + 6 * MINUTE)
    shown = []
    for minutes in (0, 3, 5, 6):
        at(NOW + minutes * MINUTE)
        shown.append(says(processes, "/", "Fête ce soir"))

    assert shown == [[False] * 2, [True] * 2, [True] * 2, [False] * 2]


def test_a_day_begins_at_midnight_in_paris(processes, at):
    evening = datetime(2026, 6, 30, 21, 59, tzinfo=UTC)

    assert clock.soonest(evening) == evening + MINUTE
    assert clock.soonest(evening + MINUTE) == evening + MINUTE + timedelta(days=1)


def test_what_was_written_without_a_word_is_seen_after_ten_minutes(processes, at):
    page = make_page(ContentPage, title="Avant")
    seen(processes, page.url)
    Page.objects.filter(pk=page.pk).update(title="Écrit à la main")

    at(NOW + 10 * MINUTE)

    assert says(processes, page.url, "Écrit à la main") == [True, True]


def test_what_is_due_is_settled_once(at):
    page = make_page(ContentPage)
    publish(page, expire_at=NOW + MINUTE)
    at(NOW + MINUTE)

    clock.settle()
    clock.settle()

    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert PageLogEntry.objects.filter(action="wagtail.unpublish.scheduled").count() == 1


def test_a_page_that_cannot_be_published_keeps_no_other_from_it(client, at, caplog):
    stuck, other = (make_page(ContentPage, live=False) for _ in range(2))
    publish(stuck, go_live_at=NOW + MINUTE)
    publish(other, go_live_at=NOW + 2 * MINUTE)
    type(stuck.latest_revision).objects.filter(object_id=stuck.pk).update(
        content=stuck.latest_revision.content | {"title": ""}
    )
    at(NOW + 3 * MINUTE)

    answers = [client.get(page.url).status_code for page in (stuck, other)]

    assert answers == [404, 200]
    assert "could not be done" in caplog.text


def test_what_is_due_is_settled_without_a_store(settings, tmp_path, at):
    (tmp_path / "file").touch()
    keep_pages_in(tmp_path / "file" / "pages", settings)
    client, page = Client(), make_page(ContentPage)
    publish(page, expire_at=NOW + MINUTE)
    client.get(page.url)

    at(NOW + MINUTE)

    assert client.get(page.url).status_code == 404
