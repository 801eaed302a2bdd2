"""The page cache: what is kept, what is given to whom, and what never is."""

import re
from gzip import decompress

import brotli
import pytest
from django.conf import settings as django_settings
from django.test import Client
from wagtail.models import Page

from home.models import ContactPage, ContentPage
from millecafes.core import checks
from tests.core.factories import make_furniture, resizes_pictures
from tests.core.visits import contents, kept, publish, says, seen
from tests.pages.factories import home_page, make_page, open_english, restrict
from tests.people.factories import make_account, make_staff

PROXY_HEADERS = {"X-Accel-Expires", "CDN-Cache-Control"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store"), resizes_pictures]


@pytest.mark.parametrize(
    "accepted, encoding", [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", "identity")]
)
def test_a_page_read_again_costs_no_query_and_is_the_same_to_the_last_header(
    client, django_assert_num_queries, accepted, encoding
):
    make_furniture()
    page = make_page(ContentPage)
    first = client.get(page.url, headers={"Accept-Encoding": accepted})

    with django_assert_num_queries(0):
        again = client.get(page.url, headers={"Accept-Encoding": accepted})

    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)
    assert again.headers["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]
    assert again.headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in again.headers["Permissions-Policy"]
    assert again.headers.get("Content-Encoding", "identity") == encoding


@pytest.mark.parametrize("path", ["/", "/sitemap.xml", "/robots.txt"])
def test_what_is_the_same_for_all_is_kept(client, django_assert_num_queries, path):
    client.get(path)

    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


def test_processes_share_their_pages(processes):
    page = make_page(ContentPage, title="Avant")
    seen(processes[:1], page.url)
    Page.objects.filter(pk=page.pk).update(title="Écrit à la main")

    assert says(processes, page.url, "Avant") == [True, True]


def test_compressed_or_not_a_page_bears_the_same_mark(client):
    page = make_page(ContentPage)
    accepted = ("identity", "gzip", "gzip, br")

    plain, packed, smaller = (client.get(page.url, headers={"Accept-Encoding": kinds}) for kinds in accepted)

    assert decompress(packed.content) == brotli.decompress(smaller.content) == plain.content
    assert len(smaller.content) < 0.93 * len(packed.content)
    assert smaller.headers["ETag"] == packed.headers["ETag"] == plain.headers["ETag"]


def test_a_browser_that_has_the_page_is_told_so_while_it_holds(client, committed):
    page = make_page(ContentPage)
    mark = client.get(page.url).headers["ETag"]

    kept_answer = client.get(page.url, headers={"If-None-Match": mark})
    with committed():
        make_furniture()
    unchanged_answer = client.get("/robots.txt", headers={"If-None-Match": client.get("/robots.txt").headers["ETag"]})
    with committed():
        publish(page, title="Un autre titre")
    changed_answer = client.get(page.url, headers={"If-None-Match": mark})

    assert (kept_answer.status_code, kept_answer.content) == (304, b"")
    assert kept_answer.headers["Cache-Control"] == "no-cache"
    assert unchanged_answer.status_code == 304
    assert changed_answer.status_code == 200


def test_heads_are_given_from_the_page_and_never_kept_for_it(client, store):
    page = make_page(ContentPage)

    before = client.head(page.url)
    kept_before = kept(store)
    whole = client.get(page.url)
    after = client.head(page.url)

    assert (before.status_code, kept_before) == (200, 0)
    assert (after.content, after.headers["Content-Length"]) == (b"", str(len(whole.content)))
    assert client.get(page.url).content == whole.content


def test_nothing_a_visitor_sends_changes_what_others_read(processes):
    page = make_page(ContentPage)
    strange = {
        "Accept-Language": "en",
        "X-Forwarded-Host": "evil.example",
        "X-Original-URL": "/gestion/",
        "User-Agent": "<script>",
    }

    first = processes[0].get(page.url, headers=strange)

    assert '<html lang="fr">' in first.content.decode()
    assert "evil.example" not in first.content.decode()
    assert seen(processes, page.url) == [Client().get(page.url, headers={"Accept-Language": "fr"}).content.decode()] * 2


def test_each_home_page_keeps_its_language_whatever_the_browser_prefers(processes, store):
    open_english()
    asked = [("/", "fr"), ("/en/", "en"), ("/", "en"), ("/en/", "fr"), ("/", "en-GB,en;q=0.9"), ("/en/", "fr-FR")]

    for client in processes:
        answers = [client.get(path, headers={"Accept-Language": wanted}) for path, wanted in asked]

        assert [answer.status_code for answer in answers] == [200] * 6
        languages = [re.search(r'<html lang="(\w+)"', answer.content.decode())[1] for answer in answers]
        assert languages == ["fr", "en"] * 3
        assert len({answer.headers["ETag"] for answer in answers}) == 2
    assert kept(store) == 2


def test_each_host_and_scheme_has_its_own_pages(client, store):
    make_page(ContentPage)
    for options in ({}, {"headers": {"Host": "localhost"}}, {"secure": True}, {"headers": {"Host": "evil.example"}}):
        client.get("/", **options)

    assert kept(store) == 3


# -- What is never kept -----------------------------------------------------------------------------------------------


def test_pages_of_signed_in_people_are_neither_kept_nor_taken_from_the_cache(client, store):
    page = make_page(ContentPage)
    seen([Client()], page.url)
    client.force_login(make_account())

    answer = client.get(page.url)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers
    assert kept(store) == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda client, page: client.get(page.url, {"page": "2"}),
        lambda client, page: client.get(page.url, headers={"Authorization": "Basic eA=="}),
        lambda client, page: client.get(page.url, headers={"Cookie": "messages=x"}),
        lambda client, page: client.get(page.url, headers={"Cookie": "sessionid=unknown"}),
        lambda client, page: client.get(page.url, headers={"Cookie": "anything=x"}),
        lambda client, page: client.post(page.url),
        lambda client, page: client.get(make_page(ContentPage, live=False).url),
        lambda client, page: client.get(restrict(make_page(ContentPage)).url),
        lambda client, page: client.get(make_page(ContactPage).url),
        lambda client, page: client.get(make_page(ContactPage).url, headers={"Cookie": "csrftoken=" + "x" * 32}),
        lambda client, page: client.get(page.url.rstrip("/")),
        lambda client, page: client.get("/sante/"),
        lambda client, page: client.get("/compte/connexion/"),
        lambda client, page: client.get("/gestion/"),
        lambda client, page: client.get("/recherche/"),
        lambda client, page: client.get("/nulle-part/"),
    ],
)
def test_what_is_made_for_somebody_or_for_once_is_not_kept(client, store, ask):
    answer = ask(client, make_page(ContentPage))

    assert (kept(store), "ETag" in answer.headers) == (0, False)


