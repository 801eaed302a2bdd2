"""What may happen to the web server: killed, asked twice, asked by halves, full, without its cache."""

import os
import signal
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Timer
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.bookings.models import Registration, RegistrationRules
from events.tours.models import ProgrammeRequest
from home.models import ContactMessage, ContentPage
from members.forum.models import Post, PostFile
from millecafes.mailroom.models import Mail
from millecafes.people.models import RoleRequest, User
from tests.databases import is_postgresql
from tests.events.factories import make_bookable
from tests.events.tours import factories as tours
from tests.events.tours.test_asking import address as asking_address
from tests.events.tours.test_asking import typed as asking
from tests.faults.conftest import a_letter, wait_for
from tests.forum import factories as forum
from tests.pages.factories import make_page
from tests.people.factories import make_account, make_elected, make_manager
from tests.places.factories import make_register

pytestmark = pytest.mark.faults

PDF = b"%PDF-1.7\n" + b"Un plan. " * 100
# A disk of its own, seen by this server only, that goes away with it.
ONLY_ROOM = 'mount -t tmpfs -o size=300k tmpfs "$MEDIA_ROOT" && exec "$@"'


@pytest.fixture
def letter(own_site, monkeypatch):
    return a_letter(monkeypatch)


def written() -> tuple[int, int]:
    return ContactMessage.objects.count(), Mail.objects.count()


# -- Killed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["home_contactmessage", "mailroom_mail"])
def test_a_process_killed_between_two_writes_leaves_none_and_another_takes_its_place(serve, letter, table):
    web, (path, typed) = serve(), letter
    visitor = web.visitor()

    web.stop_at(f'INSERT INTO "{table}"')
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(web.post, visitor, path, typed)
        os.kill(web.reached(), signal.SIGKILL)
        with pytest.raises(requests.ConnectionError):
            sending.result()
    left, began = written(), time.monotonic()
    web.go_on()
    wait_for(lambda: web.get(visitor, path).status_code == 200, 15)
    statuses = {web.get(web.visitor(), path).status_code for _ in range(20)}
    again = web.post(visitor, path, typed)

    assert (left, statuses) == ((0, 0), {200})
    assert time.monotonic() - began < 15
    assert (again.status_code, written()) == (302, (1, 2))


# -- Twice ------------------------------------------------------------------------------------------------------------


def a_message(monkeypatch):
    return None, *a_letter(monkeypatch), {ContactMessage: 1, Mail: 2}


def a_new_account(monkeypatch):
    return None, "/compte/signup/", {"login": "zoe@example.org"}, {User: 1}


def a_request_to_join(monkeypatch):
    make_register()
    typed = {"display_name": "Odile Maire", "commune": "81046", "function": "mayor", "message": "Élue en mars."}
    return make_account(), "/compte/demande/elue/", typed, {RoleRequest: 1, Mail: 1}


def a_booking(monkeypatch):
    session = make_bookable()
    version = str(RegistrationRules.objects.get(pk=session.pk).questions_version)
    typed = {"key": str(uuid4()), "version": version, "seats": "1"}
    return make_elected(), reverse("bookings:register", args=[session.uuid]), typed, {Registration: 1}


def an_answer(monkeypatch):
    path = f"{forum.make_topic().get_absolute_url()}repondre/"
    return make_elected(), path, {"body": "Voici.", "action": "envoyer", "key": str(uuid4())}, {Post: 1}


def an_application(monkeypatch):
    person, offer = make_manager(), tours.make_offer()
    return person, asking_address(offer), asking(offer, person), {ProgrammeRequest: 1}


