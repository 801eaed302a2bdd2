"""Finding one's way in the questions, the positions and the front door."""

from datetime import UTC, date, datetime

import pytest

from home.blocks import AdvocacyTheme
from home.models import AdvocacyPage, ContentPage, FaqPage, TransparencyPage
from tests.core.factories import make_figure
from tests.pages.factories import advocacy_entry, home_page, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]


def question(question, answer="<p>Oui.</p>"):
    return "question", {"question": question, "answer": answer}


@pytest.fixture
def faq():
    return make_page(
        FaqPage,
        elected=[question("Qu’est-ce qu’une étude de préfiguration ?"), question("Faut-il un local ?")],
        holders=[question("Qui paie le loyer ?", "<p>La mairie, à l’œuvre, loue <b>l’épicerie-café</b>.</p>")],
    )


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["préfiguration", "local", "loyer"]),
        ("PREFIGURATION", ["préfiguration"]),
        ("étude", ["préfiguration"]),
        ("d'etude", ["préfiguration"]),
        ("l'epicerie", ["loyer"]),
        ("qu’est", ["préfiguration"]),
        ("mairie loyer", ["loyer"]),
        ("mairie local", []),
        ("épi", ["loyer"]),
        ("oeuvre", ["loyer"]),
        ("ŒUVRE", ["loyer"]),
        ("  local  ", ["local"]),
    ],
)
def test_answers_are_found_whatever_the_case_and_the_accents(client, faq, query, shown):
    html = client.get(faq.url, {"q": query}).content.decode()

    summaries = " ".join(part.partition("</summary>")[0] for part in html.split("<summary>")[1:])
    assert [word for word in ("préfiguration", "local", "loyer") if word in summaries] == shown


@pytest.mark.parametrize(
    ("query", "count"),
    [("local", "1 réponse ·"), ("faut loyer", "0 réponse ·"), ("i", "1 réponse ·"), ("l", "2 réponses")],
)
def test_the_number_of_answers_is_said_in_french(client, faq, query, count):
    assert count in " ".join(client.get(faq.url, {"q": query}).content.decode().split())


def test_a_search_without_answer_says_what_to_do(client, faq):
    html = client.get(faq.url, {"q": "hélicoptère"}).content.decode()

    assert "Essayez un mot plus simple, ou écrivez-nous" in html
    assert f'href="{faq.url}">Tout afficher' in html
    assert 'value="hélicoptère"' in html


@pytest.mark.parametrize(
    "query", ["é" * 10_000, "a\x00b", "\x00", '"', " ", "%", "'", "\\", "-", "«»", "🙂", "<script>"]
)
def test_nothing_one_types_breaks_the_search(client, faq, query):
    answer = client.get(faq.url, {"q": query})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace("<script src", "")


def test_each_answer_has_a_place_to_link_to(client, faq):
    html = client.get(faq.url).content.decode()

    assert 'id="faut-il-un-local"' in html
    assert 'href="#faut-il-un-local"' in html


# -- Advocacy ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def advocacy():
    entries = [
        advocacy_entry(title="Ancienne audition", date=date(2023, 5, 1)),
        advocacy_entry(title="Vieillir au village", theme=AdvocacyTheme.AGEING, date=date(2025, 5, 1)),
        advocacy_entry(title="Sans date"),
    ]
    return make_page(AdvocacyPage, entries=entries)


@pytest.mark.parametrize(
    ("theme", "titles"),
    [
        ("", ["Vieillir au village", "Ancienne audition", "Sans date"]),
        ("ageing", ["Vieillir au village"]),
        ("culture", ["Vieillir au village", "Ancienne audition", "Sans date"]),
        ("inconnu", ["Vieillir au village", "Ancienne audition", "Sans date"]),
        ("\x00", ["Vieillir au village", "Ancienne audition", "Sans date"]),
    ],
)
def test_positions_are_filtered_by_theme_the_latest_first(client, advocacy, theme, titles):
    html = client.get(advocacy.url, {"theme": theme}).content.decode()

    assert [part.partition("</h3>")[0] for part in html.split("<h3>")[1:]] == titles
    assert html.count('aria-current="true"') == 1


def test_only_themes_that_were_spoken_of_are_offered(client, advocacy):
    html = client.get(advocacy.url).content.decode()

    assert ("?theme=ageing" in html, "?theme=culture" in html) == (True, False)


# -- The front door ---------------------------------------------------------------------------------------------------

FETE = {"title": "La fête au village", "starts_on": date(2026, 7, 12), "ends_on": None}


@pytest.mark.parametrize(
    ("ends_on", "now", "shown"),
    [
        (None, datetime(2026, 7, 1, tzinfo=UTC), True),
        (None, datetime(2026, 7, 12, 21, 59, tzinfo=UTC), True),
        (None, datetime(2026, 7, 12, 22, 1, tzinfo=UTC), False),
        (date(2026, 7, 14), datetime(2026, 7, 14, 12, tzinfo=UTC), True),
        (date(2026, 7, 14), datetime(2026, 7, 15, 12, tzinfo=UTC), False),
    ],
)
def test_the_next_date_leaves_the_front_door_the_day_after(client, monkeypatch, ends_on, now, shown):
    page = home_page()
    page.next_date = [("date", FETE | {"ends_on": ends_on})]
    page.save_revision().publish()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    assert ("La fête au village" in client.get("/").content.decode()) == shown


def test_the_front_door_shows_the_register_and_the_two_entries(client):
    page = home_page()
    target = make_page(ContentPage, slug="ma-commune")
    page.figures = [("figure", make_figure(label="communes accompagnées", period="depuis 2019"))]
    page.entries = [("entry", {"title": "Un café chez vous", "label": "Commencer", "page": target})]
    page.save_revision().publish()

    html = client.get("/").content.decode()

    assert [text for text in ("communes accompagnées", "depuis 2019", "Un café chez vous") if text not in html] == []
    assert 'href="/ma-commune/"' in html


def test_accounts_without_a_sound_chart_are_told_in_words(client):
    account = {"association": "reseau", "text": "<p>Les comptes arrivent.</p>", "charts": [], "note": ""}

    html = client.get(make_page(TransparencyPage, associations=[("account", account)]).url).content.decode()

    assert "Le Réseau 1000 cafés</h2>" in html
    assert "Les comptes arrivent." in html
    assert '<svg class="chart__bar' not in html
