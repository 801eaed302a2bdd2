"""The life of a page in the back office: written by one desk, read and published by another."""

import pytest
from django.utils.html import escape
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from home import models as home
from news.models import ArticlePage
from tests.core.factories import make_partner
from tests.pages.factories import EXAMPLES, PARENTS, home_page, make_page
from tests.people.factories import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TITLE = "Un café revient"
KINDS = [kind for kind in EXAMPLES if kind is not home.HomePage]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@pytest.fixture
def enter(client):
    """Puts the browser in the hands of a desk: ``enter("Validation")``."""

    def sit(desk):
        client.force_login(make_staff(desk))
        return client

    return sit


def parent_of(kind) -> Page:
    return make_page(PARENTS[kind]) if kind in PARENTS else home_page()


def add_address(kind, parent) -> str:
    return f"/gestion/pages/add/{kind._meta.app_label}/{kind._meta.model_name}/{parent.pk}/"


def form_of(answer, kind, **typed):
    """What the browser would send of this screen, with what the person typed; stories, which it draws, are empty."""
    data = querydict_from_html(answer.content.decode(), form_id="page-edit-form")
    for field in kind._meta.get_fields():
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = "0"
    for name, value in typed.items():
        data[name] = value
    return data


def write(client, kind, parent, **typed):
    address = add_address(kind, parent)
    given = {name: getattr(value, "pk", value) for name, value in EXAMPLES[kind]().items()}
    words = {"title": TITLE, "slug": "cafe-revient"} | given | typed
    return client.post(address, form_of(client.get(address), kind, **words))


def written(kind):
    return kind.objects.get(title=TITLE)


def edit(client, page, **typed):
    address = f"/gestion/pages/{page.pk}/edit/"
    return client.post(address, form_of(client.get(address), type(page), **typed), follow=True)


@every_kind
def test_communication_writes_a_page_of_every_type_and_it_stays_a_draft(enter, kind):
    client, parent = enter("Communication"), parent_of(kind)
    offered = client.get(f"/gestion/pages/{parent.pk}/add_subpage/", follow=True).content.decode()

    answer = write(client, kind, parent, **{"action-publish": "1"})

    page = written(kind)
    if len(parent.specific_class.subpage_types) > 1:  # else there is nothing to choose
        assert add_address(kind, parent) in offered
        assert escape(kind.get_page_description() or "?") in offered
    assert (answer.status_code, page.live, page.get_parent().pk) == (302, False, parent.pk)
    assert client.get(page.get_url()).status_code == 404


def test_the_map_keeps_its_address(enter):
    page = make_page(home.CafesPage)

    answer = edit(enter("Validation"), page, slug="carte-des-cafes")

    assert "La carte reste à l’adresse «\u00a0cafes\u00a0»" in answer.content.decode()
    page.refresh_from_db()
    assert page.slug == "cafes"


@every_kind
def test_validation_publishes_a_page_of_every_type(enter, kind):
    client = enter("Validation")

    write(client, kind, parent_of(kind), **{"action-publish": "1"})

    answer = client.get(written(kind).url)
    assert answer.status_code == 200
    assert "Un café revient" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (ArticlePage, home.HomePage),
        (home.HomePage, home.HomePage),
        (home.ContactPage, home.ContentPage),
        (home.ContentPage, home.ContactPage),
        (home.ReportPage, home.ContentPage),
        (home.PartnerPage, home.VillageStoriesPage),
    ],
)
def test_a_page_is_not_offered_where_it_makes_no_sense(enter, kind, parent):
    answer = enter("Validation").get(add_address(kind, make_page(parent)))

    assert answer.status_code == 302
    assert answer.url == "/gestion/"


def test_what_communication_submits_is_read_and_published_by_validation(enter):
    client = enter("Communication")
    write(client, home.ContentPage, home_page(), **{"action-submit": "1"})
    page = written(home.ContentPage)
    waiting = (page.live, page.current_workflow_state.status)

    client = enter("Validation")
    task = page.current_workflow_task_state.pk
    reading = client.get("/gestion/").content.decode()
    client.post(f"/gestion/pages/workflow/action/{page.pk}/approve/{task}/", {"comment": "Bien."})

    assert waiting == (False, "in_progress")
    assert "Un café revient" in reading
    assert client.get(written(home.ContentPage).url).status_code == 200


def test_an_article_approved_in_the_editor_is_published(enter):
    client = enter("Communication")
    write(client, ArticlePage, parent_of(ArticlePage), **{"action-submit": "1"})
    article = written(ArticlePage)

    client = enter("Validation")
    answer = edit(client, article, **{"action-workflow-action": "true", "workflow-action-name": "approve"})

    assert answer.status_code == 200
    assert client.get(written(ArticlePage).url).status_code == 200


