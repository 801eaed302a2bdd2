"""A page made once and given to everybody says when one may register, and when no longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from millecafes.core import page_store
from tests.core.visits import keep_pages_in
from tests.events.factories import make_bookable

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(second=0, microsecond=0)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def kept(settings, tmp_path, monkeypatch):
    settings.PAGE_CACHE = True
    keep_pages_in(tmp_path / "pages", settings)
    monkeypatch.setattr(page_store, "_away_until", 0.0)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock: ``at(3)`` is three minutes from now."""
    return lambda minutes: monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + minutes * MINUTE)


def test_registration_opens_and_closes_at_its_hours_and_the_date_begins_and_ends(at):
    at(0)
    begins = {"starts_at": NOW + 7 * MINUTE, "ends_at": NOW + 9 * MINUTE}
    hours = {"opens_at": NOW + 3 * MINUTE, "closes_at": NOW + 5 * MINUTE}
    session = make_bookable(10, session_fields=begins, **hours)
    visitor, page, door = Client(), session.event.get_absolute_url(), f"/inscriptions/date/{session.uuid}/"

    shown = []
    for minutes in (0, 2, 3, 4, 5, 7, 9):
        at(minutes)
        html = visitor.get(page).content.decode()
        shown.append((door in html, "C’est passé" in html))

    closed, opened, over = (False, False), (True, False), (False, True)
    assert shown == [closed, closed, opened, opened, closed, closed, over]


def test_what_is_kept_is_given_again_until_the_next_hour(at, django_assert_num_queries):
    at(0)
    page = make_bookable(10, opens_at=NOW + 5 * MINUTE).event.get_absolute_url()
    visitor = Client()
    visitor.get(page)

    at(4)
    with django_assert_num_queries(0):
        visitor.get(page)
