"""« make rivalbench RIVAL=… RIVAL_COOKIE=… »: the page of a topic, beside that of Misago on the same machine.

    python tests/with_postgres.py python -m bench.rival

``RIVAL`` is the address of a topic of Misago, ``RIVAL_COOKIE`` the session of a member there. To have both, from
this folder, with Redis and a Git at hand (Misago's main branch asks for PostgreSQL and Django 5.2):

    git clone Misago (github: rafalp/Misago) as ../misago
    python3 -m venv ../misago/venv && ../misago/venv/bin/pip install -r ../misago/requirements.txt gunicorn
    redis-server --port 6390 --save '' &
    export OURS=$PWD PORT=8001 CACHE_URL=redis://127.0.0.1:6390/1 RIVAL_SITE=http://127.0.0.1:8001
    .venv/bin/python tests/with_postgres.py sh -c 'cd ../misago && export PYTHONPATH=$OURS \\
        && venv/bin/python -m bench.rival_topic && DJANGO_SETTINGS_MODULE=bench.rival_settings \\
        exec venv/bin/gunicorn -c $OURS/gunicorn.conf.py --chdir . --pythonpath .,$OURS devproject.wsgi'

Both have the same server and as many workers, a PostgreSQL started in the same way, kept connections, the same 200
posts by 20 authors, and are asked for the first page of the topic: 20 posts here, Misago's own 18 there. Each takes
its turn within each round, so that what the machine does besides weighs on all alike. Our pages are compressed by our
server, which Misago leaves to the one before it: ours are asked both ways, and judged by the slower one. Strangers may
read Misago's topic and not ours, hence a row that has no other side.
"""

import gzip
import os
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from bench.rival_topic import AUTHORS, POSTS, TITLE, bodies
from bench.visits import BARE, bare, table
from tools.site import ROOT, Site, served

ROUNDS, SECONDS, WARM, MANY = 5, 4, 20, 4
LEAST = 3.0  # times what the rival answers
READER, BOARD = "elue@example.org", "comptoir"
OURS, OURS_PLAIN = "ours, member", "ours, member, not compressed"
RIVAL, RIVAL_OPEN = "Misago, member", "Misago, stranger"
A_POST = re.compile(rb'<[a-z]+[^>]* id="(?:m|post-)\d+"')


@dataclass
class Place:
    """A page and who asks for it; ``rates`` are answers a second with one connection and with many, round by round."""

    url: str
    cookie: str = ""
    encoding: str = "gzip"
    rates: list[tuple[float, float]] = field(default_factory=list)


