"""The site as it is served in production, for the benchmarks that ask it from outside, and somebody who signs in."""

import os
import re
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from tools.site import ROOT, Site, served

HOST = "www.example.org"
# What the proxy would say: the visitor's own network follows, for the limits of the sign-in are counted by network.
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": "br, gzip"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
IDLE = 1  # second after which the server may be hanging up
CAFE = "from millecafes.places.models import Cafe; print('/cafes/' + Cafe.objects.public().first().slug + '/')"


@contextmanager
def in_production(**variables: str):
    """The site at ``.url`` under gunicorn and the settings of production, its demo content laid in a new folder."""
    with TemporaryDirectory(prefix="bench-") as folder:
        chosen = {
            "DJANGO_SETTINGS_MODULE": "millecafes.settings.prod",
            "SECRET_KEY": "a-key-for-the-time-of-a-benchmark-0123456789-and-no-longer",
            "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "SITE_URL": f"https://{HOST}",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/db.sqlite3",
        }
        with served(Path(folder), **chosen | variables) as site:
            yield site


def set_up(site: Site) -> None:
    """Django, in this process, on the database of that site."""
    os.environ.update(site.env)
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()


def a_cafe(site: Site) -> str:
    """The address of the sheet of one."""
    return site.manage("shell", "--no-imports", "-c", CAFE).split()[-1]


class Person:
    """Somebody with a browser that keeps its cookies and follows where it is sent; ``network`` is theirs alone.

    ``place`` is where they have landed, ``asked`` how many requests they have sent.
    """

    def __init__(self, url: str, network: str = "10.0.0"):
        self.connection, self.cookies = HTTPConnection(urlsplit(url).netloc, timeout=60), {}
        self.headers = HEADERS | {"X-Forwarded-For": f"{network}.1", "Accept-Encoding": "identity"}
        self.asked, self.last, self.page, self.place = 0, 0.0, "", ""

    def enter(self, site: Site, email: str):
        """By the door of the demo."""
        self.get(site.manage("demo_login", email).split()[-1])
        return self

    def get(self, path: str) -> str:
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> str:
        """Sends a form of the page that was read last."""
        fields["csrfmiddlewaretoken"] = TOKEN.search(self.page)[1]
        return self.ask("POST", path, urlencode(fields))

    def ask(self, method: str, path: str, body: str | None = None) -> str:
        """The page one lands on, which is kept as ``page`` when it has a form; RuntimeError when it is not there."""
        answer, text = self.send(method, path, body)
        while answer.status in (301, 302, 303):
            place = urlsplit(answer.getheader("Location"))
            answer, text = self.send("GET", place.path + (f"?{place.query}" if place.query else ""))
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {text[:200]}")
        if TOKEN.search(text):
            self.page = text
        return text

    def send(self, method: str, path: str, body: str | None = None):
        if time.monotonic() - self.last > IDLE:
            self.connection.close()
        headers = self.headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.msg.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.asked, self.last, self.place = self.asked + 1, time.monotonic(), path
        return answer, text
