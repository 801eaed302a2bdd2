"""A hidden field of the back office that holds anything else than what its screens write is refused, and no more."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from events.agenda.models import Event
from home.models import ContentPage
from millecafes.core import steady_desk
from resources.models import Toolkit
from tests.events.factories import make_event
from tests.pages.factories import make_page
from tests.people.factories import make_staff
from tests.resources.factories import make_resource, make_toolkit

pytestmark = pytest.mark.django_db


def screen(thing) -> str:
    return reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk])


@pytest.fixture
def send(client):
    """The form of the screen as it stands, with other values; None takes a field out of it."""
    client.force_login(make_staff("Réseau", "Validation"))

    def send(address, form_id, **given):
        sent = querydict_from_html(client.get(address).content.decode(), form_id=form_id).copy()
        for name, value in given.items():
            sent.pop(name.replace("__", "-"), None)
            if value is not None:
                sent[name.replace("__", "-")] = value
        return client.post(address, sent)

    return send


@pytest.mark.parametrize("content", ["<b>", "3", "[]", '{"blocks": 3}', '{"blocks": [3], "entityMap": {}}', "[" * 9999])
def test_what_the_editor_of_text_never_writes_is_refused(send, content):
    event = make_event(title="La guinguette")

    answer = send(screen(event), "w-editor-form", title="Autre titre", body=content)

    assert answer.status_code == 400
    assert Event.objects.get().title == "La guinguette"


@pytest.mark.parametrize("number", ["x", "1,", "٣x", "1" * 5000])
def test_a_chooser_that_holds_no_number_is_told_at_the_field(send, number):
    event = make_event(title="La guinguette")

    answer = send(screen(event), "w-editor-form", title="Autre titre", cafe=number)

    assert answer.status_code == 200
    assert "Autre titre" in answer.content.decode()
    assert Event.objects.get().title == "La guinguette"


@pytest.mark.parametrize("number", ["x", "1" * 5000, None])
def test_a_line_without_its_number_is_refused(send, number):
    toolkit = make_toolkit(make_resource(), title="Ouvrir")

    answer = send(screen(toolkit), "w-editor-form", title="Autre titre", steps__0__id=number)

    assert answer.status_code == 400
    assert Toolkit.objects.get().title == "Ouvrir"


@pytest.mark.parametrize("count", ["x", "", None])
def test_blocks_without_their_count_are_refused(send, count):
    page = make_page(ContentPage)

    answer = send(f"/gestion/pages/{page.pk}/edit/", "page-edit-form", title="Autre titre", body__count=count)

    assert answer.status_code == 400
    assert "Autre titre" not in str(page.revisions.values("content"))


def test_a_list_said_to_be_endless_is_told_at_the_list(send):
    toolkit = make_toolkit(make_resource(), title="Ouvrir")

    answer = send(screen(toolkit), "w-editor-form", title="Autre titre", steps__TOTAL_FORMS="99999999")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Autre titre" in html
    assert f"steps-{steady_desk.MOST_LINES - 1}-id" in html
    assert f"steps-{steady_desk.MOST_LINES}-id" not in html
    assert Toolkit.objects.get().title == "Ouvrir"
