"""What may happen to the worker: the database goes away under it, another one works beside it."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from millecafes.mailroom.digests import send_digests
from millecafes.mailroom.models import Job, Mail, Notice
from millecafes.mailroom.services import queue
from tests.events.bookings.test_races import all_at_once
from tests.faults.conftest import wait_for
from tests.people.factories import make_elected

pytestmark = pytest.mark.faults

MANY = 60
PURGE = "millecafes.mailroom.services.purge"


def all_sent() -> bool:
    return not Mail.objects.exclude(state=Mail.State.SENT).exists()


# -- The database goes away -------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_the_worker_outlives_postgresql_and_sends_all_that_waited(own_server, sink, start_worker):
    people = [f"p{number}@example.org" for number in range(MANY)]
    identifiers = {queue(person, "Bonjour", "Texte").message_id for person in people}
    sink.slowness = 0.05
    worker = start_worker()
    wait_for(lambda: len(sink.taken) > 10)
    connection.close()

    own_server.stop("fast")
    time.sleep(3)  # it looks in vain, several times
    meanwhile, before = worker.poll(), len(sink.taken)
    own_server.wake()
    wait_for(all_sent)
    queue("after@example.org", "Bonjour", "Texte")
    Job.objects.filter(pk=PURGE).update(due_at=timezone.now() - timedelta(days=1), succeeded_at=None)
    wait_for(lambda: all_sent() and Job.objects.filter(pk=PURGE, succeeded_at__isnull=False).exists())

    assert (meanwhile, before < MANY, worker.poll()) == (None, True, None)
    assert set(sink.people) == {*people, "after@example.org"}
    assert len(sink.taken) <= MANY + 2  # that which was in hand may have left twice
    assert {letter.message_id for letter in sink.taken} >= identifiers
    assert len({letter.message_id for letter in sink.taken}) == MANY + 1


# -- Two at once ------------------------------------------------------------------------------------------------------


@pytest.fixture
def readers(own_site):
    """People who have something to read this morning."""
    people = [make_elected() for _ in range(12)]
    told = {"kind": "trial", "line": "La toiture", "url": "/espace/forum/", "due_at": timezone.now()}
    Notice.objects.bulk_create(
        Notice(person=person, thread=f"t{number}", **told) for person in people for number in range(3)
    )
    return sorted(person.email for person in people)


def test_two_workers_at_once_do_each_job_and_write_each_digest_once(readers, sink, start_worker, tmp_path):
    both = [start_worker("--once", DJANGO_SETTINGS_MODULE="tests.faults.jobs") for _ in range(2)]

    codes = [worker.wait(120) for worker in both]

    assert codes == [0, 0]
    assert sorted((tmp_path / "worker" / "done").read_text().split()) == ["four", "one", "three", "two"]
    assert sorted(sink.people.elements()) == readers


def test_digests_written_by_two_at_once_are_one_a_person(readers):
    """As when the first takes so long that the job is due again."""
    written = all_at_once([send_digests, send_digests])

    assert sum(written) == len(readers)
    assert sorted(Mail.objects.values_list("to", flat=True)) == readers
    assert not Notice.objects.waiting().exists()
