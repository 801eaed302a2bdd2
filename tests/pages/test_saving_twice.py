"""A new page sent at the very moment when the back office keeps it by itself."""

import pytest
from django.db import IntegrityError
from django.test import Client
from wagtail.models import Page

from home.models import ContentPage
from millecafes.core.page_screens import CreatePage
from tests.pages.factories import home_page
from tests.pages.test_editing import add_address, form_of
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


@pytest.fixture
def writer():
    return make_staff("Validation")


@pytest.fixture
def draft(client, writer):
    """What the editor has typed, and where it is sent."""
    client.force_login(writer)
    address = add_address(ContentPage, home_page())
    form = form_of(client.get(address), ContentPage, title="Un café revient", slug="cafe-revient")
    return address, form


@pytest.fixture
def autosaved_meanwhile(monkeypatch, draft, writer):
    """Once the first request has been checked, and before it writes, the second does all its work."""
    address, form = draft
    write, others = CreatePage.form_valid, [Client()]

    def interrupted(view, checked):
        if others:
            other = others.pop()
            other.force_login(writer)
            assert other.post(address, form, headers=JSON).json()["success"]
        return write(view, checked)

    monkeypatch.setattr(CreatePage, "form_valid", interrupted)


@pytest.mark.usefixtures("autosaved_meanwhile")
@pytest.mark.parametrize("action", ["action-submit", "action-publish", ""])
def test_it_is_made_once_and_the_editor_is_told_why(client, draft, action):
    address, form = draft

    answer = client.post(address, {**form, action: "1"} if action else form)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Une page vient d’être enregistrée à cette adresse" in page
    assert 'value="Un café revient"' in page
    assert Page.objects.filter(slug="cafe-revient").count() == 1


@pytest.mark.usefixtures("autosaved_meanwhile")
def test_the_back_office_itself_is_told_so_too(client, draft):
    address, form = draft

    answer = client.post(address, form, headers=JSON)

    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert Page.objects.filter(slug="cafe-revient").count() == 1


def test_the_same_place_in_the_tree_is_no_error_either(client, draft, monkeypatch):
    def taken(*args, **kwargs):
        raise IntegrityError("wagtailcore_page.path")

    address, form = draft
    monkeypatch.setattr(Page, "add_child", taken)

    answer = client.post(address, form)

    assert answer.status_code == 200
    assert "Une page vient d’être enregistrée à cette adresse" in answer.content.decode()
