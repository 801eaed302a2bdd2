"""Nobody learns from the door who has an account, not even by counting what the door does."""

import re
import sys
from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from millecafes.mailroom.models import Mail
from millecafes.people.models import User
from millecafes.people.services import account_joining
from tests.people.factories import make_account, make_staff
from tests.people.second_factor import give_factor, phone_says

pytestmark = pytest.mark.django_db

SIGN_IN, JOIN, CODE = "/compte/login/", "/compte/signup/", "/compte/login/code/confirm/"
KNOWN, UNKNOWN, CLOSED, NEVER = (f"{name}@example.org" for name in ("connue", "inconnue", "fermee", "jamais"))
EVERYBODY = [KNOWN, UNKNOWN, CLOSED, NEVER]


@pytest.fixture
def addresses(client_factory, last_code):
    """Somebody who comes in, somebody who left, somebody who asked and never came; and a stranger."""
    make_account(KNOWN)
    browser = client_factory()
    browser.post(SIGN_IN, {"login": KNOWN})
    browser.post(CODE, {"code": last_code()})
    make_account(CLOSED, is_active=False)
    account_joining(NEVER, "fr")
    Mail.objects.all().delete()
    cache.clear()


def without(text, email):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text.replace(email, "…"))


def told(answer, email):
    """All that an answer lets somebody see."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"Content-Length", "Expires", "X-Request-ID"}
    }
    cookies = {name: dict(cookie) | {"expires": ""} for name, cookie in answer.cookies.items()}
    return answer.status_code, headers, cookies, without(answer.content.decode(), email)


def seen(browser, door, email):
    """What the door answers from the address to a wrong code, and how many queries it makes."""
    with CaptureQueriesContext(connection) as queries:
        asked = browser.post(door, {"login": email, "next": "/plan-du-site/"})
    with CaptureQueriesContext(connection) as later:
        page = browser.get(CODE)
        wrong = browser.post(CODE, {"code": "BBBB-BBBB"})
        again = browser.post(CODE, {"action": "resend"})
    answers = [told(answer, email) for answer in (asked, page, wrong, again)]
    return answers, questions(queries), sorted(questions(later))


def questions(queries):
    """What the database is asked; how transactions end is left out, as a test nests them."""
    asked = (re.match(r"\w+", query["sql"])[0] for query in queries)
    return [verb for verb in asked if verb not in {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK"}]


@pytest.mark.parametrize("door", [SIGN_IN, JOIN])
def test_known_unknown_closed_and_never_entered_addresses_are_answered_alike(client_factory, addresses, door):
    met = {email: seen(client_factory(), door, email) for email in EVERYBODY}

    assert all(one == met[KNOWN] for one in met.values())
    assert {mail.to for mail in Mail.objects.all()} == {KNOWN, NEVER} | ({UNKNOWN} if door == JOIN else set())


def work_of(browser, door, email):
    """What the door does about an address, counted rather than timed: calls of functions, hashes, letters written."""
    done = Counter()

    def note(frame, event, _what):
        if event in {"call", "c_call"}:
            done["calls"] += 1
        if event == "call":
            done["hashes"] += "Hasher.encode" in frame.f_code.co_qualname
            done["letters"] += frame.f_code.co_qualname == "AccountAdapter.render_mail"

    sys.setprofile(note)
    try:
        browser.post(door, {"login": email})
        browser.post(CODE, {"action": "resend"})
    finally:
        sys.setprofile(None)
    return done


@pytest.mark.parametrize("door", [SIGN_IN, JOIN])
def test_no_address_costs_the_door_more_than_another_so_that_time_tells_nothing(client_factory, addresses, door):
    for email in EVERYBODY:  # what is done the first time only is done
        work_of(client_factory(), door, email)
    User.objects.filter(email=UNKNOWN).delete()

    done = {email: work_of(client_factory(), door, email) for email in EVERYBODY}

    calls = [one["calls"] for one in done.values()]
    assert {(one["hashes"], one["letters"]) for one in done.values()} == {(0, 2)}
    assert max(calls) < 1.1 * min(calls), done


@pytest.mark.parametrize("door", [SIGN_IN, JOIN])
def test_a_mail_server_that_is_down_changes_nothing_at_the_door(client_factory, addresses, door, settings):
    before = {email: seen(client_factory(), door, email) for email in (KNOWN, UNKNOWN)}
    cache.clear()
    User.objects.filter(email=UNKNOWN).delete()
    settings.MAIL_TRANSPORT = {"BACKEND": "a.server.that.is.Down"}

    assert {email: seen(client_factory(), door, email) for email in (KNOWN, UNKNOWN)} == before


def test_what_is_written_to_strangers_is_torn_up(client, addresses):
    client.post(SIGN_IN, {"login": UNKNOWN})
    client.post(CODE, {"action": "resend"})

    assert Mail.objects.count() == 0
    assert not User.objects.filter(email__contains="invalid").exists()


def test_joining_twice_makes_one_account_and_no_ghost(client_factory):
    for _time in range(2):
        client_factory().post(JOIN, {"login": "Zoe@Example.org"})

    assert list(User.objects.values_list("email", flat=True)) == ["zoe@example.org"]
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["zoe@example.org"]


# -- What a stranger may try ------------------------------------------------------------------------------------------

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.7"


def try_codes(client_factory, email, network, times):
    """Asks for codes from a network and types wrong ones, as long as it is let."""
    for number in range(times):
        browser = client_factory(REMOTE_ADDR=network)
        browser.post(SIGN_IN, {"login": email})
        for letter in "BCDFG":
            browser.post(CODE, {"code": f"BBBB-BBB{letter}"})
        assert "_auth_user_id" not in browser.session, number


def test_fifty_wrong_codes_from_afar_do_not_lock_the_owner_out(client_factory, last_code):
    make_account(KNOWN)

    try_codes(client_factory, KNOWN, ELSEWHERE, 10)
    owner = client_factory(REMOTE_ADDR=HERE)
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})

    assert "_auth_user_id" in owner.session
    assert Mail.objects.count() == 4  # three from afar, then hers


def test_fifty_wrong_codes_of_a_telephone_lock_only_who_already_reads_the_mail(client_factory, last_code):
    staff = make_staff("Communication", email=KNOWN)
    give_factor(staff)

    try_codes(client_factory, KNOWN, ELSEWHERE, 10)
    owner = client_factory(REMOTE_ADDR=HERE)
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})
    owner.post("/compte/2fa/authenticate/", {"code": phone_says()})

    assert "_auth_user_id" in owner.session


def besiege(client_factory, email):
    """Asks for more codes than a mailbox is sent in an hour, from seven networks."""
    for number in range(7):
        for _time in range(3):
            client_factory(REMOTE_ADDR=f"10.{number}.0.9").post(SIGN_IN, {"login": email})


def test_a_mailbox_besieged_from_many_networks_still_opens_to_its_owner(client_factory, last_code):
    make_account(KNOWN)
    owner = client_factory(REMOTE_ADDR=HERE)
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})
    cache.clear()

    besiege(client_factory, KNOWN)
    besieged = Mail.objects.count()
    stranger = client_factory(REMOTE_ADDR=ELSEWHERE).post(SIGN_IN, {"login": KNOWN})
    owner = client_factory(REMOTE_ADDR="192.0.77.1")  # her provider gives her another address of the same network
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})

    assert (besieged, stranger.status_code, Mail.objects.count()) == (11, 302, 12)
    assert "_auth_user_id" in owner.session


def test_the_neighbours_of_the_owner_do_not_spend_what_is_hers(client_factory, last_code):
    make_account(KNOWN)
    owner = client_factory(REMOTE_ADDR=HERE)
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})
    cache.clear()

    besiege(client_factory, KNOWN)
    for number in range(100, 108):
        for _time in range(3):
            client_factory(REMOTE_ADDR=f"192.0.{number}.9").post(SIGN_IN, {"login": KNOWN})
    spent = Mail.objects.count()
    owner = client_factory(REMOTE_ADDR=HERE)
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})

    assert spent == 1 + 10 + 20
    assert "_auth_user_id" in owner.session


@pytest.mark.parametrize("network", [ELSEWHERE, HERE])
def test_a_siege_does_not_tell_who_has_an_account(client_factory, last_code, network):
    """Not even to somebody of the owner's own network."""
    make_account(KNOWN)
    owner = client_factory(REMOTE_ADDR=HERE)
    owner.post(SIGN_IN, {"login": KNOWN})
    owner.post(CODE, {"code": last_code()})
    cache.clear()
    met = []

    for email in (KNOWN, UNKNOWN):
        besiege(client_factory, email)
        browser = client_factory(REMOTE_ADDR=network)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(SIGN_IN, {"login": email})
        page = browser.get(CODE)
        met.append((told(answer, email), told(page, email), questions(queries)))

    assert met[0][:2] == met[1][:2]
    assert (met[0][0][0], "Beaucoup de messages" in met[0][1][3]) == (302, True)
    assert network == HERE or met[0][2] == met[1][2]


