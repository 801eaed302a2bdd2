"""Several web processes, as in production: what one person changes, every process says at its next answer."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from types import SimpleNamespace
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
COUNT_PUBLISHED = COUNT.replace("unpublish", "publish")
MENU = """
from millecafes.core.models import SiteFurniture
furniture = SiteFurniture.objects.for_language("fr")
entry = furniture.main_menu[0].value
former, entry["label"] = entry.get("label"), "{words}"
furniture.save()
print(former or "")
"""
FIGURE = (
    "from millecafes.core.models import KeyFigure; from wagtail.models import Locale;"
    "KeyFigure.objects.create(code='essai', value=41, label='villages', source='Essai', topic='network',"
    " locale=Locale.objects.get(language_code='fr'))"
)
FIND_FIGURE = "from millecafes.core.models import KeyFigure; figure = KeyFigure.objects.get(code='essai');"
A_CAFE = """
from millecafes.places.models import Cafe
cafe = Cafe.objects.standing().select_related("commune").order_by("pk").first()
print(cafe.slug, cafe.commune_id, cafe.commune.name, sep="|")
"""
REGISTER = """
from millecafes.places.services.register import update_register
from millecafes.places.services.register_files import read_register
register = read_register()
register.communes["{code}"].name = "{name}"
update_register(register)
"""
CLOSE = (
    "from wagtail.models import PageViewRestriction;"
    "PageViewRestriction.objects.create(page=page, restriction_type='login')"
)
MOVE = "page.move(ContentPage.objects.live().filter(depth=3).exclude(pk=page.pk).order_by('pk')[0], pos='last-child')"
PUBLISH = "page.save_revision().publish()"


def last_line(said: str) -> str:
    return said.removesuffix("\n").rpartition("\n")[2]


@pytest.fixture
def told(site):
    """A page of its own; gives what all the processes answer there, each asked many times over new connections."""
    site.manage("shell", "-c", f"{WRITE} {PUBLISH}")

    def ask(path, known):
        connection = HTTPConnection(urlsplit(site.url).netloc, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        html = answer.read().decode()
        connection.close()
        return next((words for words in known if words in html), answer.status)

    def ask_all(path=PATH, known=("Premier état", "Second état")):
        with ThreadPoolExecutor(AT_ONCE) as visitors:
            return set(visitors.map(lambda _visit: ask(path, known), range(VISITS)))

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


def test_every_process_shows_a_page_at_the_hour_of_its_publication_which_comes_once(site, told):
    site.manage("shell", "-c", f"{PAGE} page.unpublish()")
    planned = "page.go_live_at = timezone.now() + timedelta(seconds=6)"
    site.manage("shell", "-c", f"{PAGE} {planned}; {PUBLISH}")
    before = told()

    time.sleep(7)

    assert (before, told()) == ({404}, {"Premier état"})
    assert site.manage("shell", "-c", f"{PAGE} {COUNT_PUBLISHED}").split()[-1] == "1"


@pytest.fixture
def menu(site):
    """Gives the first entry of the menu other words; it is as it was afterwards."""

    def rename(words):
        return last_line(site.manage("shell", "-c", MENU.format(words=words)))

    former = rename("Premier mot")
    yield rename
    rename(former)


def test_every_process_says_the_new_words_of_the_menu(told, menu):
    known = ("Premier mot", "Second mot")
    before = told(PATH, known)

    menu("Second mot")

    assert (before, told(PATH, known)) == ({"Premier mot"}, {"Second mot"})


def test_every_process_says_a_figure_that_was_corrected(site, told):
    site.manage("shell", "-c", FIGURE)
    site.manage("shell", "-c", f"{PAGE} page.summary = '[[essai]] villages'; {PUBLISH}")
    known = ("41 villages", "42 villages")
    before = told(PATH, known)

    site.manage("shell", "-c", f"{FIND_FIGURE} figure.value = 42; figure.save()")

    after = told(PATH, known)
    site.manage("shell", "-c", f"{FIND_FIGURE} figure.delete()")
    assert (before, after) == ({"41 villages"}, {"42 villages"})


@pytest.fixture
def commune(site):
    """The name of the commune of a café as the register gives it, the address of the café; and renames it."""
    slug, code, former = last_line(site.manage("shell", "-c", A_CAFE)).split("|")

    def rename(name):
        site.manage("shell", "-c", REGISTER.format(code=code, name=name))

    yield SimpleNamespace(path=f"/cafes/{slug}/", name=former, rename=rename)
    rename(former)


def test_every_process_says_what_the_register_of_communes_has_become(told, commune):
    known = ("Autreville-l’Essai", commune.name)  # the former name may be that of the café too
    before = told(commune.path, known)

    commune.rename("Autreville-l’Essai")

    assert (before, told(commune.path, known)) == ({commune.name}, {"Autreville-l’Essai"})


@pytest.mark.parametrize(("done", "status"), [("page.unpublish()", 404), (CLOSE, 302), (MOVE, 301)])
def test_every_process_forgets_a_page_withdrawn_closed_or_moved(site, told, done, status):
    before = told()

    site.manage("shell", "-c", f"{PAGE} {done}")

    assert (before, told()) == ({"Premier état"}, {status})
