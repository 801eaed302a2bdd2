"""What editors do is found at the next search; what was missed is mended by « manage.py reindex »."""

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import Page

from home.models import ContentPage, ImpactPage, PartnersPage
from millecafes.core.models import SearchEntry, SearchTerms
from millecafes.core.search import index, rebuild
from news.models import ArticlePage
from tests.core.factories import make_figure, make_partner
from tests.core.search.factories import titles
from tests.pages.factories import home_page, make_page

pytestmark = pytest.mark.django_db


def reindex(*options) -> list[str]:
    output = StringIO()
    call_command("reindex", *options, stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    cache.clear()
    monkeypatch.setattr(rebuild, "BATCH", 2)


# -- What a page says -------------------------------------------------------------------------------------------------


def test_a_page_is_found_by_all_it_says():
    figure = make_figure(code="bancs", value=3500, label="bancs publics repeints", period="en 2025")
    body = [
        ("heading", {"text": "Intertitre"}),
        ("paragraph", "<p>Du <b>gras</b> et [[bancs]].</p>"),
        ("callout", {"tone": "warning", "title": "Encadré", "text": "<p>Attente</p>"}),
        ("questions", {"title": "", "items": [{"question": "Pourquoi ?", "answer": "<p>Réponse</p>"}]}),
        ("figures", {"title": "", "items": [figure]}),
    ]
    page = make_page(ContentPage, title="Un titre", summary="Un chapô", illustration="chess", body=body)

    looked_for = ["titre", "chapo", "intertitre", "gras", "3500", "encadre", "attente", "reponse", "bancs repeints"]
    assert [words for words in looked_for if titles(words) != ["Un titre"]] == []
    assert [words for words in ["échecs", "warning", "page", page.slug, "[[bancs]]"] if titles(words)] == ["[[bancs]]"]


def test_pages_that_show_a_register_are_found_by_it():
    make_figure(label="vélos réparés", topic="culture")
    make_partner(name="Fondation Dupré")
    make_page(ImpactPage, title="Chiffres")
    make_page(PartnersPage, title="Soutiens")

    assert titles("velo repare") == titles("programmation culturelle") == ["Chiffres"]
    assert titles("dupre") == ["Soutiens"]


def test_the_title_weighs_more_than_the_text():
    make_page(ContentPage, title="Autre chose", summary="La guinguette. " * 5)
    make_page(ContentPage, title="La guinguette")

    assert titles("guinguettes") == ["La guinguette", "Autre chose"]


def test_a_page_that_cannot_be_read_is_published_all_the_same(monkeypatch, caplog):
    monkeypatch.setattr(ContentPage, "search_words", lambda page: 1 / 0)

    page = make_page(ContentPage, title="Fragile")

    assert (page.live, titles("fragile")) == (True, [])
    assert f"page {page.pk} is not findable" in caplog.text


# -- What editors do --------------------------------------------------------------------------------------------------


def test_publishing_again_replaces_what_was_said():
    page = make_page(ContentPage, title="Bistrot", summary="ancien")

    page.title, page.summary = "Buvette", "nouveau"
    page.save_revision().publish()

    assert titles("bistrot") == titles("ancien") == []
    assert titles("nouveau") == ["Buvette"]
    assert SearchEntry.objects.filter(object_id=page.pk).count() == 1


def test_a_page_that_is_unpublished_or_deleted_leaves_with_its_terms():
    unpublished, deleted = make_page(ContentPage, title="Bistrot"), make_page(ContentPage, title="Bistrot")
    make_page(ContentPage, parent=deleted, title="Bistrot")
    assert len(titles("bistrot")) == 3

    unpublished.unpublish()
    Page.objects.get(pk=deleted.pk).delete()

    assert titles("bistrot") == []
    assert not SearchTerms.objects.filter(entry__title="Bistrot").exists()


def test_a_page_that_moves_is_found_where_it_went(client):
    page, elsewhere = make_page(ContentPage, title="Bistrot"), make_page(ContentPage, title="Ailleurs", slug="ailleurs")

    page.move(elsewhere, pos="last-child")

    html = client.get("/recherche/", {"q": "bistrot"}).content.decode()
    assert f'href="/ailleurs/{page.slug}/"' in html
    assert "<span>Ailleurs</span>" in html


def test_an_alias_is_not_found_twice():
    page = make_page(ContentPage, title="Bistrot")

    page.create_alias(parent=home_page(), update_slug="alias")

    assert titles("bistrot") == ["Bistrot"]


# -- manage.py reindex ------------------------------------------------------------------------------------------------


def test_it_finds_again_what_was_missed_and_forgets_what_is_gone():
    page = make_page(ContentPage, title="Bistrot")
    SearchEntry.objects.all().delete()
    SearchEntry.objects.create(kind="page", object_id=0, type="pages", title="Fantôme", text="")
    SearchEntry.objects.create(kind="inconnu", object_id=page.pk, type="pages", title="Fantôme", text="")

    said = reindex()

    assert said == ["page\u00a0: 2", "retirés de l’index\u00a0: 2"]
    assert titles("bistrot") == ["Bistrot"]
    assert SearchEntry.objects.count() == Page.objects.live().filter(depth__gte=2).count() == 2


def test_it_says_the_new_value_of_a_figure():
    figure = make_figure(code="bancs", value=12, label="bancs")
    make_page(ContentPage, title="Bistrot", summary="[[bancs]] bancs")
    figure.value = 1234
    figure.save()
    assert titles("1234") == []

    reindex()

    assert titles("1234") == ["Bistrot"]


def test_running_it_again_changes_nothing():
    make_page(ArticlePage, title="Bistrot")
    reindex()
    before = list(SearchEntry.objects.order_by("pk").values())

    reindex("--from-scratch")

    assert list(SearchEntry.objects.order_by("pk").values()) == before


def test_killed_in_the_middle_it_goes_on_from_there(monkeypatch):
    for number in range(4):
        make_page(ContentPage, title=f"Bistrot {number}")
    SearchEntry.objects.all().delete()
    write = index.write

    def die_at_the_second_batch(kind, things):
        if SearchEntry.objects.exists():
            raise KeyboardInterrupt
        return write(kind, things)

    with monkeypatch.context() as patch:
        patch.setattr(index, "write", die_at_the_second_batch)
        with pytest.raises(KeyboardInterrupt):
            reindex()
    assert SearchEntry.objects.count() == 2

    assert reindex()[0] == "page\u00a0: 3"
    assert SearchEntry.objects.count() == 5
    assert reindex()[0] == "page\u00a0: 5"


def test_started_from_scratch_it_forgets_where_it_was():
    make_page(ContentPage)
    cache.set(rebuild.PROGRESS, {"page": 10**9}, timeout=None)
    assert reindex() == ["retirés de l’index\u00a0: 0"]
    cache.set(rebuild.PROGRESS, {"page": 10**9}, timeout=None)

    assert reindex("--from-scratch")[0] == "page\u00a0: 2"
