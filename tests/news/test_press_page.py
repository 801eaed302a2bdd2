"""The public press review: by year, filtered and counted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ITEMS_A_PAGE, Category, Medium, PressIndexPage, PressItem, PressTopic
from tests.core.factories import make_furniture
from tests.news.factories import make_item
from tests.pages.factories import make_page

pytestmark = pytest.mark.django_db

QUERIES = 12


@pytest.fixture
def review():
    return make_page(PressIndexPage, slug="presse")


def titles(answer) -> list[str]:
    parts = answer.content.decode().split('class="clipping__title">')[1:]
    return [part.removeprefix("<a ").split("</h5>")[0].split("&nbsp;<svg")[0].rpartition(">")[2] for part in parts]


def chips(answer) -> dict[str, int]:
    """What each filter offers, and how many items it would leave."""
    counted = answer.context_data["counts"]
    choices = [*counted.years, *counted.topics, *counted.media, *counted.outlets]
    return {choice.label: choice.count for choice in choices}


def test_an_empty_review_says_so(client, review):
    html = client.get(review.url).content.decode()

    assert "Aucune retombée n’est encore entrée ici" in html
    assert "Lien disparu" not in html


def test_an_item_leads_to_the_site_of_the_outlet(client, review):
    make_item(
        Category.CULTURE, title="Un café <revient>", outlet="Radio Exemple", medium=Medium.RADIO, date=date(2025, 3, 9)
    )
    url = PressItem.objects.get().url

    html = client.get(review.url).content.decode()

    assert f'<a href="{url}" rel="external noopener">Un café &lt;revient&gt;&nbsp;<svg' in html
    assert '<time datetime="2025-03-09">9 mars 2025</time>, Radio&nbsp;· Culture' in html
    assert '<span class="clipping__host">gazette.fr</span>' in html
    assert "Ce site est une démonstration" not in html


def test_an_item_whose_link_has_disappeared_says_since_when_and_is_no_link(client, review):
    item = make_item(title="Un café ferme", dead_since=date(2025, 9, 1))

    html = client.get(review.url).content.decode()

    assert "Lien disparu, constaté le 1er septembre 2025" in html
    assert item.url not in html


def test_items_are_hung_by_year_and_by_month_the_latest_first(client, review):
    for day in (date(2024, 5, 1), date(2025, 5, 1), date(2025, 7, 2), date(2025, 7, 14)):
        make_item(title=f"Du {day:%d/%m/%Y}", date=day)

    answer = client.get(review.url)

    assert titles(answer) == ["Du 14/07/2025", "Du 02/07/2025", "Du 01/05/2025", "Du 01/05/2024"]
    years = [(year.number, [month.month for month, _items in year.months]) for year in answer.context_data["years"]]
    assert years == [(2025, [7, 5]), (2024, [5])]


def test_a_year_says_how_much_was_told_and_of_what_first(client, review):
    for _more in range(3):
        make_item(Category.GUINGUETTES)
    make_item(Category.CULTURE, Category.GUINGUETTES)
    make_item(Category.CULTURE)
    make_item(date=date(2024, 1, 1))

    html = client.get(review.url).content.decode()

    assert "5 retombées en 2025, dont 4 sur les guinguettes." in html
    assert "1 retombée en 2024." in html


@pytest.mark.parametrize(
    "query, sentence",
    [
        ({"sujet": "culture"}, "2 retombées sur la culture en 2025."),
        ({"media": "radio"}, "1 retombée à la radio en 2025."),
        ({"sujet": "culture", "media": "radio"}, "1 retombée sur la culture à la radio en 2025."),
        ({"titre": "L’Écho"}, "1 retombée en 2025 (L’Écho)."),
    ],
)
def test_a_choice_is_said_in_a_sentence(client, review, query, sentence):
    make_item("culture", medium="radio")
    make_item("culture", outlet="L’Écho")
    make_item("impact")

    assert sentence in client.get(review.url, query).content.decode()


@pytest.fixture
def several(review):
    make_item("culture", "network", title="A", outlet="L’Écho", medium="print", date=date(2025, 1, 2))
    make_item("culture", title="B", outlet="L’Écho", medium="web", date=date(2025, 2, 2))
    make_item("impact", title="C", outlet="Radio Exemple", medium="radio", date=date(2024, 3, 2))
    make_item(title="D", outlet="Radio Exemple", medium="radio", date=date(2025, 4, 2))
    return review


@pytest.mark.parametrize(
    "query, shown",
    [
        ({}, "DBAC"),
        ({"annee": "2025"}, "DBA"),
        ({"annee": "2024"}, "C"),
        ({"media": "radio"}, "DC"),
        ({"sujet": "culture"}, "BA"),
        ({"titre": "L’Écho"}, "BA"),
        ({"annee": "2025", "media": "radio", "titre": "Radio Exemple"}, "D"),
        ({"annee": "2024", "sujet": "culture"}, ""),
    ],
)
def test_items_are_filtered(client, several, query, shown):
    assert "".join(titles(client.get(several.url, query))) == shown


@pytest.mark.parametrize(
    "query",
    [
        *[{"annee": year} for year in ("1999", "0000", "9999", "abc", "20255", "-2025", "2025.0", "é\x00", "9" * 400)],
        *[{"media": word} for word in ("journal", "\x00", "x" * 5000)],
        *[{"sujet": word} for word in ("cafés", "%", "' OR 1=1 --")],
        *[{"titre": word} for word in ("Inconnu", "\x00", "🎉", "x" * 5000)],
        {"annee": "2025", "sujet": "inconnu", "media": "inconnu", "titre": "inconnu", "page": "abc"},
    ],
)
def test_an_unknown_value_gives_an_empty_list_that_says_what_to_do(client, several, query):
    answer = client.get(several.url, query)

    html = answer.content.decode()
    empty = "Rien ne répond à ce choix" in html and f'<a href="{several.url}#revue">' in html
    nothing_asked = set(query.values()) == {"\x00"}
    assert answer.status_code == 200
    assert (titles(answer) == [], empty) == (not nothing_asked, not nothing_asked)


def test_each_filter_counts_what_it_would_leave_with_the_others_as_they_are(client, several):
    whole, narrowed = client.get(several.url), client.get(several.url, {"annee": "2025", "sujet": "culture"})

    assert chips(whole) == {
        "Toutes les années": 4, "2025": 3, "2024": 1,
        "Tous les sujets": 4, "Vie du réseau": 1, "Culture": 2, "Impact": 1,
        "Tous les supports": 4, "Presse écrite": 1, "Radio": 2, "Web": 1,
        "Tous les médias": 4, "L’Écho": 2, "Radio Exemple": 2,
    }  # fmt: skip
    assert chips(narrowed) == {
        "Toutes les années": 2, "2025": 2,
        "Tous les sujets": 3, "Vie du réseau": 1, "Culture": 2,
        "Tous les supports": 2, "Presse écrite": 1, "Web": 1,
        "Tous les médias": 2, "L’Écho": 2,
    }  # fmt: skip


def test_each_filter_keeps_the_others_in_the_address(client, several):
    html = client.get(several.url, {"annee": "2025", "sujet": "culture"}).content.decode()

    assert 'href="?annee=2025&amp;media=web&amp;sujet=culture#revue"' in html
    assert 'href="?annee=2025#revue"' in html
    assert '<input type="hidden" name="annee" value="2025">' in html
    assert html.count('aria-current="true"') == 3


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 1), ("2", 2), ("abc", 1), ("0", 2), ("-1", 2), ("999", 2), ("9" * 400, 2), ("é\x00", 1)]
)
def test_a_long_list_is_cut_into_pages(client, review, asked, shown):
    for _item in range(ITEMS_A_PAGE + 1):
        make_item()

    answer = client.get(review.url, {"page": asked, "annee": "2025"})

    assert len(titles(answer)) == (ITEMS_A_PAGE if shown == 1 else 1)
    html = answer.content.decode()
    assert f"Page {shown} sur 2" in html
    assert ("La page demandée n’existe pas" in html) == (asked not in {"", "1", "2"})
    assert f"?annee=2025&amp;page={3 - shown}#revue" in html


def make_many(number):
    """As many items, quicker than one by one."""
    items = PressItem.objects.bulk_create(
        PressItem(
            url=f"https://a.fr/{n}", url_key=f"a.fr/{n}", title=f"Titre {n}", outlet=f"Média {n % 150}",
            medium=Medium.values[n % 4], date=date(2005 + n % 20, 1 + n % 12, 1 + n % 28),
        )
        for n in range(number)
    )  # fmt: skip
    PressTopic.objects.bulk_create(PressTopic(item=item, topic=Category.values[item.pk % 6]) for item in items)


@pytest.mark.parametrize("query", ["", "?annee=2010", "?sujet=culture", "?annee=2010&sujet=culture&media=print"])
def test_the_review_costs_the_same_for_one_item_and_for_a_hundred(client, review, query):
    make_furniture()
    counted = []

    for number in (1, 100):
        PressItem.objects.all().delete()
        make_many(number)
        client.get(review.url + query)
        with CaptureQueriesContext(connection) as seen:
            client.get(review.url + query)
        counted.append(len(seen))

    assert max(counted) <= QUERIES
    assert counted[1] <= counted[0] + 3  # items found bring their topics


@pytest.mark.any_database
def test_twenty_thousand_items_are_read_with_as_few_questions(client, review):
    """Years of press: each filter together, which no page kept answers for."""
    make_many(20_000)
    client.get(review.url)

    for query in ("?annee=2010&sujet=culture&media=print", "?sujet=culture", "?page=400"):
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(review.url + query)
        assert (answer.status_code, len(seen) <= QUERIES) == (200, True)


def test_only_the_outlets_that_wrote_most_are_offered(client, review):
    make_many(300)

    offered = client.get(review.url).context_data["counts"].outlets

    assert len(offered) == 101
