"""How a link is asked, on a real line: briefly, never inside our own walls."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep

import pytest

from news.services import check_links, web
from news.services.web import Answer, NotPublic, Web, is_public, public_address
from tests.news.factories import MONDAY, make_item, state


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
