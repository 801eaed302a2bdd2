"""The first screen of the back office says what waits for the person who opens it."""

import html
import re
from datetime import date

import pytest

from home.models import ContentPage
from tests.core.factories import make_figure
from tests.pages.factories import make_page
from tests.people.factories import make_account, make_staff
from tests.translations import fill
from tests.translations import submit as submit_to_translators

pytestmark = pytest.mark.django_db

NOTHING = "Rien ne vous attend"


def waiting_for(client, user) -> list[str]:
    client.force_login(user)
    panel = re.search(r'id="waiting-content".*?</section>', client.get("/gestion/").content.decode(), re.S)[0]
    assert (NOTHING in panel) == ('<ul class="waiting">' not in panel)
    return [html.unescape(words) for words in re.findall(r">(\d+ [^<]+\.)</", panel)]


def submit(page, user):
    page.save_revision(user=user, log_action=True)
    return page.get_workflow().start(page, user)


@pytest.mark.parametrize("desk", ["Communication", "Validation", "Administration", "Réseau", "Finances"])
def test_an_empty_desk_says_so(client, desk):
    assert waiting_for(client, make_staff(desk)) == []


def test_what_is_submitted_waits_for_the_reader_and_no_longer_for_the_writer(client):
    writer, reader = make_staff("Communication"), make_staff("Validation")
    pages = [make_page(ContentPage, live=False) for _ in range(2)]
    for page in pages:
        page.save_revision(user=writer)
    begun = waiting_for(client, writer)
    led_to = client.get("/gestion/").content.decode()

    for page in pages:
        submit(page, writer)

    assert begun == ["2 de vos brouillons ne sont pas encore soumis à relecture."]
    assert all(f'<a href="/gestion/pages/{page.pk}/edit/">{page.title}</a>' in led_to for page in pages)
    assert waiting_for(client, writer) == []
    assert waiting_for(client, reader) == ["2 pages attendent votre relecture."]
    assert waiting_for(client, make_staff("Réseau")) == []


def test_what_the_reader_sends_back_waits_for_the_writer(client):
    writer, reader = make_staff("Communication"), make_staff("Validation")
    page = make_page(ContentPage, live=False)
    state = submit(page, writer)

    state.current_task_state.reject(user=reader, comment="Le chiffre ?")

    assert waiting_for(client, writer)[0] == "1 de vos pages est revenue de relecture avec des remarques."
    assert waiting_for(client, reader) == []


def test_a_translation_to_complete_is_said_until_its_words_are_there(client):
    page = make_page(ContentPage, title="Le bal")
    translation = submit_to_translators(page)
    begun = waiting_for(client, make_staff("Communication"))

    fill(translation, "title", "The ball")
    filled = waiting_for(client, make_staff("Communication"))
    page.title = "Le bal du soir"
    page.save_revision().publish()

    assert (begun, filled) == (["1 traduction est à compléter."], [])
    assert waiting_for(client, make_staff("Validation")) == ["1 traduction est à compléter."]
    assert waiting_for(client, make_staff("Réseau")) == []


def test_figures_nobody_has_checked_are_said_to_who_may_check_them(client):
    make_figure(checked_on=date(2020, 1, 1))

    lines = waiting_for(client, make_staff("Communication"))

    assert lines == ["1 chiffre n’a pas été vérifié depuis dix-huit mois."]
    assert waiting_for(client, make_staff("Culture")) == []


def test_the_checker_speaks_of_the_words_of_the_page(client):
    page = make_page(ContentPage)
    client.force_login(make_staff("Communication"))

    shown = client.get(page.url).content.decode()

    assert "wagtail-userbar" in shown
    assert ("Deux intertitres identiques" in shown, '"include": ["main"]' in shown) == (True, True)


@pytest.mark.parametrize("who", ["visitor", "account"])
def test_the_bar_of_the_team_is_not_for_others(client, who):
    if who == "account":
        client.force_login(make_account())

    assert "wagtail-userbar" not in client.get(make_page(ContentPage).url).content.decode()
