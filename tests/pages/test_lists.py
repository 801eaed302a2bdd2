"""Lists of pages: what they leave out, and what they cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home import models as home
from news.models import ArticlePage, NewsIndexPage
from tests.core.factories import make_figure, make_image, make_partner, resizes_pictures
from tests.pages.factories import advocacy_entry, home_page, make_page, restrict

pytestmark = [pytest.mark.django_db, resizes_pictures]

# Where a list is read -> (the page it stands on, the pages it lists).
LISTS = {
    "news": (NewsIndexPage, ArticlePage),
    "front door": (home.HomePage, ArticlePage),
    "partners": (home.PartnersPage, home.PartnerPage),
    "stories": (home.VillageStoriesPage, home.VillageStoryPage),
    "reports": (home.ReportsPage, home.ReportPage),
    "transparency": (home.TransparencyPage, home.ReportPage),
    "under a page": (home.ContentPage, home.ContentPage),
    "site map": (home.SiteMapPage, home.ContentPage),
}
every_list = pytest.mark.parametrize("name", LISTS)
MANY = 12


def make_list(name):
    """The page of the list, and what makes one more page in it."""
    shown_on, kind = LISTS[name]
    page = make_page(shown_on)
    parent = page if kind._meta.label in page.specific_class.subpage_types and name != "front door" else None
    parent = parent or (home_page() if name == "site map" else make_page(kind).get_parent())

    def make(title, **fields):
        commune = {"commune": title} if kind is home.VillageStoryPage else {}
        return make_page(kind, parent, title=title, **commune | fields)

    return page, make


@every_list
def test_drafts_and_private_pages_are_on_no_list(client, name):
    page, make = make_list(name)
    make("Page publique")
    make("Page brouillon", live=False)
    restrict(make("Page pour les comptes"), "login")
    restrict(make("Page pour un groupe"), "groups", "Culture")

    html = client.get(page.url).content.decode()

    shown = [
        title for title in ("brouillon", "publique", "pour les comptes", "pour un groupe") if f"Page {title}" in html
    ]
    assert shown == ["publique"]


@every_list
def test_what_was_unpublished_leaves_the_list(client, name):
    page, make = make_list(name)
    seen = make("Page de passage")
    before = client.get(page.url).content.decode()

    seen.unpublish()

    assert ("Page de passage" in before, "Page de passage" in client.get(page.url).content.decode()) == (True, False)


def test_the_map_for_search_engines_holds_public_pages_only(client):
    section = restrict(make_page(home.ContentPage, slug="salle-fermee"))
    make_page(home.ContentPage, section, slug="sous-salle")
    make_page(home.ContentPage, slug="brouillon", live=False)
    restrict(make_page(home.ContentPage, slug="groupe"), "groups", "Culture")
    make_page(home.ContentPage, slug="ouverte")

    text = client.get("/sitemap.xml").content.decode()

    assert "/ouverte/" in text
    assert [slug for slug in ("salle-fermee", "sous-salle", "brouillon", "groupe") if slug in text] == []


def test_what_hangs_under_a_page_left_out_is_not_on_the_site_map(client):
    address = make_page(home.SiteMapPage).url
    closed, draft = restrict(make_page(home.ContentPage)), make_page(home.ContentPage, live=False)
    for parent in (closed, draft):
        make_page(home.ContentPage, parent, title="Sous une page cachée")
    make_page(home.ContentPage, make_page(home.ContentPage), title="Sous une page ouverte")

    html = client.get(address).content.decode()

    assert ("Sous une page ouverte" in html, "Sous une page cachée" in html) == (True, False)


def test_a_private_page_asks_a_visitor_to_sign_in_and_refuses_who_is_not_of_the_group(client, django_user_model):
    page = restrict(make_page(home.ContentPage), "groups", "Culture")
    visitor = client.get(page.url)
    client.force_login(django_user_model.objects.create_user("zoe@example.org"))

    member = client.get(page.url, follow=True)

    assert (visitor.status_code, "login" in visitor.url) == (302, True)
    assert member.status_code == 403


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", [name for name in LISTS if name not in {"front door", "transparency"}])
@pytest.mark.parametrize("pictured", [False, True], ids=["plain", "with pictures"])
def test_a_list_costs_the_same_for_one_page_and_for_twelve(client, name, pictured):
    page, make = make_list(name)
    make("Une page", cover=make_image() if pictured else None)
    one = queries_of(client, page.url)

    for number in range(MANY - 1):
        make(f"Page {number}", cover=make_image() if pictured else None)

    assert queries_of(client, page.url) == one


def fill_questions(page, number):
    page.elected = [("question", {"question": f"Pourquoi {n} ?", "answer": "<p>Parce que.</p>"}) for n in range(number)]
    page.save_revision().publish()


def fill_entries(page, number):
    page.entries = [advocacy_entry(title=f"Position {n}", date=date(2025, 1, 1)) for n in range(number)]
    page.save_revision().publish()


def fill_figures(page, number):
    for _more in range(number - 1 if number > 1 else 1):
        make_figure()


def fill_wall(page, number):
    for _more in range(number - 1 if number > 1 else 1):
        make_partner(logo=make_image(), logo_alt="Logo")


@pytest.mark.parametrize(
    ("kind", "fill"),
    [
        (home.FaqPage, fill_questions),
        (home.AdvocacyPage, fill_entries),
        (home.ImpactPage, fill_figures),
        (home.PartnersPage, fill_wall),
    ],
)
def test_a_register_costs_the_same_for_one_row_and_for_thirty(client, kind, fill):
    page = make_page(kind)
    fill(page, 1)
    one = queries_of(client, page.url)

    fill(page, MANY)

    assert queries_of(client, page.url) == one
