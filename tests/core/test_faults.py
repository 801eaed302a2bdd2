"""What broke is grouped for the team, and noting it never breaks anything else."""

import html
from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.test import Client
from django.utils import timezone

from millecafes.core import faults
from millecafes.core.models import Fault
from millecafes.mailroom import jobs
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db

PAGE = "/gestion/taches/"


@pytest.fixture(autouse=True)
def noted(settings):
    settings.NOTE_FAULTS = True
    settings.RELEASE = "20261127-one"


@pytest.fixture
def visit(monkeypatch):
    """A visit of the home page, which breaks with this exception."""

    def go(error, address="/?q=zoe"):
        def break_down(*args):
            raise error

        monkeypatch.setattr("home.models.HomePage.get_context", break_down)
        return Client(raise_request_exception=False).get(address)

    return go


def told() -> list[tuple]:
    return list(Fault.objects.order_by("kind").values_list("kind", "count", "address"))


def test_the_same_fault_is_one_line_however_often(visit):
    answers = [visit(ValueError(f"fois {number}")).status_code for number in range(3)]
    visit(KeyError("x"))

    assert answers == [500] * 3
    assert told() == [("KeyError", 1, "/"), ("ValueError", 3, "/")]
    fault = Fault.objects.get(kind="ValueError")
    assert fault.place.startswith("tests/core/test_faults.py:")
    assert (fault.said, fault.release) == ("fois 2", "20261127-one")
    assert fault.first_at < fault.last_at


def test_nobody_is_told_of_in_it(visit):
    visit(ValueError("Zoé Martin zoe@example.org 0612345678 tokenABC1defghijklmnop"))

    row = " ".join(map(str, Fault.objects.values_list().get()))
    assert [word for word in ("zoe", "0612345678", "Martin", "tokenABC1") if word in row] == []


def test_a_job_that_fails_is_noted_under_its_name(monkeypatch):
    absent = "millecafes.mailroom.services.absent"
    monkeypatch.setattr(jobs, "known_jobs", lambda: {absent: timedelta(hours=1)})

    jobs.run_due_jobs()

    assert Fault.objects.get().address == absent


@pytest.mark.parametrize(("error", "status"), [(OperationalError("database is locked"), 503), (ValueError("x"), 500)])
def test_a_database_that_is_away_changes_nothing_to_the_answer(visit, monkeypatch, error, status):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(faults, "faults", away)

    assert visit(error).status_code == status
    assert told() == []


def test_a_transaction_that_may_be_undone_is_left_alone(caplog):
    with transaction.atomic():
        jobs.logger.error("Dedans", exc_info=ValueError("x"))

    assert told() == []


def test_what_broke_a_transaction_is_noted_after_it(visit, monkeypatch):
    @transaction.atomic
    def break_down(*args):
        Fault.objects.create(fingerprint="x" * 33, pk=None)

    monkeypatch.setattr("home.models.HomePage.get_context", break_down)

    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert Fault.objects.get().kind == "django.db.utils.IntegrityError"


def test_the_table_stays_small(monkeypatch):
    monkeypatch.setattr(faults, "MOST", 3)
    now = timezone.now()

    for number in range(5):
        faults.note(type(f"Fault{number}", (Exception,), {})(), now + timedelta(minutes=number))

    assert [fault.kind.rpartition(".")[2] for fault in Fault.objects.all()] == ["Fault4", "Fault3", "Fault2"]


def test_two_processes_that_meet_it_at_once_count_two(monkeypatch):
    faults.note(ValueError())
    real, calls = faults.again, []

    def late(*args):
        calls.append(args)
        return len(calls) > 1 and real(*args)

    monkeypatch.setattr(faults, "again", late)
    faults.note(ValueError())

    assert Fault.objects.get().count == 2


def test_what_has_not_happened_for_long_is_forgotten():
    now = timezone.now()
    faults.note(ValueError(), now - timedelta(days=91))
    faults.note(KeyError(), now - timedelta(days=89))

    faults.forget(now)

    assert [fault.kind for fault in Fault.objects.all()] == ["KeyError"]


def test_the_team_reads_it_handles_it_and_it_comes_back(client):
    client.force_login(make_staff("Administration"))
    faults.note(ValueError("essai"))
    fault = Fault.objects.get()

    page, desk = (html.unescape(client.get(address).content.decode()) for address in (PAGE, "/gestion/"))
    answer = client.post(f"{PAGE}pannes/{fault.pk}/traitee/", follow=True)
    handled = answer.content.decode()
    client.post(f"{PAGE}pannes/{fault.pk}/traitee/")
    faults.note(ValueError("essai"))

    assert ("1 panne est à traiter" in page, "1 panne du site est à traiter" in desk) == (True, True)
    assert "Envoyez ces lignes à qui développe le site" in page
    assert "Aucune panne n’est à traiter" in html.unescape(handled)
    assert Fault.objects.open().get().count == 2


@pytest.mark.parametrize("make", [make_account, lambda: make_staff("Communication")])
def test_nobody_else_handles_it(client, make):
    faults.note(DatabaseError())
    client.force_login(make())

    client.post(f"{PAGE}pannes/{Fault.objects.get().pk}/traitee/")

    assert Fault.objects.open().count() == 1
