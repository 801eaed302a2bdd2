"""What is owed to every page, whoever reads it and on whatever screen."""

import json
import re
import subprocess
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.conftest import DESK, PHONE
from tools.looks import LARGER_TEXT, SHARP, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

SEARCHES = {"/recherche/": 200, "/recherche/?q=cafe+associatif": 200, "/recherche/?q=helicoptere+cafe": 200}
OTHERS = SEARCHES | {"/compte/login/": 200, "/compte/signup/": 200, "/demo/courriel/": 200, "/nulle-part/": 404}
ACCOUNT = ["", "2fa/", "2fa/webauthn/add/", "2fa/totp/activate/", "confirmer/", "adresse/", "sessions/"]
KEYS = ["2fa/", "2fa/reauthenticate/", "2fa/totp/deactivate/", "2fa/recovery-codes/generate/"]
INSIDE = [
    *["", "lieux/", "profil/", "annuaire/", "messages/", "agenda/", "webinaires/", "calendrier/", "mes-inscriptions/"],
    *["ressources/", "boites-a-outils/", "replays/", "mes-donnees/", "positions/services-reunis/"],
]
MEMBER = {f"/compte/{screen}": 200 for screen in ACCOUNT} | {"/gestion/": 403}
MEMBER |= {f"/espace/{screen}": 200 for screen in INSIDE}
MANAGER = {"/espace/": 200, "/espace/animations/": 200, "/espace/mes-inscriptions/": 200}
FULL = "/agenda/portes-ouvertes-de-l-abbaye/"
STAFF = {f"/compte/{screen}": 200 for screen in ["", *KEYS]} | {"/gestion/style/": 200}
# One of each kind, and the screens with the most on them.
KINDS = [
    *["/", "/contact/", "/chiffres/", "/transparence/", "/questions-frequentes/", "/partenaires/", "/plaidoyer/"],
    *["/rapports/", "/actualites/", "/presse/", "/culture/raconte-moi-ton-village/", "/accompagnement/"],
    "/compte/login/",
]
LIVELY = ["/simulateur/", "/cafes/le-four-banal/"]
SMALL_PHONE = {"width": 320, "height": 640}


@pytest.fixture
def look(open_browser, axe):
    """What is wrong on a page at this address, by the eye, the finger and the tools."""

    def look(page, path, status=200, widths=(), again=False):
        answer = page.goto(path)
        if again:  # what was kept by the browser is answered 304, with the headers of the first time
            page.reload()
        found = [] if answer.status == status else [f"status {answer.status}"]
        if (titles := page.locator("h1").count()) != 1:
            found.append(f"{titles} h1")
        found += axe(page, **SHARP) + page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL)
        for width in widths:
            page.set_viewport_size(width)
            found += page.evaluate(TOO_WIDE)
        found += open_browser.faults
        open_browser.faults.clear()
        return found

    return look


@pytest.fixture(scope="session")
def seats(site):
    """Where one asks for a seat at a date, and what one is told then."""
    form = re.search(r'href="(/inscriptions/date/[^"]+/)"', source(site.url + FULL))[1]
    return [form, f"{form}merci/"]


def faults(found):
    return {path: what for path, what in found.items() if what}


def test_no_page_has_a_fault_on_a_phone(open_browser, addresses, seats, look):
    page = open_browser.window(reduced_motion="reduce")

    found = {}
    for path, status in (dict.fromkeys([*addresses, *seats], 200) | OTHERS).items():
        page.set_viewport_size(PHONE)
        found[path] = look(page, path, status, widths=[SMALL_PHONE])

    assert set(KINDS) <= set(found)
    assert faults(found) == {}


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_pages_are_as_readable_at_night(open_browser, look, size):
    page = open_browser.window(size, color_scheme="dark", reduced_motion="reduce")

    assert faults({path: look(page, path) for path in KINDS}) == {}


def test_pages_have_no_fault_on_a_large_screen(open_browser, look):
    page = open_browser.window(DESK)

    assert faults({path: look(page, path, again=True) for path in [*KINDS, *LIVELY]}) == {}


@pytest.mark.parametrize(
    "email, screens",
    [("elue@example.org", MEMBER), ("gerante@example.org", MANAGER), ("redaction@example.org", STAFF)],
)
def test_the_screens_of_an_account_have_no_fault(page, sign_in, look, email, screens):
    sign_in(page, email)

    assert faults({path: look(page, path, status, [SMALL_PHONE]) for path, status in screens.items()}) == {}


def test_the_page_of_the_code_has_no_fault(page, look):
    page.goto("/compte/login/")
    page.get_by_label("Votre adresse e-mail").fill("personne@example.org")
    page.get_by_role("button", name="Recevoir un code").click()
    page.wait_for_url("**/compte/login/code/confirm/**")

    assert look(page, "/compte/login/code/confirm/", widths=[SMALL_PHONE]) == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_text_twice_as_large_stays_on_the_screen(open_browser, size):
    page = open_browser.window(size, reduced_motion="reduce")
    found = {}

    for path in KINDS:
        page.goto(path)
        page.evaluate(LARGER_TEXT)
        found[path] = page.evaluate(TOO_WIDE)

    assert faults(found) == {}


def test_every_page_is_valid_html(site, addresses, seats, open_browser, sign_in, tmp_path):
    staff = sign_in(open_browser.window(), "redaction@example.org")
    for number, path in enumerate([*addresses, *seats, *OTHERS]):
        (tmp_path / f"{number}.html").write_text(f"{source(site.url + path)}<!-- {path} -->")
    for path in STAFF:
        (tmp_path / f"{path.replace('/', '-')}.html").write_text(staff.request.get(path).text())

    report = tmp_path / "report.json"
    subprocess.run(
        [
            *[settings.ROOT / "tools" / "with_node", "node", "node_modules/html-validate/bin/html-validate.mjs"],
            *["--config", "tests/browser/html-validate.json", "--formatter", f"json={report}"],
            *tmp_path.glob("*.html"),
        ],
        cwd=settings.ROOT,
        stdout=subprocess.DEVNULL,
    )
    found = {
        document["source"].rpartition("<!-- ")[2]: [
            f"{it['message']} ({it['selector']})" for it in document["messages"]
        ]
        for document in json.loads(report.read_text())
    }

    assert faults(found) == {}


def source(url):
    try:
        return urlopen(url).read().decode()
    except HTTPError as error:
        return error.read().decode()
