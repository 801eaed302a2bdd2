"""The lines of the log, and the reference that goes from the page of error to them."""

import json
import logging
import re
import runpy

import pytest
from django.conf import settings as given
from django.core.exceptions import BadRequest
from django.test import Client

from home.models import ContentPage
from millecafes.core.logs import HEADER, JsonLines, Traced, Work, doing, reference
from tests.core.factories import make_furniture
from tests.pages.factories import make_page
from tests.people.factories import make_account

pytestmark = pytest.mark.django_db

REFERENCE = re.compile(r"[2-9a-z]{4}-[2-9a-z]{4}")


@pytest.fixture
def lines():
    """What the site would write in production, as it writes it."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(JsonLines().format(record))

    handler, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def broken(monkeypatch):
    """The home page breaks, and says what it should not."""

    def break_down(*args):
        raise ValueError("Zoé zoe@example.org 0612345678 'le mot de passe'")

    monkeypatch.setattr("home.models.HomePage.get_context", break_down)
    return Client(raise_request_exception=False)


def test_a_fault_says_its_reference_on_the_page_in_the_answer_and_in_the_log(broken, lines):
    answer = broken.get("/?secret=abc")

    given = answer.headers[HEADER]
    told = [json.loads(line) for line in lines if "path" in json.loads(line)]
    fault = next(line for line in told if "error" in line)
    assert REFERENCE.fullmatch(given)
    assert f"<strong>{given}</strong>" in answer.content.decode()
    assert {line["request"] for line in told} == {given}
    assert {line["path"] for line in told} == {"/"}
    assert fault["error"]["type"] == "ValueError"
    assert fault["error"]["said"] == "…"
    assert any(place.startswith("tests/core/test_logs.py") for place in fault["error"]["where"])
    assert {"time", "level", "logger", "message"} <= fault.keys()
    assert [line["status"] for line in told if "ms" in line] == [500]


def test_no_line_tells_who_somebody_is(broken, lines, client):
    make_furniture()
    canaries = ["zoe@example.org", "0612345678", "le mot de passe", "Zoé", "qqcanari"]
    person = make_account("zoe@example.org")
    headers = {"Authorization": "Bearer qqcanari", "Cookie": "autre=qqcanari"}

    client.post("/compte/signup/", {"email": "zoe@example.org", "next": "/?qqcanari"}, headers=headers)
    client.post("/compte/login/", {"login": person.email, "next": "/?qqcanari"}, headers=headers)
    client.post("/compte/login/code/confirm/", {"code": "QQCA-NARI"})
    client.force_login(person)
    broken.get("/?q=qqcanari", headers=headers)
    logging.getLogger("essai").error("%s a écrit du %s : %s", person.email, "0612345678", "sessionid=qqcanari")

    text = "\n".join(lines)
    assert len(lines) > 2
    assert [canary for canary in [*canaries, "QQCA-NARI"] if canary in text] == []


def test_two_requests_have_two_references_and_none_is_left_behind(client):
    given = [client.get("/compte/login/").headers[HEADER] for _ in range(2)]

    assert len(set(given)) == 2
    assert reference() == ""


def test_a_page_that_others_will_be_given_bears_no_reference(client, store):
    page = make_page(ContentPage)

    first, again = client.get(page.url), client.get(page.url)

    assert [HEADER in answer.headers for answer in (first, again)] == [False, False]


def test_what_a_proxy_keeps_bears_no_reference(client, store, settings):
    settings.PROXY_KEEPS_PAGES = 1

    answer = client.get("/absente/")

    assert (answer.headers["X-Accel-Expires"], HEADER in answer.headers) == ("1", False)


def test_a_job_is_named_in_its_lines(lines):
    with doing(Work(job="millecafes.core.faults.forget")):
        logging.getLogger("essai").warning("Une ligne\nsur deux")

    line = json.loads(lines[-1])
    assert (line["job"], line["message"]) == ("millecafes.core.faults.forget", "Une ligne\nsur deux")
    assert "\n" not in lines[-1]


def test_a_line_badly_written_is_not_lost():
    record = logging.LogRecord("essai", 30, "", 0, "%s et %s", ("un seul",), None)

    assert json.loads(JsonLines().format(record))["message"] == "%s et %s"


def test_a_slow_answer_is_told(client, lines, monkeypatch):
    monkeypatch.setattr("millecafes.core.logs.SLOW", -1)

    client.get("/sante/")

    line = json.loads(lines[-1])
    assert (line["path"], line["status"], line["level"]) == ("/sante/", 200, "WARNING")


def test_what_it_came_of_is_told_too(lines):
    try:
        try:
            raise KeyError("Zoé")
        except KeyError as error:
            raise BadRequest("Illisible") from error
    except BadRequest:
        logging.getLogger("essai").exception("Non")

    error = json.loads(lines[-1])["error"]
    assert error["type"] == "django.core.exceptions.BadRequest"
    assert error["because"] == {"type": "KeyError", "said": "'…'"}


def test_the_web_server_leaves_out_what_follows_an_address():
    record = logging.LogRecord("gunicorn.error", 40, "", 0, "Error handling request %s", ("/a/?q=zoe",), None)

    kept = runpy.run_path(str(given.ROOT / "gunicorn.conf.py"))["without_query"](record)

    assert (kept, record.getMessage()) == (True, "Error handling request /a/")


def test_the_page_cache_stays_outside(settings):
    assert settings.MIDDLEWARE[:2] == ["millecafes.core.page_cache.PageCache", f"{Traced.__module__}.Traced"]
