"""Two machines that share a PostgreSQL database and a folder of files: each has its own web server and its own worker.

Nothing else is common to them: ``VAR_ROOT``, where a process may leave something for the others of its machine, is not.
"""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from django.db import connection

from millecafes.mailroom.models import Mail
from tests.core.backups import drop_database
from tests.databases import ORIGINAL
from tools.site import ROOT, Site

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
CODE = re.compile(r"^ +([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


@contextmanager
def own_database():
    """A migrated copy, whose rows other processes see; the test reads and writes it too. Its address."""
    told, name = connection.settings_dict, f"machines_{uuid4().hex}"
    former = told["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ORIGINAL}"')
    told["NAME"] = name
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        connection.close()
        told["NAME"] = former
        drop_database(name)


@contextmanager
def a_copy(database: str):
    """Stands for a replica that is very late: it is never brought up to date. Its address."""
    name = f"{urlsplit(database).path[1:]}_copy"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ORIGINAL}"')
    try:
        yield urlsplit(database)._replace(path=f"/{name}").geturl()
    finally:
        drop_database(name)


class Machine(Site):
    """As ``Site``, without the demo and its content."""

    def __init__(self, folder, database: str, mail_port: int, cache: str, **variables: str):
        self.folder, self.running = folder, []
        super().__init__(
            folder / "var",
            DATABASE_URL=database,
            CACHE_URL=cache,
            MEDIA_ROOT=str(folder.parent / "media"),
            EMAIL_URL=f"smtp://127.0.0.1:{mail_port}",
            SECRET_KEY="one-key-for-both-machines-" + "x" * 40,
            WEB_CONCURRENCY="1",
            DEMO="0",
            PYTHONWARNINGS="ignore",
            **variables,
        )

    def serve(self) -> None:
        self.running.append(self.start("-m", "gunicorn", "-c", "gunicorn.conf.py"))

    def work(self) -> subprocess.Popen:
        """Its worker, that tells what it sends."""
        command = [sys.executable, "manage.py", "worker"]
        worker = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True)
        self.running.append(worker)
        return worker

    def is_at_work(self) -> bool:
        """A worker opens its journal as it begins."""
        return any((self.folder / "var" / "mailroom").glob("*.journal"))

    def stop(self) -> None:
        self.leave()
        left = [process for process in self.running if process.poll() is None]
        for process in left:
            process.terminate()
        for process in left:
            process.communicate()


@contextmanager
def two_machines(folder, mail_port: int, cache: str = "database:"):
    """The second one also reads a copy of the database, made before anything was written."""
    with own_database() as database, a_copy(database) as copy:
        one = Machine(folder / "one", database, mail_port, cache)
        machines = [one, Machine(folder / "other", database, mail_port, cache, DATABASE_REPLICA_URL=copy)]
        try:
            for machine in machines:
                machine.serve()
            for machine in machines:
                machine.wait(machine.running[0])
            yield machines
        finally:
            for machine in machines:
                machine.stop()


class Visitor:
    """One browser, which a proxy sends now to a machine, now to the other: cookies do not look at ports."""

    def __init__(self):
        self.session = requests.Session()
        self.session.trust_env = False

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.session.close()

    def get(self, machine: Machine, path: str) -> requests.Response:
        return self.session.get(machine.url + path, allow_redirects=False, timeout=30)

    def post(self, machine: Machine, path: str, data: dict, *, seen_at: str = "", **more) -> requests.Response:
        """Send the form that is on this page, or on another, which may be read on the other machine."""
        token = TOKEN.search(self.get(machine, seen_at or path).text)[1]
        given = {"csrfmiddlewaretoken": token} | data
        return self.session.post(machine.url + path, given, allow_redirects=False, timeout=30, **more)

    def sign_in(self, ask: Machine, enter: Machine, email: str) -> requests.Response:
        """Ask one machine for a code, type it on another."""
        self.post(ask, "/compte/login/", {"login": email})
        return self.post(enter, "/compte/login/code/confirm/", {"code": last_code()})


def last_code() -> str:
    return CODE.search(Mail.objects.latest("pk").body_text)[1]


def wait_for(condition, seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not happen in time."
        time.sleep(0.05)
