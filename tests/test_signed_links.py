"""What this site signs opens what it was signed for: altered by one bit, or shown at another door, it opens nothing."""

import re
from itertools import permutations
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client

from events.bookings.emails import signature_of
from home.forms import ContactForm
from home.models import ContactPage
from home.models.contact import RECEIPT
from members.forum.services.drafts import keep_aside, mark_of
from millecafes.demo.accounts import add_accounts
from millecafes.demo.login import new_token
from millecafes.people import services
from millecafes.people.models import User
from tests.events.factories import make_bookable, register
from tests.pages.factories import make_page
from tests.people.factories import a_cafe, make_account, make_manager

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo.demo_urls")]

CODE = ["site", "home", "news", "events", "resources", "members"]
SIGNING = re.compile(r"signing\.(?:dumps|Signer|TimestampSigner)\(|\b(?:Timestamp)?Signer\(")
OPEN, NOT_FOUND, REFUSED = "open", "not found", "refused"


def invitation():
    cafe = a_cafe()
    return services.invite("awa@example.org", "manager", by=make_manager(cafe), cafe=cafe, kind="co_manager").token


def ticket_of_a_date():
    return signature_of(register(make_bookable()))


def way_in_of_the_demo():
    add_accounts()
    return new_token(User.objects.get(email="elue@example.org"))


def at(address):
    """What is answered to whoever opens this address with the token in it."""

    def show(token):
        status = Client().get(address.replace("TOKEN", quote(token, safe=""))).status_code
        return {200: OPEN, 302: OPEN, 404: NOT_FOUND}.get(status, status)

    return show


def thanks(token):
    page = Client().get(ContactPage.objects.get().url, {"recu": token}).content.decode()
    return OPEN if "bien arrivé" in page else REFUSED


def letter(token):
    typed = {"name": "Odette", "email": "o@example.org", "subject": "other", "message": "Bonjour", "ticket": token}
    return OPEN if Client().post(ContactPage.objects.get().url, typed).status_code == 302 else REFUSED


def text_of_somebody_signed_out(token):
    posted = QueryDict(mutable=True)
    posted["auteur"] = token
    return OPEN if keep_aside(SimpleNamespace(POST=posted, session={}), "sujet") else REFUSED


# Where each is signed, how one is made, what is answered to who shows it.
KINDS = {
    "an invitation": (
        ["site/millecafes/people/models/requests.py", "site/millecafes/people/services/invitations.py"],
        invitation,
        at("/compte/invitation/TOKEN/"),
    ),
    "a ticket": (
        ["events/bookings/emails.py", "events/bookings/views/tickets.py"],
        ticket_of_a_date,
        at("/inscriptions/TOKEN/"),
    ),
    "the demo": (["site/millecafes/demo/login.py"], way_in_of_the_demo, at("/demo/connexion/TOKEN/")),
    "a letter begun": (["home/forms.py"], ContactForm.new_ticket, letter),
    "a letter received": (["home/models/contact.py"], lambda: RECEIPT.sign("1"), thanks),
    "a text begun": (
        ["members/forum/services/drafts.py"],
        lambda: mark_of(make_account()),
        text_of_somebody_signed_out,
    ),
}
LINKS = {"an invitation", "a ticket", "the demo"}


@pytest.fixture(autouse=True)
def doors(settings, monkeypatch):
    """A demo, whose visitors write as fast and as often as they like."""
    settings.DEMO = True
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr("home.forms.SHORTEST", 0)
    make_page(ContactPage, slug="contact")


def closed(kind):
    return NOT_FOUND if kind in LINKS else REFUSED


@pytest.mark.parametrize("kind", KINDS)
def test_one_bit_altered_anywhere_opens_nothing(kind):
    _where, make, show = KINDS[kind]
    token = make()
    altered = [token[:at] + chr(ord(letter) ^ 1) + token[at + 1 :] for at, letter in enumerate(token)]

    answers = {show(wrong) for wrong in altered}

    assert answers == {closed(kind)}
    assert show(token) == OPEN


@pytest.mark.parametrize(("signed_for", "shown_as"), list(permutations(KINDS, 2)))
def test_what_is_signed_for_one_use_opens_no_other(signed_for, shown_as):
    token = KINDS[signed_for][1]()

    assert KINDS[shown_as][2](token) == closed(shown_as)


def test_every_place_that_signs_is_tried_here():
    found = {
        str(path.relative_to(settings.ROOT))
        for folder in CODE
        for path in (settings.ROOT / folder).rglob("*.py")
        if SIGNING.search(path.read_text())
    }

    assert found == {place for places, _make, _show in KINDS.values() for place in places}
