"""The second factor of the team: owed before the back office opens, never cleared by a code of the mail."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from millecafes.mailroom.models import Mail
from millecafes.people.models import StaffAct
from millecafes.people.second_factor import has_factor
from tests.people.factories import make_account, make_member, make_staff
from tests.people.second_factor import SECRET, enter_half_way, give_factor, phone_says, spare_codes

pytestmark = pytest.mark.django_db

SIGN_IN, CODE = "/compte/login/", "/compte/login/code/confirm/"
KEYS, ASKED, AGAIN = "/compte/2fa/", "/compte/2fa/authenticate/", "/compte/2fa/reauthenticate/"
ADD, REMOVE, SPARE = "/compte/2fa/totp/activate/", "/compte/2fa/totp/deactivate/", "/compte/2fa/recovery-codes/"


@pytest.fixture
def staff():
    return make_staff("Communication", email="redaction@example.org")


@pytest.fixture
def by_mail(last_code):
    """Signs in with the code of the mail: ``by_mail(client, user)``."""

    def enter(client, user, **more):
        client.post(SIGN_IN, {"login": user.email} | more)
        return client.post(CODE, {"code": last_code()} | more)

    return enter


def text_of(answer):
    return answer.content.decode()


def test_staff_without_a_factor_are_led_to_the_page_that_gives_one(client, staff, by_mail):
    by_mail(client, staff)

    answer = client.get("/gestion/pages/", follow=True)

    assert answer.redirect_chain == [(KEYS + "?next=%2Fgestion%2Fpages%2F", 302)]
    assert "Encore une clé, et le bureau s’ouvre" in text_of(answer)


@pytest.mark.parametrize(
    "address",
    [
        "/gestion/",
        "/gestion/style/",
        "/gestion/pages/",
        "/gestion/nulle-part/",
        "/prive/x.jpg",
        "/espace/",
        "/en/espace/",
    ],
)
def test_nothing_of_the_team_opens_half_way(client, staff, address):
    enter_half_way(client, staff)
    without = [client.get(address).url, client.post(address).url]
    give_factor(staff)
    unshown = [client.get(address).url, client.post(address).url]

    assert {url.removeprefix("/en").partition("?")[0] for url in without} == {KEYS}
    assert {url.removeprefix("/en").partition("?")[0] for url in unshown} == {AGAIN}


def test_an_application_of_codes_opens_the_back_office_then_shows_spare_codes(client, staff, by_mail, monkeypatch):
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.generate_totp_secret", lambda: SECRET)
    by_mail(client, staff)

    page = text_of(client.get(ADD, {"next": "/gestion/pages/"}))
    wrong = client.post(ADD, {"code": "000000"})
    done = client.post(ADD, {"code": phone_says(), "next": "/gestion/pages/"}, follow=True)

    assert SECRET in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert wrong.status_code == 400
    assert "Ce code n’est pas le bon" in text_of(wrong)
    assert done.redirect_chain == [(SPARE + "?next=%2Fgestion%2Fpages%2F", 302)]
    assert len(re.findall(r"<code>\d{8}</code>", text_of(done))) == 10
    assert 'href="/gestion/pages/"' in text_of(done)
    assert client.get("/gestion/").status_code == 200


def test_whoever_has_a_factor_is_asked_for_it_after_the_code_of_the_mail(client, staff, by_mail):
    give_factor(staff)

    half = by_mail(client, staff, next="/gestion/pages/")
    stranger = client.get("/compte/")
    wrong = client.post(ASKED, {"code": "000000"})
    entered = client.post(ASKED, {"code": phone_says()})

    assert (half.status_code, half.url) == (302, ASKED)
    assert stranger.url == "/compte/login/?next=/compte/"
    assert wrong.status_code == 400
    assert "il a déjà servi" in text_of(wrong)
    assert entered.url == "/gestion/pages/"
    assert client.get("/gestion/").status_code == 200


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_a_code_of_the_telephone_opens_once_even_when_its_clock_is_off(client_factory, staff, by_mail, late):
    give_factor(staff)
    code = phone_says(late)
    answers = []

    for browser in (client_factory(), client_factory()):
        by_mail(browser, staff)
        answers.append(browser.post(ASKED, {"code": code}).status_code)

    assert answers == [302, 400]


def test_a_spare_code_opens_once(client_factory, staff, by_mail):
    give_factor(staff)
    code = spare_codes(staff)[0]
    answers = []

    for browser in (client_factory(), client_factory()):
        by_mail(browser, staff)
        answers.append(browser.post(ASKED, {"code": code}).status_code)

    assert answers == [302, 400]
    assert len(spare_codes(staff)) == 9


def test_fifty_wrong_codes_of_the_telephone_open_nothing(client, staff, by_mail):
    give_factor(staff)
    by_mail(client, staff)

    answers = {client.post(ASKED, {"code": f"{number:06}"}).status_code for number in range(50)}
    right = client.post(ASKED, {"code": phone_says()})

    assert answers <= {400, 302}
    assert right.status_code == 400
    assert "Trop d’essais" in text_of(right)
    assert client.get("/compte/").status_code == 302


def test_a_session_older_than_the_factor_is_asked_for_it_then_goes_where_it_was_going(client, staff):
    enter_half_way(client, staff)
    give_factor(staff)

    asked = client.get("/gestion/pages/", follow=True)
    through = client.post(AGAIN, {"code": phone_says(), "next": "/gestion/pages/"})

    assert asked.redirect_chain == [(AGAIN + "?next=%2Fgestion%2Fpages%2F", 302)]
    assert "C’est bien vous" in text_of(asked)
    assert through.url == "/gestion/pages/"
    assert client.get("/gestion/pages/").status_code in {200, 302}


def test_after_the_factor_nobody_is_sent_to_another_site(client, staff):
    enter_half_way(client, staff)
    give_factor(staff)

    through = client.post(AGAIN, {"code": phone_says(), "next": "https://mechant.example/"})

    assert through.url == "/gestion/"


def test_the_last_factor_taken_away_locks_the_back_office_again(client, staff):
    client.force_login(staff)

    page = client.get(REMOVE)
    client.post(REMOVE)

    assert page.status_code == 200
    assert not Authenticator.objects.filter(user=staff).exists()
    assert client.get("/gestion/").url == KEYS + "?next=%2Fgestion%2F"
    assert Mail.objects.latest("pk").subject == "Application de codes retirée"


@pytest.mark.parametrize(
    "address", [REMOVE, ADD, SPARE, SPARE + "generate/", SPARE + "download/", "/compte/2fa/webauthn/add/"]
)
def test_what_touches_keys_asks_who_one_is_again(client, staff, address, time_passes):
    client.force_login(staff)
    time_passes(minutes=16)

    answers = [client.get(address), client.post(address)]
    asked = client.get(answers[0].url)

    assert [answer.url.partition("?")[0] for answer in answers] == ["/compte/confirmer/"] * 2
    assert asked.url == f"{AGAIN}?next={address.replace('/', '%2F')}"
    assert has_factor(staff)


def test_a_code_of_the_mail_is_not_enough_to_take_a_factor_away(client, staff):
    enter_half_way(client, staff)
    give_factor(staff)

    client.post("/compte/confirmer/", {"send": "1", "next": REMOVE})
    client.post(REMOVE)

    assert has_factor(staff)
    assert Mail.objects.count() == 0


def test_spare_codes_are_seen_downloaded_and_made_again(client, staff):
    client.force_login(staff)
    first = spare_codes(staff)

    page, file = client.get(SPARE), client.get(SPARE + "download/")
    client.get(SPARE + "generate/")
    client.post(SPARE + "generate/")

    assert all(code in text_of(page) and code in text_of(file) for code in first)
    assert "codes-de-secours-1000-cafes.txt" in file.headers["Content-Disposition"]
    assert file.headers["Cache-Control"] == page.headers["Cache-Control"] == "private, no-store"
    assert not set(first) & set(spare_codes(staff))


def test_a_member_with_a_passkey_still_enters_with_the_code_alone(client, by_mail):
    member = make_member(email="elue@example.org")
    Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data={"name": "Mon téléphone"})

    assert by_mail(client, member).url == "/compte/"


def test_a_member_who_joins_the_team_owes_the_key_she_has(client, by_mail):
    member = make_staff("Communication", email="elue@example.org")
    give_factor(member)

    assert by_mail(client, member).url == ASKED


def test_a_lost_telephone_is_forgotten_by_a_superuser_and_written_in_the_log(client, staff, by_mail, capsys):
    make_account("admin@example.org", is_superuser=True)
    give_factor(staff)
    spare_codes(staff)

    call_command("reset_second_factor", "Redaction@Example.org", by="admin@example.org")
    by_mail(client, staff)

    act = StaffAct.objects.get()
    assert (act.action, act.by.email, act.person) == ("Second facteur retiré", "admin@example.org", staff)
    assert "2 clé(s)" in capsys.readouterr().out
    assert "Votre second facteur a été retiré" in Mail.objects.filter(to=staff.email).values_list("subject", flat=True)
    assert client.get("/gestion/").url.startswith(KEYS)


@pytest.mark.parametrize(
    "email, by", [("inconnue@example.org", "admin@example.org"), ("zoe@example.org", "zoe@example.org")]
)
def test_only_a_superuser_answers_for_a_lost_telephone(email, by):
    give_factor(person := make_account("zoe@example.org"))
    make_account("admin@example.org", is_superuser=True)

    with pytest.raises(CommandError):
        call_command("reset_second_factor", email, by=by)

    assert has_factor(person)
