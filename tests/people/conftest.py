import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from millecafes.mailroom.models import Mail


@pytest.fixture(autouse=True)
def outbox(settings):
    """Django's test runner would put another backend in its place."""
    settings.EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"


@pytest.fixture(autouse=True)
def forgotten_limits(settings):
    """Counts of tries live in the cache, which outlives a test: each test has its own."""
    own = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "x"}}
    settings.CACHES = settings.CACHES | own
    cache.clear()


@pytest.fixture
def last_code():
    """The code of the last message."""

    def read():
        return re.search(r"^ +([A-Z]{4}-[A-Z]{4})$", Mail.objects.latest("pk").body_text, re.MULTILINE)[1]

    return read


@pytest.fixture
def client_factory():
    """As many browsers as wanted."""
    return Client


@pytest.fixture
def time_passes(monkeypatch):
    """The clock of the sign-in: ``time_passes(minutes=16)``."""
    real = time.time

    def later(**by):
        monkeypatch.setattr(time, "time", lambda: real() + timedelta(**by).total_seconds())

    return later


@pytest.fixture
def enter(client, last_code):
    """Signs in with the code of a message: whoever has just done so is asked for nothing more."""

    def signed_in(person):
        client.post("/compte/login/", {"login": person.email})
        client.post("/compte/login/code/confirm/", {"code": last_code()})
        return client

    return signed_in
