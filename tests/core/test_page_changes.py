"""What changes is seen at the next visit, in every process."""

from io import BytesIO

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from home.models import ContentPage
from millecafes.core import page_store
from millecafes.core.localize import repair_child_counts
from millecafes.core.page_changes import is_ignored
from news.models import ArticlePage, NewsIndexPage
from tests.core.factories import (
    make_figure,
    make_furniture,
    make_image,
    make_partner,
    make_testimony,
    picture_bytes,
    resizes_pictures,
)
from tests.core.visits import publish, says, seen
from tests.pages.factories import make_page, restrict
from tests.people.factories import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store"), resizes_pictures]


def test_words_published_are_read_at_once(processes, committed):
    page = make_page(ContentPage, title="Avant")
    assert says(processes, page.url, "Avant") == [True, True]

    with committed():
        publish(page, title="Après")

    assert says(processes, page.url, "Après") == [True, True]


def test_a_page_withdrawn_is_gone(processes, committed):
    page = make_page(ContentPage)
    seen(processes, page.url)

    with committed():
        page.unpublish()

    assert seen(processes, page.url) == [404, 404]


def test_a_page_deleted_is_gone(processes, committed):
    page = make_page(ContentPage)
    seen(processes, page.url)

    with committed():
        page.delete()

    assert seen(processes, page.url) == [404, 404]


def test_a_page_moved_is_at_its_new_address_only(processes, committed):
    page, child = make_page(ContentPage, slug="histoire"), None
    child = make_page(ContentPage, page, slug="debuts", title="Débuts")
    shelf = make_page(ContentPage, slug="nous")
    seen(processes, child.url)

    with committed():
        page.move(shelf, pos="last-child")

    assert seen(processes, "/histoire/debuts/") == [301, 301]
    assert says(processes, "/nous/histoire/debuts/", "Débuts") == [True, True]


def test_a_page_or_its_parent_made_private_is_shut(processes, committed):
    parent = make_page(ContentPage)
    child = make_page(ContentPage, parent)
    seen(processes, child.url)

    with committed():
        restriction = restrict(parent).view_restrictions.get()
    shut = seen(processes, child.url)
    with committed():
        restriction.delete()

    assert shut == [302, 302]
    assert says(processes, child.url, child.title) == [True, True]


def test_a_figure_corrected_is_corrected_everywhere(processes, committed):
    figure = make_figure(code="candidatures", value=41)
    page = make_page(ContentPage, summary="Déjà [[candidatures]] communes.")
    before = says(processes, page.url, "Déjà 41 communes")

    with committed():
        figure.value = 42
        figure.save()

    assert before == [True, True]
    assert says(processes, page.url, "Déjà 42 communes") == [True, True]


def test_a_consent_withdrawn_takes_the_words_away(processes, committed):
    words = make_testimony(text="On revit.")
    page = make_page(ContentPage, body=[("testimony", words)])
    before = says(processes, page.url, "On revit.")

    with committed():
        words.consent_on = None
        words.save()

    assert (before, says(processes, page.url, "On revit.")) == ([True, True], [False, False])


def test_words_that_are_drawn_leave_the_draw_with_their_consent(processes, committed):
    words = make_testimony(text="On revit.")
    page = make_page(ContentPage, body=[("testimonies", {"count": 2})])
    before = says(processes, f"{page.url}?a=1", "On revit.")

    with committed():
        words.consent_on = None
        words.save()

    assert (before, says(processes, f"{page.url}?a=1", "On revit.")) == ([True, True], [False, False])


def test_the_wall_of_partners_bears_a_new_name_on_every_page(processes, committed):
    partner = make_partner(name="Ancien nom")
    page = make_page(ContentPage, body=[("partners", {"title": "Nos partenaires"})])
    before = says(processes, f"{page.url}?a=1", "Ancien nom")

    with committed():
        partner.name = "Nouveau nom"
        partner.save()

    assert (before, says(processes, f"{page.url}?a=1", "Nouveau nom")) == ([True, True], [True, True])


def test_menus_change_on_every_page(processes, committed):
    furniture, page = make_furniture(), make_page(ContentPage)
    seen(processes, page.url)

    with committed():
        furniture.footer_text = "Deux associations"
        furniture.save()

    assert says(processes, page.url, "Deux associations") == [True, True]


def test_a_redirect_takes_the_place_of_a_page(processes, committed):
    page = make_page(ContentPage, slug="ancienne")
    seen(processes, page.url)

    with committed():
        page.delete()
        Redirect.objects.create(old_path="/ancienne", redirect_link="/nouvelle/")

    assert seen(processes, "/ancienne/") == [301, 301]


def test_a_picture_replaced_is_shown(processes, committed):
    image = make_image()
    page = make_page(ContentPage, cover=image)
    before = seen(processes, page.url)

    with committed():
        image.file = ImageFile(BytesIO(picture_bytes(size=(80, 60))), name="autre.png")
        image.save()
        image.renditions.all().delete()

    assert "autre" in "".join(seen(processes, page.url))
    assert "autre" not in "".join(before)


