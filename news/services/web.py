"""Asking the web whether an address still answers, without being led where nobody outside may go."""

import socket
from contextlib import suppress
from enum import Enum
from ipaddress import ip_address
from threading import Timer
from time import monotonic
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.text import slugify
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

PATIENCE = 5  # seconds for a connection, and for each silence
LONGEST_ANSWER = 10  # seconds for an answer, however little by little it comes
MOST_REDIRECTS = 5
SILENT = (requests.RequestException, HTTPError, OSError, ValueError)  # whatever happens, nothing was answered


class Answer(Enum):
    """What became of an address."""

    THERE = "there"
    GONE = "gone"
    TROUBLE = "trouble"  # it answers, and cannot serve
    SILENCE = "silence"  # no such name, nobody there, or not in time


class NotPublic(OSError):
    """The address leads to a machine that the web cannot see: ours, or a neighbour."""


def public_address(host: str, port: int) -> str:
    """An address of this host; none but global ones will do."""
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if settings.CHECKED_LINKS_ARE_PUBLIC and not all(is_public(address) for address in found):
        raise NotPublic(f"{host} is not on the public web.")
    return found[0]


def is_public(address: str) -> bool:
    address = ip_address(address.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_global and not address.is_multicast


class Public:
    """A connection that looks its host up once, refuses what is not public, and hangs up in the end."""

    hanging_up = None

    def _new_conn(self):
        line = socket.create_connection((public_address(self.host, self.port), self.port), self.timeout)
        self.hanging_up = Timer(LONGEST_ANSWER, self.hang_up)
        self.hanging_up.daemon = True
        self.hanging_up.start()
        return line

    def hang_up(self):
        with suppress(AttributeError, OSError):  # hung up already
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self):
        if self.hanging_up:
            self.hanging_up.cancel()
        super().close()


class PublicHTTPConnection(Public, HTTPConnection):
    pass


class PublicHTTPSConnection(Public, HTTPSConnection):
    pass


class PublicHTTP(HTTPConnectionPool):
    ConnectionCls = PublicHTTPConnection


class PublicHTTPS(HTTPSConnectionPool):
    ConnectionCls = PublicHTTPSConnection


class PublicAdapter(HTTPAdapter):
    """Gives requests the connections above."""

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": PublicHTTP, "https": PublicHTTPS}


class Web:
    """A polite visitor: one request at a time, that says who asks, reads no body and keeps no cookie."""

    def __init__(self):
        self.session, self.adapter = requests.Session(), PublicAdapter()
        self.session.trust_env = False  # a proxy would look the hosts up in our place
        self.session.headers["User-Agent"] = f"{slugify(settings.SITE_NAME)} (+{settings.SITE_URL})"
        self.session.headers["Connection"] = "close"

    def ask(self, url: str) -> Answer:
        """HEAD, then GET for the many servers that only understand the latter."""
        answer = Answer.SILENCE
        for method in ("HEAD", "GET"):
            try:
                status = self.status_of(method, url)
            except (requests.exceptions.SSLError, requests.TooManyRedirects):
                return Answer.THERE  # a certificate or cookies that a reader's browser will make something of
            except SILENT:
                continue
            answer = Answer.GONE if status in {404, 410} else Answer.TROUBLE if status >= 500 else Answer.THERE
            if status < 400:
                break
        return answer

    def status_of(self, method: str, url: str) -> int:
        """The status at the end of the redirections, each followed as carefully as the first."""
        until = monotonic() + LONGEST_ANSWER
        for _hop in range(MOST_REDIRECTS + 1):
            if urlsplit(url).scheme not in {"http", "https"}:
                raise NotPublic(f"{url} is not on the web.")
            request = self.session.prepare_request(requests.Request(method, url))
            with self.adapter.send(request, stream=True, timeout=PATIENCE) as answer:
                target = self.session.get_redirect_target(answer)
            if not target:
                return answer.status_code
            if monotonic() > until:
                raise requests.Timeout
            url = urljoin(url, target)
        raise requests.TooManyRedirects
