import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from millecafes.core.sites import point_site
from millecafes.demo.builder import build


@pytest.fixture(scope="module")
def filled_site(django_db_setup, django_db_blocker):
    """The whole demo content, laid once for a module: every test of it starts from there, and leaves no trace."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        point_site()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_copy_of_pictures(monkeypatch):
    """They take seconds to make, and the tests of pictures make some."""
    monkeypatch.setattr("millecafes.demo.management.commands.demo.make_copies", lambda seconds: 0)


@pytest.fixture
def demo(settings):
    """A site that says it is a demo; the marks of used tokens live in the cache, of which each test has its own."""
    settings.DEMO = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "demo"}}
    cache.clear()


@pytest.fixture
def client_factory():
    """As many browsers as wanted."""
    return Client