def test_resized_pictures_made_while_reading_forget_nothing_and_their_loss_does(committed, client):
    page = make_page(ContentPage, cover=make_image())
    with committed() as made:
        client.get(page.url)
    with committed() as lost:
        page.cover.renditions.all().delete()

    assert (page_store.bump in made, page_store.bump in lost) == (False, True)


def test_an_article_published_is_in_the_news(processes, committed):
    index = make_page(NewsIndexPage)
    seen(processes, index.url)

    before = says(processes, "/?a=1", "Un café rouvre")
    with committed():
        make_page(ArticlePage, index, title="Un café rouvre")

    assert says(processes, index.url, "Un café rouvre") == [True, True]
    assert (before, says(processes, "/?a=1", "Un café rouvre")) == ([False, False], [True, True])


def test_a_tree_repaired_is_read_again(committed):
    parent = make_page(ContentPage)
    make_page(ContentPage, parent)
    Page.objects.filter(pk=parent.pk).update(numchild=0)
    before = page_store.generation()

    repair_child_counts()

    assert page_store.generation() != before


@pytest.mark.parametrize(
    ("action", "answers"),
    [("unpublish", [404, 404]), ("delete", [404, 404]), ("move", [301, 301])],
)
def test_what_is_done_to_several_pages_at_once_is_seen_too(client, processes, committed, action, answers):
    shelf, pages = make_page(ContentPage), [make_page(ContentPage) for _ in range(2)]
    for page in pages:
        seen(processes, page.url)

    with committed():
        act_on_several(client, action, pages, chooser=shelf.pk)

    assert [seen(processes, page.url) for page in pages] == [answers] * 2


def test_several_pages_published_at_once_are_read_at_once(client, processes, committed):
    pages = [make_page(ContentPage, title="Avant") for _ in range(2)]
    for page in pages:
        page.title = "Après"
        page.save_revision()
        seen(processes, page.url)

    with committed():
        act_on_several(client, "publish", pages)

    assert [says(processes, page.url, "Après") for page in pages] == [[True, True]] * 2


def act_on_several(client, action, pages, **typed):
    client.force_login(make_staff("Validation"))
    chosen = "&".join(f"id={page.pk}" for page in pages)
    answer = client.post(f"/gestion/bulk/wagtailcore/page/{action}/?{chosen}&next=/gestion/", typed)
    assert answer.status_code == 302


def test_a_draft_saved_again_and_again_while_it_is_written_forgets_nothing(
    client, processes, committed, django_assert_num_queries
):
    page = make_page(ContentPage, title="Publié")
    client.force_login(make_staff("Communication"))
    form = querydict_from_html(client.get(f"/gestion/pages/{page.pk}/edit/").content.decode(), form_id="page-edit-form")
    seen(processes, page.url)

    with committed():
        for title in ("Brouillon", "Brouillon repris"):
            form["title"], form["body-count"] = title, "0"
            saved = client.post(f"/gestion/pages/{page.pk}/edit/", form, headers={"Accept": "application/json"}).json()
            form["overwrite_revision_id"] = saved["revision_id"]

    assert Page.objects.get(pk=page.pk).draft_title == "Brouillon repris"
    with django_assert_num_queries(0):
        assert says(processes, page.url, "Publié") == [True, True]


def test_what_is_not_committed_forgets_nothing(processes, committed, django_assert_num_queries):
    page = make_page(ContentPage, title="Publié")
    seen(processes, page.url)

    with committed(), pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(page, title="Jamais")
        1 / 0  # noqa: B018

    with django_assert_num_queries(0):
        assert says(processes, page.url, "Publié") == [True, True]


def test_many_changes_of_one_transaction_forget_once(committed):
    with committed() as calls:
        make_page(ContentPage)
        make_figure()

    assert calls.count(page_store.bump) == 1


def test_a_page_begun_before_a_change_is_not_given_after_it(processes, committed, monkeypatch):
    page, began = make_page(ContentPage, title="Avant"), []
    get_context = ContentPage.get_context

    def slowly(self, *args, **kwargs):
        if not began:
            began.append(True)
            with committed():
                publish(ContentPage.objects.get(pk=page.pk), title="Après")
        return get_context(self, *args, **kwargs)

    monkeypatch.setattr(ContentPage, "get_context", slowly)

    late = processes[0].get(page.url).content.decode()

    assert "Avant" in late
    assert says(processes, page.url, "Après") == [True, True]


def test_every_table_counts_unless_it_is_said_not_to():
    labels = {model._meta.label_lower for model in apps.get_models()} | {app.label for app in apps.get_app_configs()}
    counted = {model._meta.label for model in apps.get_models() if not is_ignored(model)}

    assert labels >= django_settings.PAGE_CACHE_IGNORES
    assert counted >= {
        "core.Document",
        "core.Image",
        "core.KeyFigure",
        "core.SiteFurniture",
        "home.HomePage",
        "news.ArticlePage",
        "wagtailcore.Locale",
        "wagtailcore.Page",
        "wagtailcore.PageViewRestriction",
        "wagtailcore.Site",
        "wagtailredirects.Redirect",
    }
