"""A cache kept by others hears at once of what changes, and nobody waits for it."""

import socket
import struct
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from threading import enumerate as enumerate_threads

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.models import ContentPage
from millecafes.core import purging
from millecafes.settings.growth import frontend_cache
from tests.core.visits import publish
from tests.pages.factories import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def listening():
    """As a site whose PURGE_URL is set, for the time of a test."""
    purging.connect()
    yield
    for signal in (page_published, page_slug_changed, page_unpublished, post_page_move):
        signal.disconnect(purging.on_change)


@pytest.fixture
def proxy(settings, listening):
    """What it was told to forget, in the order it was told."""
    told = []

    class Proxy(BaseHTTPRequestHandler):
        def do_PURGE(self):
            told.append(f"{self.headers['Host']}{self.path}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILFRONTENDCACHE = frontend_cache(f"http://127.0.0.1:{server.server_port}")
    yield told
    server.shutdown()
    server.server_close()


def heard(told: list, *wanted: str) -> bool:
    """Whether it was told all these, and nothing else, within ten seconds."""
    limit = time.monotonic() + 10
    while not set(wanted) <= set(told) and time.monotonic() < limit:
        time.sleep(0.01)
    return set(told) == set(wanted)


def test_a_page_published_and_those_that_list_it_are_forgotten_once_it_is_committed(proxy, committed):
    page = make_page(ContentPage, slug="atelier")

    with committed():
        publish(page, title="Après")
        time.sleep(0.2)
        assert proxy == []

    assert heard(proxy, "localhost/", "localhost/atelier/")


def test_an_address_that_a_page_leaves_is_forgotten_with_the_new_one(proxy, committed):
    page = make_page(ContentPage, slug="atelier")

    with committed():
        publish(page, slug="ateliers")

    assert heard(proxy, "localhost/", "localhost/atelier/", "localhost/ateliers/")


def test_a_page_withdrawn_is_forgotten(proxy, committed):
    page = make_page(ContentPage, slug="atelier")

    with committed():
        page.unpublish()

    assert heard(proxy, "localhost/", "localhost/atelier/")


def test_an_editor_waits_for_no_cache(settings, listening, committed):
    page = make_page(ContentPage)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes the call and never answers
        settings.WAGTAILFRONTENDCACHE = frontend_cache(f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with committed():
            publish(page, title="Après")
        assert time.monotonic() - started < 5
    # Let go before the test ends: it would be heard of in the next one.
    for thread in enumerate_threads():
        if thread.name.endswith("(purge)"):
            thread.join(timeout=10)


def test_a_cache_that_breaks_off_still_hears_of_the_next_address(settings, caplog):
    asked = []

    class Broken(BaseHTTPRequestHandler):
        def do_PURGE(self):
            asked.append(self.path)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()  # with such a linger: a reset

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass

    server = Server(("127.0.0.1", 0), Broken)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILFRONTENDCACHE = frontend_cache(f"http://127.0.0.1:{server.server_port}")

    purging.purge(["http://localhost/", "http://localhost/atelier/"])

    server.shutdown()
    server.server_close()
    assert asked == ["/", "/atelier/"]
    assert "http://localhost/atelier/ has changed" in caplog.text


def test_the_variable_names_a_cache_or_is_refused():
    assert frontend_cache("") == {}
    assert frontend_cache("cloudflare://secret@zone1")["default"] == {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
        "BEARER_TOKEN": "secret",
        "ZONEID": "zone1",
    }
    for wrong in ("cloudflare://zone1", "varnish", "ftp://127.0.0.1"):
        with pytest.raises(ImproperlyConfigured, match="PURGE_URL"):
            frontend_cache(wrong)
