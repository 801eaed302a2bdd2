"""What waits on the desks of the demo: seen by the team, and by nobody else."""

import pytest

from home.models import ContactMessage
from millecafes.demo.accounts import add_accounts
from millecafes.demo.desks import add_work
from news.models import ArticlePage
from tests.people.factories import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled_site")]


@pytest.fixture
def desks(demo):
    add_accounts()
    return add_work()


def test_a_demo_has_something_to_read_over_something_begun_and_letters(desks):
    drafts = ArticlePage.objects.filter(live=False)

    assert desks == 4
    assert {page.slug: page.workflow_in_progress for page in drafts} == {"relecture": True, "brouillon": False}
    assert ContactMessage.objects.count() == 2


def test_it_is_laid_once(desks):
    assert add_work() == 0


def test_nobody_else_sees_it(client, desks):
    html = client.get("/actualites/").content.decode() + client.get("/sitemap.xml").content.decode()

    assert ("relecture" in html, "brouillon" in html) == (False, False)
    assert client.get("/actualites/relecture/").status_code == 404


def test_whoever_publishes_is_told_of_what_waits(client, desks):
    client.force_login(make_staff("Validation"))

    assert "un dimanche au comptoir" in client.get("/gestion/").content.decode()


def test_a_site_that_is_no_demo_has_none():
    assert add_work() == 0
