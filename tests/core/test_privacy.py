"""How long things are kept: what the page says is what the jobs obey."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation
from django.utils.module_loading import import_string

from home.models import ContentPage
from home.services import messages
from millecafes.core.privacy import in_words, known_retentions, months_before, named_by_applications
from millecafes.mailroom.health import job_names
from millecafes.mailroom.jobs import known_jobs
from tests.pages.factories import make_page

FORGETTING = ("forget", "purge", "clear", "close", "erase", "delete")


def test_each_retention_names_a_job_that_runs_and_a_duration_that_exists():
    retentions = known_retentions()

    assert {one.job for one in retentions} <= set(known_jobs())
    assert all(one.words and str(one.what) and str(one.why) for one in retentions)
    assert {"90\u00a0jours", "12\u00a0mois", "23\u00a0mois"} <= {one.words.replace(" ", "\u00a0") for one in retentions}


def test_whatever_forgets_is_on_the_page():
    forgetting = {job for job in known_jobs() if job.rpartition(".")[2].startswith(FORGETTING)}

    assert "millecafes.mailroom.services.purge" in forgetting
    assert forgetting - {one.job for one in known_retentions()} == set()
    assert forgetting <= set(job_names())


@pytest.mark.parametrize("attribute", ["personal_data", "erasers"])
def test_what_applications_name_exists(attribute):
    paths = list(named_by_applications(attribute))

    assert {path.partition(".")[0] for path in paths} >= {"millecafes", "home"}
    assert all(callable(import_string(path)) for path in paths)


@pytest.mark.django_db
def test_the_page_says_what_the_job_does_even_when_it_changes(client, monkeypatch):
    page = make_page(ContentPage, body=[("retentions", {"title": "Combien de temps"})])
    before = client.get(page.url).content.decode()

    monkeypatch.setattr(messages, "KEPT", timedelta(days=41))

    after = client.get(page.url).content.decode()
    assert "Ce que vous nous écrivez par le formulaire" in before
    assert ("41 jours" in before, "41 jours" in after) == (False, True)


@pytest.mark.parametrize(
    ("duration", "french", "english"),
    [
        (timedelta(days=90), "90 jours", "90 days"),
        (timedelta(days=1), "1 jour", "1 day"),
        (timedelta(days=365), "12 mois", "12 months"),
        (timedelta(days=730), "24 mois", "24 months"),
        (23, "23 mois", "23 months"),
    ],
)
def test_durations_are_said_in_words(duration, french, english):
    with translation.override("fr"):
        assert in_words(duration).replace("\u00a0", " ") == french
    with translation.override("en"):
        assert in_words(duration).replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (datetime(2026, 11, 26), 23, datetime(2024, 12, 26)),
        (datetime(2026, 1, 31), 23, datetime(2024, 2, 29)),
        (datetime(2027, 3, 31), 1, datetime(2027, 2, 28)),
        (datetime(2027, 12, 15), 12, datetime(2026, 12, 15)),
    ],
)
def test_months_are_counted_on_the_calendar(day, months, before):
    assert months_before(day, months) == before
