"""The four feeds, read as a reader of feeds reads them."""

import feedparser
import pytest

from news.models import ArticlePage, NewsIndexPage, PressIndexPage
from tests.news.factories import make_item
from tests.pages.factories import in_english, make_page, open_english

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("is_filled", [True, False])
def test_every_feed_is_well_formed_in_both_languages(client, is_filled):
    open_english()
    index = make_page(NewsIndexPage, slug="actualites", title="Actualités & nouvelles", summary="Ce qui <b>roule</b>.")
    review = make_page(PressIndexPage, slug="presse", title="Espace presse")
    pages = [index, in_english(index), review, in_english(review)]
    if is_filled:
        in_english(make_page(ArticlePage, index, title="Un bal & une fête", summary="« On » y <danse>."))
        make_item(title="Le café « rouvre » & danse")

    for page in pages:
        read = feedparser.parse(client.get(f"{page.url}flux.atom").content)

        assert (read.bozo, read.version) == (False, "atom10"), page.url
        assert all([read.feed.id, read.feed.title, read.feed.updated_parsed])
        assert len(read.entries) == is_filled, page.url
        assert all(entry.id and entry.link.startswith("http") and entry.updated_parsed for entry in read.entries)
