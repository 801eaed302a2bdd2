"""The page of the search: what it shows, what it takes, and what nothing typed can break."""

import re
from html import unescape

import pytest
from django.utils.html import escape

from home.models import ContentPage, ReportPage
from millecafes.core.search import query as asking
from millecafes.core.search import sources
from millecafes.core.search.analyser import clean
from millecafes.core.search.excerpts import excerpt, highlight
from millecafes.core.search.query import Query
from news.models import ArticlePage
from tests.core.factories import make_furniture
from tests.core.search.factories import make_groups, suggested, titles
from tests.pages.factories import make_page
from tests.people.factories import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

SEARCH, SUGGESTIONS = "/recherche/", "/recherche/suggestions/"
QUERIES, SUGGESTION_QUERIES = 9, 8  # the tree of pages included, which a web process keeps
HOSTILE = [
    *["%", "%%%", '"', "'", "\\", "*", "ca*", "-café", "a:b", "title:café", "{title} : x", "^café", "café^2", ";--"],
    *["NEAR", "NEAR(café bar)", "café AND bar", "OR", "NOT café", "café NOT", "AND", "(", ")", "((((", "café (bar"],
    *[
        "a\x00b",
        "\x00",
        "\x1f\x7f",
        "🙂",
        "🙂 café",
        "\u202ecafé",
        "e\u0301" * 50,
        "ﷺ",
        "ａｂｃ",
        "١٢٣",
        "漢字",
        "İ",
        "ß",
    ],
    *[" ", "   ", "«»", "…", "’", "l’", "d'", "·e·s", "élu··e", "<script>alert(1)</script>", "&amp;", "{{ 7|add:7 }}"],
    *["' & 'x", "x:*", "!x", "<->", "a & !b | c", "'::tsquery", "é" * 10_000, "café " * 20_000, "1 " * 300],
    *["🙂" * 3_000, "(" * 3_000, '"' * 3_000, "-" * 5_000, "aa·e " * 100, "1\u00a0000" * 300, "\ufffd", "?", "()"],
]
# What a browser never sends: half a surrogate, a broken byte, the same parameter three times.
STRANGE = ["q=%ED%A0%80", "q=%FF%FE", "q=%00", "q=%", "q=a&q=b&q=caf%C3%A9", "q[]=x", "q", "&&&"]
WRONG_PAGES = [("abc", 10), ("-1", 5), ("0", 5), ("999999", 5), ("\x00", 10), ("1e9", 10)]


@pytest.fixture
def three_types():
    make_page(ContentPage, title="Le bistrot", summary="On y boit.")
    make_page(ArticlePage, title="Un bistrot rouvre", date="2025-03-01")
    make_page(ReportPage, title="Étude", summary="Un bistrot, deux bistrots.")


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# -- What it shows ----------------------------------------------------------------------------------------------------


def test_an_empty_search_invites_with_examples(client):
    html = client.get(SEARCH).content.decode()

    assert html.count("<h1") == 1
    assert "noindex" not in html
    assert '<meta name="description" content="Chercher' in html
    assert "<title>Recherche · 1000 cafés</title>" in html
    assert '<a href="?q=guinguette">guinguette</a>' in html
    assert "plan du site" in html


def test_results_say_what_was_typed_how_many_and_of_which_types(client, three_types):
    html = client.get(SEARCH, {"q": "bistrots"}).content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert "<title>«\u00a0bistrots\u00a0»\u00a0: recherche · 1000 cafés</title>" in html
    assert "3 résultats pour « bistrots »" in text_of(html)
    assert 'value="bistrots"' in html
    chips = dict(re.findall(r'type=(\w+)"[^>]*>([^<]+)<', html))
    assert chips == {
        "pages": "Pages (1)", "actualites": "Actualités (1)", "rapports": "Rapports et études (1)",
    }  # fmt: skip
    assert '<time datetime="2025-03-01">1er mars 2025</time>' in html


def test_results_are_sifted_by_type(client, three_types):
    html = client.get(SEARCH, {"q": "bistrot", "type": "actualites"}).content.decode()

    assert html.count('class="result"') == 1
    assert "<mark>bistrot</mark> rouvre" in html
    assert html.count('aria-current="true"') == 1
    assert "Pages (1)" in html


@pytest.mark.parametrize("type", ["unknown", "", "\x00", "recits", "é" * 1000])
def test_a_type_that_has_nothing_shows_all(client, three_types, type):
    assert client.get(SEARCH, {"q": "bistrot", "type": type}).content.decode().count('class="result"') == 3


