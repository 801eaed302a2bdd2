"""Joining: an address, a code, who one is, then the answer of the team."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import Member, RoleRequest, User
from millecafes.places.models import Cafe
from tests.people.factories import a_commune, make_account, make_elected, make_staff
from tests.places.factories import make_register
from tests.places.registers import make_cafe

pytestmark = pytest.mark.django_db

JOIN, CODE, ACCOUNT = "/compte/signup/", "/compte/login/code/confirm/", "/compte/"
MAYOR = {"display_name": "Odile Maire", "commune": "Cadalen", "function": "mayor", "message": "Élue en mars."}


@pytest.fixture
def register():
    make_register()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " ").split())


def test_somebody_new_enters_with_the_code_and_is_asked_who_they_are(client, last_code):
    asked = client.post(JOIN, {"login": "Odile@Example.org"})
    page = client.post(CODE, {"code": last_code()}, follow=True)

    assert (asked.status_code, asked.url) == (302, CODE)
    assert User.objects.get().email == "odile@example.org"
    assert "Qui êtes-vous ?" in text_of(page)
    assert [word in page.content.decode() for word in ("demande/elue/", "demande/cafe/", "demande/projet/")] == [
        True
    ] * 3


def test_a_known_address_and_a_new_one_are_answered_alike(client, last_code):
    make_account("connue@example.org")
    answers = {}

    for address in ("connue@example.org", "nouvelle@example.org"):
        first = client.post(JOIN, {"login": address})
        page = client.get(CODE)
        answers[address] = (first.status_code, first.url, text_of(page).replace(address, ""))
        client.post("/compte/logout/")

    assert answers["connue@example.org"] == answers["nouvelle@example.org"]
    assert len(set(Mail.objects.values_list("subject", flat=True))) == 1
    assert Mail.objects.count() == 2


def test_a_closed_account_is_not_opened_again_and_nobody_is_told(client):
    make_account("fermee@example.org", is_active=False)

    answer = client.post(JOIN, {"login": "fermee@example.org"})

    assert (answer.status_code, answer.url) == (302, CODE)
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    "typed",
    ["", "pas une adresse", "a@b", "x" * 300 + "@example.org", "a@example.org\nBcc: b@x.fr"]
    + ["\uff4fdile@example.org", "odile\u202e@example.org", "x" * 2_000_000 + "@example.org"],
    ids=range(8),
)
def test_what_is_no_address_is_refused_and_kept(client, typed):
    answer = client.post(JOIN, {"login": typed})

    assert answer.status_code == 400
    assert User.objects.count() == Mail.objects.count() == 0


@pytest.mark.parametrize("typed", ["KIM@Example.ORG", " kim@example.org ", "\u212aim@example.org"])
def test_an_address_in_other_letters_makes_no_second_account_and_nobody_else_gets_its_code(client, typed):
    make_account("kim@example.org")

    answer = client.post(JOIN, {"login": typed})

    assert answer.status_code == 302
    assert User.objects.get().email == "kim@example.org"
    assert set(Mail.objects.values_list("to", flat=True)) == {"kim@example.org"}


def test_an_account_never_entered_is_forgotten_after_a_week(client):
    client.post(JOIN, {"login": "curieux@example.org"})
    entered, elected, staff = make_account(last_login=timezone.now()), make_elected(), make_staff("Culture")

    services.forget_unconfirmed(at=timezone.now() + timedelta(days=6))
    known_after_six_days = User.objects.count()
    services.forget_unconfirmed(at=timezone.now() + timedelta(days=8))

    assert known_after_six_days == 4
    assert set(User.objects.all()) == {entered, elected, staff}


# -- Saying who one is ------------------------------------------------------------------------------------------------


def test_a_mayor_says_who_she_is_and_sees_where_her_request_stands(client, register):
    mayor = make_account()
    client.force_login(mayor)

    page = client.post("/compte/demande/elue/", MAYOR, follow=True)

    request = RoleRequest.objects.get()
    assert (request.commune_id, request.function, request.message) == ("81046", "mayor", "Élue en mars.")
    assert "Maire, Cadalen" in text_of(page)
    assert "L’équipe la lit" in text_of(page)
    assert Member.objects.get().state == "requested"
    mayor.refresh_from_db()
    assert mayor.display_name == "Odile Maire"


@pytest.mark.parametrize(
    "role, said, code, answer",
    [
        ("elue", MAYOR, "81046", "Oui, votre commune est concernée"),
        ("elue", MAYOR, "38061", "Non, pas directement"),
        ("projet", {"display_name": "Lucie"}, "38061", "Non, pas directement"),
        ("projet", {"display_name": "Lucie"}, "Le Bourg-d’Iré", "À étudier ensemble"),
    ],
)
def test_one_is_told_whether_the_call_is_for_the_commune_and_asks_all_the_same(
    client, register, role, said, code, answer
):
    client.force_login(make_account())

    page = client.post(f"/compte/demande/{role}/", said | {"commune": code}, follow=True)

    assert RoleRequest.objects.get().state == "requested"
    assert answer in text_of(page)
    assert "Cela ne change rien à votre demande d’accès : l’équipe la lit." in text_of(page)
    assert answer in text_of(client.get(ACCOUNT))


def test_a_commune_asked_for_twice_is_answered_once_and_one_that_is_not_named_never(client, register):
    client.force_login(make_account())

    client.post("/compte/demande/projet/", {"display_name": "Lucie", "commune": ""})
    unnamed = text_of(client.get(ACCOUNT))
    client.post("/compte/demande/projet/", {"display_name": "Lucie", "commune": "81046"})
    client.post("/compte/demande/elue/", MAYOR)

    assert "l’accompagnement de 1000 cafés" not in unnamed
    assert text_of(client.get(ACCOUNT)).count("Oui, votre commune est concernée") == 1


def test_a_village_inside_a_new_commune_is_kept_as_people_name_it(client, register):
    client.force_login(make_account())

    client.post("/compte/demande/elue/", MAYOR | {"commune": "Longeville-sur-la-Laines"})

    request = RoleRequest.objects.get()
    assert (request.commune_id, request.delegated_id) == ("52411", "52293")


def test_an_ambiguous_commune_gives_a_choice_and_keeps_the_rest(client, register):
    client.force_login(make_account())

    answer = client.post("/compte/demande/elue/", MAYOR | {"commune": "chaumont"})
    client.post("/compte/demande/elue/", MAYOR | {"commune": "chaumont", "commune_code": "74065"})

    assert answer.status_code == 400
    assert "Odile Maire" in answer.content.decode()
    assert "Élue en mars." in answer.content.decode()
    assert RoleRequest.objects.get().commune_id == "74065"


@pytest.mark.parametrize(
    "wrong",
    [
        {"display_name": ""},
        {"display_name": "x" * 121},
        {"display_name": "x" * 2_000_000},
        {"display_name": "Odile\u202eeriaM"},
        {"display_name": "Odile\nBcc: x@example.org"},
        {"commune": ""},
        {"commune": "Nulleparville"},
        {"function": ""},
        {"function": "pape"},
        {"message": "x" * 2001},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, register, wrong):
    client.force_login(make_account())

    answer = client.post("/compte/demande/elue/", MAYOR | wrong)

    assert answer.status_code == 400
    assert "field--wrong" in answer.content.decode()
    assert not RoleRequest.objects.exists()
    assert not Member.objects.exists()


def test_a_manager_names_her_commune_then_her_café(client, register):
    cafes = [Cafe.objects.create(name=name, slug=name, commune_id="81046") for name in ("un", "deux")]
    client.force_login(make_account())
    said = {"display_name": "Lucie", "commune": "Cadalen", "kind": "manager"}

    asked = client.post("/compte/demande/cafe/", said)
    client.post("/compte/demande/cafe/", said | {"cafe": cafes[0].pk})

    assert asked.status_code == 400
    assert "lequel est le vôtre" in text_of(asked)
    assert RoleRequest.objects.get().cafe == cafes[0]


def test_a_café_that_has_closed_admits_nobody(client, register):
    cafe = make_cafe("81046")
    cafe.closed_on, cafe.ending = timezone.localdate(), "closed"
    cafe.save()
    client.force_login(make_account())

    answer = client.post("/compte/demande/cafe/", {"display_name": "L", "commune": "Cadalen", "kind": "manager"})

    assert answer.status_code == 400
    assert "Nous ne connaissons pas de café ouvert" in text_of(answer)


def test_a_project_needs_no_commune(client):
    client.force_login(make_account())

    client.post("/compte/demande/projet/", {"display_name": "Karim", "commune": "", "message": "Un café-épicerie."})

    assert RoleRequest.objects.get().role == "holder"


def test_a_request_is_corrected_then_withdrawn(client, register):
    client.force_login(make_account())
    client.post("/compte/demande/elue/", MAYOR)

    shown = client.get("/compte/demande/elue/").content.decode()
    client.post("/compte/demande/elue/", MAYOR | {"function": "deputy"})
    request = RoleRequest.objects.get()
    client.post(f"/compte/demande/{request.pk}/retirer/")

    assert 'value="Odile Maire"' in shown
    assert "Cadalen" in shown
    request.refresh_from_db()
    assert (request.function, request.state) == ("deputy", "withdrawn")


def test_nobody_answers_or_withdraws_for_another(client):
    request = services.request_role(make_account(), "holder")
    services.ask(request, make_staff("Réseau"), "Où ?")
    client.force_login(make_account())

    answers = [
        client.post(f"/compte/demande/{request.pk}/repondre/", {"answer": "Ici"}).status_code,
        client.post(f"/compte/demande/{request.pk}/retirer/").status_code,
    ]

    assert answers == [404, 404]
    assert RoleRequest.objects.get().state == "asked"


def test_the_person_answers_the_team_s_question(client):
    person = make_account()
    request = services.request_role(person, "elected", commune=a_commune(), function="mayor")
    services.ask(request, make_staff("Réseau"), "Depuis quand ?")
    client.force_login(person)

    page = client.get(ACCOUNT)
    empty = client.post(f"/compte/demande/{request.pk}/repondre/", {"answer": " "})
    client.post(f"/compte/demande/{request.pk}/repondre/", {"answer": "Depuis mars."})

    assert "Depuis quand ?" in text_of(page)
    assert empty.status_code == 400
    assert RoleRequest.objects.waiting().get().answer == "Depuis mars."


def test_a_refused_person_reads_why_and_may_ask_again(client):
    person = make_account()
    services.refuse(services.request_role(person, "holder"), make_staff("Réseau"), "Trop tôt.")
    client.force_login(person)

    page = text_of(client.get(ACCOUNT))

    assert "Trop tôt." in page
    assert "Qui êtes-vous ?" in page


def test_a_member_who_is_refused_one_role_more_reads_why_for_a_while(client):
    person, staff = make_elected(), make_staff("Réseau")
    services.refuse(services.request_role(person, "holder"), staff, "Trop tôt.")
    client.force_login(person)

    first = text_of(client.get(ACCOUNT))
    RoleRequest.objects.update(decided_at=timezone.now() - timedelta(days=61))
    later = text_of(client.get(ACCOUNT))

    assert "Votre demande n’a pas été acceptée" in first
    assert "Trop tôt." in first
    assert "Trop tôt." not in later


def test_an_invited_person_enters_as_a_member(client, last_code):
    services.invite("adjoint@example.org", "elected", by=make_elected(), commune=a_commune(), function="deputy")

    client.post(JOIN, {"login": "adjoint@example.org"})
    page = client.post(CODE, {"code": last_code()}, follow=True)

    assert "Adjointe ou adjoint au maire, Cadalen" in text_of(page)
