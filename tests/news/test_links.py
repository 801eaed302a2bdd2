"""The round of the links: polite, patient, and never led inside our own walls."""

from collections import Counter
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from zoneinfo import ZoneInfo

import pytest

from news.models import PressItem
from news.services import check_links, links, web
from news.services.web import Answer, NotPublic, Web, is_public, public_address
from tests.news.factories import make_item

MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Paris"))
DAY = timedelta(days=1)


class FakeWeb:
    """Answers what it is told, and remembers what it was asked."""

    def __init__(self, *, by_default=Answer.THERE, **answers):
        self.answers, self.by_default, self.asked = answers, by_default, []

    def ask(self, url):
        self.asked.append(url)
        return self.answers.get(url.rpartition("/")[2], self.by_default)


def state(item):
    item.refresh_from_db()
    return item.failures, item.dead_since


# -- When a link is said dead -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_link_that_is_gone_is_dead_at_once_and_one_that_answers_is_not():
    gone, there = make_item(url="https://a.fr/gone"), make_item(url="https://a.fr/there")

    known = check_links(FakeWeb(gone=Answer.GONE), MONDAY)

    assert known == 2
    assert (state(gone), state(there)) == ((0, MONDAY.date()), (0, None))
    assert there.checked_at == MONDAY


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [Answer.SILENCE, Answer.TROUBLE])
def test_a_link_in_trouble_is_dead_after_three_different_days(answer):
    ill = make_item(url="https://a.fr/ill")
    make_item(url="https://b.fr/well")
    web, seen = FakeWeb(ill=answer), []

    for day in range(3):
        for hour in (0, 1, 5):
            check_links(web, MONDAY + day * DAY + timedelta(hours=hour))
            seen.append(state(ill))

    dead = (3, (MONDAY + 2 * DAY).date())
    assert seen == [(1, None)] * 3 + [(2, None)] * 3 + [dead] * 3
    assert Counter(web.asked)[ill.url] == 3


@pytest.mark.django_db
def test_a_link_that_answers_again_in_between_starts_afresh():
    ill, well = make_item(url="https://a.fr/ill"), make_item(url="https://b.fr/well")
    for day, answer in enumerate([Answer.SILENCE, Answer.SILENCE, Answer.THERE]):
        check_links(FakeWeb(ill=answer), MONDAY + day * DAY)

    assert (state(ill), state(well)) == ((0, None), (0, None))


@pytest.mark.django_db
def test_a_dead_link_is_asked_for_each_week_and_revived():
    dead = make_item(url="https://a.fr/dead", checked_at=MONDAY, failures=3, dead_since=MONDAY.date())

    for days, alive in ((1, False), (6, False), (8, True)):
        check_links(FakeWeb(), MONDAY + days * DAY)
        assert (state(dead) == (0, None)) == alive


@pytest.mark.django_db
def test_a_dead_link_that_stays_dead_keeps_its_day():
    gone = make_item(url="https://a.fr/gone", dead_since=MONDAY.date(), checked_at=MONDAY)

    check_links(FakeWeb(by_default=Answer.GONE), MONDAY + 8 * DAY)

    assert state(gone) == (0, MONDAY.date())


@pytest.mark.django_db
def test_when_nothing_answers_it_is_our_own_line_and_nothing_is_written():
    items = [make_item(url=f"https://{n}.fr/") for n in range(3)]

    for day in range(5):
        assert check_links(FakeWeb(by_default=Answer.SILENCE), MONDAY + day * DAY) == 0

    assert [state(item) for item in items] == [(0, None)] * 3
    assert not PressItem.objects.exclude(checked_at=None).exists()


@pytest.mark.django_db
def test_a_link_alone_in_its_round_is_judged_before_a_witness():
    ill = make_item(url="https://a.fr/ill", checked_at=MONDAY - DAY, failures=2)
    witness = make_item(url="https://b.fr/well", checked_at=MONDAY)
    web = FakeWeb(ill=Answer.SILENCE)

    check_links(web, MONDAY)

    assert state(ill) == (3, MONDAY.date())
    assert web.asked == [ill.url, witness.url]


