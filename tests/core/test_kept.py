"""What stands around every page is read once in each process, and anew as soon as it changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import ContentPage
from millecafes.core import kept, memo
from millecafes.core.models import SiteFurniture
from tests.core.factories import make_furniture
from tests.core.visits import publish
from tests.pages.factories import make_page, restrict
from tests.people.factories import make_elected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

HER_PAGE = "/espace/notifications/"


@pytest.fixture
def member(client, committed):
    with committed():
        page = make_page(ContentPage, title="La charte")
        furniture = make_furniture()
        furniture.main_menu = [("entry", {"label": "", "page": page, "url": "", "children": []})]
        furniture.save()
    client.force_login(make_elected())
    client.get(HER_PAGE)
    return client


def asked(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(HER_PAGE).status_code == 200
    return len(queries)


def test_the_frame_of_a_page_of_a_member_costs_no_query(member, settings):
    again = asked(member)
    settings.PAGE_CACHE = False

    assert asked(member) == again + 3  # the menus, the pages they lead to, where these stand


def test_a_word_of_the_menus_is_read_at_the_next_page(member, committed):
    assert "Nouveau pied de page" not in member.get(HER_PAGE).content.decode()

    with committed():
        furniture = SiteFurniture.objects.get()
        furniture.footer_text = "Nouveau pied de page"
        furniture.save()

    assert "Nouveau pied de page" in member.get(HER_PAGE).content.decode()


def test_a_page_of_the_menus_bears_its_new_title_at_the_next_page(member, committed):
    page = ContentPage.objects.get(title="La charte")
    assert "La charte" in member.get(HER_PAGE).content.decode()

    with committed():
        publish(page, title="Notre charte")

    assert "Notre charte" in member.get(HER_PAGE).content.decode()


def test_whoever_changes_the_pages_reads_them_anew_before_the_others_do():
    memo.open_request()
    known = [kept.kept("answer", lambda: "before"), kept.kept("answer", lambda: "after")]
    restrict(make_page(ContentPage))

    known.append(kept.kept("answer", lambda: "after"))
    memo.close_request()

    assert known == ["before", "before", "after"]


def test_what_nobody_told_of_is_read_anew_after_ten_minutes(member, monkeypatch):
    SiteFurniture.objects.update(footer_text="Écrit à la main")
    assert "Écrit à la main" not in member.get(HER_PAGE).content.decode()
    now = kept.time.monotonic()

    monkeypatch.setattr(kept.time, "monotonic", lambda: now + kept.LONGEST + 1)

    assert "Écrit à la main" in member.get(HER_PAGE).content.decode()