def test_a_page_kept_for_all_is_given_to_who_has_a_cookie_of_no_account(client, django_assert_num_queries):
    page = make_page(ContentPage)
    client.get(page.url)

    with django_assert_num_queries(0):
        assert client.get(page.url, headers={"Cookie": "csrftoken=" + "x" * 32}).status_code == 200


def test_no_secret_ever_enters_the_store(store):
    secret, public = "aubergine", "rhubarbe"
    page = make_page(ContentPage, title=public)
    hidden = [restrict(make_page(ContentPage, title=secret)), make_page(ContentPage, title=secret, live=False)]
    page.title = secret
    page.save_revision()
    reader, editor, visitor = Client(), Client(), Client()
    reader.force_login(make_account(first_name=secret))
    editor.force_login(make_staff("Validation"))

    for somebody in (reader, editor, visitor):
        for path in ["/", "/sitemap.xml", page.url, *(one.url for one in hidden)]:
            somebody.get(path)
    editor.get(f"/gestion/pages/{page.pk}/view_draft/")

    assert kept(store) == 3
    assert (public in contents(store), secret in contents(store), "csrf" in contents(store)) == (True, False, False)


# -- Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_that_processes_do_not_share_is_refused(settings, backend):
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": f"django.core.cache.backends.{backend}"}}

    assert [error.id for error in checks.database_and_cache_can_be_shared(None)] == ["core.E002"]


def test_the_cache_stands_before_all_that_costs():
    order = [name.rpartition(".")[2] for name in django_settings.MIDDLEWARE]

    assert order[0] == "PageCache"
    assert home_page().url == "/"


def test_a_kept_page_bears_the_headers_of_all_that_stands_behind(client, settings):
    settings.SECURE_HSTS_SECONDS = 3600
    page = make_page(ContentPage)
    made = client.get(page.url, secure=True)
    kept_page = client.get(page.url, secure=True)

    assert dict(kept_page.headers) == dict(made.headers)
    assert kept_page.headers["Strict-Transport-Security"] == "max-age=3600"
    assert kept_page.headers["X-Content-Type-Options"] == "nosniff"


# -- A proxy that keeps pages -----------------------------------------------------------------------------------------


def test_a_proxy_is_told_nothing_unless_it_is_asked_for(client):
    page = make_page(ContentPage)
    answers = [client.get(page.url), client.get(page.url), client.get("/absente/")]

    assert not [answer for answer in answers if PROXY_HEADERS & answer.headers.keys()]


def test_a_proxy_keeps_what_anybody_may_be_given_and_reads_so_first(client, settings):
    settings.PROXY_KEEPS_PAGES = 1
    page = make_page(ContentPage)
    client.get(page.url)

    kept_page, wrong = client.get(page.url), client.get("/absente/")

    assert next(iter(kept_page.headers.items())) == ("X-Accel-Expires", "1")
    assert kept_page.headers["Cache-Control"] == "no-cache"
    assert kept_page.headers["CDN-Cache-Control"] == "max-age=1, stale-if-error=900"
    # A page that is withdrawn must leave the proxy: what stands in its place is kept too.
    assert next(iter(wrong.headers.items())) == ("X-Accel-Expires", "1")


@pytest.mark.parametrize("address", ["/?a=1", "/recherche/", "/compte/login/", "/espace/", "/gestion/"])
def test_a_proxy_keeps_nothing_that_was_made_for_somebody(client, settings, address):
    settings.PROXY_KEEPS_PAGES = 1
    make_furniture()
    home_page()

    for _visit in range(2):
        assert not PROXY_HEADERS & client.get(address).headers.keys()


def test_a_proxy_keeps_no_page_of_a_member(client, settings):
    settings.PROXY_KEEPS_PAGES = 1
    page = make_page(ContentPage)
    client.get(page.url)
    client.force_login(make_account())

    for address in (page.url, "/absente/"):
        assert not PROXY_HEADERS & client.get(address).headers.keys()
