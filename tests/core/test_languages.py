"""French first, English second: what each reader is given, and where."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from home import models as home
from millecafes.core import tree
from news.models import ArticlePage, NewsIndexPage
from tests.core.factories import make_figure, make_furniture, make_partner, make_testimony
from tests.pages.factories import home_page, in_english, make_page, open_english, restrict
from tests.people.factories import make_account

pytestmark = pytest.mark.django_db

NOT_TRANSLATED = "This page has not been translated yet"
MAIN = re.compile(r'<main id="contenu" tabindex="-1"([^>]*)>')
SWITCH = re.compile(r'<a class="site-header__tool" href="([^"]*)" lang="(\w\w)" .*?__long">([^<]*)</span></a>')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')


@pytest.fixture(params=[500, 3], ids=["known", "beyond what is read together"])
def most(request, monkeypatch):
    monkeypatch.setattr(tree, "MOST", request.param)


@pytest.fixture
def english():
    return open_english()


def html_of(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def says_french(html) -> bool:
    """Whether the frame is English, and the content French and marked as such."""
    marked = MAIN.search(html)[1] == ' lang="fr"'
    assert marked == (NOT_TRANSLATED in html)
    assert '<html lang="en">' in html
    return marked


# -- A page that nobody has translated --------------------------------------------------------------------------------


def test_an_untranslated_page_says_so_and_is_shown_in_french(client, english, most):
    index = make_page(NewsIndexPage, slug="actualites")
    article = make_page(ArticlePage, index, slug="revue", title="Une revue", date=date(2025, 3, 1))

    html = html_of(client, "/en/actualites/revue/")

    assert says_french(html)
    assert ("Une revue" in html, "1er mars 2025" in html) == (True, True)
    assert f'<link rel="canonical" href="{article.full_url}">' in html
    assert ALTERNATE.findall(html) == []


def test_its_links_keep_the_reader_in_her_language(client, english, most):
    other = make_page(home.ContentPage, title="L’autre", slug="autre")
    text = f'<p>Voir <a linktype="page" id="{other.pk}">l’autre</a>.</p>'
    make_page(home.ContentPage, slug="une", body=[("paragraph", text)])

    html = html_of(client, "/en/une/")

    assert '<a href="/en/autre/">l’autre</a>' in html
    assert 'href="/autre/"' not in html


def test_a_translated_page_is_shown_in_english(client, english, most):
    page = in_english(make_page(home.ContentPage, slug="histoire"), title="Our story")

    html = html_of(client, page.url)

    assert ("Our story" in html, says_french(html)) == (True, False)


@pytest.mark.parametrize("state", ["draft", "unpublished", "alias"])
def test_a_translation_that_is_not_there_yet_leaves_the_french_page(client, english, most, state):
    page = make_page(home.ContentPage, slug="histoire", title="Notre histoire")
    if state == "alias":
        page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    else:
        translation = in_english(page, live=state == "unpublished", title="Secret story", slug="histoire")
    if state == "unpublished":
        translation.unpublish()

    html = html_of(client, "/en/histoire/")

    assert says_french(html)
    assert ("Notre histoire" in html, "Secret story" in html) == (True, False)
    assert ALTERNATE.findall(html_of(client, "/histoire/")) == []


def test_the_french_address_of_a_page_translated_elsewhere_leads_to_the_translation(client, english, most):
    page = make_page(home.ContentPage, slug="histoire")
    in_english(page, slug="our-story")

    answer = client.get("/en/histoire/")

    assert (answer.status_code, answer.url) == (302, "/en/our-story/")


def test_an_untranslated_page_that_moves_leaves_its_english_address_behind_too(client, english):
    page, shelf = make_page(home.ContentPage, slug="histoire"), make_page(home.ContentPage, slug="nous")

    page.move(shelf, pos="last-child")

    for old, new in (("/histoire/", "/nous/histoire/"), ("/en/histoire/", "/en/nous/histoire/")):
        answer = client.get(old)
        assert (answer.status_code, answer.url) == (301, new)
        assert client.get(new).status_code == 200


@pytest.mark.parametrize("address", ["/en/absente/", "/en/brouillon/", "/en/actualites/absent/"])
def test_a_wrong_address_is_as_wrong_in_english(client, english, most, address):
    make_page(home.ContentPage, slug="brouillon", live=False)
    in_english(make_page(NewsIndexPage, slug="actualites"), slug="actualites")

    assert client.get(address).status_code == 404


def test_a_private_page_is_as_private_in_english(client, english, most):
    restrict(make_page(home.ContentPage, slug="membres", title="Mot secret"))

    answer = client.get("/en/membres/")

    assert (answer.status_code, "secret" in answer.content.decode()) == (302, False)
    client.force_login(make_account())
    assert says_french(html_of(client, "/en/membres/"))


def test_figures_quoted_by_an_untranslated_page_are_said_in_french(client, english):
    figure = make_figure(value=1700, qualifier="more_than")
    make_page(home.ContentPage, slug="une", body=[("paragraph", f"<p>Déjà [[{figure.code}]].</p>")])

    assert "<p>Déjà plus de\u00a01\u00a0700.</p>" in html_of(client, "/en/une/")


def test_a_form_is_sent_from_an_untranslated_page(client, english, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    make_page(home.ContactPage, slug="contact")

    answer = client.post("/en/contact/", {"name": ""})

    assert answer.status_code == 400
    assert says_french(answer.content.decode())
    assert 'action="/en/contact/#lettre"' in answer.content.decode()


# -- Lists and registers ----------------------------------------------------------------------------------------------


def test_a_list_shows_each_page_once_in_the_best_language_there_is(client, english, most):
    index = make_page(NewsIndexPage, slug="actualites")
    translated = make_page(ArticlePage, index, title="Le bal", slug="bal")
    make_page(ArticlePage, index, title="Le four", slug="four")
    in_english(index, title="News", slug="actualites")
    in_english(translated, title="The ball", slug="bal")

    html = html_of(client, "/en/actualites/")

    assert re.findall(r'<article class="article-card"( lang="fr")?>', html) == ["", ' lang="fr"']
    assert ('href="/en/actualites/bal/">The ball' in html, "Le bal" in html) == (True, False)
    assert 'href="/en/actualites/four/">Le four' in html
    assert "The ball" not in html_of(client, "/actualites/")


def test_an_english_list_asks_no_more_of_the_database_for_thirty_pages(client, english, most):
    index = make_page(NewsIndexPage, slug="actualites")
    in_english(index, slug="actualites")
    make_page(ArticlePage, index)
    few = queries_of(client, "/en/actualites/")

    for _ in range(11):
        make_page(ArticlePage, index)

    assert queries_of(client, "/en/actualites/") == few


def queries_of(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_the_site_map_holds_every_page_under_its_best_title(client, english):
    above = make_page(home.ContentPage, title="Le dessus", slug="dessus")
    make_page(home.ContentPage, above, title="Le dessous", slug="dessous")
    in_english(above, title="Above", slug="dessus")
    make_page(home.SiteMapPage, slug="plan-du-site")
    in_english(home.SiteMapPage.objects.get(), slug="plan-du-site")

    html = html_of(client, "/en/plan-du-site/")

    assert '<a href="/en/dessus/">Above</a>' in html
    assert '<a href="/en/dessus/dessous/" lang="fr">Le dessous</a>' in html


def test_sheets_nobody_has_translated_are_shown_in_french(client, english):
    locale = Locale.objects.get(language_code="en")
    translated = make_figure(label="cafés ouverts")
    make_figure(label="open cafés", locale=locale, translation_key=translated.translation_key)
    make_figure(label="maires satisfaits")
    make_partner(name="Fondation du Comptoir")
    make_testimony(text="On revit.")
    in_english(make_page(home.ImpactPage, slug="chiffres"), slug="chiffres", body=[("testimonies", {"count": 1})])
    in_english(make_page(home.PartnersPage, slug="partenaires"), slug="partenaires")

    figures, partners = html_of(client, "/en/chiffres/"), html_of(client, "/en/partenaires/")

    assert ("open cafés" in figures, "cafés ouverts" in figures, "maires satisfaits" in figures) == (True, False, True)
    assert ("On revit." in figures, "Fondation du Comptoir" in partners) == (True, True)


def test_a_translated_figure_is_quoted_in_its_language(client, english):
    figure = make_figure(value=12, unit="communes", code="ouverts")
    locale = Locale.objects.get(language_code="en")
    text = [("paragraph", "<p>Already [[ouverts]].</p>")]
    in_english(make_page(home.ContentPage, slug="une"), slug="une", body=text)
    before = html_of(client, "/en/une/")

    make_figure(value=12, unit="towns", code="ouverts", locale=locale, translation_key=figure.translation_key)

    after = html_of(client, "/en/une/")
    assert ("12\u00a0communes" in before, "12\u00a0towns" in after) == (True, True)


# -- The switcher and search engines ----------------------------------------------------------------------------------


def switch(client, address):
    return SWITCH.findall(html_of(client, address))


def test_the_switcher_keeps_the_same_page(client, english, most):
    page = in_english(make_page(home.ContentPage, slug="histoire"), slug="our-story")
    make_page(home.ContentPage, slug="village")

    assert switch(client, "/histoire/") == [("/en/our-story/", "en", "English")]
    assert switch(client, page.url) == [("/histoire/", "fr", "Français")]
    assert switch(client, "/village/") == [("/en/village/", "en", "English")]
    assert switch(client, "/en/village/") == [("/village/", "fr", "Français")]
    assert switch(client, "/") == [("/en/", "en", "English")]


def test_the_switcher_keeps_the_filters_and_works_on_screens_that_are_no_page(client, english):
    make_page(NewsIndexPage, slug="actualites")

    assert switch(client, "/actualites/?rubrique=culture") == [("/en/actualites/?rubrique=culture", "en", "English")]
    assert switch(client, "/compte/login/?next=/a/") == [("/en/compte/login/?next=%2Fa%2F", "en", "English")]
    assert switch(client, "/en/compte/login/") == [("/compte/login/", "fr", "Français")]


def test_a_page_that_only_exists_in_english_leads_back_to_the_french_home(client, english, most):
    page = english.add_child(instance=home.ContentPage(title="Only here", slug="only", locale=english.locale))

    assert switch(client, page.url) == [("/", "fr", "Français")]


def test_there_is_no_switcher_until_english_is_open(client):
    in_english(make_page(home.ContentPage, slug="histoire"))

    html = html_of(client, "/histoire/")

    assert (SWITCH.findall(html), ALTERNATE.findall(html)) == ([], [])


def test_each_version_names_the_others_to_search_engines(client, english, most):
    page = make_page(home.ContentPage, slug="histoire")
    translation = in_english(page, slug="our-story")
    named = [("fr", page.full_url), ("en", translation.full_url), ("x-default", page.full_url)]

    assert ALTERNATE.findall(html_of(client, "/histoire/")) == named
    assert ALTERNATE.findall(html_of(client, translation.url)) == named


def test_a_private_version_is_named_to_nobody(client, english, most):
    page = make_page(home.ContentPage, slug="histoire")
    restrict(in_english(page, slug="our-story"))

    assert ALTERNATE.findall(html_of(client, "/histoire/")) == []


def test_the_map_for_search_engines_says_the_same_as_the_pages(client, english):
    page = make_page(home.ContentPage, slug="histoire")
    translation = in_english(page, slug="our-story")

    entry = re.search(rf"<loc>{re.escape(translation.full_url)}</loc>.*?</url>", html_of(client, "/sitemap.xml"), re.S)

    alternates = re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', entry[0])
    assert set(alternates) == set(ALTERNATE.findall(html_of(client, "/histoire/")))


def test_the_menu_of_an_english_reader_leads_to_english_addresses(client, english):
    page = make_page(home.ContentPage, title="Histoire", slug="histoire")
    make_furniture(main_menu=[("entry", {"label": "", "page": page, "url": "", "children": []})])

    html = html_of(client, "/en/histoire/")

    assert 'href="/en/histoire/" aria-current="page"' in html
    assert home_page().url == "/"
