"""The real web server and the real worker on a database of their own, to which things happen."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings as django_settings
from django.core import signing
from django.db import connection
from django.test import Client

from home.forms import ContactForm
from home.models import ContactPage
from tests.core.backups import own_site
from tests.databases import ORIGINAL, is_postgresql
from tests.mailroom.conftest import sink
from tests.pages.factories import make_page
from tests.with_postgres import Server
from tools.site import free_port

__all__ = ["own_site", "sink"]
PATIENCE = 40  # seconds, on a machine that does other things


def wait_for(condition, seconds=PATIENCE):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.02)
    return pytest.fail("It did not happen in time.")


def database_url() -> str:
    """Of the database that the test speaks to now."""
    told = connection.settings_dict
    if not is_postgresql():
        return f"sqlite:///{told['NAME']}"
    here = urlsplit(os.environ["DATABASE_URL"])
    if told["HOST"].startswith("/"):
        here = here._replace(netloc=f"postgres@{told['HOST'].replace('/', '%2F')}")
    return here._replace(path=f"/{told['NAME']}").geturl()


def a_letter(monkeypatch) -> tuple[str, dict]:
    """A page to write on, and what somebody typed there a minute ago."""
    path = make_page(ContactPage, slug="contact").url
    with monkeypatch.context() as earlier:
        earlier.setattr(signing, "time", SimpleNamespace(time=lambda: time.time() - 60))
        ticket = ContactForm.new_ticket()
    typed = {"name": "Odette", "email": "odette@example.org", "commune": "", "subject": "commune", "website": ""}
    return path, typed | {"message": "Notre café a fermé.", "ticket": ticket}


def environment_of(folder: Path, **variables: str) -> dict[str, str]:
    """That of a process on the database of the test."""
    own = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DATABASE_URL": database_url(),
        "VAR_ROOT": str(folder),
    }
    return os.environ | own | variables


class Web:
    """The server, its folders, and visitors."""

    def __init__(self, folder: Path, before: list[str], **variables: str):
        self.folder, self.port, self.media = folder, free_port(), folder / "media"
        self.temporary, self.sessions = folder / "tmp", []
        for each in (self.media, self.temporary, folder / "var"):
            each.mkdir(parents=True, exist_ok=True)
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "MEDIA_ROOT": str(self.media),
            "TMPDIR": str(self.temporary),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
        }
        environment = environment_of(folder / "var", **own | variables)
        command = [*before, sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
        self.process = subprocess.Popen(command, cwd=django_settings.ROOT, env=environment)
        self.url = f"http://127.0.0.1:{self.port}"
        try:
            wait_for(self.lives, 120)
        except BaseException:
            self.leave()
            raise

    def lives(self) -> bool:
        try:
            with requests.get(f"{self.url}/sante/", timeout=5) as answer:
                return answer.status_code == 200
        except requests.RequestException:
            return False

    def visitor(self, person=None) -> requests.Session:
        """A browser, that of ``person`` when there is one."""
        session, mark = requests.Session(), secrets.token_hex(16)
        self.sessions.append(session)
        session.cookies.set("csrftoken", mark)
        session.headers["X-CSRFToken"] = mark
        if person:
            client = Client()
            client.force_login(person)
            session.cookies.set("sessionid", client.cookies["sessionid"].value)
        return session

    def get(self, visitor: requests.Session, path: str) -> requests.Response:
        return visitor.get(self.url + path, allow_redirects=False, timeout=PATIENCE)

    def post(self, visitor: requests.Session, path: str, typed: dict, **more) -> requests.Response:
        return visitor.post(self.url + path, typed, allow_redirects=False, timeout=PATIENCE, **more)

    def stop_at(self, statement: str) -> None:
        """Whoever writes something that begins so waits after it, in the middle of the transaction if there is one."""
        (self.folder / "var" / "stop").write_text(f"after {statement}")

    def reached(self) -> int:
        """The process that waits there."""
        mark = self.folder / "var" / "reached"
        wait_for(mark.exists)
        return int(mark.read_text())

    def go_on(self) -> None:
        for name in ("stop", "reached"):
            (self.folder / "var" / name).unlink(missing_ok=True)

    def files(self) -> list[str]:
        """Those of the storages and of the uploads under way, as the server sees them."""
        seen = Path(f"/proc/{self.process.pid}/root")
        found = []
        for place in (self.media, self.temporary):
            root = Path(f"{seen}{place}")
            found += [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
        return sorted(found)

    def leave(self) -> None:
        for session in self.sessions:
            session.close()
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def serve(own_site, tmp_path):
    """``serve()`` starts the site; ``before`` is the head of its command line."""
    started = []

    def start(before=(), **variables) -> Web:
        started.append(Web(tmp_path / f"web{len(started)}", list(before), **variables))
        return started[-1]

    yield start
    for web in started:
        web.leave()


@pytest.fixture
def start_worker(sink, tmp_path):
    """Starts ``manage.py worker`` on the database of the test, towards the sink; none outlives the test."""
    started = []

    def start(*arguments, **variables) -> subprocess.Popen:
        told = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"} | variables
        command = [sys.executable, "manage.py", "worker", *arguments]
        environment = environment_of(tmp_path / "worker", **told)
        running = subprocess.Popen(command, cwd=django_settings.ROOT, env=environment, stdout=subprocess.DEVNULL)
        started.append(running)
        return running

    yield start
    for running in started:
        running.kill()
        running.wait()


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
