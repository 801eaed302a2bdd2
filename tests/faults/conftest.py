"""The real web server on a database of its own, to which things happen."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from tests.core.backups import own_site
from tests.databases import is_postgresql
from tools.site import free_port

__all__ = ["own_site"]
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


class Web:
    """The server, its folders, and visitors."""

    def __init__(self, folder: Path, before: list[str], **variables: str):
        self.folder, self.port, self.media = folder, free_port(), folder / "media"
        self.temporary, self.sessions = folder / "tmp", []
        for each in (self.media, self.temporary, folder / "var"):
            each.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": database_url(),
            "VAR_ROOT": str(folder / "var"),
            "MEDIA_ROOT": str(self.media),
            "TMPDIR": str(self.temporary),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            **variables,
        }
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

    def stop_at(self, table: str) -> None:
        """Whoever writes in that table waits there, in the middle of the transaction."""
        (self.folder / "var" / "stop").write_text(table)

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
