"""Recurring tasks."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.utils import timezone

from millecafes.mailroom import jobs
from millecafes.mailroom.models import Job, Mail
from millecafes.mailroom.services import queue
from tests.people.factories import make_account

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


def test_a_device_long_unused_is_forgotten_and_the_day_of_the_last_visit_is_not():
    person, now = make_account(), timezone.now()
    given = {"user": person, "ip": "192.0.2.7", "user_agent": "Firefox"}
    old, new = (UserSession.objects.create(session_key=key, **given) for key in ("old", "new"))
    last = now - jobs.SESSIONS_KEPT - timedelta(days=1)
    UserSession.objects.filter(pk=old.pk).update(last_seen_at=last)

    jobs.clear_sessions()

    rows = UserSession.objects.order_by("pk").values_list("ip", "user_agent")
    assert list(rows) == [("0.0.0.0", ""), ("192.0.2.7", "Firefox")]
    assert UserSession.objects.get(pk=old.pk).last_seen_at == last
    assert UserSession.objects.get(pk=new.pk).ip == "192.0.2.7"
