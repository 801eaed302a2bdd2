"""Which reading may come from a copy of the database that is late by a moment. ``test_machines`` reads a real one."""

from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import Page, Site

from home.models import ContentPage
from millecafes.core import memo, replica
from millecafes.core.kept import drop, kept
from millecafes.core.late_reads import ReadsFromReplica, may_be_late
from millecafes.people.models import User
from millecafes.settings.growth import replica as copy_of

ROUTER = replica.Router()


@pytest.fixture(autouse=True)
def present(settings, monkeypatch):
    """The page cache is on, and the copy answers."""
    settings.PAGE_CACHE = True
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(replica, "in_transaction", lambda: False)


def place_read(request) -> str:
    """Where a view that answers this request reads a page."""
    read = []
    ReadsFromReplica(lambda request: read.append(ROUTER.db_for_read(Page)) or HttpResponse())(request)
    return read[0]


@pytest.mark.parametrize("path", ["/recherche/", "/recherche/?q=pain", "/presse/?page=2", "/agenda/?mois=2026-12"])
def test_a_visitor_whose_page_is_kept_for_nobody_is_answered_from_the_copy(path):
    assert place_read(RequestFactory().get(path)) == "replica"


@pytest.mark.parametrize(
    "path", ["/", "/presse/", "/espace/forum/flux/a.atom", "/gestion/", "/compte/login/", "/sante/pret/"]
)
def test_what_is_kept_or_is_not_the_public_site_is_read_where_it_is_written(path):
    assert place_read(RequestFactory().get(path)) == "default"


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_who_has_a_session_or_a_message_reads_nothing_late(cookie, rf):
    rf.cookies[cookie] = "x"

    assert not may_be_late(rf.get("/recherche/?q=pain"))


def test_what_is_sent_is_read_where_it_is_written(rf):
    assert not may_be_late(rf.post("/recherche/?q=pain"))


@pytest.mark.parametrize("model", [Session, User, Site])
def test_people_and_what_is_kept_for_everybody_are_never_late(model):
    with replica.reading(True):
        assert ROUTER.db_for_read(model) == "default"


def test_after_a_writing_everything_is_read_where_it_went():
    with replica.reading(True):
        before = ROUTER.db_for_read(Page)
        written = ROUTER.db_for_write(Page)
        assert (before, written, ROUTER.db_for_read(Page)) == ("replica", "default", "default")
    assert ROUTER.db_for_read(Page) == "default"


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_read_elsewhere(monkeypatch):
    monkeypatch.undo()

    with replica.reading(True), transaction.atomic():
        assert ROUTER.db_for_read(Page) == "default"


def test_what_a_process_keeps_for_everybody_is_never_late(monkeypatch):
    monkeypatch.setattr("millecafes.core.page_store.generation", lambda: "one")

    with memo.as_one_request(), replica.reading(True):
        assert kept("place", lambda: ROUTER.db_for_read(Page)) == "default"
    drop("place")


def test_a_copy_that_dies_in_the_middle_is_left_and_the_view_asked_again(rf, monkeypatch, caplog):
    monkeypatch.setattr(replica, "_away_until", 0.0)
    monkeypatch.setattr(replica, "connections", {"replica": SimpleNamespace(close=lambda: None)})
    request, middleware = rf.get("/recherche/?q=pain"), ReadsFromReplica(None)
    view = lambda request: HttpResponse(ROUTER.db_for_read(ContentPage))  # noqa: E731
    request.resolver_match = SimpleNamespace(func=view, args=(), kwargs={})

    with replica.reading(True):
        answer = middleware.process_exception(request, OperationalError("server closed"))

    assert answer.content == b"default"
    assert middleware.process_exception(request, ValueError()) is None
    assert "does not answer" in caplog.text


def test_nothing_is_migrated_there():
    assert ROUTER.allow_migrate("replica", "core") is False
    assert ROUTER.allow_migrate("default", "core") is None


def test_only_a_copy_of_postgresql_will_do():
    assert copy_of("postgres://u@host/db")["OPTIONS"] == {"connect_timeout": 2}
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL"):
        copy_of("sqlite:////tmp/copy")
