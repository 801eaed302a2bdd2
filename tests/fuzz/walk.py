"""Every address with arguments that work, every form of their pages, for each role."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

from tests.access_desk import BACK_OFFICE
from tests.access_roles import MADE
from tests.access_table import OURS, PAGES
from tests.people.factories import make_account, make_staff

ADDRESSES = [address for address, _answers in (OURS | PAGES | BACK_OFFICE).values()]
PRODUCT = ("site/millecafes", "home", "members", "news", "events", "resources")
PRODUCT_NAMES = {folder.rpartition("/")[2] for folder in PRODUCT}
ASKED_FOR = re.compile(
    r"""\b(GET|POST|FILES|data|parameters|asked)(?:\.get|\.getlist)?[\[(]\s*"(\w+)["]|^(PARAMETERS) = {([^}]+)}""",
    re.MULTILINE,
)
SENT = {"POST", "FILES", "data"}
EVERYWHERE = ("millecafes.core", "millecafes.places")  # whose selections others show
LISTED = {"q", "p", "ordering", "export", "page", "next", "locale"}  # read by every screen of Wagtail's
FIELD_NAMES = re.compile(r"^    (\w+) = (?:forms|fields)\.\w+\(", re.MULTILINE)


@dataclass
class Form:
    """What a page offers to send: an address, a way, and for each field the values it suggests."""

    action: str
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def filled(self) -> dict[str, list[str]]:
        return {name: values[:1] for name, values in self.fields.items()}


class Forms(HTMLParser):
    """The forms of a page, as a browser would send them."""

    def __init__(self, address):
        super().__init__()
        self.address, self.found, self.named = address, [], {}
        self.open = self.choice = self.text = None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urlsplit(urljoin(self.address, given.get("action", "")))
            self.open = Form(action._replace(scheme="", netloc="").geturl(), given.get("method", "get").lower())
            self.found.append(self.open)
            if "id" in given:
                self.named[given["id"]] = self.open
        form, name = self.named.get(given.get("form")) or self.open, given.get("name", "")
        if tag == "option" and self.choice is not None:
            self.choice.insert(0 if "selected" in given else len(self.choice), given.get("value", ""))
        if form is None or not name or tag not in {"input", "button", "select", "textarea"}:
            return
        values = form.fields.setdefault(name, [])
        if given.get("type") == "file":
            form.files.add(name)
        elif tag == "select":
            self.choice = values
        elif tag == "textarea":
            self.text = values
            values.append("")
        else:
            values.insert(0 if "checked" in given else len(values), given.get("value", ""))

    def handle_data(self, data):
        if self.text is not None:
            self.text[-1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.choice = None
        elif tag == "textarea":
            self.text = None


def forms_of(address: str, html: str) -> list[Form]:
    parser = Forms(address)
    parser.feed(html)
    return [form for form in parser.found if form.action.startswith("/")]


@lru_cache
def names_asked_for() -> list[str]:
    """What our code looks for in a request, and the fields of its forms."""
    found = set()
    for folder in PRODUCT:
        for path in (settings.ROOT / folder).rglob("*.py"):
            code = path.read_text()
            found |= names_in(code) | set(FIELD_NAMES.findall(code))
    return sorted(found)


def names_in(code: str, but=()) -> set[str]:
    """What these lines look for in a request, by the places where they look."""
    found = set()
    for place, name, _parameters, table in ASKED_FOR.findall(code):
        if place not in but:
            found |= {name} if name else set(re.findall(r': "(\w+)"', table))
    return found


@lru_cache
def names_behind(package: str) -> list[str]:
    """What the code of this package, and what it shows of others, look for after the « ? » of an address."""
    if package.split(".")[0] not in PRODUCT_NAMES:
        return sorted(LISTED)
    folders = [
        settings.ROOT / root / name.replace(".", "/") for name in (package, *EVERYWHERE) for root in ("", "site")
    ]
    found = set()
    for folder in folders:
        for path in folder.rglob("*.py") if folder.is_dir() else ():
            found |= names_in(path.read_text(), but=SENT)
    return sorted(found)


def match_of(address: str) -> ResolverMatch:
    """What answers there, whatever language the last answer has left behind it."""
    path = address.partition("?")[0]
    with override("en" if path.startswith("/en/") else "fr"):
        return resolve(path)


def package_behind(address: str) -> str:
    """« events.agenda », « home », « wagtail.admin »: where the view is that answers there."""
    parts = match_of(address).func.__module__.split(".")
    return ".".join(parts[:1] if parts[0] in {"home", "news", "resources"} else parts[:2])


def in_english(address: str) -> str | None:
    """The same address in the other language, if there is one."""
    try:
        match_of(f"/en{address}")
    except Resolver404:
        return None
    return f"/en{address}"


def digests() -> dict[str, str]:
    """Each table, and a sum of its rows."""
    sums = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{name}"')
            sums[name] = sha256("\n".join(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return sums


class Writes:
    """Which address writes in which table; to be given to ``connection.execute_wrapper``."""

    WRITE = re.compile(r'\s*(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM)\s+"(\w+)"')

    def __init__(self):
        self.address, self.found = "", {}

    def __call__(self, execute, sql, params, many, context):
        if written := self.WRITE.match(sql):
            self.found.setdefault(written[1], set()).add(self.address)
        return execute(sql, params, many, context)


def someone(role: str, places: dict, **options) -> Client:
    """A browser in which this role has signed in."""
    client = Client(**options)
    if role == "superuser":
        client.force_login(make_account(is_superuser=True))
    elif role == "account":
        client.force_login(make_account())
    elif role in MADE:
        client.force_login(MADE[role](places))
    elif role != "visitor":
        client.force_login(make_staff(role))
    return client


def with_query(address: str, pairs) -> str:
    return f"{address}?{urlencode(pairs)}"