@pytest.mark.every_case
@pytest.mark.parametrize("make", [a_message, a_new_account, a_request_to_join, a_booking, an_answer, an_application])
def test_a_form_sent_twice_at_once_then_an_hour_later_is_one_thing(serve, own_site, make, monkeypatch):
    person, path, typed, made = make(monkeypatch)
    before, web, gate = {model: model.objects.count() for model in made}, serve(), Barrier(2)

    def send(visitor):
        gate.wait(30)
        return web.post(visitor, path, typed)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(send, [web.visitor(person), web.visitor(person)])
    later = timezone.now() + timedelta(hours=1)
    client = Client()
    if person:
        client.force_login(person)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        replayed = client.post(path, typed)

    statuses = {answer.status_code for answer in (first, second, replayed)}
    assert statuses <= {302, 303}
    # A receipt in the address says its hour: the page is the same.
    assert len({urlsplit(answer.headers["Location"]).path for answer in (first, second, replayed)}) == 1
    assert {model: model.objects.count() - before[model] for model in made} == made


# -- By halves --------------------------------------------------------------------------------------------------------


def test_half_an_upload_leaves_nothing(serve):
    topic, person = forum.make_topic(), make_elected()
    web = serve()
    given = {"body": "Voici.", "action": "envoyer", "key": str(uuid4())}
    sent = requests.Request(
        "POST", f"{web.url}{topic.get_absolute_url()}repondre/", data=given, files={"upload": ("a.pdf", PDF * 5000)}
    )
    visitor = web.visitor(person)
    whole = visitor.prepare_request(sent)
    head = f"POST {whole.path_url} HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in whole.headers.items())

    with socket.create_connection(("127.0.0.1", web.port)) as line:
        line.sendall(head.encode() + b"\r\n" + whole.body[: len(whole.body) // 2])
        wait_for(web.files)  # the server has begun to write it down
    wait_for(lambda: not web.files())

    assert web.get(visitor, topic.get_absolute_url()).status_code == 200
    assert (PostFile.objects.count(), Post.objects.count(), web.files()) == (0, 1, [])


def test_visitors_who_never_finish_their_question_are_let_go_after_a_while(serve):
    """More of them than there are threads. A proxy that waits in the place of the site (deploy/) spares it that."""
    path, web = make_page(ContentPage).url, serve()
    threads = 2 * 4
    lines = [socket.create_connection(("127.0.0.1", web.port), timeout=30) for _ in range(threads + 4)]
    for line in lines:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")

    began = time.monotonic()
    status = web.get(web.visitor(), path).status_code
    waited = time.monotonic() - began
    for line in lines:
        line.close()

    # One process may have taken all of them: twelve before this one, four at a time, ten seconds each.
    assert (status, waited < 60) == (200, True)


# -- No room ----------------------------------------------------------------------------------------------------------


def test_a_file_that_does_not_fit_on_the_disk_leaves_nothing_and_is_said(serve):
    topic, person = forum.make_topic(), make_elected()
    selves = ["--user", "--map-root-user"] if os.geteuid() else []
    web = serve(["unshare", *selves, "--mount", "sh", "-c", ONLY_ROOM, "sh"])
    visitor, path = web.visitor(person), f"{topic.get_absolute_url()}repondre/"

    def send(content):
        given = {"body": "Voici le plan.", "action": "envoyer", "key": str(uuid4())}
        return web.post(visitor, path, given, files={"upload": ("plan.pdf", content)})

    refused = send(PDF * 1000)
    left = (PostFile.objects.count(), Post.objects.count(), web.files())
    reading = web.get(visitor, topic.get_absolute_url()).status_code
    accepted = send(PDF)

    assert (refused.status_code, "plus de place" in refused.text, "fichiers compris" in refused.text) == (
        *(507, True),
        True,
    )
    assert (left, reading) == ((0, 1, []), 200)
    assert (accepted.status_code, PostFile.objects.count(), len(web.files())) == (302, 1, 1)


NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON mailroom_mail EXECUTE FUNCTION no_room()
"""


def fill_up(web):
    """The file of SQLite may not grow; PostgreSQL complains as it does on a full disk, at the second row."""
    if is_postgresql():
        connection.cursor().execute(NO_ROOM)
    else:
        (web.folder / "var" / "full").touch()


def make_room(web):
    if is_postgresql():
        connection.cursor().execute("DROP FUNCTION no_room CASCADE")
    else:
        (web.folder / "var" / "full").unlink()


def test_a_database_without_room_keeps_nothing_of_a_form_and_says_so(serve, letter):
    web, (path, typed) = serve(), letter
    visitor, long = web.visitor(), typed | {"message": "Une longue histoire. " * 230}

    fill_up(web)
    refused = web.post(visitor, path, long)
    left, reading = written(), [web.get(visitor, each).status_code for each in (path, "/", "/compte/login/")]
    make_room(web)
    accepted = web.post(visitor, path, long)

    assert (refused.status_code, "plus de place" in refused.text, "n’est pas perdu" in refused.text) == (
        *(507, True),
        True,
    )
    assert (left, reading) == ((0, 0), [200] * 3)
    assert (accepted.status_code, written()) == (302, (1, 2))


# -- The database is busy ---------------------------------------------------------------------------------------------


@pytest.mark.any_database
def test_a_long_writer_is_waited_for_then_one_is_told_to_come_back(serve, letter, own_site):
    web, (path, typed) = serve(), letter
    visitor, writer = web.visitor(), sqlite3.connect(own_site.name, isolation_level=None, check_same_thread=False)

    writer.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    refused = web.post(visitor, path, typed)
    waited, reading = time.monotonic() - began, web.get(visitor, path).status_code
    Timer(1, writer.execute, ["ROLLBACK"]).start()
    accepted = web.post(visitor, path, typed)
    writer.close()

    assert (refused.status_code, refused.headers["Retry-After"], "n’est pas perdu" in refused.text) == (503, "30", True)
    assert 3 <= waited < 20
    assert (reading, accepted.status_code, written()) == (200, 302, (1, 2))


# -- The cache is away ------------------------------------------------------------------------------------------------


def test_pages_and_sign_in_work_without_the_shared_cache(serve):
    topic, person, path = forum.make_topic(), make_elected(email="zoe@example.org"), make_page(ContentPage).url
    with socket.create_server(("127.0.0.1", 0)) as door:
        nowhere = f"redis://127.0.0.1:{door.getsockname()[1]}"
    web = serve(CACHE_URL=nowhere)
    stranger, member = web.visitor(), web.visitor(person)
    address = topic.get_absolute_url()

    read = {web.get(stranger, each).status_code for each in (path, "/en/compte/login/", "/compte/login/") for _ in "12"}
    inside = {web.get(member, each).status_code for each in ("/espace/", address, "/espace/forum/")}
    answered = web.post(member, f"{address}repondre/", {"body": "Oui.", "action": "envoyer", "key": str(uuid4())})
    asked = web.post(stranger, "/compte/login/", {"login": "zoe@example.org"})

    assert (read, inside, answered.status_code, asked.status_code) == ({200}, {200}, 302, 302)
    assert [mail.to for mail in Mail.objects.filter(is_secret=True)] == ["zoe@example.org"]


# -- The mail server says nothing -------------------------------------------------------------------------------------


def test_one_signs_in_at_once_beside_a_mail_server_that_never_answers(serve):
    make_elected(email="zoe@example.org")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        web = serve(EMAIL_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        for _ in range(8):  # every thread has begun
            web.get(web.visitor(), "/compte/login/")

        addresses = ("/compte/login/", "zoe@example.org"), ("/compte/login/", "ana@example.org")
        asked = [web.post(web.visitor(), path, {"login": login}) for path, login in addresses]
        asked.append(web.post(web.visitor(), "/compte/signup/", {"login": "new@example.org"}))

        silent.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has called
            silent.accept()

    assert {(answer.status_code, answer.headers["Location"]) for answer in asked} == {
        (302, "/compte/login/code/confirm/")
    }
    assert max(answer.elapsed.total_seconds() for answer in asked) < 3
    assert list(Mail.objects.order_by("pk").values_list("to", flat=True)) == ["zoe@example.org", "new@example.org"]
