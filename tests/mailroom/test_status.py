"""Whether the worker works: the page of the team, the line on the desk, the answer to the monitoring."""

import html
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from millecafes.core.backup import marks
from millecafes.core.health import Room
from millecafes.mailroom import health
from millecafes.mailroom.jobs import give_sign, known_jobs, run_due_jobs
from millecafes.mailroom.models import Job, Mail
from millecafes.mailroom.services import queue
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db

PAGE = "/gestion/taches/"
TROUBLE = "Les sauvegardes ou la place sur le disque demandent qu’on s’en occupe."
PURGE = "millecafes.mailroom.services.purge"


def read(client, address=PAGE):
    return html.unescape(client.get(address).content.decode())


@pytest.fixture
def administration(client):
    client.force_login(make_staff("Administration"))
    return client


def test_every_job_has_a_name_that_the_team_understands():
    assert PURGE in known_jobs()
    assert set(known_jobs()) == set(health.job_names())


def test_when_all_is_well_the_page_says_so(administration):
    run_due_jobs()
    queue("zoe@example.org", "Bonjour", "Texte")

    page = read(administration)

    assert "Tout part à l’heure." in page
    assert page.count("À l’heure") == len(known_jobs())
    assert "En retard" not in page
    assert "En attente" in page


def test_a_job_that_is_late_is_red_first_and_waits_on_the_desk(administration):
    run_due_jobs()
    Job.objects.filter(pk=PURGE).update(due_at=timezone.now() - timedelta(minutes=16))

    page, desk = read(administration), read(administration, "/gestion/")

    assert page.index("En retard") < page.index("À l’heure")
    assert "1 tâche régulière est en retard ou en échec." in desk
    assert f'href="{PAGE}"' in desk
    assert administration.get("/sante/pret/").json()["late_jobs"] == 1


def test_a_job_that_is_late_calls_nobody_at_night(administration):
    marks.note_success()
    run_due_jobs()
    Job.objects.filter(pk=PURGE).update(due_at=timezone.now() - timedelta(minutes=16))

    assert administration.get("/sante/pret/").status_code == 200


def test_a_job_that_failed_says_why(administration):
    run_due_jobs()
    Job.objects.filter(pk=PURGE).update(last_error="OSError: <disque plein>")

    page = administration.get(PAGE).content.decode()

    assert "En échec" in page
    assert "OSError: &lt;disque plein&gt;" in page


def test_mail_that_does_not_leave_is_said_everywhere(administration):
    queue("zoe@example.org", "Bonjour", "Texte", not_before=timezone.now() - timedelta(minutes=20))

    page, desk = read(administration), read(administration, "/gestion/")

    assert "Un message attend depuis 20 minutes" in page
    assert "1 message attend, et le courrier ne part plus." in desk
    watched = administration.get("/sante/pret/")
    assert (watched.status_code, watched.json()["mail"]) == (503, "ko")
    assert watched.json()["oldest_mail_seconds"] >= 1200


@pytest.mark.parametrize(
    ("reason", "minutes"),
    [
        ("ConnectionRefusedError: [Errno 111] Connection refused", 20),
        ("gaierror: [Errno -2] Name or service not known", 20),
        ("535 Authentication failed", 20),
        ("452 Mailbox full", 0),
        ("ValueError: no such header", 0),
    ],
)
def test_a_server_that_is_down_makes_mail_late_between_two_tries_too(reason, minutes):
    now = timezone.now()
    queue("zoe@example.org", "Bonjour", "Texte")
    Mail.objects.update(
        attempts=2, last_error=reason, created_at=now - timedelta(minutes=20), not_before=now + timedelta(minutes=10)
    )

    assert health.queue_state(now).oldest_minutes == minutes


def test_mail_in_the_hands_of_a_dead_worker_is_waiting_too(administration):
    long_ago = timezone.now() - timedelta(hours=1)
    queue("zoe@example.org", "Bonjour", "Texte", not_before=long_ago)
    Mail.objects.update(state="sending", lease_until=long_ago)

    assert "Un message attend depuis 60 minutes" in read(administration)


