"""The database away, or no room left: a page says so, keeps what was sent, and nothing answers 500."""

import errno
import html
import os
import re
import socket
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import InterfaceError, OperationalError, connection
from django.http import UnreadablePostError
from django.test import Client, RequestFactory

from home.forms import ContactForm
from home.models import ContactMessage, ContactPage, ContentPage
from millecafes.core import steady_redis
from millecafes.core.uploads import TidyUploads
from millecafes.core.whole_bodies import whole_bodies
from millecafes.mailroom.models import Mail
from tests.core.factories import resizes_pictures
from tests.core.visits import publish, says
from tests.pages.factories import make_page
from tests.people.factories import make_account, make_elected

pytestmark = [pytest.mark.django_db, resizes_pictures]

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
LETTER = {
    "name": "Odette",
    "email": "odette@example.org",
    "commune": "Cadalen",
    "subject": "commune",
    "message": '\nBonjour,\nnotre <café> « a » fermé & c’est "triste".',
    "website": "",
}


@pytest.fixture
def away():
    """``with away():`` the database refuses every question."""
    return lambda fault=OperationalError: connection.execute_wrapper(refusing(fault))


def refusing(fault):
    def refuse(*asked):
        raise fault("The server closed the connection unexpectedly.")

    return refuse


@pytest.fixture
def visitor() -> Client:
    """As a browser: it is given the answer, whatever was raised."""
    return Client(raise_request_exception=False)


def read(answer) -> str:
    return answer.content.decode()


def sent_again(answer) -> dict[str, str]:
    """What the button of the page sends, as a browser reads it (it forgets the first line break)."""
    fields = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', read(answer), re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in fields}


# -- The database is away ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/", "/en/", "/espace/", "/compte/login/", "/absente/", "/gestion/", "/agenda/"])
def test_every_address_says_in_both_languages_to_come_back(visitor, away, path, fault):
    visitor.force_login(make_elected())

    with away(fault):
        answer = visitor.get(path)

    words = [word in read(answer) for word in ("De retour dans un instant", 'lang="en">The site can neither', "<form")]
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert words == [True, True, False]


def test_what_was_typed_is_sent_again_as_it_was_by_the_button_of_the_page(visitor, away, monkeypatch):
    path = make_page(ContactPage).url
    letter = LETTER | {"ticket": ContactForm.new_ticket()}
    monkeypatch.setattr("django.core.signing.time.time", lambda: datetime.now(UTC).timestamp() + 60)

    with away():
        refused = visitor.post(path, letter)
    again = visitor.post(path, sent_again(refused))

    assert (refused.status_code, "n’est pas perdu" in read(refused), again.status_code) == (503, True, 302)
    assert sent_again(refused) == letter
    assert [message.message for message in ContactMessage.objects.all()] == [LETTER["message"].strip()]


def test_files_can_only_be_sent_again_by_the_browser(visitor, away):
    with away():
        answer = visitor.post("/", {"title": "Le bail", "file": SimpleUploadedFile("bail.pdf", b"%PDF-")})

    assert (answer.status_code, "fichiers compris" in read(answer), sent_again(answer)) == (503, True, {})


