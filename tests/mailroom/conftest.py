"""The mailroom is tested through its own backend (Django's test runner would put another in its place)."""

import asyncio
import socket
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from django.apps import apps

from millecafes.mailroom.transport import parse_email_url
from tests.mailroom.kinds import ALL

OUTBOX = "millecafes.mailroom.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = OUTBOX


@pytest.fixture
def kinds(monkeypatch, settings):
    """What applications would write of, and the words of their letters."""
    for app in apps.get_app_configs():  # those of the site come and go: the tests know theirs only
        monkeypatch.setattr(app, "mail_kinds", ALL if app.label == "mailroom" else [], raising=False)
    engine = settings.TEMPLATES[0]
    own = engine["DIRS"] + [Path(__file__).parent / "templates"]
    settings.TEMPLATES = [engine | {"DIRS": own}]


class Sink:
    """A mail server that keeps what it takes, and may be told what to answer to somebody."""

    def __init__(self):
        self.taken, self.answers, self.slowness, self.mute_for = [], {}, 0, set()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.mute_for:
            await asyncio.sleep(3600)
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := self.answers.get("data"):
            return answer
        await asyncio.sleep(self.slowness / 2)
        lines = envelope.content.decode().splitlines()
        message_id = next(line.partition(" ")[2] for line in lines if line.lower().startswith("message-id:"))
        self.taken.append(SimpleNamespace(to=envelope.rcpt_tos[0], message_id=message_id, text="\n".join(lines)))
        await asyncio.sleep(self.slowness / 2)
        return "250 OK"

    @property
    def people(self):
        return Counter(letter.to for letter in self.taken)


@pytest.fixture
def sink(settings):
    handler = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    settings.MAIL_TRANSPORT = parse_email_url(f"smtp://127.0.0.1:{handler.port}")
    yield handler
    controller.stop()


@pytest.fixture
def silent_server(settings):
    """A server that takes the line and never says a word, for who waits half a second."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAIL_TRANSPORT = parse_email_url(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        settings.MAIL_TRANSPORT["options"]["timeout"] = 0.5
        yield


@pytest.fixture
def dead_server(settings):
    """An address where nobody answers."""
    settings.MAIL_TRANSPORT = parse_email_url("smtp://127.0.0.1:9")


@pytest.fixture(autouse=True)
def kinds_of_the_tests_only(monkeypatch):
    """Those of ``kinds.py`` are enough to choose from."""
    for app in apps.get_app_configs():
        if app.label != "mailroom":
            monkeypatch.setattr(app, "mail_kinds", [], raising=False)
