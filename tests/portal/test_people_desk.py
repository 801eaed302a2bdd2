"""The desk of the network: members, their roles, invitations, and places nobody will hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import CafeRole, Invitation, Member, Role, StaffAct
from millecafes.people.permissions import access_of
from millecafes.places.keys import index_places
from tests.people.factories import a_cafe, a_commune, make_elected, make_manager, make_member, make_staff
from tests.places.cafe_factories import make_cafe

pytestmark = pytest.mark.django_db
MEMBERS, INVITATIONS = "/gestion/membres/", "/gestion/invitations/"


@pytest.fixture
def network(enter):
    return enter(make_staff("Réseau"))


def day(number):
    return timezone.localdate() + timedelta(days=number)


def of(member, page):
    return f"{MEMBERS}{member.pk}/{page}"


def actions():
    return list(StaffAct.objects.order_by("pk").values_list("action", flat=True))


def test_a_member_is_found_with_roles_and_state(client, network):
    member = make_manager(email="lucie@example.org").member

    listed = client.get(MEMBERS, {"q": "lucie"}).content.decode()
    read = client.get(f"{MEMBERS}inspect/{member.pk}/").content.decode()

    assert ("lucie@example.org" in listed, "Gérante ou gérant" in read) == (True, True)


def test_a_role_is_ended_and_logged(client, network):
    person = make_manager()
    role = CafeRole.objects.get()

    client.post(of(person.member, f"fin/cafe/{role.pk}/"), {"last_day": day(-40)})

    assert (access_of(person).may_enter, actions()) == (False, ["fin de rôle"])


@pytest.mark.parametrize("last_day", ["", "demain", "2019-02-31", "1999-01-01", "2999-01-01"])
def test_a_last_day_that_cannot_be_ends_nothing(client, network, last_day):
    person = make_manager()

    answer = client.post(
        of(person.member, f"fin/cafe/{CafeRole.objects.get().pk}/"), {"last_day": last_day}, follow=True
    )

    assert "Rien n’est fait" in answer.content.decode()
    assert CafeRole.objects.get().ends_on is None


def test_somebody_elses_role_is_not_ended_by_mistake(client, network):
    make_manager()

    other = make_elected().member
    assert client.post(of(other, f"fin/cafe/{CafeRole.objects.get().pk}/"), {"last_day": day(0)}).status_code == 404


def test_a_member_is_suspended_with_a_reason_then_let_in_again(client, network):
    person = make_manager(email="lucie@example.org")

    client.post(of(person.member, "suspendre/"), {"reason": "Messages déplacés."})
    shut = access_of(type(person).objects.get(pk=person.pk)).may_enter
    client.post(of(person.member, "rouvrir/"))

    assert (shut, access_of(type(person).objects.get(pk=person.pk)).may_enter) == (False, True)
    assert "Messages déplacés." in Mail.objects.filter(to="lucie@example.org").earliest("pk").body_text
    assert actions() == ["accès suspendu", "accès rouvert"]


def test_a_suspension_without_a_reason_is_none(client, network):
    person = make_manager()

    client.post(of(person.member, "suspendre/"), {"reason": " "})

    assert access_of(person).may_enter


def test_an_act_that_does_not_exist_is_not_found(client, network):
    assert client.post(of(make_member().member, "promouvoir/")).status_code == 404


def test_nobody_acts_on_oneself(client, network):
    own = Member.objects.create(person=network, state="approved", state_at=timezone.now())

    client.post(of(own, "suspendre/"), {"reason": "Essai."})

    own.refresh_from_db()
    assert own.state == "approved"


@pytest.mark.parametrize("desk", ["Communication", "Validation", "Finances"])
def test_the_other_desks_neither_see_nor_act(client, enter, desk):
    person = make_manager()
    enter(make_staff(desk))

    client.post(of(person.member, "suspendre/"), {"reason": "Essai."})
    client.post(f"{INVITATIONS}inviter/", {"email": "a@example.org", "role": "holder"})

    assert [client.get(page).status_code for page in (MEMBERS, INVITATIONS, f"{INVITATIONS}inviter/")] == [302] * 3
    assert (access_of(person).may_enter, Invitation.objects.exists()) == (True, False)


def test_the_team_invites_anybody_to_any_place(client, network):
    cafe, commune = make_cafe(name="Le Four banal"), a_commune()
    index_places()
    for data in (
        {"email": "a@example.org", "role": "manager", "cafe": cafe.slug, "kind": "president"},
        {"email": "b@example.org", "role": "elected", "commune": commune.code, "function": "mayor"},
        {"email": "c@example.org", "role": "holder"},
    ):
        client.post(f"{INVITATIONS}inviter/", data)

    made = Invitation.objects.order_by("email")
    assert [(one.role, one.cafe, one.commune) for one in made] == [
        (Role.MANAGER, cafe, None),
        (Role.ELECTED, None, commune),
        (Role.HOLDER, None, None),
    ]
    assert client.get(INVITATIONS).content.decode().count("example.org") >= 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"role": "manager"}, "Ce rôle le demande"),
        ({"role": "elected", "commune": "Nulle part"}, "Aucune commune"),
        ({"role": "manager", "cafe": "Inconnu", "kind": "manager"}, "Aucun café ouvert"),
        ({"role": "holder", "name": "a\u202e"}, "une seule ligne"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_leaves(client, network, data, said):
    answer = client.post(f"{INVITATIONS}inviter/", {"email": "a@example.org"} | data)

    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert not Invitation.objects.exists()


def test_a_closed_cafe_admits_nobody(client, network):
    cafe = make_cafe(closed_on=day(-1), ending="closed")

    data = {"email": "a@example.org", "role": "manager", "cafe": cafe.slug, "kind": "manager"}
    assert client.post(f"{INVITATIONS}inviter/", data).status_code == 400


def test_an_invitation_is_sent_again_once_a_day_and_taken_back(client, network):
    invitation = services.invite("a@example.org", "holder", by=network)

    client.post(f"{INVITATIONS}{invitation.pk}/renvoyer/")
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
    client.post(f"{INVITATIONS}{invitation.pk}/renvoyer/")
    client.post(f"{INVITATIONS}{invitation.pk}/annuler/")

    assert actions() == ["invitation", "invitation renvoyée", "invitation annulée"]
    assert "Annulée" in client.get(INVITATIONS).content.decode()


def test_a_place_that_nobody_will_hold_waits_on_the_desk(client, network):
    cafe = a_cafe()
    make_manager(cafe, ends_on=day(10))
    alone = client.get("/gestion/").content.decode()
    services.invite("a@example.org", "manager", by=network, cafe=cafe, kind="manager")
    followed = client.get("/gestion/").content.decode()

    assert [cafe.name in page and "bientôt plus personne" in page for page in (alone, followed)] == [True, False]
    assert client.get(f"/espace/lieux/cafe/{cafe.slug}/histoire/").status_code == 200