def test_nothing_found_says_what_to_do_and_which_words_would_find(client, three_types):
    html = client.get(SEARCH, {"q": "helicoptere bistrot"}).content.decode()

    assert "Rien ne contient tous les mots de « helicoptere bistrot »." in text_of(html)
    assert '<a class="button button--secondary" href="/recherche/?q=bistrot">' in html
    assert [way for way in ('href="/plan-du-site/"', 'href="/contact/"') if way not in html] == []


def test_nothing_found_for_a_single_word_proposes_none(client):
    html = client.get(SEARCH, {"q": "helicoptere"}).content.decode()

    assert "Essayez plutôt" not in html
    assert "Vérifiez l’orthographe" in html


def test_a_long_sentence_is_cut_and_says_so(client):
    html = client.get(SEARCH, {"q": " ".join(f"bistrot{number}" for number in range(15))}).content.decode()

    assert "seuls ses 12 premiers mots importants ont été cherchés" in html


def test_stop_words_do_not_count():
    assert [word.text for word in Query("Où est le café de la mairie ?", "fr").words] == ["café", "mairie"]
    assert [word.text for word in Query("Who is the mayor of our village?", "en").words] == ["Who", "mayor", "village"]
    assert [word.text for word in Query("le café de la mairie", "en").words] == ["café", "mairie"]
    assert [word.text for word in Query("qui est-ce", "fr").words] == ["qui", "est", "ce"]


@pytest.mark.parametrize(("page", "shown"), [("", 10), ("2", 10), ("3", 5), *WRONG_PAGES])
def test_results_come_ten_a_page_and_a_wrong_page_is_the_nearest(client, groups, page, shown):
    make_groups(*[f"Bistrot {number}" for number in range(25)])

    answer = client.get(SEARCH, {"q": "bistrot", "page": page})

    html = answer.content.decode()
    assert (answer.status_code, html.count('class="result"')) == (200, shown)
    assert "sur 3" in html
    assert ("La page demandée n’existe pas" in html) == (page not in {"", "2", "3"})


def test_what_is_too_frequent_is_said_to_be_cut(client, three_types, monkeypatch):
    monkeypatch.setattr(sources.by_kind()["page"], "most", 1)
    monkeypatch.setattr(sources.by_kind()["story"], "most", 1)
    monkeypatch.setattr(asking, "statement", asking.statement.__wrapped__)

    html = client.get(SEARCH, {"q": "bistrot"}).content.decode()

    assert "2 résultats pour « bistrot » (les plus récents : ajoutez un mot pour préciser)" in text_of(html)


def test_many_things_of_a_kind_hide_none_of_another(client, groups):
    make_page(ContentPage, title="Le bistrot")
    make_groups(*[f"Bistrot {number}" for number in range(260)])

    everything = text_of(client.get(SEARCH, {"q": "bistrot"}).content.decode())
    of_groups = text_of(client.get(SEARCH, {"q": "bistrot", "type": "groupes"}).content.decode())

    assert "Pages (1)" in everything
    assert "61 résultats pour « bistrot » (les plus récents" in everything
    assert "250 résultats pour « bistrot » (les plus récents" in of_groups
    assert "Pages (1)" in of_groups


def test_newer_stories_do_not_hide_a_page_of_the_association(client, monkeypatch):
    make_page(ContentPage, title="Le bistrot")
    for number in range(3):
        make_page(ArticlePage, title=f"Bistrot {number}")
    monkeypatch.setattr(sources.by_kind()["page"], "most", 2)
    monkeypatch.setattr(sources.by_kind()["story"], "most", 2)
    monkeypatch.setattr(asking, "statement", asking.statement.__wrapped__)

    everything = text_of(client.get(SEARCH, {"q": "bistrot"}).content.decode())
    news = text_of(client.get(SEARCH, {"q": "bistrot", "type": "actualites"}).content.decode())

    assert ("Pages (1)" in everything, "Actualités (2)" in everything) == (True, True)
    assert "3 résultats pour « bistrot »" in news  # all of what one asks for, however few stand beside the rest


# -- Excerpts ---------------------------------------------------------------------------------------------------------


def shown(text, typed):
    return excerpt(clean(text), Query(typed, "fr").words, "fr")


def test_words_are_marked_whatever_their_form():
    assert highlight("Les Cafés associatifs, l’élu·e", Query("cafe associative elus", "fr").words, "fr") == (
        "Les <mark>Cafés</mark> <mark>associatifs</mark>, l’<mark>élu·e</mark>"
    )


