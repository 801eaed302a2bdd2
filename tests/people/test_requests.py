"""Asking for a role, and being answered: what the person, the team and the door see of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import Invitation, Mandate, Member, ProjectHolder, RoleRequest, StaffAct, User
from millecafes.people.permissions import Audience, Standing, access_of
from millecafes.people.services import AlreadyDecided
from tests.people.factories import (
    a_cafe,
    a_commune,
    make_account,
    make_elected,
    make_holder,
    make_manager,
    make_member,
    make_staff,
)

pytestmark = pytest.mark.django_db


def ask_as_mayor(person, **fields):
    return services.request_role(person, "elected", commune=a_commune(), function="mayor", **fields)


def subjects(person):
    return list(Mail.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True))


def test_a_mayor_asks_is_accepted_and_the_door_opens():
    mayor, staff = make_account(), make_staff("Réseau")

    request = ask_as_mayor(mayor, message="Élue en mars.")
    before = access_of(mayor).standing
    services.accept(request, by=staff)
    mayor.refresh_from_db()
    after = access_of(mayor)

    assert (before, after.standing) == (Standing.WAITING, Standing.OPEN)
    assert after.audiences == {Audience.PUBLIC, Audience.MEMBERS, Audience.ELECTED}
    assert [str(role) for role in after.roles] == ["Maire, Cadalen"]
    assert after.represents("81046")
    assert subjects(mayor) == ["Votre demande est bien arrivée", "Bienvenue dans le réseau des 1000 cafés"]
    assert StaffAct.objects.get().action == "demande acceptée"


def test_asking_again_while_one_waits_corrects_the_same_request():
    mayor = make_account()

    first = ask_as_mayor(mayor, message="Bonjour")
    second = ask_as_mayor(mayor, message="Bonjour, je suis élue en mars.")

    assert first.pk == second.pk
    assert RoleRequest.objects.get().message == "Bonjour, je suis élue en mars."
    assert len(subjects(mayor)) == 1


def test_a_question_waits_for_its_answer_and_comes_back():
    person, staff = make_account(), make_staff("Réseau")
    request = ask_as_mayor(person)

    services.ask(request, staff, "Depuis quand ?")
    asked = list(RoleRequest.objects.waiting())
    services.answer(request, "Depuis mars.")

    assert asked == []
    assert RoleRequest.objects.waiting().get().answer == "Depuis mars."


def test_a_refusal_says_why_and_one_may_ask_again():
    person, staff = make_account(), make_staff("Réseau")

    services.refuse(ask_as_mayor(person), staff, "Cette commune a plus de 3 500 habitants.")
    person.refresh_from_db()
    refused = access_of(person).standing
    ask_as_mayor(person)
    person.refresh_from_db()

    assert refused == Standing.REFUSED
    assert access_of(person).standing == Standing.WAITING
    assert "plus de 3 500" in Mail.objects.get(subject="Votre demande d’accès").body_text


def test_a_member_refused_one_role_more_keeps_the_others():
    person, staff = make_elected(), make_staff("Réseau")

    services.refuse(services.request_role(person, "holder"), staff, "Pas encore.")
    person.refresh_from_db()

    assert access_of(person).standing == Standing.OPEN


@pytest.mark.parametrize("second", [services.accept, lambda request, by: services.refuse(request, by, "Non.")])
def test_a_request_is_decided_once(second):
    request, staff = ask_as_mayor(make_account()), make_staff("Réseau")
    services.accept(request, by=staff)

    with pytest.raises(AlreadyDecided):
        second(request, by=staff)

    assert Mandate.objects.count() == 1


def test_a_withdrawn_request_is_no_longer_decided_on():
    request = ask_as_mayor(make_account())
    services.withdraw(request)

    with pytest.raises(AlreadyDecided):
        services.accept(request, by=make_staff("Réseau"))


def test_one_person_is_several_things_at_several_places():
    person, staff = make_elected(), make_staff("Réseau")
    cafe = a_cafe()

    services.accept(services.request_role(person, "manager", cafe=cafe, kind="volunteer"), by=staff)
    services.accept(services.request_role(person, "holder", commune=a_commune()), by=staff)
    person.refresh_from_db()
    access = access_of(person)

    assert access.audiences == set(Audience)
    assert (access.runs(cafe.pk), access.runs(cafe.pk + 1), access.represents("75056")) == (True, False, False)


# -- Invitations ------------------------------------------------------------------------------------------------------


def test_an_invited_person_is_a_member_at_the_first_sign_in():
    mayor = make_elected()
    services.invite("Adjoint@Example.org ", "elected", by=mayor, commune=a_commune(), function="deputy", name="Ali")

    person = make_account("adjoint@example.org")
    services.accept_invitations(person)
    person.refresh_from_db()

    assert str(person) == "Ali"
    assert [str(role) for role in access_of(person).roles] == ["Adjointe ou adjoint au maire, Cadalen"]


def test_the_same_invitation_twice_is_one_message():
    mayor = make_elected()

    for _time in range(2):
        services.invite("a@example.org", "elected", by=mayor, commune=a_commune(), function="deputy")
    again = services.send_invitation_again(Invitation.objects.get(), by=mayor)

    assert Invitation.objects.count() == Mail.objects.filter(to="a@example.org").count() == 1
    assert again is False


def test_a_cancelled_invitation_opens_nothing():
    mayor = make_elected()
    invitation = services.invite("a@example.org", "holder", by=mayor)
    services.cancel_invitation(invitation, by=mayor)

    assert services.accept_invitations(make_account("a@example.org")) == 0


# -- The end of a role ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "standing"),
    [(-1, Standing.OPEN), (0, Standing.OPEN), (1, Standing.READ_ONLY), (30, Standing.READ_ONLY), (31, Standing.CLOSED)],
)
def test_a_mandate_that_ends_is_read_for_thirty_days_then_closed(days_ago, standing):
    person = make_elected(ends_on=timezone.localdate() - timedelta(days=days_ago))

    assert access_of(person).standing == standing


def test_a_role_left_keeps_the_place_s_other_roles_open():
    person = make_elected()
    services.end_role(person.mandates.get(), last_day=timezone.localdate() - timedelta(days=90), by=None)
    services.accept(services.request_role(person, "holder"), by=make_staff("Réseau"))
    person.refresh_from_db()

    assert access_of(person).audiences == {Audience.PUBLIC, Audience.MEMBERS, Audience.HOLDERS}


# -- The door ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "standing"),
    [
        (make_account, Standing.STRANGER),
        (lambda: make_member(state="requested"), Standing.WAITING),
        (lambda: make_member(state="refused"), Standing.REFUSED),
        (lambda: make_member(state="suspended"), Standing.SUSPENDED),
        (lambda: make_member(state="ended"), Standing.CLOSED),
        (make_member, Standing.CLOSED),
        (make_elected, Standing.OPEN),
        (make_manager, Standing.OPEN),
        (make_holder, Standing.OPEN),
        (lambda: make_staff("Culture"), Standing.TEAM),
    ],
)
def test_where_each_stands(make, standing):
    assert access_of(make()).standing == standing


def test_a_suspension_says_why_and_ends():
    person, staff = make_elected(), make_staff("Réseau")

    services.suspend(person.member, staff, "Messages insultants.")
    person.refresh_from_db()
    suspended = access_of(person)
    services.welcome_back(person.member, staff)
    person.refresh_from_db()

    assert (suspended.standing, suspended.audiences) == (Standing.SUSPENDED, {Audience.PUBLIC})
    assert access_of(person).standing == Standing.OPEN
    assert subjects(person) == ["Votre accès est suspendu", "Votre accès est rouvert"]


def test_who_withdraws_her_only_request_has_asked_for_nothing():
    person = make_account()
    first, second = services.request_role(person, "holder"), ask_as_mayor(person)

    services.withdraw(first)
    still = access_of(User.objects.get(pk=person.pk)).standing
    services.withdraw(second)

    assert still == Standing.WAITING
    assert access_of(User.objects.get(pk=person.pk)).standing == Standing.STRANGER


def test_what_the_team_noted_of_a_request_that_is_withdrawn_is_in_its_log():
    person = make_account()
    request = services.request_role(person, "holder")
    Member.objects.filter(person=person).update(team_notes="Deuxième demande sous un autre nom.")

    services.withdraw(request)

    act = StaffAct.objects.get(person=person)
    assert (act.action, act.detail) == ("notes gardées d’une demande retirée", "Deuxième demande sous un autre nom.")
    assert not Member.objects.exists()


def test_who_was_refused_and_withdraws_what_she_asked_next_stays_refused():
    person = make_account()
    services.refuse(services.request_role(person, "holder"), make_staff("Réseau"), "Hors de notre objet.")

    services.withdraw(services.request_role(person, "holder"))

    person = User.objects.get(pk=person.pk)
    assert (access_of(person).standing, person.member.reason) == (Standing.REFUSED, "Hors de notre objet.")


def test_whose_role_has_ended_and_withdraws_a_request_is_back_where_she_was():
    person = make_holder()
    ProjectHolder.objects.update(ends_on=timezone.localdate() - timedelta(days=400))
    Member.objects.update(state="ended")

    services.withdraw(services.request_role(person, "holder"))

    assert access_of(User.objects.get(pk=person.pk)).standing == Standing.CLOSED
