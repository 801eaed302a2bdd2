"""Workers that are killed, and workers that work at once: real processes, a real mail server, the test database."""

import os
import random
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection

from millecafes.mailroom.journal import Journal
from millecafes.mailroom.leases import lease
from millecafes.mailroom.models import Job, Mail
from millecafes.mailroom.services import queue

MANY = 60
BUSY = "tests.mailroom.busy.work"


@pytest.fixture(autouse=True)
def committed(django_db_setup, django_db_blocker):
    """Rows that other processes can see, taken away by hand: a flush would take the first page and language with it."""
    with django_db_blocker.unblock():
        yield
        Mail.objects.all().delete()
        Job.objects.all().delete()
        connection.close()


@pytest.fixture
def worker(sink, committed, settings, tmp_path):
    """Starts ``manage.py worker`` on the test database, towards the sink; whatever happens, none outlives the test.

    Its journals are in a folder of its own: workers of a test that runs beside this one would read and tear them up.
    """
    running, settings.VAR_ROOT = [], tmp_path

    def start(*arguments):
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
            "VAR_ROOT": str(tmp_path),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "django", "worker", *arguments], env=environment, stdout=subprocess.DEVNULL
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def database_url():
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{options['NAME']}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{options['NAME']}").geturl()


def write_many():
    people = [f"p{number}@example.org" for number in range(MANY)]
    for person in people:
        queue(person, "Bonjour", "Texte")
    return people


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("It did not happen in time.")


def all_sent():
    return not Mail.objects.exclude(state=Mail.State.SENT).exists()


def test_nothing_is_lost_and_nothing_is_new_when_workers_are_killed(sink, worker):
    people = write_many()
    sink.slowness = 0.02
    identifiers = set(Mail.objects.values_list("message_id", flat=True))
    kills = 3

    for kill in range(kills):
        process = worker()
        wait_for(lambda target=(kill + 1) * MANY // (kills + 1): len(sink.taken) >= target)
        time.sleep(random.random() / 50)  # anywhere in a message: before, while or after the server takes it
        process.kill()
        process.wait()
    worker("--once").wait()

    assert all_sent()
    assert set(sink.people) == set(people)
    assert len(sink.taken) <= MANY + kills  # killed between the server’s « taken » and its hearing it: a second copy
    assert {letter.message_id for letter in sink.taken} == identifiers


def test_what_a_killed_worker_had_in_hand_leaves_at_once_and_what_the_server_took_does_not_leave_again(sink, worker):
    write_many()
    [taken, untouched], journal = lease(2), Journal()
    journal.begin([taken, untouched])
    journal.taken(taken)
    journal.leave()

    worker("--once").wait()

    assert all_sent()
    assert taken.to not in sink.people
    assert sink.people[untouched.to] == 1
    assert Mail.objects.get(pk=untouched.pk).attempts == 1


def test_the_journal_of_a_worker_that_lives_is_left_alone(sink, worker):
    write_many()
    [held], journal = lease(1), Journal()
    journal.begin([held])

    worker("--once").wait()
    journal.close()

    assert list(Mail.objects.exclude(state=Mail.State.SENT).values_list("pk", flat=True)) == [held.pk]


def test_notes_on_a_lease_that_is_over_settle_nothing(sink, worker):
    queue("zoe@example.org", "Bonjour", "Texte")
    [first], journal = lease(1), Journal()
    journal.begin([first])
    journal.taken(first)
    Mail.objects.update(state=Mail.State.QUEUED, lease_until=None)
    journal.leave()

    worker("--once").wait()

    assert sink.people == {"zoe@example.org": 1}


def test_a_code_leaves_within_two_seconds_whatever_the_worker_is_busy_with(sink, worker, monkeypatch):
    """A slow job holds the other hand of the worker, a thousand digests wait, and the worker has long been idle."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.mailroom.busy")
    sink.slowness = 0.01
    worker()
    wait_for(lambda: Job.objects.filter(name=BUSY).exists())
    Mail.objects.bulk_create(
        Mail(to=f"p{number}@example.org", from_email="a@example.org", subject="Résumé", may_wait=True)
        for number in range(1000)
    )
    wait_for(lambda: len(sink.taken) > 20)

    began = time.monotonic()
    queue("zoe@example.org", "Votre code", "BQCN-VKCX", is_secret=True)
    wait_for(lambda: "zoe@example.org" in sink.people)

    assert time.monotonic() - began < 2
    assert len(sink.taken) < 1000
    assert Job.objects.get(pk=BUSY).succeeded_at is None


def test_two_workers_at_once_send_nothing_twice(sink, worker):
    people = write_many()

    for process in [worker("--once"), worker("--once")]:
        process.wait()

    assert all_sent()
    assert sink.people == dict.fromkeys(people, 1)


def test_a_worker_told_to_stop_finishes_its_round_and_goes(sink, worker):
    queue("zoe@example.org", "Bonjour", "Texte")
    process = worker()
    wait_for(all_sent)

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=10) == 0
    assert sink.people == {"zoe@example.org": 1}


def test_one_turn_of_the_worker_empties_the_queue(sink, capsys):
    write_many()

    call_command("worker", "--once")

    assert (all_sent(), len(sink.taken)) == (True, MANY)
    assert "20 envoyés" in capsys.readouterr().out
