"""Addresses that are no page: errors, robots, the map for search engines, health."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults
from wagtail.models import Locale

from home.models import ContentPage
from millecafes.core import health
from millecafes.core.backup import marks
from tests.core.factories import make_furniture
from tests.pages.factories import home_page, in_english, make_page
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db

WAYS_BACK = ['href="/"', 'href="/plan-du-site/"', 'href="/contact/"']


def body_of(answer) -> str:
    return answer.content.decode()


# -- Errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/absente/", "/absente", "/a/b/c/", "/media/absente.png", "/%00/", "/é/", "/wp-login.php"]
)
def test_a_wrong_address_leads_back_to_the_site(client, address):
    make_furniture(footer_text="12 rue du Bac", main_menu=[("entry", {"label": "Les cafés", "url": "/cafes/"})])

    answer = client.get(address, follow=True)

    html = body_of(answer)
    assert answer.status_code == 404
    assert html.count("<h1") == 1
    assert [text for text in [*WAYS_BACK, "Les cafés", "12 rue du Bac", 'lang="fr"'] if text not in html] == []


def test_a_page_closed_to_an_account_says_so(client):
    client.force_login(make_account())

    answer = client.get("/gestion/style/")

    assert (answer.status_code, "Cette salle est réservée" in body_of(answer)) == (403, True)
    assert [way for way in WAYS_BACK if way not in body_of(answer)] == []


def test_an_expired_form_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/compte/login/", {"login": "zoe@example.org"})

    assert (answer.status_code, "rechargez la page et renvoyez" in body_of(answer)) == (403, True)


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html"])
def test_a_screen_of_error_has_one_title_and_ways_back(template):
    html = render_to_string(template, {}, RequestFactory().get("/x/"))

    assert html.count("<h1") == 1
    assert [way for way in WAYS_BACK if way not in html] == []


def test_a_request_that_makes_no_sense_says_so():
    answer = defaults.bad_request(RequestFactory().get("/"), SuspiciousOperation())

    assert answer.status_code == 400
    assert "<h1" in body_of(answer)


def test_a_fault_of_ours_needs_nothing_of_the_application(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = defaults.server_error(RequestFactory().get("/"))

    html = body_of(answer)
    assert answer.status_code == 500
    assert html.count("<h1") == 1
    assert ('href="/"' in html, "mailto:contact@1000cafes.org" in html) == (True, True)


def test_a_fault_of_ours_shows_that_screen_and_no_detail(monkeypatch):
    def break_down(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("home.models.HomePage.get_context", break_down)

    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert ("en panne" in body_of(answer), "secret detail" in body_of(answer)) == (True, False)


# -- Search engines ---------------------------------------------------------------------------------------------------


def test_robots_are_kept_from_the_desks_and_told_of_the_map(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = body_of(answer).splitlines()
    assert {"Disallow: /gestion/", "Disallow: /compte/", "Sitemap: http://testserver/sitemap.xml"} <= set(lines)


def test_the_map_is_french_only_while_english_is_not_live(client):
    make_page(ContentPage, slug="histoire").copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )

    text = body_of(client.get("/sitemap.xml"))

    assert "/histoire/</loc>" in text
    assert ("/en/" in text, "alternate" in text) == (False, False)


@pytest.mark.parametrize("address", ["/en/", "/en/histoire/"])
def test_an_english_address_is_a_wrong_one_until_its_home_page_is_open(client, address):
    page = make_page(ContentPage, slug="histoire")
    before = client.get(address)

    in_english(home_page())
    in_english(page)

    after = client.get(address if address == "/en/" else page.get_translations().get().url)
    assert (before.status_code, after.status_code) == (404, 200)


def test_the_map_names_the_other_language_of_a_translated_page(client):
    page = make_page(ContentPage, slug="histoire")
    make_page(ContentPage, slug="seulement-ici")
    in_english(home_page())
    in_english(page)

    text = body_of(client.get("/sitemap.xml"))

    assert 'hreflang="en" href="http://localhost/en/histoire' in text
    assert 'hreflang="fr" href="http://localhost/histoire/"' in text
    assert "<loc>http://localhost/en/histoire" in text
    assert "/en/seulement-ici" not in text


# -- Health -----------------------------------------------------------------------------------------------------------


def test_being_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/sante/")

    assert (answer.status_code, body_of(answer)) == (200, "ok")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.fixture
def watch(settings):
    """Who watches the site, with its secret."""
    settings.HEALTH_TOKEN = "un-secret-de-la-machine"
    marks.note_success()
    return Client(headers={"Authorization": "Bearer un-secret-de-la-machine"})


def test_being_ready_means_that_everything_answers(watch):
    answer = watch.get("/sante/pret/")

    assert answer.status_code == 200
    assert {"database": "ok", "cache": "ok", "storage": "ok", "mail": "ok"}.items() <= answer.json().items()


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer autre", "Basic un-secret-de-la-machine", "é"])
def test_strangers_are_only_told_whether_all_is_well(client, watch, monkeypatch, authorization):
    well = client.get("/sante/pret/", headers={"Authorization": authorization})
    monkeypatch.setattr(health, "room", lambda: health.Room(10**9, 100 * 10**9))

    ill = client.get("/sante/pret/", headers={"Authorization": authorization})

    assert [(answer.status_code, body_of(answer)) for answer in (well, ill)] == [(200, "ok"), (503, "ko")]


def test_without_a_secret_nobody_holds_it(client, settings):
    assert settings.HEALTH_TOKEN == ""

    answer = client.get("/sante/pret/", headers={"Authorization": "Bearer "})

    assert body_of(answer) in {"ok", "ko"}


@pytest.mark.parametrize("part", health.CHECKS)
def test_what_fails_is_named_without_its_details(watch, monkeypatch, part):
    def fail():
        raise OSError("/secret/path")

    monkeypatch.setitem(health.CHECKS, part, fail)

    answer = watch.get("/sante/pret/")

    assert answer.status_code == 503
    assert answer.json() == dict.fromkeys(health.CHECKS, "ok") | {part: "ko"}
    assert "secret" not in body_of(answer)


def test_a_database_that_is_away_is_not_asked_who_reads(client, monkeypatch):
    client.force_login(make_staff("Administration"))
    monkeypatch.setitem(health.CHECKS, "database", lambda: 1 / 0)

    answer = client.get("/sante/pret/")

    assert (answer.status_code, body_of(answer)) == (503, "ko")


def test_a_cache_that_forgets_is_not_ready(watch, monkeypatch):
    monkeypatch.setattr("millecafes.core.health.cache.get", lambda *args: None)

    assert (watch.get("/sante/pret/").status_code, watch.get("/sante/pret/").json()["cache"]) == (503, "ko")


def test_a_full_disk_is_not_ready(watch, monkeypatch):
    monkeypatch.setattr(health, "room", lambda: health.Room(10**9, 100 * 10**9))

    assert (watch.get("/sante/pret/").status_code, watch.get("/sante/pret/").json()["disk"]) == (503, "ko")


def test_a_database_older_than_the_code_is_not_ready_until_it_is_migrated(watch):
    health.check_migrations.cache_clear()
    latest = MigrationRecorder.Migration.objects.filter(app="core").latest("name")
    latest.delete()
    before = watch.get("/sante/pret/")
    MigrationRecorder(connection).record_applied("core", latest.name)

    assert (before.status_code, before.json()["migrations"]) == (503, "ko")
    assert watch.get("/sante/pret/").status_code == 200


@pytest.mark.parametrize("address", ["/sante/", "/sante/pret/", "/robots.txt", "/media/x"])
def test_these_addresses_are_only_read(client, address):
    assert client.post(address).status_code == 405


# -- Odd requests -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ['"', " ", "\0", '"café', "mot " * 1500])
@pytest.mark.parametrize("address", ["/gestion/images/", "/gestion/documents/", "/gestion/pages/search/"])
def test_the_back_office_searches_whatever_is_typed(client, address, words):
    client.force_login(make_staff("Communication"))

    assert client.get(address, {"q": words}).status_code == 200


@pytest.mark.parametrize("method", ["options", "post", "put", "delete"])
def test_the_map_for_search_engines_is_only_read(client, method):
    assert getattr(client, method)("/sitemap.xml").status_code == 405


def test_letters_that_cannot_be_read_are_not_understood():
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)

    kind = "application/x-www-form-urlencoded; charset=utf-16"
    answer = stranger.post("/compte/login/", "login=a", content_type=kind)

    assert answer.status_code in {400, 403}
    assert "<h1>" in body_of(answer)


def test_whoever_sends_the_code_twice_is_led_inside():
    twice = Client(enforce_csrf_checks=True)
    twice.force_login(make_account())

    answer = twice.post("/compte/login/code/confirm/", {"code": "BBBB-BBBB"})

    assert (answer.status_code, answer.url) == (302, "/compte/")
