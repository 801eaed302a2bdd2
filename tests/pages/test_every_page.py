"""What every type of page owes its reader."""

import re

import pytest
from django.utils.html import escape

from home.models import ContentPage, HomePage
from news.models import ArticlePage
from tests.core.factories import make_furniture
from tests.pages.factories import EXAMPLES, make_page, page_types

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
ASSETS = re.compile(
    r"""<(?:img|script|source|iframe|audio|video|object|embed)\b[^>]*?\b(?:src|srcset|data)="([^"]+)"|"""
    r"""<link\b(?![^>]*rel="(?:canonical|alternate)")[^>]*href="([^"]+)""",
)
KILOBYTES_OF_AN_EMPTY_PAGE, QUERIES = 20, 12


every_type = pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)


def test_every_type_of_page_has_an_example():
    assert page_types() >= {HomePage, ContentPage, ArticlePage}
    assert set(EXAMPLES) == page_types()


@every_type
def test_a_page_is_served_with_one_title_in_french(client, kind):
    page = make_page(kind)

    answer = client.get(page.url)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    assert '<html lang="fr">' in html
    assert f"<title>{escape(page.title)} · 1000 cafés</title>" in html


@every_type
def test_a_page_holds_nothing_inline_and_fetches_nothing_elsewhere(client, kind):
    html = client.get(make_page(kind).url).content.decode()

    assets = ["".join(found) for found in ASSETS.findall(html)]
    assert INLINE.findall(html) == []
    assert any("site.css" in asset for asset in assets)
    assert [asset for asset in assets if not asset.startswith("/static/")] == []


@every_type
def test_a_page_forbids_scripts_and_frames_from_elsewhere_and_is_asked_for_again(client, kind):
    headers = client.get(make_page(kind).url).headers

    policy = headers["Content-Security-Policy"]
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy.split("; "))
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"] == "geolocation=(self), camera=(), microphone=()"
    assert headers["X-Frame-Options"] == "DENY"


@every_type
def test_an_empty_page_is_light(client, kind):
    make_furniture()

    answer = client.get(make_page(kind).url, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < KILOBYTES_OF_AN_EMPTY_PAGE * 1024


@every_type
def test_a_page_asks_little_of_the_database(client, kind, django_assert_max_num_queries):
    make_furniture()
    page = make_page(kind)
    client.get(page.url)

    with django_assert_max_num_queries(QUERIES):
        client.get(page.url)


@every_type
def test_what_a_signed_in_person_reads_is_kept_by_no_shared_cache(client, kind, django_user_model):
    client.force_login(django_user_model.objects.create_user("zoe@example.org"))

    assert client.get(make_page(kind).url).headers["Cache-Control"] == "private, no-store"
