"""What the team does on people and files leaves a line that can be found again."""

import csv
from io import BytesIO, StringIO
from urllib.parse import unquote

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import load_workbook

from millecafes.people.models import Member, StaffAct
from millecafes.people.wagtail_hooks import StaffActViewSet
from tests.people import factories as people
from tests.people.second_factor import phone_says

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


def test_a_list_is_taken_away_by_who_has_just_shown_the_factor_only(client, colleague, time_passes):
    time_passes(minutes=16)

    asked = client.get("/gestion/membres/", {"export": "csv"}, follow=True)
    nothing = acts()
    read = client.get("/gestion/membres/")
    shown = client.post(asked.redirect_chain[-1][0], {"code": phone_says(), "next": "/gestion/membres/?export=csv"})
    taken = client.get(shown.url)

    assert "C’est bien vous" in asked.content.decode()
    assert (nothing, read.status_code, shown.url) == ([], 200, "/gestion/membres/?export=csv")
    assert "attachment" in taken.headers["Content-Disposition"]
    assert [action for _by, action, *_rest in acts()] == ["liste exportée"]


@pytest.mark.parametrize("command", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1"])
def test_what_a_spreadsheet_would_run_leaves_as_words(client, colleague, command):
    person = people.make_elected()
    type(person).objects.filter(pk=person.pk).update(display_name=command, email=f"{command.strip()}@example.org")

    csv_file = b"".join(client.get("/gestion/membres/", {"export": "csv"}).streaming_content).decode()
    xlsx_file = BytesIO(b"".join(client.get("/gestion/membres/", {"export": "xlsx"}).streaming_content))
    cells = [cell for row in csv.reader(StringIO(csv_file)) for cell in row]
    sheet = load_workbook(xlsx_file).active
    typed = [(cell.data_type, cell.value) for row in sheet.iter_rows() for cell in row]

    assert f"'{command}" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert {kind for kind, value in typed if isinstance(value, str)} == {"s"}
    assert [value for _kind, value in typed if str(value).startswith(("=", "+", "-", "@", "\t"))] == []


@pytest.mark.parametrize("address", ["/gestion/remboursements/toutes.csv", "/gestion/agenda/chiffres.csv"])
def test_a_sheet_is_taken_away_by_who_has_just_shown_the_factor_only(client, colleague, time_passes, address):
    taken = client.get(address)
    time_passes(minutes=16)

    asked = client.get(address)

    assert "attachment" in taken.headers["Content-Disposition"]
    assert (asked.status_code, unquote(asked.url)) == (302, f"/compte/confirmer/?next={address}")


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


ADDRESSES = [
    *(f"/gestion/actes/{verb}/PK/" for verb in ("edit", "delete", "copy", "inspect", "history", "usage")),
    *("/gestion/actes/new/", "/gestion/actes/PK/", "/gestion/reports/actes/edit/PK/"),
    *(f"/gestion/snippets/people/staffact/{verb}/PK/" for verb in ("edit", "delete", "unpublish")),
    *(f"/gestion/bulk/people/staffact/{verb}/?id=PK" for verb in ("delete", "edit")),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_changes_a_line_of_the_log_nor_takes_it_away(client, address):
    client.force_login(boss := people.make_account("admin@example.org", is_superuser=True))
    act = StaffAct.objects.create(action="compte supprimé", by=boss, subject="zoe@example.org")
    before = list(StaffAct.objects.values())
    here = address.replace("PK", str(act.pk))

    answers = {client.get(here).status_code, client.post(here, {"subject": "", "action": "rien"}).status_code}

    assert answers == {404}
    assert list(StaffAct.objects.values()) == before


def test_the_list_of_the_log_has_no_other_address_and_takes_no_form(client):
    client.force_login(boss := people.make_account("admin@example.org", is_superuser=True))
    StaffAct.objects.create(action="compte supprimé", by=boss)
    named = {url.name for url in StaffActViewSet().get_urlpatterns()}

    answers = [
        client.post("/gestion/actes/", {"action": "delete"}).status_code,
        client.get("/gestion/actes/").status_code,
    ]

    assert (named, answers) == ({"index", "index_results"}, [405, 200])
    assert StaffAct.objects.count() == 1


def test_the_database_itself_refuses_that_the_log_be_written_otherwise(colleague):
    other = people.make_account("autre@example.org")
    act = StaffAct.objects.create(action="compte modifié", by=colleague, person=other, subject="a", detail="b")
    rows = StaffAct.objects.filter(pk=act.pk)
    otherwise = {
        "action": "rien",
        "subject": "x",
        "detail": "x",
        "at": timezone.now(),
        "by": other,
        "person": colleague,
    }

    for field, value in otherwise.items():
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows.update(**{field: value})
    other.delete()
    rows.update(subject="", detail="")

    assert rows.values_list("action", "by", "person", "subject", "detail").get() == (
        "compte modifié",
        colleague.pk,
        None,
        "",
        "",
    )
