"""News: the latest first, twelve a page, filtered by subject."""

from datetime import date, timedelta

import pytest

from news.models import ARTICLES_A_PAGE, ArticlePage, Category, NewsIndexPage
from tests.pages.factories import make_page, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_page(NewsIndexPage, slug="actualites")


def publish(index, number, **fields):
    day = date(2025, 1, 1)
    return [
        make_page(ArticlePage, index, title=f"Nouvelle {n}", date=day + timedelta(days=n), **fields)
        for n in range(1, number + 1)
    ]


def titles(answer) -> list[str]:
    parts = answer.content.decode().split('class="article-card__title">')[1:]
    return [part.partition("</a>")[0].rpartition(">")[2] for part in parts]


def test_an_index_without_news_says_so(client, index):
    html = client.get(index.url).content.decode()

    assert "Pas encore d’article ici" in html
    assert ('class="pagination"' in html, 'class="chips"' in html) == (False, False)


def test_one_article_is_shown_without_pages(client, index):
    [article] = publish(index, 1)

    answer = client.get(index.url)

    assert titles(answer) == ["Nouvelle 1"]
    assert f'href="{article.url}"' in (html := answer.content.decode())
    assert '<time datetime="2025-01-02">2 janvier 2025</time>' in html
    assert 'class="pagination"' not in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("", 1), ("1", 1), ("2", 2), ("abc", 1), ("0", 2), ("-1", 2), ("999", 2), ("9" * 400, 2), ("é\x00", 1)],
)
def test_thirteen_articles_make_two_pages_the_latest_first(client, index, asked, shown):
    publish(index, ARTICLES_A_PAGE + 1)

    answer = client.get(index.url, {"page": asked})

    latest = [f"Nouvelle {n}" for n in range(ARTICLES_A_PAGE + 1, 0, -1)]
    assert titles(answer) == (latest[:ARTICLES_A_PAGE] if shown == 1 else latest[ARTICLES_A_PAGE:])
    html = answer.content.decode()
    assert f"Page {shown} sur 2" in html
    assert ("La page demandée n’existe pas" in html) == (asked not in {"", "1", "2"})


def test_articles_of_one_day_keep_their_order(client, index):
    for title in ("Premier", "Second", "Troisième"):
        make_page(ArticlePage, index, title=title, date=date(2025, 1, 1))

    assert titles(client.get(index.url)) == ["Troisième", "Second", "Premier"]


@pytest.mark.parametrize(
    ("asked", "number", "chosen"),
    [("", 15, 1), ("culture", 13, 1), ("network", 2, 1), ("impact", 0, 0), ("inconnue", 0, 0), ("\x00", 0, 0)],
)
def test_news_are_filtered_by_subject(client, index, asked, number, chosen):
    publish(index, 13, category=Category.CULTURE)
    publish(index, 2, category=Category.NETWORK)

    answer = client.get(index.url, {"rubrique": asked})

    html = answer.content.decode()
    assert len(titles(answer)) == min(number, ARTICLES_A_PAGE)
    assert ("Page 1 sur 2" in html) == (number > ARTICLES_A_PAGE)
    assert html.count('aria-current="true"') == chosen
    assert ("Voir toutes les actualités" in html) == (number == 0)
    assert ("?rubrique=culture&amp;page=2" in html) == (asked == "culture")
    assert ("?rubrique=network" in html, "?rubrique=impact" in html) == (True, False)


def test_an_article_says_its_date_its_subject_and_the_way_back(client, index):
    [article] = publish(index, 1, category=Category.IMPACT)

    html = client.get(article.url).content.decode()

    assert '<time datetime="2025-01-02">2 janvier 2025</time>' in html
    assert '<p class="kicker">Impact</p>' in html
    assert f'<a class="onward" href="{index.url}">' in html


def test_each_subject_says_how_many_articles_it_has(client, index):
    publish(index, 13, category=Category.CULTURE)
    publish(index, 2, category=Category.NETWORK)

    answer = client.get(index.url, {"rubrique": "culture"})

    categories = [(code, count) for code, _label, count in answer.context_data["categories"]]
    assert (answer.context_data["total"], categories) == (15, [("network", 2), ("culture", 13)])
    assert 'Culture <span class="chips__count">13</span>' in answer.content.decode()


def neighbours(client, article) -> dict[str, str]:
    html = client.get(article.url).content.decode()
    ways = [way for way in ("next", "prev") if f'<a rel="{way}"' in html]
    return {way: html.split(f'<a rel="{way}"')[1].split("</a>")[0].rpartition(">")[2] for way in ways}


def test_an_article_leads_to_the_one_before_and_the_one_after(client, index):
    first, middle, last = publish(index, 3)

    assert neighbours(client, first) == {"next": "Nouvelle 2"}
    assert neighbours(client, middle) == {"next": "Nouvelle 3", "prev": "Nouvelle 1"}
    assert neighbours(client, last) == {"prev": "Nouvelle 2"}


def test_articles_of_one_day_lead_to_each_other_in_the_order_of_the_list(client, index):
    one, two = (make_page(ArticlePage, index, title=title, date=date(2025, 1, 1)) for title in ("Un", "Deux"))

    assert (neighbours(client, one), neighbours(client, two)) == ({"next": "Deux"}, {"prev": "Un"})


def test_an_article_does_not_lead_to_what_one_may_not_read(client, index):
    [article] = publish(index, 1)
    make_page(ArticlePage, index, title="Brouillon", live=False)
    restrict(make_page(ArticlePage, index, title="Privé"))
    make_page(ArticlePage, title="Ailleurs")

    assert neighbours(client, article) == {}


def test_an_article_says_which_association_bears_it(client, index):
    [article] = publish(index, 1, association="reseau")

    assert "Le Réseau 1000 cafés" in client.get(article.url).content.decode()


def test_the_front_door_shows_the_three_latest(client, index):
    publish(index, 4)

    assert titles(client.get("/")) == ["Nouvelle 4", "Nouvelle 3", "Nouvelle 2"]


def test_the_front_door_has_no_empty_shelf(client, index):
    assert "Les nouvelles" not in client.get("/").content.decode()