def test_a_site_whose_worker_has_not_started_yet_is_not_in_trouble(administration):
    assert "Pas encore faite" in read(administration)
    assert health.late_jobs() == 0


def test_a_worker_that_gives_no_sign_is_said_everywhere(administration):
    marks.note_success()
    call_command("worker", "--once")
    well, page = administration.get("/sante/pret/"), read(administration)
    give_sign(timezone.now() - timedelta(minutes=6))

    ill, later, desk = administration.get("/sante/pret/"), read(administration), read(administration, "/gestion/")

    assert [(answer.status_code, answer.json()["worker"]) for answer in (well, ill)] == [(200, "ok"), (503, "ko")]
    assert "Le programme qui l’envoie travaille" in page
    assert "n’a plus donné signe de vie" in later
    assert "Le programme qui envoie le courrier ne travaille plus." in desk


def test_whoever_watches_is_called_when_a_backup_is_late_and_not_before_the_first_can_be_made(settings, monkeypatch):
    monkeypatch.setattr(health, "born", lambda: timezone.now() - timedelta(hours=25))
    health.check_backup()
    tomorrow = timezone.now() + timedelta(hours=2)

    with pytest.raises(OSError, match="not backed up"):
        health.check_backup(tomorrow)
    settings.DEMO = True
    health.check_backup(tomorrow)
    settings.DEMO = False
    make_late()
    with pytest.raises(OSError, match="not backed up"):
        health.check_backup()


def test_a_database_knows_when_it_was_made():
    assert health.born() <= timezone.now()


def test_the_last_backup_and_the_room_are_told(administration, monkeypatch):
    marks.note_success()
    monkeypatch.setattr(health, "room", lambda: Room(50 * 10**9, 100 * 10**9))

    page, desk = read(administration), read(administration, "/gestion/")

    assert "Dernière sauvegarde réussie" in page
    assert "Il reste 50,0\u00a0Go sur le disque, soit 50\u00a0%." in page
    assert TROUBLE not in desk


def make_late():
    marks.note_success(timezone.now() - timedelta(hours=27))


def make_failed():
    marks.note_failure(OSError("<disque plein>"))


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (lambda: None, "Aucune sauvegarde n’a encore été faite."),
        (make_late, "La sauvegarde de la nuit n’a pas été faite."),
        (make_failed, "La dernière sauvegarde a échoué. <code>OSError"),
    ],
    ids=["never", "late", "failed"],
)
def test_a_site_that_is_not_backed_up_says_so_and_what_to_do(administration, happens, said):
    happens()

    page, desk = read(administration), read(administration, "/gestion/")

    assert said.replace("OSError", "<disque plein>") in page
    assert "Prévenez qui s’occupe de la machine" in page
    assert TROUBLE in desk


def test_a_site_for_trials_needs_no_backup(administration, settings):
    settings.DEMO = True

    assert "Ce site d’essai n’est pas sauvegardé." in read(administration)
    assert TROUBLE not in read(administration, "/gestion/")


def test_a_disk_that_fills_up_is_told_before_it_is_full(administration, monkeypatch):
    marks.note_success()
    monkeypatch.setattr(health, "room", lambda: Room(9 * 10**9, 100 * 10**9))

    assert "Le disque est presque plein" in read(administration)
    assert TROUBLE in read(administration, "/gestion/")


@pytest.mark.parametrize("desk", ["Communication", "Validation", "Réseau", "Finances"])
def test_nobody_else_reads_it(client, desk):
    client.force_login(make_staff(desk))
    Job.objects.create(name=PURGE, due_at=timezone.now() - timedelta(days=1))

    assert client.get(PAGE).status_code == 302
    assert PAGE not in read(client, "/gestion/")


def test_an_account_without_a_desk_is_led_to_the_door(client):
    client.force_login(make_account())

    assert client.get(PAGE).status_code == 302
