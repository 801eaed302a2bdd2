"""The database goes away and comes back; a change of its tables is killed half way."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests
from django.conf import settings
from django.db import connection

from home.models import ContactMessage, ContentPage
from tests.core.backups import drop_database, make_database
from tests.databases import ORIGINAL, is_postgresql, original
from tests.faults.conftest import PATIENCE, Web, a_letter, environment_of, wait_for
from tests.faults.rows import contents_of
from tests.pages.factories import make_page
from tests.people.factories import make_elected

pytestmark = pytest.mark.faults


# -- Stopped and started again ----------------------------------------------------------------------------------------


@pytest.fixture
def web(own_server, tmp_path):
    web = Web(tmp_path / "web", [])
    yield web
    web.leave()


@pytest.mark.postgres
def test_while_postgresql_is_away_one_is_told_so_and_afterwards_nothing_remains(own_server, web):
    kept, other, person = make_page(ContentPage).url, make_page(ContentPage).url, make_elected()
    member, stranger = web.visitor(person), web.visitor()
    inside = ["/espace/", "/en/espace/", "/espace/forum/"]
    before = [web.get(member, path).status_code for path in inside]
    before.append(requests.get(web.url + kept, timeout=PATIENCE).status_code)  # only what no cookie asked for is kept
    connection.close()

    own_server.stop("fast")
    from_the_store = {web.get(web.visitor(), kept).status_code for _ in range(8)}
    began = time.monotonic()
    away = [web.get(member, path) for path in inside] + [web.get(stranger, other)]
    away.append(web.post(member, "/contact/", {"message": "Notre café a fermé."}))
    waited, alive, ready = time.monotonic() - began, *(web.get(stranger, f"/sante/{path}") for path in ("", "pret/"))
    own_server.wake()
    after = [web.get(member, path).status_code for _ in range(3) for path in inside]
    after += [web.get(stranger, path).status_code for path in (kept, other, "/sante/pret/")]

    assert (before, from_the_store) == ([200] * 4, {200})
    assert {(answer.status_code, answer.headers["Retry-After"]) for answer in away} == {(503, "30")}
    for answer in away:
        assert ("De retour dans un instant" in answer.text, "Wait a minute" in answer.text) == (True, True)
    assert "Notre café a fermé." in away[-1].text
    assert (waited < 20, alive.status_code, ready.status_code) == (True, 200, 503)
    assert after == [200] * 12


@pytest.mark.postgres
def test_what_is_written_once_postgresql_is_back_is_kept_at_the_first_try(own_server, web, monkeypatch):
    path, typed = a_letter(monkeypatch)
    letters = [typed | {"message": f"Lettre {number}"} for number in range(8)]

    with ThreadPoolExecutor(8) as visitors:
        read = set(visitors.map(lambda _: web.get(web.visitor(), path).status_code, range(40)))  # by every thread
        connection.close()
        own_server.stop("fast")
        own_server.wake()
        sent = list(visitors.map(lambda letter: web.post(web.visitor(), path, letter).status_code, letters))

    assert (read, sent) == ({200}, [302] * 8)
    assert ContactMessage.objects.count() == 8


# -- A change of the tables, killed -----------------------------------------------------------------------------------


@pytest.fixture
def empty(django_db_setup, django_db_blocker, tmp_path):
    """The address of a database without a table."""
    with django_db_blocker.unblock():
        if not is_postgresql():
            yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
            return
        name = f"migrated_{uuid4().hex}"
        make_database(name)
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        drop_database(name)


# Where Django would leave what can never be ended: a migration made and not noted, another in several transactions.
WORST = [
    'before INSERT INTO "django_migrations"\nauth\n0001_initial',
    'after ALTER TABLE "wagtailcore_pagerevision" RENAME TO "wagtailcore_revision"',
]


def test_migrations_killed_anywhere_are_ended_by_running_them_again(empty, tmp_path):
    """The longest of these tests: nothing shorter than all our migrations says it of all of them."""
    command, var = [sys.executable, "manage.py", "migrate", "-v0"], tmp_path / "var"
    run = {"cwd": settings.ROOT, "env": environment_of(var, DATABASE_URL=empty)}
    told = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "MEDIA_ROOT": str(tmp_path / "media")}
    var.mkdir()

    for moment in WORST:
        (var / "stop").write_text(moment)
        with subprocess.Popen(command, cwd=settings.ROOT, env=run["env"] | told) as migrating:
            wait_for((var / "reached").exists, 120)
            migrating.kill()
        (var / "reached").unlink()
    killed = 0
    for _ in range(2):
        with subprocess.Popen(command, **run) as migrating:
            try:
                migrating.wait(random.uniform(6, 14))
            except subprocess.TimeoutExpired:
                migrating.kill()
                killed += 1
    ended = subprocess.run(command, **run).returncode
    complete = subprocess.run([*command, "--check"], **run).returncode

    assert (killed > 0, ended, complete) == (True, 0, 0)
    subprocess.run([sys.executable, "manage.py", "sync_groups"], **run, check=True, stdout=subprocess.DEVNULL)
    assert len(in_one_go := contents_of(whole())) > 100
    assert contents_of(empty) == in_one_go


def whole() -> str:
    """The address of the database that was migrated in one go."""
    if is_postgresql():
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{ORIGINAL}").geturl()
    return f"sqlite:///{original()}"
