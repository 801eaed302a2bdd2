"""What holds at every address: reading changes nothing, nobody raises herself, nobody is led away."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.urls import resolve
from django.utils.http import urlencode

from millecafes.people.models import CafeRole, Mandate, Member, ProjectHolder, User
from tests.access_places import make_places
from tests.core.factories import resizes_pictures
from tests.core.visits import put_away
from tests.fuzz.walk import ADDRESSES, Writes, digests, forms_of, someone

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, resizes_pictures]

# Who reads, and the tables that her reading writes in, each with its reason.
SIGNED_IN = {
    "mailroom_mailsettings": "the key of the links of her letters, made the first time that it is shown",
    "usersessions_usersession": "the list of her devices says where each of them is",
    "django_session": "what the site asks of her key is kept until it answers",
    "resources_download": "the figures of the library count what is taken",
}
MEMBER = SIGNED_IN | {"forum_reading": "what she has read of a topic, and what she has not"}
DESK = MEMBER | {
    "core_rendition": "the small copies of pictures that Wagtail shows",
    "wagtailadmin_editingsession": "who has a page open, so that two colleagues do not write over each other",
    "wagtailcore_pagesubscription": "whether she is told of the comments of a page",
    "people_staffact": "the log says who has read or taken away what is reserved",
}
READERS = {
    "visitor": {},
    "elected": MEMBER,
    "manager of the café": MEMBER,
    "Réseau": DESK,
    "Administration": DESK,
    "superuser": DESK,
}
MEMBERS = ["account", "elected", "manager of the café", "Réseau", "Culture", "Finances"]
# What reading may write: limits, and what the site keeps for the next reader.
WRITTEN_BY_READING = {"cache"}
GIVEN = {
    **dict.fromkeys(["is_superuser", "is_staff", "is_active", "is_admin", "approved", "moderator"], "on"),
    **dict.fromkeys(["state", "statut", "status"], "approved"),
    **dict.fromkeys(["groups", "user_permissions", "role", "roles", "organisation", "person", "user", "member"], "1"),
    **dict.fromkeys(["cafe", "cafe_id", "commune", "mandate", "owner", "author", "by", "pk", "id"], "1"),
}
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)//evil.example",
    "https://testserver@evil.example/",
    " //evil.example",
    "/\t/evil.example",
]
PROBE = "/zanzibar-probe/"


@pytest.mark.parametrize("role", READERS)
def test_reading_changes_nothing(role):
    places, writes = make_places(), Writes()
    client = someone(role, places)
    client.get("/")
    before = digests()

    with connection.execute_wrapper(writes):
        for address in ADDRESSES:
            writes.address = address.format(**places)
            put_away(client.get(writes.address))

    after = digests()
    changed = {table for table in after if before[table] != after[table]}
    wrong = {table: writes.found.get(table) for table in changed - READERS[role].keys() - WRITTEN_BY_READING}
    assert "\n".join(f"{table}: {addresses}" for table, addresses in wrong.items()) == ""


def rights() -> set:
    """Who may do what."""
    people = User.objects.filter(is_active=True).values_list("pk", "is_superuser", "groups", "user_permissions")
    return {
        *people,
        *((Member, pk) for pk in Member.objects.filter(state="approved").values_list("pk", flat=True)),
        *(
            (kind, *row)
            for kind in (Mandate, CafeRole, ProjectHolder)
            for row in kind.objects.values_list("person", "ends_on")
        ),
    }


@pytest.mark.parametrize("role", MEMBERS)
def test_nobody_is_given_a_right_by_adding_fields_to_a_form(role):
    places, raised, posted = make_places(), [], set()
    client = someone(role, places)
    before, cookies = rights(), client.cookies.output(header="", sep=";")

    for address in ADDRESSES:
        answer = client.get(address.format(**places))
        html = answer.content.decode() if answer.headers.get("Content-Type", "").startswith("text/html") else ""
        put_away(answer)
        for form in forms_of(address.format(**places), html):
            if form.method != "post" or (form.action, *form.fields) in posted:
                continue
            posted.add((form.action, *form.fields))
            with transaction.atomic():
                client.cookies.load(cookies)
                put_away(
                    client.post(
                        form.action, GIVEN | {name: known[0] if known else "" for name, known in form.fields.items()}
                    )
                )
                if rights() - before:
                    raised.append(form.action)
                transaction.set_rollback(True)

    assert len(posted) > 5
    assert raised == []


@pytest.mark.parametrize("role", ["visitor", "elected", "Réseau"])
def test_nobody_is_led_to_another_site(role):
    places, led = make_places(), []
    client = someone(role, places)
    cookies, taking = client.cookies.output(header="", sep=";"), {}
    names = ["next", "retour", "return_url", "suite", "url", "redirect_to"]
    for address in ADDRESSES:
        for method in (client.get, client.post):
            with transaction.atomic():
                client.cookies.load(cookies)
                path = address.format(**places)
                asked = f"{path}{'&' if '?' in path else '?'}{urlencode(dict.fromkeys(names, PROBE))}"
                answer = method(asked, dict.fromkeys(names, PROBE) if method == client.post else None)
                if (
                    urlsplit(answer.headers.get("Location", "")).path == PROBE
                    or not answer.streaming
                    and f'"{PROBE}"'.encode() in answer.content
                ):
                    taking[resolve(path).func, method] = path, method
                put_away(answer)
                transaction.set_rollback(True)

    for path, method in taking.values():
        for target in ELSEWHERE:
            with transaction.atomic():
                client.cookies.load(cookies)
                given = dict.fromkeys(names, target)
                answer = method(
                    f"{path}{'&' if '?' in path else '?'}{urlencode(given)}", given if method == client.post else None
                )
                shown = b"" if answer.streaming else answer.content
                if leads_away(answer.headers.get("Location", ""), shown.decode(errors="replace")):
                    led.append((path, target))
                put_away(answer)
                transaction.set_rollback(True)

    assert taking
    assert led == []


def leads_away(location: str, html: str) -> bool:
    """As a browser reads addresses: a backslash is a slash, blanks before and tabs are nothing."""
    followed = [location, *re.findall(r"(?:href|action|content|src)=\"([^\"]*evil\.example[^\"]*)", html)]
    for address in followed:
        read = re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/").replace("&#x27;", "'")
        if (
            re.match(r"(?:https?:)?/{2,}(?!testserver)", read)
            and "evil.example" in read.split("?")[0]
            or read.startswith(("javascript:", "https:evil"))
        ):
            return True
    return False
