"""Every address with arguments that work, every form of their pages, for each role."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.test import Client

from tests.access_desk import BACK_OFFICE
from tests.access_roles import MADE
from tests.access_table import OURS, PAGES
from tests.people.factories import make_account, make_staff

ADDRESSES = [address for address, _answers in (OURS | PAGES | BACK_OFFICE).values()]
PRODUCT = ("site/millecafes", "home", "members", "news", "events", "resources")
ASKED_FOR = re.compile(r"""(?:GET|POST|FILES|data)(?:\.get|\.getlist)?[\[(]\s*"(\w+)["]""")
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
            found |= set(ASKED_FOR.findall(code)) | set(FIELD_NAMES.findall(code))
    return sorted(found)


def someone(role: str, places: dict) -> Client:
    """A browser in which this role has signed in."""
    client = Client()
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