def test_the_addresses_of_one_subscriber_are_one_network(client_factory):
    make_account(KNOWN)

    for number in range(20):
        client_factory(REMOTE_ADDR=f"2001:db8:7:1{number:02}::9").post(SIGN_IN, {"login": KNOWN})

    assert Mail.objects.count() == 3


def test_a_code_opens_once(client_factory, last_code):
    make_account(KNOWN)
    browser = client_factory()
    browser.post(SIGN_IN, {"login": KNOWN})
    code = last_code()
    browser.post(CODE, {"code": code})
    browser.post("/compte/logout/")

    again = browser.post(CODE, {"code": code})

    assert (again.status_code, "_auth_user_id" in browser.session) == (302, False)


def test_a_code_is_worth_nothing_in_another_browser(client_factory, last_code):
    make_account(KNOWN)
    make_account(NEVER)
    client_factory().post(SIGN_IN, {"login": KNOWN})
    code, other = last_code(), client_factory()
    other.post(SIGN_IN, {"login": NEVER})

    assert other.post(CODE, {"code": code}).status_code == 400
    assert client_factory().post(CODE, {"code": code}).status_code == 302
    assert "_auth_user_id" not in other.session


def test_a_code_is_too_old_after_fifteen_minutes(client, last_code, time_passes):
    make_account(KNOWN)
    client.post(SIGN_IN, {"login": KNOWN})
    time_passes(minutes=16)

    answer = client.post(CODE, {"code": last_code()})

    assert (answer.status_code, "_auth_user_id" in client.session) == (302, False)


@pytest.mark.parametrize("elsewhere", ["https://mechant.example/", "//mechant.example", "/\\mechant.example"])
def test_joining_sends_nobody_to_another_site(client, last_code, elsewhere):
    client.post(JOIN, {"login": KNOWN, "next": elsewhere})

    assert client.post(CODE, {"code": last_code(), "next": elsewhere}).url == "/compte/"


@pytest.mark.parametrize(
    "typed", ["x@example.org\nBcc: y@example.org", "x@example.org\r\nSubject: z", "x@exa\x00mple.org"]
)
def test_joining_takes_no_header_for_an_address(client, typed):
    answer = client.post(JOIN, {"login": typed})

    assert (answer.status_code, Mail.objects.count(), User.objects.count()) == (400, 0, 0)
