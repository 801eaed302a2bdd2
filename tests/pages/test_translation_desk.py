"""Translations in the back office: who submits, who translates, who publishes."""

import pytest
from django.test import TestCase
from wagtail.models import Page

from home.models import ContentPage
from tests.core.factories import resizes_pictures
from tests.pages.factories import make_page
from tests.people.factories import make_staff
from tests.translations import english, fill, is_in_english, open_english, publish, submit, translation_of

pytestmark = [pytest.mark.django_db, resizes_pictures]


@pytest.fixture
def enter(client):
    def sit(desk):
        client.force_login(make_staff(desk))
        return client

    return sit


def send(client, address, **data):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, data)


def submit_address(page) -> str:
    return f"/gestion/localize/submit/page/{page.pk}/"


def edit_address(page) -> str:
    return f"/gestion/pages/{page.pk}/edit/"


def test_a_whole_branch_is_submitted_then_published_and_every_page_of_it_answers(client, enter):
    open_english()
    top = make_page(ContentPage)
    below = [make_page(ContentPage, parent=top) for _ in range(3)]
    deep = make_page(ContentPage, parent=below[0])

    send(enter("Validation"), submit_address(top), locales=english().pk, include_subtree="on")
    client.logout()
    begun = [is_in_english(client, page) for page in (top, *below, deep)]
    enter("Validation")
    for page in (top, *below, deep):
        send(client, edit_address(page.get_translation(english())), action="publish")
    client.logout()

    assert begun == [False] * 5
    assert [is_in_english(client, page) for page in (top, *below, deep)] == [True] * 5
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("desk", ["Communication", "Validation"])
def test_translators_see_french_and_english_side_by_side(enter, desk):
    open_english()
    page = make_page(ContentPage, title="Le café", body=[("buttons", {"items": [{"label": "Un", "url": "/un/"}]})])
    submit(page)

    answer = enter(desk).get(edit_address(page.get_translation(english())))

    assert answer.status_code == 200
    assert "Le café" in answer.content.decode()


@pytest.mark.parametrize(("desk", "live"), [("Communication", False), ("Validation", True)])
def test_who_translates_publishes_only_if_they_may(client, enter, desk, live):
    open_english()
    page = make_page(ContentPage)
    enter(desk)
    send(client, submit_address(page), locales=english().pk)
    twin = page.get_translation(english())
    fill(translation_of(page), "title", "In English")

    begun = twin.live
    send(client, edit_address(twin), action="publish")

    twin.refresh_from_db()
    client.logout()
    assert not begun
    assert twin.live is live
    assert is_in_english(client, page) is live


@pytest.mark.parametrize(("desk", "read"), [("Communication", "In English"), ("Validation", "Nouveau titre")])
def test_who_takes_changes_in_publishes_them_only_if_they_may(client, enter, desk, read):
    open_english()
    page = make_page(ContentPage, title="Ancien titre")
    translation = submit(page)
    fill(translation, "title", "In English")
    publish(translation)
    page.title = "Nouveau titre"
    page.save_revision().publish()

    address = f"/gestion/localize/update/{translation.source_id}/"
    screen = enter(desk).get(address)
    send(client, address, publish_translations="on")

    client.logout()
    assert screen.status_code == 200
    assert f"<title>{read} ·" in client.get(f"/en{page.url}").content.decode()


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # that of wagtail-localize
def test_the_list_of_translations_says_what_waits(enter):
    open_english()
    submit(make_page(ContentPage, title="Une page à traduire"))

    html = enter("Communication").get("/gestion/localize/reports/translations/").content.decode()

    assert "Une page à traduire" in html
    assert "En attente" in html