class Visitor:
    """A browser that keeps its connection open."""

    def __init__(self, place: Place):
        parts = urlsplit(place.url)
        self.path, self.headers = parts.path, {"Accept-Encoding": place.encoding}
        if place.cookie:
            self.headers["Cookie"] = place.cookie
        self.connection = HTTPConnection(parts.netloc, timeout=60)

    def get(self) -> bytes:
        self.connection.request("GET", self.path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{self.path} answered {answer.status} {answer.getheader('Location') or ''}")
        return body


def rate(place: Place, connections: int) -> float:
    """Answers a second to visitors who never pause."""
    counts, faults, began = [], [], time.perf_counter()

    def visit():
        try:
            visitor, count = Visitor(place), 0
            while time.perf_counter() < began + SECONDS:
                visitor.get()
                count += 1
            counts.append(count)
        except Exception as fault:  # a thread keeps what goes wrong to itself
            faults.append(fault)

    threads = [Thread(target=visit) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sum(counts) / (time.perf_counter() - began)


def measure(places: dict[str, Place]) -> None:
    for place in places.values():
        for _ in range(WARM):
            Visitor(place).get()
    for _ in range(ROUNDS):
        for place in places.values():
            place.rates.append((rate(place, 1), rate(place, MANY)))


def lay_topic(site: Site) -> str:
    """The topic, written by the services that the screens call; the address of its first page."""
    os.environ.update(site.env)
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()
    from django.db import connections

    from members.forum.models import Board
    from members.forum.services import writing

    authors, board, topic = make_authors(), Board.objects.get(slug=BOARD), None
    with patch("members.forum.services.limits.check_pace"):  # nobody writes 200 posts in a minute
        for n, body in enumerate(bodies()):
            key = uuid5(NAMESPACE_URL, f"rivalbench/{n}")  # written once, however often this is run
            sent = writing.Sent(authors[n % len(authors)], body, key=key)
            if topic:
                writing.reply(sent, topic)
            else:
                topic = writing.open_topic(sent, board=board, kind="discussion", title=TITLE, tags=["bench"]).topic
    shown = topic.posts.filter(state="visible").count()
    connections.close_all()
    if shown < POSTS:
        sys.exit(f"Only {shown} posts of the topic are shown.")
    return topic.get_absolute_url()


def make_authors() -> list:
    """Mayors, so that a function and a commune are said beside each name."""
    from django.utils import timezone

    from millecafes.people.models import Mandate, Member, User
    from millecafes.places.models import Commune

    authors = []
    for n, commune in enumerate(Commune.objects.eligible().order_by("pk")[:AUTHORS]):
        names = {"display_name": f"Membre inventé {n}", "password": "!"}
        person, is_new = User.objects.get_or_create(email=f"rivalbench{n}@example.org", defaults=names)
        if is_new:
            Member.objects.create(person=person, state="approved", state_at=timezone.now())
            Mandate.objects.create(person=person, commune=commune, function="mayor", starts_on=date(2024, 6, 1))
        authors.append(person)
    return authors


def sign_in(site: Site) -> str:
    """The session of a member of the demo, who enters by the door of the demo."""
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    connection.request("GET", site.manage("demo_login", READER).split()[-1])
    cookies = connection.getresponse().msg.get_all("Set-Cookie") or []
    return "; ".join(cookie.split(";")[0] for cookie in cookies)


def weigh(place: Place) -> tuple[int, int, int]:
    """Posts of the page, its bytes as they are sent, and once compressed."""
    body = Visitor(place).get()
    plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    return len(A_POST.findall(plain)), len(body), len(gzip.compress(plain, 6))


def tell(places: dict[str, Place]) -> None:
    """The table: the middle of the rounds, with one connection and with many."""
    middles = {
        name: tuple(statistics.median(column) for column in zip(*place.rates, strict=True))
        for name, place in places.items()
    }
    rows = [["page", "posts", "1 conn.", "× bare", f"{MANY} conn.", "× bare", "bytes sent", "gzipped"]]
    for name, place in places.items():
        posts, sent, gzipped = weigh(place)
        one, many = (
            (f"{own:.1f}", f"{base / own:.1f}") for base, own in zip(middles[BARE], middles[name], strict=True)
        )
        rows.append([name, str(posts or ""), *one, *many, f"{sent:,}", f"{gzipped:,}"])
    print(f"Answers a second, the middle of {ROUNDS} rounds; « × bare »: how many bare Django views a page costs")
    table(rows)


def ratios(ours: Place, rival: Place) -> list[tuple[float, float, float]]:
    """Ours over the rival's, each round with itself: the least, the middle, the most."""
    told = []
    for column in (0, 1):
        own = sorted(a[column] / b[column] for a, b in zip(ours.rates, rival.rates, strict=True))
        told.append((own[0], statistics.median(own), own[-1]))
    return told


def main() -> int:
    rival, cookie = os.environ.get("RIVAL"), os.environ.get("RIVAL_COOKIE", "")
    if not rival:
        sys.exit("RIVAL, the address of a topic, is missing: bench/rival.py says how to have one.")
    database = {"DATABASE_URL": os.environ["DATABASE_URL"]} if os.environ.get("DATABASE_URL") else {}
    # A folder as new as its database: the site remembers in the one what it has laid in the other.
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), **database) as site, bare() as bare_site:
        topic, session = site.url + lay_topic(site), sign_in(site)
        places = {
            BARE: Place(bare_site.url + "/"),
            OURS: Place(topic, session),
            RIVAL: Place(rival, cookie),
            OURS_PLAIN: Place(topic, session, encoding="identity"),
            RIVAL_OPEN: Place(rival),
        }
        if not cookie:
            del places[RIVAL]
        measure(places)
        tell(places)
    against = RIVAL if cookie else RIVAL_OPEN
    slow = False
    for name in (OURS, OURS_PLAIN):
        for connections, (least, middle, most) in zip((1, MANY), ratios(places[name], places[against]), strict=True):
            slow |= name == OURS and middle < LEAST
            print(f"{name} / {against}, {connections} conn.: × {middle:.2f} (from {least:.2f} to {most:.2f})")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
