"""What the library says on the first page of the members' area."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.models import Resource
from tests.core.conftest import committed
from tests.people.factories import make_elected, make_manager, make_staff
from tests.resources.factories import make_resource
from tests.resources.files import make_replay, publish
from tests.translations import english

__all__ = ["committed"]
pytestmark = pytest.mark.django_db
HOME = "/espace/"


def enter(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def new(browser, path=HOME) -> list[str]:
    page = unescape(browser.get(path).content.decode())
    return re.findall(r'href="[^"]*/(?:ressources|replays)/[^"]+">([^<]+)</a>', page)


def test_each_is_told_what_came_lately_for_them():
    make_resource(title="Pour les communes", audiences=["elected"])
    make_resource(title="Pour les gérances", audiences=["managers"])
    make_replay(title="Film des gérances", audiences=["managers"], first_published_at=timezone.now())
    make_resource(title="Déjà ancienne", first_published_at=timezone.now() - timedelta(days=46))
    make_resource(title="Pas encore", live=False)

    assert new(enter(make_elected())) == ["Pour les communes"]
    assert new(enter(make_manager())) == ["Film des gérances", "Pour les gérances"]
    assert len(new(enter(make_staff("Communication")))) == 3


def test_it_is_named_in_the_language_of_the_reader():
    french = make_resource(title="Le bail")
    make_resource(title="The lease", locale=english(), translation_key=french.translation_key, slug=french.slug)
    browser = enter(make_elected())

    assert (new(browser), new(browser, "/en/espace/")) == (["Le bail"], ["The lease"])


def test_it_costs_nothing_once_read_and_is_gone_the_moment_it_is_withdrawn(store, committed):
    with committed():
        resource = publish(make_resource(title="Le bail", live=False))
    browser, other = enter(make_elected()), enter(make_manager())
    first = new(browser)

    with CaptureQueriesContext(connection) as asked:
        again = new(other)
    with committed():
        Resource.objects.get(pk=resource.pk).unpublish()
    after = new(browser)

    assert (first, again, after) == (["Le bail"], ["Le bail"], [])
    assert not [query for query in asked if "resources_" in query["sql"]]
