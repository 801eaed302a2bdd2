import gc
import warnings

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.utils import translation
from wagtail.models import Page

from millecafes.core.localize import repair_child_counts
from millecafes.core.sites import point_site
from millecafes.demo.builder import build
from millecafes.demo.english import add_english


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


@pytest.fixture(autouse=True)
def no_register(monkeypatch):
    """35,000 communes take seconds to lay; tests/places does it once."""
    monkeypatch.setattr("millecafes.demo.management.commands.demo.add_register", lambda: 0)


def visit(addresses):
    """The first visit reduces the pictures: it is slow, and Wagtail leaves the files it worked on to be swept away."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        for address in addresses:
            Client().get(address)
        gc.collect()
    translation.deactivate()


@pytest.fixture(scope="module")
def english_site(filled_site, django_db_blocker):
    """... and its English; publications wait for the end of a transaction, which never comes here."""
    with django_db_blocker.unblock():
        with TestCase.captureOnCommitCallbacks(execute=True):
            add_english()
        repair_child_counts()
        visit(page.get_url() for page in Page.objects.filter(locale__language_code="en"))


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
