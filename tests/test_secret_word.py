"""A word in each private thing, looked for everywhere by whoever may not read it: found nowhere.

Every address of the access matrix, which a test keeps complete, is asked for with and without the word; then every link
met on the way. What each role may read is listed by its mark: anything else that it meets is a leak.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.test import Client

from tests.access_desk import BACK_OFFICE
from tests.access_places import make_places
from tests.access_table import OURS, PAGES
from tests.core.factories import resizes_pictures
from tests.core.visits import keep_pages_in
from tests.pages.factories import open_english
from tests.people import factories as people
from tests.secrets import TYPED, hide_articles, hide_everything

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, resizes_pictures]

MARK = re.compile(r"(?<![a-zA-Z0-9])qq[a-z]{4,}")
LINK = re.compile(r'(?:href|src|data-[\w-]+|loc|content)\s*[=>]\s*"?(/[^"<>\s]*|http://testserver[^"<>\s]*)')
MOST_LINKS = 60
SEARCHES = (
    "/recherche/", "/suggestions/", "/cafes/", "/annuaire/", ".json", "/gestion/pages/", "/actes/", "/ressources/",
    "/replays/", "/programmation/",
)  # fmt: skip
LEFT = ("/compte/logout", "/media/", "/static/", "/gestion/")
# Addresses bear marks of their own (the slug of a draft, the name of a file): asking for them is not finding them.
ASKED_FOR = {"qqcafe", "qqfichier", "qqprojection"}

ACCOUNTS = {"qqcomptes", "qqrapport", "qqannexe"}
ELECTED = {
    "qqtitre", "qqfichier", "qqcontenu", "qqrayon", "qqboite", "qqetape", "qqreplique", "qqchapitre", "qqnotice",
    "qqplanche", "qqtournee",
}  # fmt: skip
PROGRAMME = {"qqcroquis", "qqcoulisse", "qqdemande"}  # what Culture prepares, and what hosts ask it
ELECTED_TALK, MANAGERS_TALK = {"qqsujet", "qqpropos", "qqjointe"}, {"qqcomptoir"}
TALK = ELECTED_TALK | MANAGERS_TALK  # which the team reads; what follows is for those who moderate
MODERATED = {"qqretenu", "qqmasque", "qqefface", "qqraison", "qqsignale", "qqaverti", "qqsurveille", "qqmontre"}
ORIGINALS = {"qqphoto"}  # every desk may open the original of a picture
SHELVES = {"qqreserve", "qqprojection"}  # what is not published yet of the library
EDITORIAL = {
    "qqbrouillon", "qqversion", "qqgroupe", "qqtemoin", "qqremarque", "qqphoto", "qqcafe", "qqcafeversion",
    "qqtirage", "qqdepeche", "qqcercle", "qqtraduite", "qqretiree", *SHELVES, *ELECTED,
}  # fmt: skip
SEATS = {"qqpassante", "qqinvitee", "qqallergie", "qqabsente", "qqempechement", "qqsentiment", "qqsalle"}  # who comes
DRAFTS = {"qqebauche", "qqbelote"}  # events that are not published
SHEETS = {"qqenseigne", "qqdevanture", "qqnonpublie"}  # what cafés propose of theirs
PEOPLE = {
    "qqadresse", "qqmembre", "qqnotes", "qqmessage", "qqquestion", "qqreponse", "qqrefus", "qqsuspension",
    "qqportable",
}  # fmt: skip
MONEY = {"qqveillee", "qqdepense", "qqfacture", "qqmotif", "qqmutuelle"}
LOGS = {"qqacte", "qqlettre", "qqcourrier", "qqdestinataire", "qqregle", "qqinvitation"}

FRONT = {
    "visitor": (None, set()),
    "account": (people.make_account, ACCOUNTS),
    "waiting": (lambda: people.make_member(state="requested"), ACCOUNTS),
    "elected": (people.make_elected, ACCOUNTS | ELECTED | ELECTED_TALK),
    "manager": (people.make_manager, ACCOUNTS | MANAGERS_TALK),
    "holder": (people.make_holder, ACCOUNTS),
}
DESKS = {
    "Culture": (
        lambda: people.make_staff("Culture"),
        ACCOUNTS | ELECTED | ORIGINALS | TALK | PROGRAMME | SEATS | DRAFTS,
    ),
    "Finances": (
        lambda: people.make_staff("Finances"),
        ACCOUNTS | ELECTED | ORIGINALS | TALK | MONEY | {"qqgroupe", "qqcercle"},
    ),
    "Réseau": (
        lambda: people.make_staff("Réseau"),
        ACCOUNTS | ELECTED | ORIGINALS | PEOPLE | SHELVES | TALK | MODERATED | SEATS | DRAFTS | {"qqinvitation"},
    ),
    "Communication": (lambda: people.make_staff("Communication"), ACCOUNTS | EDITORIAL | TALK | DRAFTS | SHEETS),
}


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") + str(answer.headers)


def asked_of(addresses, places, *, everywhere=True) -> list[str]:
    """Each address, as it is and with the word in the query: everywhere, or where something is looked for."""
    plain = [places["news"], *(address.format(**places) for address, _answers in addresses.values())]
    asked = [path for path in plain if everywhere or path.partition("?")[0].endswith(SEARCHES)]
    return [*plain, *(f"{path}{'&' if '?' in path else '?'}q={TYPED}" for path in asked)]


class Reader:
    """Asks for addresses, follows the links it meets, and remembers the marks it saw and where."""

    def __init__(self, person=None):
        self.client, self.found, self.met, self.links = Client(raise_request_exception=True), {}, set(), []
        if person:
            self.client.force_login(person)

    def ask(self, path: str) -> None:
        if path in self.met:
            return
        self.met.add(path)
        text = text_of(self.client.get(path)).replace(path, "")
        for mark in set(MARK.findall(text)):
            self.found.setdefault(mark, path)
        for link in LINK.findall(text):
            parts = urlsplit(link.replace("&amp;", "&"))
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            if not address.startswith(LEFT) and "/connexion/" not in address:
                self.links.append(address)

    def follow(self) -> None:
        while self.links and len(self.met) < self.most:
            self.ask(self.links.pop(0))

    def walk(self, addresses) -> "Reader":
        for path in addresses:
            self.ask(path)
        self.most = len(self.met) + MOST_LINKS
        self.follow()
        return self

    def leaks(self, allowed) -> dict[str, str]:
        return {mark: path for mark, path in self.found.items() if mark not in allowed | ASKED_FOR}


@pytest.fixture
def places():
    places = make_places() | hide_everything()
    open_english()
    hide_articles(places["news"])
    return places


def public_addresses(places) -> list[str]:
    """In both languages, with the word everywhere."""
    french = asked_of(OURS | PAGES, places)
    framed = [f"/en{path}" for path in french if not path.startswith(("/en/", "/gestion/", "/media/", "/prive/"))]
    return [path for path in [*french, *framed] if "/logout/" not in path]


def some_addresses(places, more=()) -> list[str]:
    """What is enough to tell one role from another."""
    asked = asked_of(OURS | PAGES | dict(more), places, everywhere=False)
    return [path for path in asked if "/logout/" not in path]


def test_nobody_outside_finds_what_is_not_theirs(places):
    whole, part = public_addresses(places), some_addresses(places)
    readers = {
        role: Reader(make and make()).walk(whole if role in {"visitor", "elected"} else part)
        for role, (make, _allowed) in FRONT.items()
    }

    leaks = {role: reader.leaks(FRONT[role][1]) for role, reader in readers.items()}
    unshown = ASKED_FOR | {"qqtitre"}  # no page gives the title of that document
    missed = {role: FRONT[role][1] - set(reader.found) - unshown for role, reader in readers.items()}

    assert leaks == dict.fromkeys(FRONT, {})
    assert missed == dict.fromkeys(FRONT, set()), "the walk no longer meets what these roles may read"
    news = {f"{prefix}{places['news']}{feed}" for prefix in ("", "/en") for feed in ("", "flux.atom")}
    assert news <= readers["visitor"].met
    assert min(len(reader.met) for reader in readers.values()) > 100


def test_a_desk_finds_its_own_and_nothing_of_the_others(places):
    addresses = some_addresses(places, BACK_OFFICE)

    leaks = {role: Reader(make()).walk(addresses).leaks(allowed) for role, (make, allowed) in DESKS.items()}
    everything = set(Reader(people.make_account("admin@example.org", is_superuser=True)).walk(addresses).found)

    assert leaks == dict.fromkeys(DESKS, {})
    assert everything >= ACCOUNTS | MONEY | DRAFTS | {"qqpassante", "qqinvitee", "qqgroupe", "qqbrouillon", "qqtitre"}
    assert everything >= {"qqmembre", "qqlettre", "qqacte"}


def test_what_a_reader_was_given_is_kept_for_nobody_else(places, settings, tmp_path):
    settings.PAGE_CACHE = True
    keep_pages_in(tmp_path / "pages", settings)
    caches["pages"].clear()
    addresses = some_addresses(places)
    Reader(people.make_elected()).walk(addresses)

    first, again = Reader().walk(addresses), Reader().walk(addresses)

    assert (first.leaks(set()), again.leaks(set())) == ({}, {})
