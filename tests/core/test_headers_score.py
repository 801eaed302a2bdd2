"""Our headers, marked as the MDN HTTP Observatory marks them, in the settings of production.

The marks are those it publishes in src/grader/charts.js (github.com/mdn/mdn-http-observatory, commit 94042bb), the
rules those of src/analyzer/tests/: a hundred points, less what lacks, and what is added counts from 90 on. What it can
only see from outside (redirections, the list of preloaded sites) is left out: it adds nothing, or 5.
"""

import importlib
import re

import pytest
from django.test import Client

from home.models import CafesPage, ContentPage
from tests.pages.factories import make_page, open_english
from tests.people.factories import make_elected, make_staff
from tests.test_project import PRODUCTION

pytestmark = pytest.mark.django_db

LEAST = 130
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SCRIPT = re.compile(r"<script\b[^>]*\bsrc=[\"'](?:https?:)?//(?!testserver/)")
HALF_A_YEAR = 15_768_000


def marked(answer) -> dict[str, int]:
    """What each test of the Observatory adds or takes away."""
    said, html = answer.headers, answer.content.decode()
    directives = [part.split() for part in said.get("Content-Security-Policy", "").split(";") if part.strip()]
    policy = {name: set(sources) for name, *sources in directives}
    seconds = re.search(r"max-age=(\d+)", said.get("Strict-Transport-Security", ""))
    framed = 5 if "frame-ancestors" in policy or said.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20
    return {
        "policy": mark_of_policy(policy),
        "cookies": min(map(mark_of_cookie, answer.cookies.values()), default=0),
        "shared with all": -50 if "Access-Control-Allow-Credentials" in said else 0,
        "referrer": 5 if said.get("Referrer-Policy") in PRIVATE else 0,
        "secure transport": (0 if int(seconds[1]) >= HALF_A_YEAR else -10) if seconds else -20,
        "scripts of others": -50 if SCRIPT.search(html) else 0,
        "sniffed types": 0 if said.get("X-Content-Type-Options") == "nosniff" else -5,
        "frames": framed,
        "resources": 10 if said.get("Cross-Origin-Resource-Policy") in {"same-origin", "same-site"} else 0,
        "openers": 10 if said.get("Cross-Origin-Opener-Policy") == "same-origin" else 0,
        "embedder": 10 if said.get("Cross-Origin-Embedder-Policy") == "require-corp" else 0,
    }


def mark_of_policy(policy) -> int:
    if not policy:
        return -25
    script, style, objects = (
        policy.get(name, policy.get("default-src", {"*"})) for name in ("script-src", "style-src", "object-src")
    )
    if script & (BROAD | {"'unsafe-inline'", "data:"}) or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & (BROAD | {"'unsafe-inline'", "data:"}):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def mark_of_cookie(cookie) -> int:
    is_session = "sess" in cookie.key.lower() or "login" in cookie.key.lower()
    if not cookie["secure"]:
        return -40 if is_session else -20
    if is_session and not cookie["httponly"]:
        return -30
    return 5 if cookie["samesite"] in {"Lax", "Strict"} else -20 if "csrf" in cookie.key else 0


def score(marks) -> int:
    lost = 100 + sum(mark for mark in marks.values() if mark < 0)
    return 100 + sum(marks.values()) if lost >= 90 else lost


@pytest.fixture
def production(settings, monkeypatch):
    """What the production settings say of headers and cookies; a browser that comes by HTTPS."""
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    own = vars(importlib.import_module("millecafes.settings.prod"))
    for name in own:
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "X_FRAME_")):
            setattr(settings, name, own[name])
    return Client(headers={"X-Forwarded-Proto": "https"})


ANSWERS = {
    "public": lambda client: client.get(make_page(ContentPage).url),
    "home": lambda client: client.get("/"),
    "home in English": lambda client: client.get(open_english().url),
    "map": lambda client: client.get(make_page(CafesPage, slug="cafes").url),
    "agenda": lambda client: client.get("/agenda/"),
    "nothing there": lambda client: client.get("/rien/du/tout/"),
    "sign-in": lambda client: client.get("/compte/login/"),
    "a code is on its way": lambda client: client.post("/compte/login/", {"login": make_elected().email}),
    "member": lambda client: [client.force_login(make_elected()), client.get("/espace/")][1],
    "account": lambda client: [client.force_login(make_elected()), client.get("/compte/")][1],
    "team": lambda client: [client.force_login(make_staff("Administration")), client.get("/espace/annuaire/")][1],
    # Made to be framed by any town hall: it says so (frame-ancestors *), and leaves itself to be drawn by others.
    "framed map": lambda client: client.get("/cafes/carte/"),
    "framed agenda": lambda client: client.get("/agenda/integrer/"),
}


@pytest.mark.parametrize("place", ANSWERS)
def test_our_headers_are_marked_130_and_more(production, place):
    answer = ANSWERS[place](production)

    marks = marked(answer)
    assert score(marks) >= LEAST, {"status": answer.status_code} | marks
    assert answer.status_code == {"nothing there": 404, "a code is on its way": 302}.get(place, 200)


@pytest.mark.usefixtures("store")
def test_a_kept_page_is_marked_as_when_it_was_made(production):
    address = make_page(ContentPage).url

    made, again = production.get(address), production.get(address)

    assert (marked(made), score(marked(again))) == (marked(again), 140)


def test_the_marks_tell_a_poor_answer(production):
    """Else a mistake in the marking would praise anything."""
    answer = production.get("/")
    for name in ("Content-Security-Policy", "Strict-Transport-Security", "X-Frame-Options"):
        del answer.headers[name]

    assert score(marked(answer)) == 35


def test_the_pages_made_to_be_framed_lose_no_more_than_what_frames_need(production):
    answers = [production.get(address) for address in ("/cafes/carte/", "/agenda/integrer/")]

    said = [(answer.headers["Cross-Origin-Resource-Policy"], score(marked(answer))) for answer in answers]
    assert said == [("cross-origin", 130)] * 2
    assert all("frame-ancestors *" in answer.headers["Content-Security-Policy"] for answer in answers)
    assert not any(answer.cookies for answer in answers)
