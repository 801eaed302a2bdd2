"""What holds whoever comes: patterns that end, doors that are not there, hosts that are not ours."""

import ast
import re
import sys
import time
from importlib import import_module

import pytest
from django.apps import apps
from django.core.validators import RegexValidator
from django.forms import BaseForm
from django.urls import URLPattern, get_resolver

from tests.fuzz.walk import someone
from tests.pages.factories import home_page
from tests.test_architecture import MODULES, name_of, short

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BEATS = [
    "a",
    "0",
    " ",
    "-",
    ".",
    "/",
    "<",
    "[",
    "(",
    "*",
    "_",
    "&",
    "=",
    ":",
    "@",
    "a.",
    "a-",
    " a",
    "<a",
    "0 ",
    "é",
    "'",
    "\n",
    "](",
    "a@",
]


SEEKERS = {"compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"}
APPLICATIONS = ("millecafes.", "home.", "members.", "news.", "events.", "resources.")


def ours() -> list:
    return [module for name, module in list(sys.modules.items()) if name.startswith(APPLICATIONS)]


def kept() -> set[re.Pattern]:
    """Every pattern that a module of ours holds."""
    return {value for module in ours() for value in vars(module).values() if isinstance(value, re.Pattern)}


def written() -> tuple[set[re.Pattern], list[str]]:
    """Every pattern that a line of ours gives to ``re``, or to a database; and the lines that this test cannot read."""
    found, unread = set(), []
    for path in MODULES:
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            given = [option.value for option in node.keywords if str(option.arg).endswith("regex")]
            if ast.unparse(node.func) in {f"re.{seeker}" for seeker in SEEKERS}:
                given += node.args[:1]
            flags = [ast.unparse(arg) for arg in node.args[1:] + [option.value for option in node.keywords]]
            flags = eval(
                "|".join([flag for flag in flags if re.fullmatch(r"(re\.[A-Z]+\W*)+", flag)]) or "0", {"re": re}
            )
            for each in given:
                texts = texts_of(each, path)
                found |= {re.compile(text, flags) for text in texts}
                unread += [] if texts else [f"{short(path)}:{node.lineno}: {ast.unparse(each)}"]
    return found, unread


def texts_of(node, path) -> list[str]:
    """What a line calls a pattern: words, words with holes that no class of letters fills, something of its module."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "~" for part in node.values)]
    name = node.value if isinstance(node, ast.Subscript) else node
    module = import_module(name_of(path)) if isinstance(name, ast.Name) else None
    value = getattr(module, getattr(name, "id", ""), None)
    values = list(value.values()) if isinstance(value, dict) else [value]
    return [each for each in values if isinstance(each, str)]


def of_addresses(patterns) -> set[re.Pattern]:
    """Of every address, Wagtail's own included: the part that each book of addresses reads."""
    found = set()
    for pattern in patterns:
        read = getattr(pattern.pattern, "regex", None)
        found |= {read} if isinstance(read, re.Pattern) else set()
        found |= set() if isinstance(pattern, URLPattern) else of_addresses(pattern.url_patterns)
    return found


def of_fields() -> set[re.Pattern]:
    """Those that the fields of our forms and of every table are checked by."""
    forms = {
        value
        for module in ours()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, BaseForm)
    }
    fields = [field for form in forms for field in getattr(form, "base_fields", {}).values()]
    fields += [
        field for model in apps.get_models() for field in model._meta.get_fields() if hasattr(field, "validators")
    ]
    checks = [check for field in fields for check in field.validators]
    checks += [value for module in ours() for value in vars(module).values()]
    return {check.regex for check in checks if isinstance(check, RegexValidator)}


def slow(patterns, times: int = 1_500) -> dict:
    """The same beat over and over, then what ends it badly: a pattern that goes back and back would take years."""
    found = {}
    for pattern in patterns:
        for beat in BEATS:
            text = beat * times + "\x01!"
            given = text.encode() if isinstance(pattern.pattern, bytes) else text
            started = time.process_time()
            for way in (pattern.search, pattern.match, pattern.fullmatch, pattern.findall):
                way(given)
            if (spent := time.process_time() - started) > 0.8:
                found[pattern.pattern] = (beat, round(spent, 2))
    return found


def test_no_pattern_of_ours_takes_long():
    _ = get_resolver().url_patterns
    in_lines, unread = written()
    known = {"modules": kept(), "lines": in_lines, "fields": of_fields()}

    assert {place: len(found) >= 5 for place, found in known.items()} == dict.fromkeys(known, True)
    assert unread == []
    assert slow(set().union(*known.values())) == {}


def test_no_address_takes_long_to_be_told_from_the_others():
    known = of_addresses(get_resolver().url_patterns)

    assert any("flux" in pattern.pattern for pattern in known)
    assert len(known) > 300
    assert slow(known) == {}


def test_a_pattern_that_goes_back_and_back_is_seen():
    assert slow({re.compile(r"(a+)+$")}, times=24) != {}


# -- Doors that are not there -----------------------------------------------------------------------------------------


NO_DOOR = ["/api/", "/api/v2/pages/", "/api/v3/", "/api/v3/openapi.json", "/graphql/", "/.env", "/.git/config"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", NO_DOOR)
@pytest.mark.parametrize("role", ["visitor", "superuser"])
def test_no_door_for_machines_is_open(role, address, language):
    client = someone(role, {})

    asked, sent = client.get(language + address), client.post(language + address, {}, content_type="application/json")

    assert (asked.status_code, sent.status_code) == (404, 404)


@pytest.mark.parametrize("address", ["/gestion/api/", "/gestion/api/v2/pages/", "/gestion/api/v3/"])
def test_no_door_for_machines_is_open_behind_the_back_office(client, address):
    """Of what is there, nobody learns anything before she has signed in."""
    anybody, nothing = client.get(address), client.get("/gestion/nulle-part/")

    assert (anybody.status_code, anybody.url.partition("?")[0]) == (302, nothing.url.partition("?")[0])
    assert someone("superuser", {}).get(address).status_code == 404


def test_a_form_without_what_its_screen_sends_is_refused(client):
    """Wagtail's own screens would fail: 500."""
    client = someone("Communication", {})

    answer = client.post(f"/gestion/pages/add/home/contentpage/{home_page().pk}/", {"title": "Sans le reste"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "", "x" * 300]
)
@pytest.mark.parametrize("address", ["/", "/compte/login/", "/sitemap.xml", "/robots.txt", "/espace/"])
def test_another_host_is_refused_everywhere(client, host, address):
    answer = client.get(address, headers={"host": host, "x-forwarded-host": "evil.example"})

    assert answer.status_code == 400 or (host == "" and b"evil" not in answer.content)