def test_a_fault_of_ours_is_still_one(visitor, monkeypatch):
    def ask(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT absent FROM nowhere")

    monkeypatch.setattr("home.models.HomePage.get_context", ask)

    answer = visitor.get("/")

    assert (answer.status_code, "en panne" in read(answer)) == (500, True)


# -- Kept pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def at(monkeypatch):
    """Sets the clock: ``at(NOW)``."""

    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(NOW)
    return move


def visitors():
    return [Client(raise_request_exception=False) for _ in range(2)]


def test_a_page_that_was_kept_is_given_for_an_hour_by_every_process(away, at, store):
    processes, page = visitors(), make_page(ContentPage, title="Avant")
    before = says(processes, page.url, "Avant")

    shown = []
    with away():
        for minutes in (9, 11, 60, 69, 71):
            at(NOW + timedelta(minutes=minutes))
            shown.append(says(processes, page.url, "Avant"))
        one_that_starts = says(visitors()[:1], page.url, "Avant")

    assert before == [True] * 2
    assert shown == [[True, True]] * 4 + [[False, False]]
    assert one_that_starts == [True]


def test_what_was_withdrawn_before_is_given_to_nobody(away, at, store, committed):
    processes, page = visitors(), make_page(ContentPage, title="Avant")
    says(processes, page.url, "Avant")
    with committed():
        page.unpublish()

    with away():
        statuses = [client.get(page.url).status_code for client in processes]

    assert statuses == [503, 503]


def test_the_database_is_asked_again_and_what_was_due_meanwhile_is_settled(away, at, store, committed):
    processes, page = visitors(), make_page(ContentPage, title="Avant")
    with committed():
        publish(page, expire_at=NOW + timedelta(minutes=11))
    says(processes, page.url, "Avant")
    with away():
        at(NOW + timedelta(minutes=12))
        meanwhile = says(processes, page.url, "Avant")

    at(NOW + timedelta(minutes=12, seconds=6))

    assert meanwhile == [True, True]
    assert [client.get(page.url).status_code for client in processes] == [404, 404]


# -- No room left -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_reading_goes_on(visitor, monkeypatch, number):
    def fail(*args):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as full:
        full.setattr("home.models.HomePage.get_context", fail)
        answer = visitor.get("/")

    assert (answer.status_code, "plus de place" in read(answer), "disk of the site is full" in read(answer)) == (
        *(507, True),
        True,
    )
    assert visitor.get("/").status_code == 200


class CutShort(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"a" * 1000
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("alias", ["default", "closed", "renditions"])
def test_a_file_cut_short_leaves_nothing_and_touches_no_other(alias, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = dict(settings.STORAGES)  # opened anew, where the media now are
    storages[alias].save("a/bail.pdf", ContentFile(b"whole"))

    for name in ("a/bail.pdf", "a/plan.pdf"):
        with pytest.raises(OSError, match="No space"):
            storages[alias].save(name, CutShort(b""))

    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"whole"]


# -- The database is locked, a request is cut --------------------------------------------------------------------------


def test_a_locked_database_is_no_limit_that_was_reached(visitor):
    """Writing fails, reading does not: as on SQLite when somebody writes for long."""
    typed = {"login": "zoe@example.org"}

    def lock(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(lock):
        refused = visitor.post("/compte/login/", typed)

    assert (refused.status_code, sent_again(refused)) == (503, typed)


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=limit", "application/x-www-form-urlencoded"])
def test_half_a_request_is_not_taken_for_a_form_without_its_files(kind):
    part = '--limit\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    whole = (part % ("a", "1") + part % ("b", "2") + "--limit--\r\n").encode() if "limit" in kind else b"a=1&b=2222"
    seen = []

    def site(environ, start_response):
        try:
            seen.append(dict(WSGIRequest(environ).POST.items()))
        except UnreadablePostError:
            seen.append("cut")

    for body in (whole, whole[: len(whole) * 2 // 3], b""):
        sent = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(whole)), "wsgi.input": BytesIO(body)}
        whole_bodies(site)(RequestFactory()._base_environ(REQUEST_METHOD="POST") | sent, None)

    assert seen == [{"a": "1", "b": "2222" if kind.endswith("encoded") else "2"}, "cut", "cut"]


def test_the_file_of_an_upload_that_was_cut_goes_with_the_request():
    request = RequestFactory().post("/")
    handler = TidyUploads(request)
    handler.new_file("file", "film.mp4", "video/mp4", None)
    handler.receive_data_chunk(b"half", 0)
    path = Path(handler.file.temporary_file_path())

    before = path.exists()
    request.close()

    assert (before, path.exists()) == (True, False)


# -- The shared cache is away -----------------------------------------------------------------------------------------


@pytest.fixture
def redis_away(settings, monkeypatch):
    """As the settings say with CACHE_URL, and nobody at that address."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"redis://127.0.0.1:{door.getsockname()[1]}"
    monkeypatch.setattr(steady_redis, "_away_until", 0.0)
    steady = {"BACKEND": "millecafes.core.steady_redis.SteadyRedis", "LOCATION": address}
    settings.CACHES = settings.CACHES | {"default": steady, "reserve": settings.CACHES["default"]}


def test_the_database_counts_while_redis_is_away(redis_away, caplog):
    cache.set("a", 1, 60)

    assert (cache.add("a", 2), cache.incr("a"), cache.get("a"), cache.get_many(["a", "b"])) == (False, 2, 2, {"a": 2})
    assert ("a" in cache, cache.delete("a"), cache.get("a", "gone")) == (True, True, "gone")
    assert caplog.text.count("Redis does not answer") == 1


def test_one_signs_in_while_redis_is_away_and_the_limits_hold(redis_away, client, settings):
    settings.EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"
    make_account("zoe@example.org")

    asked = client.post("/compte/login/", {"login": "zoe@example.org"})
    code = re.search(r"^ +([A-Z]{4}-[A-Z]{4})$", Mail.objects.get().body_text, re.MULTILINE)[1]
    entered = client.post("/compte/login/code/confirm/", {"code": code})
    statuses = [Client().post("/compte/login/", {"login": "ana@example.org"}).status_code for _ in range(4)]

    assert (asked.status_code, entered.status_code) == (302, 302)
    assert statuses == [302, 302, 302, 400]