@pytest.mark.django_db
def test_an_address_changed_meanwhile_is_not_marked():
    item = make_item(url="https://a.fr/gone")

    class SlowWeb(FakeWeb):
        def ask(self, url):
            PressItem.objects.update(url="https://a.fr/new")
            return super().ask(url)

    check_links(SlowWeb(gone=Answer.GONE), MONDAY)

    assert (state(item), item.checked_at) == ((0, None), None)


# -- Whom is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_round_is_short_and_begins_with_the_longest_unchecked():
    for n in range(links.BATCH):
        make_item(url=f"https://{n}.fr/recent", checked_at=MONDAY - 8 * DAY)
    make_item(url="https://a.fr/older", checked_at=MONDAY - 30 * DAY)
    make_item(url="https://a.fr/never")
    make_item(url="https://a.fr/fresh", checked_at=MONDAY - 2 * DAY)
    web = FakeWeb()

    check_links(web, MONDAY)

    assert len(web.asked) == links.BATCH
    assert [url.rpartition("/")[2] for url in web.asked[:3]] == ["never", "older", "recent"]


@pytest.mark.django_db
def test_a_host_that_is_silent_is_asked_once():
    silent = [make_item(url=f"https://a.fr/silent-{n}") for n in range(3)]
    make_item(url="https://b.fr/well")
    web = FakeWeb(**{"silent-0": Answer.SILENCE})

    check_links(web, MONDAY)

    assert len(web.asked) == 2
    assert [state(item)[0] for item in silent] == [1, 1, 1]


@pytest.mark.django_db
def test_a_round_ends_in_time(monkeypatch):
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(links, "monotonic", lambda: next(clock))
    for n in range(5):
        make_item(url=f"https://{n}.fr/")
    web = FakeWeb()

    check_links(web, MONDAY)

    assert 0 < len(web.asked) < 5


@pytest.mark.django_db
def test_examples_are_never_asked_for():
    for url in ("https://presse.example.org/1", "https://example.com/2", "https://journal.example/3"):
        make_item(url=url)
    real = make_item(url="https://example.fr/4")
    web = FakeWeb()

    check_links(web, MONDAY)

    assert web.asked == [real.url]


# -- How it is asked, on a real line ----------------------------------------------------------------------------------


class Outlet(BaseHTTPRequestHandler):
    """A site that behaves as its address says."""

    protocol_version = "HTTP/1.1"
    met: list = []

    def answer(self):
        Outlet.met.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.strip("/")
        if name.isdigit():
            self.reply(int(name))
        elif name.startswith("to/"):
            self.reply(302, Location=name.removeprefix("to/"))
        elif name == "only-get":
            self.reply(200 if self.command == "GET" else 405)
        elif name == "circle":
            self.reply(302, Location="/circle")
        elif name == "drip":
            self.drip()
        elif name == "flood":
            self.flood()
        else:
            self.reply(200)

    do_HEAD = do_GET = answer

    def reply(self, status, **headers):
        self.send_response(status)
        for header, value in {"Content-Length": "0", **headers}.items():
            self.send_header(header, value)
        self.end_headers()

    def drip(self):
        """A head that never ends, a letter at a time."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _letter in range(200):
                self.wfile.write(b"a")
                self.wfile.flush()
                sleep(0.05)
        except OSError:
            pass

    def flood(self):
        """A redirection with a body that never ends."""
        self.send_response(302)
        self.send_header("Location", "/200")
        self.end_headers()
        sent = 0
        try:
            while self.command == "GET" and sent < 50_000_000:
                sent += self.wfile.write(b"x" * 65536)
        except OSError:
            pass
        Outlet.flooded = sent
        self.close_connection = True

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def outlet():
    with serving() as address:
        yield address


@pytest.fixture
def at_home(settings):
    """The tests' own server is no public one."""
    settings.CHECKED_LINKS_ARE_PUBLIC = False
    Outlet.met.clear()


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    "path, answer",
    [
        ("article", Answer.THERE),
        ("404", Answer.GONE),
        ("410", Answer.GONE),
        ("401", Answer.THERE),
        ("403", Answer.THERE),
        ("429", Answer.THERE),
        ("500", Answer.TROUBLE),
        ("503", Answer.TROUBLE),
        ("only-get", Answer.THERE),
        ("to//article", Answer.THERE),
        ("to//404", Answer.GONE),
        ("to/ftp://a.fr/", Answer.SILENCE),
        ("to/http://[", Answer.SILENCE),
        ("circle", Answer.THERE),
    ],
)
def test_an_outlet_answers(outlet, path, answer):
    assert Web().ask(f"{outlet}/{path}") is answer


