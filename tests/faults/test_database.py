"""The database goes away and comes back; a change of its tables is killed half way."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests
from django.conf import settings
from django.db import connection

from home.models import ContentPage
from tests.core.backups import drop_database, make_database
from tests.databases import ORIGINAL, is_postgresql, original
from tests.faults.conftest import PATIENCE, Web
from tests.pages.factories import make_page
from tests.people.factories import make_elected
from tests.with_postgres import Server

pytestmark = pytest.mark.faults


# -- Stopped and started again ----------------------------------------------------------------------------------------


@pytest.fixture
def own_server(django_db_setup, django_db_blocker):
    """A PostgreSQL that this test alone speaks to, with a copy of the migrated database."""
    folder, told = Path(tempfile.mkdtemp(prefix="pg-")), connection.settings_dict
    server, former = Server(folder), {name: told[name] for name in ("HOST", "NAME")}
    server.start()
    source = urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgresql", path=f"/{ORIGINAL}").geturl()
    target, dump = server.url.replace("postgres://", "postgresql://"), folder / "dump"
    with dump.open("wb") as file:
        subprocess.run([server.bin / "pg_dump", "--format=custom", source], stdout=file, check=True)
    subprocess.run([server.bin / "pg_restore", "--dbname", target, dump], check=True)
    with django_db_blocker.unblock():
        connection.close()
        told.update(HOST=str(folder), NAME="postgres")
        yield server
        connection.close()
        told.update(former)
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


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


def test_migrations_killed_anywhere_are_ended_by_running_them_again(empty, tmp_path):
    """The longest of these tests: nothing shorter than all our migrations says it of all of them."""
    environment = os.environ | {"DATABASE_URL": empty, "VAR_ROOT": str(tmp_path / "var")}
    environment["DJANGO_SETTINGS_MODULE"] = "millecafes.settings.test"
    command = [sys.executable, "manage.py", "migrate"]
    run = {"cwd": settings.ROOT, "env": environment}

    killed = 0
    for _ in range(4):
        with subprocess.Popen([*command, "-v0"], **run) as migrating:
            try:
                migrating.wait(random.uniform(6, 14))
            except subprocess.TimeoutExpired:
                migrating.kill()
                killed += 1
    ended = subprocess.run([*command, "-v0"], **run).returncode
    complete = subprocess.run([*command, "--check", "-v0"], **run).returncode

    assert (killed > 0, ended, complete) == (True, 0, 0)
    assert len(complete_tables := tables_of(whole())) > 1000
    assert tables_of(empty) == complete_tables


def whole() -> str:
    """The address of the database that was migrated in one go."""
    if is_postgresql():
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{ORIGINAL}").geturl()
    return f"sqlite:///{original()}"


COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
}


def tables_of(url: str) -> list[str]:
    """Tables and columns, by name."""
    script = (
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        f"    print(*sorted(cursor.execute({COLUMNS[connection.vendor]!r}).fetchall()), sep=chr(10))"
    )
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "millecafes.settings.test"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    told = subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=True)
    return told.stdout.splitlines()
