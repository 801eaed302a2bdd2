"""An open session: the proof of the team ends, the key changes, and what somebody no longer is closes at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from millecafes.people.models import CafeRole, Mandate, Member, User
from tests.people.factories import make_elected, make_manager, make_member, make_staff
from tests.people.second_factor import SECRET, give_factor, phone_says

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, OUT = "/compte/login/", "/compte/login/code/confirm/", "/compte/logout/"
ASKED, AGAIN, ADD = "/compte/2fa/authenticate/", "/compte/2fa/reauthenticate/", "/compte/2fa/totp/activate/"
DESK, AREA, PEOPLE = "/gestion/", "/espace/", "/espace/annuaire/"
DOORS = (SIGN_IN, "/gestion/login/")  # where a stranger is led
ASKED_AGAIN = [f"{AGAIN}?next=%2Fgestion%2F", f"{AGAIN}?next=%2Fespace%2F"]


@pytest.fixture
def team(client):
    """A browser of the team, whose factor was shown a moment ago."""
    client.force_login(make_staff("Administration", email="equipe@example.org"))
    return client


@pytest.fixture
def notes():
    """The form of the notes on a member, and what it has written."""
    member = Member.objects.get(person=make_member())
    address = f"/gestion/membres/edit/{member.pk}/"

    def write(client):
        answer = client.post(address, {"team_notes": "Une longue note."})
        member.refresh_from_db()
        return answer, member.team_notes

    return write


def where(client, *addresses):
    """Where each of these leads; an empty word for one that opens."""
    return [client.get(address).headers.get("Location", "") for address in addresses]


# -- Eight hours, or an absence ---------------------------------------------------------------------------------------


def test_the_proof_of_the_team_holds_for_eight_hours_however_much_it_is_used(team, time_passes):
    opened = []
    for hours in (0, 2, 4, 6, 7.98):
        time_passes(hours=hours)
        opened += where(team, DESK, AREA)

    time_passes(hours=8.02)

    assert set(opened) == {""}
    assert where(team, DESK, AREA) == ASKED_AGAIN


@pytest.mark.parametrize(
    ("language", "said"),
    [("", "redemande à l’équipe toutes les huit heures"), ("/en", "asked for it again every eight")],
)
def test_it_is_then_asked_for_with_the_reason_and_leads_where_one_was_going(team, time_passes, language, said):
    fresh = team.get(language + AGAIN).content.decode()
    time_passes(hours=8.02)
    asked = team.get(f"{language}{AGAIN}?next=/gestion/pages/").content.decode()
    wrong = team.post(language + AGAIN, {"code": "000000", "next": "/gestion/pages/"}).content.decode()

    through = team.post(language + AGAIN, {"code": phone_says(), "next": "/gestion/pages/"})

    assert [said in page for page in (fresh, asked, wrong)] == [False, True, True]
    assert through.url == "/gestion/pages/"
    assert where(team, DESK, AREA) == ["", ""]
    time_passes(hours=10)
    assert where(team, DESK) == [""]


def test_what_was_opened_in_time_is_still_received_for_two_hours(team, time_passes, notes):
    team.get(DESK)
    time_passes(hours=9.98)

    answer, written = notes(team)

    assert (answer.status_code, written) == (302, "Une longue note.")
    assert where(team, answer.url)[0].startswith(AGAIN)


def test_past_that_nothing_is_received(team, time_passes, notes):
    team.get(DESK)
    time_passes(hours=10.02)

    answer, written = notes(team)

    assert (answer.url.partition("?")[0], written) == (AGAIN, "")


def test_after_an_absence_it_is_asked_for_though_eight_hours_are_not_over(team, time_passes, notes):
    team.get(DESK)
    time_passes(hours=1.9)
    soon = where(team, DESK)
    time_passes(hours=5)  # three hours and six minutes after that

    written = notes(team)[1]

    assert soon == [""]
    assert written == "Une longue note."
    assert where(team, DESK, AREA) == ASKED_AGAIN
    team.post(AGAIN, {"code": phone_says()})
    assert where(team, DESK, AREA) == ["", ""]


def test_a_member_who_comes_back_after_days_is_asked_for_nothing(client, time_passes):
    client.force_login(make_elected())
    client.get(AREA)
    time_passes(days=5)

    assert where(client, AREA) == [""]


# -- The key of the session -------------------------------------------------------------------------------------------


def key_of(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def with_key(client_factory, key):
    browser = client_factory()
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    return browser


def test_the_key_changes_at_each_step_of_the_sign_in_and_the_old_ones_open_nothing(client, client_factory, last_code):
    staff = make_staff("Communication")
    give_factor(staff)
    client.post(SIGN_IN, {"login": staff.email})
    asked = key_of(client)
    client.post(CODE, {"code": last_code()})

    client.post(ASKED, {"code": phone_says()})

    assert key_of(client) != asked
    assert where(client, DESK) == [""]
    assert where(with_key(client_factory, asked), DESK)[0].startswith(DOORS)


def test_the_key_changes_when_a_member_enters(client, client_factory, last_code):
    person = make_elected()
    client.post(SIGN_IN, {"login": person.email})
    asked = key_of(client)

    client.post(CODE, {"code": last_code()})

    assert key_of(client) != asked
    assert where(client, AREA) == [""]
    assert where(with_key(client_factory, asked), AREA)[0].startswith(DOORS)


@pytest.mark.parametrize("way", ["shown", "added"])
def test_the_key_changes_when_the_factor_is_shown_or_added(client, client_factory, last_code, monkeypatch, way):
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.generate_totp_secret", lambda: SECRET)
    staff = make_staff("Communication")
    client.post(SIGN_IN, {"login": staff.email})
    client.post(CODE, {"code": last_code()})
    half = key_of(client)
    if way == "shown":
        give_factor(staff)
    else:
        client.get(ADD)

    client.post(AGAIN if way == "shown" else ADD, {"code": phone_says()})

    assert key_of(client) != half
    assert where(client, DESK) == [""]
    assert where(with_key(client_factory, half), DESK)[0].startswith(DOORS)
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [key_of(client)]


def test_a_factor_that_is_shown_every_day_does_not_make_the_session_grow(team, time_passes):
    for day in range(4):
        time_passes(days=day)
        team.post(AGAIN, {"code": phone_says()})

    assert len(team.session["account_authentication_methods"]) == 1


@pytest.mark.parametrize(("make", "door"), [(make_elected, AREA), (lambda: make_staff("Communication"), DESK)])
def test_a_key_shown_again_after_signing_out_opens_nothing(client, client_factory, make, door):
    client.force_login(make())
    key = key_of(client)
    before = where(with_key(client_factory, key), door)

    client.post(OUT)

    assert before == [""]
    assert where(with_key(client_factory, key), door)[0].startswith(DOORS)
    assert with_key(client_factory, key).post(door).status_code in {302, 403}


def test_a_device_signed_out_from_afar_opens_nothing(client_factory, last_code):
    person, browsers = make_elected(), [client_factory(), client_factory()]
    for browser in browsers:
        browser.post(SIGN_IN, {"login": person.email})
        browser.post(CODE, {"code": last_code()})
    stolen = with_key(client_factory, key_of(browsers[1]))

    browsers[0].post("/compte/sessions/fermer/")

    assert where(stolen, AREA)[0].startswith(DOORS)


# -- What one no longer is --------------------------------------------------------------------------------------------

YESTERDAY, LONG_AGO = timedelta(days=1), timedelta(days=60)


def end(model, ago):
    return lambda person: model.objects.filter(person=person).update(ends_on=timezone.localdate() - ago)


ENDED = {
    "a mandate": (make_elected, end(Mandate, LONG_AGO), AREA, 403),
    "a role in a café": (make_manager, end(CafeRole, LONG_AGO), AREA, 403),
    "a role in a café, yesterday": (make_manager, end(CafeRole, YESTERDAY), "/espace/remboursements/nouvelle/", 404),
    "a member": (make_elected, lambda person: Member.objects.update(state="suspended", reason="Essai."), PEOPLE, 403),
    "a desk": (lambda: make_staff("Communication"), lambda person: person.groups.clear(), DESK, 403),
    "an account": (make_elected, lambda person: User.objects.update(is_active=False), AREA, 302),
}


@pytest.mark.parametrize("what", ENDED)
def test_what_somebody_no_longer_is_closes_its_doors_at_the_next_request(client, what):
    make, end_it, door, answered = ENDED[what]
    client.force_login(person := make())
    before = client.get(door)

    end_it(person)
    after = client.get(door, follow=answered != 302)

    assert (before.status_code, after.status_code) == (200, answered)


def test_a_role_that_ended_yesterday_writes_nothing_in_the_session_that_was_open(client):
    client.force_login(person := make_elected())
    before = client.post("/espace/")

    end(Mandate, YESTERDAY)(person)

    assert before.status_code != 403
    assert client.post("/espace/").status_code == 403
