"""What the team does on people and files leaves a line that can be found again."""

import pytest

from millecafes.people.models import Member, StaffAct
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    colleague = people.make_staff("Administration", email="collegue@example.org")
    client.force_login(colleague)
    return colleague


def acts() -> list[tuple]:
    return list(StaffAct.objects.order_by("pk").values_list("by__email", "action", "person__email", "subject"))


def test_a_note_is_written_and_the_log_says_so_without_its_words(client, colleague):
    person = people.make_elected(email="zoe@example.org")
    member = Member.objects.get(person=person)

    page = client.get(f"/gestion/membres/edit/{member.pk}/")
    answer = client.post(f"/gestion/membres/edit/{member.pk}/", {"team_notes": "zanzibar"})
    client.post(f"/gestion/membres/edit/{member.pk}/", {"team_notes": "zanzibar"})

    member.refresh_from_db()
    inspected = client.get(f"/gestion/membres/inspect/{member.pk}/")
    assert [page.status_code, inspected.status_code] == [200, 200]
    assert (answer.status_code, member.team_notes) == (302, "zanzibar")
    assert acts() == [("collegue@example.org", "notes de l’équipe modifiées", "zoe@example.org", "")]
    assert "zanzibar" not in client.get("/gestion/actes/").content.decode()


def test_nothing_but_the_notes_is_written_by_the_desk(client, colleague):
    member = Member.objects.get(person=people.make_member(phone="0612345678"))

    client.post(f"/gestion/membres/edit/{member.pk}/", {"team_notes": "", "phone": "0", "state": "ended"})
    gone = [client.get(f"/gestion/membres/{verb}/").status_code for verb in ("new", f"delete/{member.pk}")]

    member.refresh_from_db()
    assert (member.phone, member.state) == ("0612345678", "approved")
    assert gone == [404, 404]


def test_a_list_of_members_taken_away_is_in_the_log(client, colleague):
    people.make_elected(email="zoe@example.org")

    csv = b"".join(client.get("/gestion/membres/", {"export": "csv"}).streaming_content).decode()
    xlsx = client.get("/gestion/membres/", {"export": "xlsx", "state": "approved"})
    nonsense = client.get("/gestion/membres/", {"export": "exe"})

    assert "zoe@example.org" in csv
    assert (xlsx.status_code, nonsense.status_code) == (200, 200)
    assert [action for _by, action, *_rest in acts()] == ["liste exportée"] * 2
    assert StaffAct.objects.first().detail == "export=xlsx&state=approved"


@pytest.mark.parametrize("address", ["/gestion/membres/?export=csv", "/gestion/users/?export=csv"])
def test_who_may_not_read_a_list_takes_nothing_and_leaves_no_line(client, address):
    people.make_elected(email="zoe@example.org")
    client.force_login(people.make_staff("Culture"))

    answer = client.get(address)

    assert answer.status_code == 302
    assert acts() == []


def test_the_log_is_searched_by_person_by_colleague_and_by_words(client, colleague):
    zoe = people.make_elected(email="zoe@example.org")
    StaffAct.objects.create(action="notes de l’équipe modifiées", by=colleague, person=zoe)
    StaffAct.objects.create(action="fichier réservé lu", by=colleague, subject="Relevé de 2026")
    found = {}

    for typed in ("zoe@", "collegue@", "Relevé", "notes", "personne"):
        html = client.get("/gestion/actes/results/", {"q": typed}).content.decode()
        found[typed] = ("notes de l" in html, "fichier réservé lu" in html)

    assert found == {
        "zoe@": (True, False),
        "collegue@": (True, True),
        "Relevé": (False, True),
        "notes": (True, False),
        "personne": (False, False),
    }


def test_an_administrator_who_edits_an_account_is_in_the_log(client):
    boss = people.make_account("admin@example.org", is_superuser=True)
    zoe = people.make_elected(email="zoe@example.org")
    client.force_login(boss)

    given = {"email": "zoe@example.org", "first_name": "Zoé", "last_name": "Dupré", "is_active": "on"}
    edited = client.post(f"/gestion/users/edit/{zoe.pk}/", given)
    client.post(f"/gestion/users/delete/{zoe.pk}/")

    assert edited.status_code == 302, edited.context["form"].errors
    assert acts() == [
        ("admin@example.org", "compte modifié", None, "zoe@example.org"),
        ("admin@example.org", "compte supprimé", None, "zoe@example.org"),
    ]
