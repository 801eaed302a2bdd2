"""What every test may use: the site in a browser, its demo accounts, and the watch on undefined variables."""

import fcntl
import os
import socket
from ipaddress import ip_address
from pathlib import Path
from shutil import copyfile, copytree
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from millecafes.core import page_store
from tests.core.visits import keep_pages_in
from tests.databases import is_postgresql, lay_copy, lay_postgresql_copy, original
from tests.undefined import Watch
from tools.messages import compile_catalogues

for catalogue in compile_catalogues():
    # Django was set up before this file was read, and remembers that there was no catalogue.
    translation_file_changed(None, catalogue)
django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_serialized_rollback"}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="Leave out what no database can change.")


def pytest_collection_modifyitems(config, items):
    """The browser comes last: its event loop would change the database connections of the tests after it.

    The second database is asked each question once: of a test tried with many inputs it runs the first, unless its
    module says that inputs make other queries (``every_case``), and nothing of what repeats over every page, or for
    every role, the queries of other tests (``any_database``).
    """
    engine = django_settings.DATABASES["default"]["ENGINE"]
    kept, left, asked = [], [], set()
    for item in sorted(items, key=lambda item: bool(item.get_closest_marker("browser"))):
        wanted = engine.endswith("postgresql") or not item.get_closest_marker("postgres")
        wanted &= "fuzz" in config.option.markexpr.split() or not item.get_closest_marker("fuzz")
        if config.option.only_database:
            wanted &= bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames))
            wanted &= not item.get_closest_marker("any_database")
            question = item.nodeid.partition("[")[0]
            wanted &= question not in asked or bool(item.get_closest_marker("every_case"))
            asked.add(question)
        (kept if wanted else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings, django_db_blocker):
    """The tests do not make their database: they are given a copy, which on SQLite goes away with them."""
    if request.config.getvalue("reuse_db"):
        yield True
        return
    if is_postgresql():
        with django_db_blocker.unblock():
            lay_postgresql_copy()
        yield True
        return
    copy = lay_copy()
    yield True
    for left in copy.parent.glob(f"{copy.name}*"):
        left.unlink()


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(request, monkeypatch):
    """As behind a closed network: names are not found, and nobody answers. A browser is watched otherwise."""
    if request.node.get_closest_marker("browser"):
        return
    find, reach = socket.getaddrinfo, socket.socket.connect

    def find_here(host, *args, **options):
        if not is_here(host) and not is_number(host):
            raise socket.gaierror(f"A test looks for {host}.")
        return find(host, *args, **options)

    def reach_here(self, address):
        if isinstance(address, tuple) and not is_here(address[0]):
            raise OSError(f"A test reaches for {address[0]}.")
        return reach(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", find_here)
    monkeypatch.setattr(socket.socket, "connect", reach_here)


def is_here(host) -> bool:
    """No name at all, or one of this machine."""
    name = host.decode() if isinstance(host, bytes) else host or ""
    return name in {"", "localhost", "0.0.0.0", "::", "::1"} or name.startswith("127.")


def is_number(host) -> bool:
    """Nobody is asked what it stands for."""
    try:
        return bool(ip_address(host.decode() if isinstance(host, bytes) else host))
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def french_at_first():
    """An English page asked for by a test leaves the language of the thread behind it."""
    yield
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def whole_sign_in(monkeypatch):
    """``client.force_login`` stands for the whole sign-in: who owes a second factor has one, and has just shown it.

    To begin without it: ``tests.people.second_factor.enter_half_way``.
    """
    from tests.people.second_factor import enter

    monkeypatch.setattr(Client, "force_login", enter)


@pytest.fixture(autouse=True)
def no_undefined_variable():
    """Any page a test renders with our templates shows only variables that exist."""
    watch = Watch()
    with watch:
        yield watch
    assert watch.found == [], "A template of ours names what it was not given."


@pytest.fixture(autouse=True)
def language_of_the_site():
    """A page read in English leaves its language to the thread: the next test begins in French."""
    yield
    translation.deactivate()


# -- The browser ------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(settings, tmp_path, monkeypatch) -> Path:
    """The page cache is on, and empty: as in production."""
    settings.PAGE_CACHE = True
    keep_pages_in(tmp_path / "pages", settings)
    monkeypatch.setattr(page_store, "_away_until", 0.0)
    return tmp_path / "pages"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The whole site in another process, with its demo content, its worker and a database of its own.

    Laying the content takes more than a minute, from a database that is migrated already: the workers of a run copy
    what the first of them has laid.
    """
    from tools.site import Site, served

    own, shared = tmp_path_factory.mktemp("site"), tmp_path_factory.getbasetemp().parent
    if "PYTEST_XDIST_WORKER" in os.environ:
        with (shared / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / "laid").exists():
                (shared / "site").mkdir()
                copyfile(original(), shared / "site" / "db.sqlite3")
                Site(shared / "site").run("-m", "tools.prepare")
                (shared / "laid").touch()
        copytree(shared / "site", own, dirs_exist_ok=True)
    with served(own, worker=True) as site:
        yield site


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    from tools.chromium import FLAGS, executable

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(browser, site):
    """Opens a window of its own (no cookie shared); at the end nothing may have gone wrong in any of them."""
    opened, faults = [], []

    def open_window(viewport=PHONE, base_url=site.url, **options):
        context = browser.new_context(base_url=base_url, viewport=viewport, locale="fr-FR", **options)
        context.set_default_timeout(15_000)
        context.on("request", lambda request: watch_request(request, base_url, faults))
        context.on("console", lambda message: watch_console(message, faults))
        context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
        opened.append(context)
        return context.new_page()

    yield SimpleNamespace(window=open_window, faults=faults)
    for context in opened:
        context.close()
    assert faults == []


def watch_request(request, own, faults):
    if not request.url.startswith((own, "data:", "blob:", "about:")):
        faults.append(f"third party: {request.url}")


def watch_console(message, faults):
    """Errors of scripts and refusals of the content policy; an answer 4xx is the business of the test that wants it."""
    if message.type == "error" and "Failed to load resource" not in message.text:
        faults.append(f"console: {message.text}")


@pytest.fixture
def page(open_browser):
    """A phone."""
    return open_browser.window()


@pytest.fixture
def desk(open_browser):
    """A large screen."""
    return open_browser.window(DESK)


@pytest.fixture
def sign_in(site):
    """Signs a demo account in: ``sign_in(page, "redaction@example.org")``."""

    def enter(page, email):
        page.goto(site.manage("demo_login", email).split()[-1])
        return page

    return enter


@pytest.fixture
def axe():
    """Accessibility faults of the page as it stands: ``assert axe(page) == []``."""
    from tools.looks import AXE, axe_faults

    source = AXE.read_text()

    def examine(page, **options):
        page.evaluate(source)
        return axe_faults(page, **options)

    return examine
