"""Several web processes, as in production: what one person changes, every process says at its next answer."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser  # it needs the served site, not a window

PATH, VISITS, AT_ONCE = "/essai-des-processus/", 60, 12
FIND = (
    "from datetime import timedelta; from django.utils import timezone; from home.models import ContentPage, HomePage;"
)
PAGE = f"{FIND} page = ContentPage.objects.get(slug='essai-des-processus');"
WRITE = (
    f"{FIND} page = HomePage.objects.get(locale__language_code='fr').add_child("
    "instance=ContentPage(title='Premier état', slug='essai-des-processus', live=False));"
)
COUNT = (
    "from wagtail.models import PageLogEntry;"
    "print(PageLogEntry.objects.filter(page=page.pk, action='wagtail.unpublish.scheduled').count())"
)
CLOSE = (
    "from wagtail.models import PageViewRestriction;"
    "PageViewRestriction.objects.create(page=page, restriction_type='login')"
)
MOVE = "page.move(ContentPage.objects.live().filter(depth=3).exclude(pk=page.pk).order_by('pk')[0], pos='last-child')"
PUBLISH = "page.save_revision().publish()"


@pytest.fixture
def told(site):
    """A page of its own; gives what all the processes answer there, each asked many times over new connections."""
    site.manage("shell", "-c", f"{WRITE} {PUBLISH}")

    def ask(_visit):
        connection = HTTPConnection(urlsplit(site.url).netloc, timeout=30)
        connection.request("GET", PATH)
        answer = connection.getresponse()
        html = answer.read().decode()
        connection.close()
        return next((words for words in ("Premier état", "Second état") if f"<h1>{words}" in html), answer.status)

    def ask_all():
        with ThreadPoolExecutor(AT_ONCE) as visitors:
            return set(visitors.map(ask, range(VISITS)))

    yield ask_all
    site.manage("shell", "-c", f"{PAGE} page.delete()")


def test_every_process_says_what_another_one_published(site, told):
    before = told()

    site.manage("shell", "-c", f"{PAGE} page.title = 'Second état'; {PUBLISH}")

    assert (before, told()) == ({"Premier état"}, {"Second état"})


def test_every_process_forgets_a_page_at_the_hour_of_its_end_which_comes_once(site, told):
    site.manage("shell", "-c", f"{PAGE} page.expire_at = timezone.now() + timedelta(seconds=6); {PUBLISH}")
    before = told()

    time.sleep(7)

    assert (before, told()) == ({"Premier état"}, {404})
    assert site.manage("shell", "-c", f"{PAGE} {COUNT}").split()[-1] == "1"


@pytest.mark.parametrize(("done", "status"), [("page.unpublish()", 404), (CLOSE, 302), (MOVE, 301)])
def test_every_process_forgets_a_page_withdrawn_closed_or_moved(site, told, done, status):
    before = told()

    site.manage("shell", "-c", f"{PAGE} {done}")

    assert (before, told()) == ({"Premier état"}, {status})