def test_an_excerpt_is_escaped_before_it_is_marked():
    assert shown("Un <b>café</b> & <script>", "cafe b") == (
        "Un &lt;<mark>b</mark>&gt;<mark>café</mark>&lt;/<mark>b</mark>&gt; &amp; &lt;script&gt;"
    )


def test_an_excerpt_is_where_most_words_are():
    text = "Un café. " + "Rien à dire ici. " * 40 + "Le café associatif du bourg. " + "Rien à dire ici. " * 40

    found = shown(text, "café associatif")

    assert found.startswith("… ")
    assert "<mark>café</mark> <mark>associatif</mark> du bourg" in found
    assert len(re.sub("<[^>]+>", "", found)) < 260


def test_an_excerpt_is_the_beginning_when_only_the_title_says_the_words():
    assert shown("Une phrase.\nUn intertitre\nUne autre phrase.", "café") == (
        "Une phrase. Un intertitre · Une autre phrase."
    )


def test_a_text_of_a_single_endless_word_is_cut():
    assert len(shown("a" * 1000 + " café", "cafe")) < 400


# -- Suggestions ------------------------------------------------------------------------------------------------------


def test_titles_are_suggested_from_the_beginning_of_a_word(client):
    make_page(ContentPage, title="L’épicerie du village", slug="epicerie")
    make_page(ContentPage, title="Autre", summary="épicerie")

    answer = client.get(SUGGESTIONS, {"q": "village epi"})

    assert answer.json() == {
        "suggestions": [
            {"title": "L’épicerie du village", "url": "/epicerie/", "type": "Pages", "language": "fr"},
        ]
    }


@pytest.mark.parametrize("typed", ["oeu", "œu", "OEUV", "l’œ", "l'oeuvre", "œuvres"])
def test_suggestions_know_ligatures_elisions_and_forms(typed):
    make_page(ContentPage, title="L’œuvre commune")

    assert suggested(typed) == ["L’œuvre commune"]


def test_suggestions_wait_for_two_letters_and_are_eight_at_most(groups):
    make_groups(*[f"Bistrot {number}" for number in range(12)])

    assert suggested("b") == suggested("") == suggested("%") == suggested("🙂🙂") == []
    assert len(suggested("bi")) == 8


# -- What it takes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 100])
def test_many_results_ask_no_more_of_the_database_than_one(client, groups, many, django_assert_num_queries):
    make_furniture()
    make_page(ContentPage, parent=make_page(ContentPage, title="Parent"), title="Bistrot, bistrot")
    make_groups(*[f"Bistrot {number}" for number in range(many)])
    client.get(SEARCH, {"q": "bistrot"})

    with django_assert_num_queries(QUERIES):
        client.get(SEARCH, {"q": "bistrot"})
    with django_assert_num_queries(SUGGESTION_QUERIES):
        client.get(SUGGESTIONS, {"q": "bistrot"})


def test_nothing_found_for_many_words_asks_little_too(client, three_types, django_assert_max_num_queries):
    make_furniture()

    with django_assert_max_num_queries(12):
        client.get(SEARCH, {"q": "helicoptere bistrot autruche zeppelin chameau pingouin"})


@pytest.mark.parametrize("address", [SEARCH, SUGGESTIONS])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_reads(client, address, method):
    assert getattr(client, method)(address).status_code == 405


# -- What nothing can break -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed[:20]))
def test_nothing_one_types_breaks_it(client, groups, typed):
    make_groups("Bistrot", "Café")

    page, suggestions = client.get(SEARCH, {"q": typed}), client.get(SUGGESTIONS, {"q": typed})

    html = page.content.decode()
    assert (page.status_code, suggestions.status_code) == (200, 200)
    assert "<script>" not in html
    assert len(html) < 40_000
    assert f'value="{escape(" ".join(clean(typed[:50]).split())[:20])}' in html


@pytest.mark.parametrize("raw", STRANGE, ids=lambda raw: raw[:20])
@pytest.mark.parametrize("address", [SEARCH, SUGGESTIONS, "/en/recherche/"])
def test_nothing_a_machine_sends_breaks_it(client, raw, address):
    assert client.get(f"{address}?{raw}&page=%00&type=%ED%A0%80").status_code == 200


# -- Another kind of thing --------------------------------------------------------------------------------------------


def test_another_kind_is_found_beside_pages_by_who_may_read_it(client, groups, three_types):
    make_groups("Bistrot du port", "Secret du bistrot")

    html = client.get(SEARCH, {"q": "bistrot"}).content.decode()

    assert "4 résultats" in text_of(html)
    assert "Groupes (1)" in html
    assert titles("secret") == []
    assert titles("secret", make_account()) == ["Secret du bistrot"]
