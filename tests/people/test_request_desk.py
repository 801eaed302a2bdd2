"""Requests in the back office: who sees them, who answers, in two clicks."""

import pytest

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import Mandate, RoleRequest
from tests.people.factories import a_commune, make_account, make_staff

pytestmark = pytest.mark.django_db

LIST = "/gestion/demandes/"


@pytest.fixture
def asked():
    return services.request_role(
        make_account("mairie@cadalen.fr", display_name="Odile"), "elected", commune=a_commune(), function="mayor"
    )


@pytest.fixture
def desk(client):
    client.force_login(make_staff("Réseau"))
    return client


def at(request, verb=""):
    return f"{LIST}{request.pk}/{verb}/" if verb else f"{LIST}inspect/{request.pk}/"


def test_the_first_screen_names_who_waits_and_one_click_more_accepts(desk, asked):
    home = desk.get("/gestion/").content.decode()
    page = desk.get(at(asked)).content.decode()
    desk.post(at(asked, "accepter"))

    assert "1 personne attend votre réponse." in home
    assert at(asked) in home
    assert "Odile" in page
    assert "sans doute celle de la mairie" in page
    assert Mandate.objects.get().person == asked.person


def test_a_question_and_a_refusal_need_words(desk, asked):
    for verb in ("demander", "refuser"):
        desk.post(at(asked, verb), {"question": " ", "reason": ""})

    asked.refresh_from_db()
    assert asked.state == "requested"


def test_a_question_then_a_refusal_are_told_to_the_person(desk, asked):
    desk.post(at(asked, "demander"), {"question": "Depuis quand ?"})
    services.answer(asked, "Depuis mars.")
    desk.post(at(asked, "refuser"), {"reason": "La mairie ne vous connaît pas."})

    bodies = " ".join(Mail.objects.values_list("body_text", flat=True))
    assert "Depuis quand" in bodies
    assert "La mairie ne vous connaît pas." in bodies
    assert RoleRequest.objects.get().state == "refused"


def test_two_people_who_answer_at_once_are_told(desk, asked):
    services.refuse(asked, make_staff("Réseau"), "Non.")

    page = desk.post(at(asked, "accepter"), follow=True).content.decode()

    assert "vient de répondre" in page
    assert not Mandate.objects.exists()


def test_nobody_accepts_their_own_request(client):
    staff = make_staff("Réseau")
    request = services.request_role(staff, "holder")
    client.force_login(staff)

    answer = client.post(at(request, "accepter"))

    assert answer.status_code in {302, 403}
    assert RoleRequest.objects.get().state == "requested"


@pytest.mark.parametrize("group", ["Communication", "Validation", "Culture", "Finances", "Instruction"])
def test_other_desks_neither_read_nor_decide(client, asked, group):
    client.force_login(make_staff(group))

    answers = [client.get(LIST).status_code, client.get(at(asked)).status_code]
    decided = client.post(at(asked, "accepter")).status_code

    assert 200 not in answers
    assert decided in {302, 403}
    assert RoleRequest.objects.get().state == "requested"


def test_an_unknown_verb_is_not_found(desk, asked):
    assert desk.post(at(asked, "supprimer")).status_code == 404


def test_the_log_is_read_by_administration_and_changed_by_nobody(client, asked):
    services.accept(asked, by=make_staff("Réseau"))
    client.force_login(make_staff("Administration"))

    assert "demande acceptée" in client.get("/gestion/actes/").content.decode()
    assert client.get("/gestion/actes/edit/1/").status_code == 404