def test_communication_cannot_approve_its_own_words(enter):
    client = enter("Communication")
    write(client, home.ContentPage, home_page(), **{"action-submit": "1"})
    page = written(home.ContentPage)

    task = page.current_workflow_task_state.pk
    client.post(f"/gestion/pages/workflow/action/{page.pk}/approve/{task}/", {})

    assert not written(home.ContentPage).live


def test_readers_see_the_published_words_while_others_are_written(enter):
    page = make_page(home.ContentPage, summary="Publié.")

    edit(enter("Communication"), page, summary="En cours d’écriture.")

    html = enter("Communication").get(page.url).content.decode()
    assert ("Publié." in html, "En cours" in html) == (True, False)


def test_a_page_that_moves_leaves_its_old_address_behind(enter, client):
    page, shelf = make_page(home.ContentPage, slug="histoire"), make_page(home.ContentPage, slug="nous")
    child = make_page(home.ContentPage, page, slug="debuts")
    editor = enter("Validation")

    editor.post(f"/gestion/pages/{page.pk}/move/{shelf.pk}/confirm/")

    for old, new in (("/histoire/", "/nous/histoire/"), ("/histoire/debuts/", "/nous/histoire/debuts/")):
        answer = client.get(old)
        assert (answer.status_code, answer.url) == (301, new)
        assert client.get(new).status_code == 200
    assert home.ContentPage.objects.get(pk=child.pk).url == "/nous/histoire/debuts/"


def test_a_page_that_changes_its_name_leaves_its_old_address_behind(enter, django_capture_on_commit_callbacks):
    page, client = make_page(home.ContentPage, slug="histoire"), enter("Validation")

    with django_capture_on_commit_callbacks(execute=True):
        edit(client, page, slug="notre-histoire", **{"action-publish": "1"})

    answer = client.get("/histoire/")
    assert (answer.status_code, answer.url) == (301, "/notre-histoire/")


def chart(*values) -> dict:
    rows = [(f"Poste {number}", value) for number, value in enumerate(values)]
    listed = {
        "count": len(rows),
        **{
            str(number): {
                "deleted": "",
                "order": number,
                "type": "item",
                "id": "",
                "value": {"label": label, "value": value},
            }
            for number, (label, value) in enumerate(rows)
        },
    }
    given = {"title": "Repartition", "kind": "shares", "unit": "%", "population": "dépenses"}
    return given | {"period": "2025", "source": "Rapport", "note": "", "rows": listed}


def test_a_chart_of_fifty_nine_percent_is_refused_with_its_sum_and_what_was_typed_is_kept(enter):
    page, client = make_page(home.ContentPage), enter("Validation")
    body = nested_form_data({"body": streamfield([("chart", chart("40", "19"))])})

    answer = edit(client, page, **body, **{"action-publish": "1"})

    html = answer.content.decode()
    assert "Les parts font 59" in html
    assert [text for text in ("Repartition", "Poste 0", "Poste 1") if text not in html] == []
    assert list(home.ContentPage.objects.get(pk=page.pk).body) == []


def test_the_same_chart_once_right_is_published(enter):
    page, client = make_page(home.ContentPage), enter("Validation")
    body = nested_form_data({"body": streamfield([("chart", chart("60", "40"))])})

    edit(client, page, **body, **{"action-publish": "1"})

    assert "Repartition" in client.get(page.url).content.decode()


def test_an_unknown_figure_is_refused_and_named(enter):
    page, client = make_page(home.ContentPage), enter("Validation")
    quote = {
        "items": {"count": 1, "0": {"deleted": "", "order": 0, "type": "item", "id": "", "value": {}}},
        "title": "",
    }
    quote["items"]["0"]["value"] = {"title": "Un", "text": "Il y a [[cafes-ouverts]] cafés."}
    body = nested_form_data({"body": streamfield([("steps", quote)])})

    html = edit(client, page, **body, **{"action-publish": "1"}).content.decode()

    assert ("ne porte le code" in html, "cafes-ouverts" in html) == (True, True)
    assert list(home.ContentPage.objects.get(pk=page.pk).body) == []


def test_a_partner_under_a_page_may_leave_the_register_without_breaking_it(enter):
    partner = make_partner()
    page, client = make_page(home.PartnerPage, partner=partner), enter("Validation")

    partner.delete()

    assert client.get(page.url).status_code == 200
    assert client.get(f"/gestion/pages/{page.pk}/edit/").status_code == 200


@every_kind
def test_a_page_is_previewed_while_it_is_written(enter, kind):
    client = enter("Communication")
    page = make_page(kind)
    address = f"/gestion/pages/{page.pk}/edit/preview/"
    typed = form_of(client.get(f"/gestion/pages/{page.pk}/edit/"), kind, title="En train de s’écrire")

    sent = client.post(address, typed)
    shown = client.get(address)

    assert sent.json() == {"is_valid": True, "is_available": True}
    assert "En train de s’écrire" in shown.content.decode()
