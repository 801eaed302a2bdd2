"""Whatever strangers fill in, and however many they are, one mailbox is not flooded; its owner still comes in."""

from itertools import cycle
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from home.forms import ContactForm
from home.models import ContactPage
from millecafes.mailroom.models import Mail
from tests.events.factories import make_bookable
from tests.pages.factories import make_page
from tests.people.factories import make_account

pytestmark = pytest.mark.django_db

SIGN_IN, JOIN, CODE = "/compte/login/", "/compte/signup/", "/compte/login/code/confirm/"
VICTIM = "victime@example.org"
ALIASES = ["victime+cafe@example.org", "Victime+Bar@example.org", "VICTIME@Example.ORG"]  # read in the same mailbox
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.7"
AN_HOUR, A_DAY, OF_ONE_NETWORK = 10, 30, 6


@pytest.fixture
def forms(time_passes):
    """Every form of a visitor that has a letter sent to what is typed in it: ``forms(browser)`` sends them all."""
    aliases = cycle(ALIASES)
    contact, date = make_page(ContactPage, slug="contact"), make_bookable(None)
    ticket = ContactForm.new_ticket()
    time_passes(minutes=1)

    def write(browser):
        letter = {"name": "Odette", "subject": "commune", "message": f"Bonjour {uuid4()}", "ticket": ticket}
        browser.post(contact.url, letter | {"email": next(aliases)})
        coming = {"key": str(uuid4()), "version": "1", "seats": "1", "name": "Passante", "email": VICTIM}
        browser.post(reverse("bookings:register", args=[date.uuid]), coming)
        for door in (SIGN_IN, JOIN):
            browser.post(door, {"login": VICTIM})
            browser.post(CODE, {"action": "resend"})
            browser.post(CODE, {"action": "resend"})

    return write


@pytest.fixture
def at_home(client_factory, last_code):
    """Enters from where the owner of the mailbox has entered before; whether the door opened."""
    make_account(VICTIM)

    def enter():
        owner = client_factory(REMOTE_ADDR=HOME)
        owner.post(SIGN_IN, {"login": VICTIM})
        owner.post(CODE, {"code": last_code()})
        return "_auth_user_id" in owner.session

    assert enter()
    Mail.objects.all().delete()
    cache.clear()
    return enter


def received():
    return Mail.objects.filter(to__istartswith="victime").count()


def test_all_forms_from_many_networks_send_ten_letters_an_hour_and_the_owner_comes_in(client_factory, forms, at_home):
    for number in range(30):
        forms(client_factory(REMOTE_ADDR=f"10.{number}.0.9"))

    assert received() == AN_HOUR
    assert at_home()


def test_and_thirty_a_day(client_factory, forms, at_home, time_passes):
    for hour in range(1, 6):
        time_passes(hours=hour, minutes=hour)
        for number in range(4):
            forms(client_factory(REMOTE_ADDR=f"10.{number}.0.9"))

    assert received() == A_DAY
    assert at_home()
    time_passes(hours=30)
    forms(client_factory(REMOTE_ADDR=ELSEWHERE))
    assert received() > A_DAY + 1


def test_one_network_does_not_spend_what_others_are_sent(client_factory, forms, last_code):
    make_account(VICTIM)  # who has never entered: no place is home yet
    for _turn in range(8):
        forms(client_factory(REMOTE_ADDR=ELSEWHERE))

    spent = received()
    owner = client_factory(REMOTE_ADDR=HOME)
    owner.post(SIGN_IN, {"login": VICTIM})
    owner.post(CODE, {"code": last_code()})

    assert spent == OF_ONE_NETWORK
    assert "_auth_user_id" in owner.session


@pytest.mark.parametrize(
    ("language", "said"),
    [("", "Beaucoup de messages ont été demandés pour cette adresse"), ("/en", "Many messages were asked for")],
)
def test_a_door_and_a_form_that_send_nothing_more_say_so(client_factory, forms, language, said):
    for number in range(3):
        forms(client_factory(REMOTE_ADDR=f"10.{number}.0.9"))
    browser, date = client_factory(REMOTE_ADDR=ELSEWHERE), make_bookable(None)
    coming = {"key": str(uuid4()), "version": "1", "seats": "1", "name": "Passante", "email": VICTIM}

    door = browser.post(f"{language}{SIGN_IN}", {"login": VICTIM}, follow=True)
    form = browser.post(f"{language}/inscriptions/date/{date.uuid}/", coming)

    assert (door.status_code, said in door.content.decode()) == (200, True)
    assert (form.status_code, said in form.content.decode()) == (429, True)
    assert 'id="id_email_error"' in form.content.decode()
    assert 'value="Passante"' in form.content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_a_second_code_that_does_not_leave_is_said_alike_and_the_first_still_opens(client_factory, last_code, known):
    if known:
        make_account(VICTIM)
    browser = client_factory(REMOTE_ADDR=ELSEWHERE)
    browser.post(JOIN, {"login": VICTIM})
    code = last_code()
    for number in range(12):
        client_factory(REMOTE_ADDR=f"10.{number}.0.9").post(JOIN, {"login": VICTIM})
    before = received()

    again = browser.post(CODE, {"action": "resend"}, follow=True)
    after = received()
    browser.post(CODE, {"code": code})

    assert "Beaucoup de messages ont été demandés" in again.content.decode()
    assert (before, after) == (AN_HOUR, AN_HOUR)
    assert "_auth_user_id" in browser.session


def test_an_address_to_be_proved_by_somebody_signed_in_is_counted_too(client_factory, enter):
    browser = enter(make_account("zoe@example.org"))
    for number in range(12):
        client_factory(REMOTE_ADDR=f"10.{number}.0.9").post(JOIN, {"login": VICTIM})

    answer = browser.post("/compte/adresse/", {"email": VICTIM})

    assert (answer.status_code, "Trop de demandes" in answer.content.decode()) == (400, True)
    assert received() == AN_HOUR


def test_the_people_of_the_demo_are_played_by_as_many_visitors_as_come(client_factory, settings):
    settings.DEMO = True
    (email, _role), *_others = settings.DEMO_ACCOUNTS
    make_account(email)

    for number in range(12):
        client_factory(REMOTE_ADDR=f"10.{number}.0.9").post(SIGN_IN, {"login": email})

    assert Mail.objects.filter(to=email).count() == 12
