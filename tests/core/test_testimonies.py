"""The words of named people: only with their consent, and never twice on a page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from home.models import ContentPage
from millecafes.core import models
from tests.core.factories import make_testimony
from tests.pages.factories import make_page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in Paris, the first of July
TODAY, DAY = date(2026, 7, 1), timedelta(days=1)


@pytest.fixture
def midnight(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.parametrize(
    ("consent", "covered"),
    [
        ({"consent_on": None}, False),
        ({"consent_on": TODAY + DAY}, False),
        ({"consent_on": TODAY}, True),
        ({"consent_on": TODAY - DAY, "consent_until": TODAY}, True),
        ({"consent_on": TODAY - DAY, "consent_until": TODAY - DAY}, False),
        ({"consent_on": None, "consent_until": TODAY + DAY}, False),
    ],
)
def test_words_are_shown_on_the_days_their_consent_covers(client, midnight, consent, covered):
    words = make_testimony(text="On revit.", **consent)
    pages = [make_page(ContentPage, body=[block]) for block in (("testimony", words), ("testimonies", {"count": 2}))]

    shown = ["On revit." in client.get(page.url).content.decode() for page in pages]

    assert (words.has_consent, words in models.Testimony.objects.usable(), *shown) == (covered,) * 4


def test_the_same_words_are_never_shown_twice_on_a_page(client):
    everybody = [make_testimony(text=f"Voix {number}.") for number in range(6)]
    blocks = [("testimonies", {"count": 2}), ("testimony", everybody[0]), ("testimonies", {"count": 3})]
    page = make_page(ContentPage, body=blocks)

    for _visit in range(5):
        html = client.get(page.url).content.decode()

        assert [html.count(f"Voix {number}.") for number in range(6)] == [1] * 6


def test_when_words_run_short_nothing_is_repeated_and_nothing_is_empty(client):
    make_testimony(text="Seule voix.")
    body = [("testimonies", {"title": "Ils en parlent", "count": 3}), ("testimonies", {"title": "Et eux", "count": 3})]

    html = client.get(make_page(ContentPage, body=body).url).content.decode()

    assert html.count("Seule voix.") == 1
    assert '<h2 class="block-title" id="et-eux">' not in html


def test_every_visit_may_draw_other_words(client):
    for number in range(6):
        make_testimony(text=f"Voix {number}.")
    page = make_page(ContentPage, body=[("testimonies", {"count": 1})])

    drawn = {client.get(page.url).content.decode().partition("Voix ")[2][0] for _visit in range(30)}

    assert len(drawn) > 1


def test_withdrawing_a_consent_takes_the_words_away_at_once(client):
    words = make_testimony(text="On revit.")
    page = make_page(ContentPage, body=[("testimony", words)])
    before = client.get(page.url).content.decode()

    words.consent_until = timezone.localdate() - DAY
    words.save()

    assert ("On revit." in before, "On revit." in client.get(page.url).content.decode()) == (True, False)
