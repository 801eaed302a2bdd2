"""The page that the letter of an invitation leads to, whoever opens it and however late."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import CafeRole, Invitation, StaffAct
from millecafes.people.permissions import access_of
from tests.people.factories import a_cafe, make_account, make_manager, make_member, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    cafe = a_cafe()
    return services.invite("awa@example.org", "manager", by=make_manager(cafe), cafe=cafe, kind="co_manager")


def link():
    return re.search(r"/compte/invitation/[^\s]+/", Mail.objects.get(to="awa@example.org").body_text)[0]


def test_a_newcomer_enters_in_one_click_and_a_code(client, invitation, last_code):
    html = client.get(link()).content.decode()
    next_page = re.search(r'name="next" value="([^"]+)"', html)[1]

    client.post("/compte/signup/", {"login": "awa@example.org", "next": next_page})
    entered = client.post("/compte/login/code/confirm/", {"code": last_code()}, follow=True)

    assert entered.redirect_chain[-1][0] == "/espace/"
    assert CafeRole.objects.filter(person__email="awa@example.org", cafe=invitation.cafe).count() == 1


def test_who_is_signed_in_with_that_address_accepts_in_one_click(client, invitation):
    person = make_account("awa@example.org")
    client.force_login(person)

    answer = client.post(link())

    assert (answer.url, access_of(person).runs(invitation.cafe_id)) == ("/espace/", True)


def test_who_is_signed_in_with_another_address_chooses(client, invitation):
    person = make_member(email="autre@example.org")
    client.force_login(person)

    html = client.get(link()).content.decode()
    client.post(link())

    assert ("autre@example.org" in html, "awa@example.org" in html) == (True, True)
    assert access_of(person).runs(invitation.cafe_id)
    assert StaffAct.objects.filter(action="invitation acceptée avec une autre adresse", by=person).exists()


def test_looking_at_it_changes_nothing(client, invitation):
    client.force_login(make_account("awa@example.org"))

    client.get(link())

    assert Invitation.objects.get().accepted_at is None


def test_it_serves_once(client, client_factory, invitation):
    first, second = make_account("awa@example.org"), make_account("autre@example.org")
    for person, browser in ((first, client), (second, client_factory())):
        browser.force_login(person)
        browser.post(link())

    assert [access_of(person).runs(invitation.cafe_id) for person in (first, second)] == [True, False]
    assert "a été acceptée" in client.get(link()).content.decode()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"cancelled_at": timezone.now()}, "l’a reprise"),
        ({"sent_at": timezone.now() - timedelta(days=61)}, "plus de soixante jours"),
        ("closed", "Ce café a fermé"),
    ],
)
def test_one_that_opens_nothing_any_more_says_why(client, invitation, spoil, said):
    if spoil == "closed":
        type(invitation.cafe).objects.update(closed_on=timezone.localdate(), ending="closed")
    else:
        Invitation.objects.update(**spoil)
    person = make_account("awa@example.org")

    answer = client.get(link())
    client.force_login(person)
    client.post(link())

    assert (answer.status_code, said in answer.content.decode()) == (410, True)
    assert services.accept_invitations(person) == 0
    assert not access_of(person).may_enter


@pytest.mark.parametrize("token", ["1", "1:faux", "x" * 300, "1:%00"])
def test_a_forged_link_is_not_found(client, invitation, token):
    assert client.get(f"/compte/invitation/{token}/").status_code == 404


def test_a_visitor_who_sends_the_form_is_asked_to_sign_in(client, invitation):
    assert client.post(link()).url.startswith("/compte/login/?next=/compte/invitation/")


def test_a_suspended_person_is_given_nothing(client, invitation):
    person = make_member(email="awa@example.org", state="suspended")
    client.force_login(person)

    answer = client.post(link(), follow=True)

    assert "n’attend plus de réponse" in answer.content.decode()
    assert not CafeRole.objects.filter(person=person).exists()


def test_an_expired_one_invited_again_leaves_again(invitation):
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=61))

    services.invite("awa@example.org", "manager", by=make_manager(), cafe=invitation.cafe, kind="co_manager")

    assert Mail.objects.filter(to="awa@example.org").count() == 2


def test_whoever_is_suspended_no_longer_vouches_for_anybody(invitation):
    services.suspend(invitation.invited_by.member, make_staff("Réseau"), "Essai.")

    assert services.accept_invitations(make_account("awa@example.org")) == 0
