"""Recurring tasks."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from millecafes.mailroom import jobs
from millecafes.mailroom.models import Job, Mail
from millecafes.mailroom.services import queue

pytestmark = pytest.mark.django_db

PURGE = "millecafes.mailroom.services.purge"


@pytest.fixture
def only(monkeypatch):
    """Makes these the only tasks there are."""

    def choose(*names):
        monkeypatch.setattr(jobs, "known_jobs", lambda: dict.fromkeys(names, timedelta(hours=1)))

    return choose


def test_the_tasks_of_every_application_are_known():
    assert jobs.known_jobs()[PURGE] == timedelta(days=1)
    assert {name.partition(".")[0] for name in jobs.known_jobs()} <= {
        app.name.partition(".")[0] for app in apps.get_app_configs()
    }


def test_a_task_runs_once_a_period(only):
    only(PURGE)
    now = timezone.now()

    ran = [jobs.run_due_jobs(now + timedelta(minutes=minutes)) for minutes in (0, 30, 59, 60)]

    assert ran == [[PURGE], [], [], [PURGE]]


def test_a_task_that_fails_is_written_down_and_the_next_one_runs(only, caplog):
    absent = "millecafes.mailroom.services.absent"
    only(absent, PURGE)

    jobs.run_due_jobs()

    assert "absent" in Job.objects.get(pk=absent).last_error
    assert Job.objects.get(pk=PURGE).succeeded_at is not None


def test_every_task_runs():
    queue("zoe@example.org", "Bonjour", "Texte")
    Mail.objects.update(state="failed", created_at=timezone.now() - timedelta(days=91))

    ran = jobs.run_due_jobs()

    assert set(ran) == set(jobs.known_jobs())
    assert not Job.objects.exclude(last_error="").exists()
    assert Mail.objects.count() == 0