@pytest.mark.usefixtures("at_home")
def test_we_ask_briefly_first_and_say_who_we_are(outlet):
    Web().ask(f"{outlet}/article")
    Web().ask(f"{outlet}/only-get")

    agent = "1000-cafes (+http://testserver)"
    assert Outlet.met == [
        ("HEAD", "/article", agent),
        ("HEAD", "/only-get", agent),
        ("GET", "/only-get", agent),
    ]


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://name.invalid/", "http://" + "a" * 70 + ".fr/", "gopher://a.fr", "http://["]
)
def test_nobody_there_is_silence(url):
    assert Web().ask(url) is Answer.SILENCE


@pytest.mark.usefixtures("at_home")
def test_an_answer_that_comes_a_letter_at_a_time_is_not_waited_for(outlet, monkeypatch):
    monkeypatch.setattr(web, "LONGEST_ANSWER", 0.5)
    begun = monotonic()

    Web().ask(f"{outlet}/drip")

    assert monotonic() - begun < 3


@pytest.mark.usefixtures("at_home")
def test_a_body_without_end_is_not_read(outlet):
    status = Web().status_of("GET", f"{outlet}/flood")

    sleep(0.2)
    assert status == 200
    assert Outlet.flooded < 20_000_000


@pytest.mark.usefixtures("at_home")
@pytest.mark.django_db
def test_a_round_on_a_real_line(outlet):
    gone, there = make_item(url=f"{outlet}/404"), make_item(url=f"{outlet}/article")

    check_links(at=MONDAY)

    assert (state(gone), state(there)) == ((0, MONDAY.date()), (0, None))


def test_our_own_machine_is_never_visited(outlet):
    Outlet.met.clear()

    answers = {Web().ask(outlet), Web().ask(outlet.replace("127.0.0.1", "localhost"))}

    assert (answers, Outlet.met) == ({Answer.SILENCE}, [])


def test_a_redirection_does_not_lead_to_our_own_machine(outlet, monkeypatch):
    """The first host is let through, as a public one would be; where it leads is looked at as closely."""
    port = int(outlet.rpartition(":")[2])
    look_up = web.public_address
    monkeypatch.setattr(
        web, "public_address", lambda host, at: "127.0.0.1" if host == "press.fr" else look_up(host, at)
    )
    Outlet.met.clear()

    answer = Web().ask(f"http://press.fr:{port}/to/{outlet}/article")

    assert answer is Answer.SILENCE
    assert {path for _method, path, _agent in Outlet.met} == {f"/to/{outlet}/article"}


@pytest.mark.parametrize(
    "address, public",
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.0.0.1", False),
        ("192.168.1.1", False), ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:93.184.216.34", True),
    ],
)  # fmt: skip
def test_only_global_addresses_are_public(address, public):
    assert is_public(address) is public


def test_a_host_with_one_private_address_is_refused(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *args, **kwargs: found)

    with pytest.raises(NotPublic):
        public_address("a.fr", 80)
