"""Inviting from a file in the back office, and by the command: checked first, done once, told plainly."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people.models import Invitation, StaffAct
from millecafes.people.services import invite
from millecafes.people.services.invitations import AGAIN_AFTER
from tests.people.factories import a_commune, make_staff

pytestmark = pytest.mark.django_db

SCREEN, LIST = "/gestion/invitations/importer/", "/gestion/invitations/"
GOOD = "adresse e-mail;rôle;code commune;fonction;nom\r\nodile@example.org;élue;81046;maire;=1+1\r\n"
WRONG = GOOD + "gil;élue;81046;maire;<b>Gil</b>\r\n"


@pytest.fixture
def desk(client):
    a_commune()
    client.force_login(make_staff("Réseau", email="reseau@example.org"))
    return client


def give(desk, content, name="membres.csv", **fields):
    raw = content if isinstance(content, bytes) else content.encode()
    return desk.post(SCREEN, {"file": SimpleUploadedFile(name, raw)} | fields)


def carried(page):
    """What the page of the check carries to the next one."""
    form = page.context["form"]
    return {name: form[name].value() for name in ("content", "name")} | {"import": "1"}


def written():
    return Invitation.objects.count() + Mail.objects.count() + StaffAct.objects.count()


def test_a_file_is_checked_then_imported_once(desk):
    page = give(desk, GOOD)
    before = written()
    answers = [desk.post(SCREEN, carried(page), follow=True).content.decode() for _click in range(2)]

    assert "Invitations à envoyer : 1." in page.content.decode().replace("\u00a0", " ")
    assert before == 0
    assert "1 invitation est partie." in answers[0]
    assert "tout le monde est déjà invité" in answers[1]
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 1)
    assert "=1+1" in desk.get(LIST).content.decode()


def test_what_is_wrong_is_told_by_line_and_nothing_is_written(desk):
    answer = give(desk, WRONG)

    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 400
    assert "1 erreur : rien n’est écrit." in page
    assert "Ligne 3, colonne « adresse e-mail » : ce n’est pas une adresse e-mail. Lu : « gil »." in page
    assert written() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Ce fichier est vide."),
        (b"a;b\n1;2\n", "Il manque"),
        (b"\x81\x8d\xff", "encodage"),
        (b"\0" * 10, "pas un texte"),
        (GOOD + "".join(f"p{n}@example.org;élue;81046;maire;\n" for n in range(1000)), "plus de 1 000 lignes"),
        (b"a" * 1_000_001, "trop gros"),
        ("adresse e-mail;rôle\n" + "a@b.f;e\n" * 100_000, "100 erreurs"),
        ("adresse e-mail;rôle\n" + "odile@example.org;élue\n" * 100_000, "trop gros"),
    ],
    ids=["empty", "other titles", "other encoding", "not a text", "too many lines", "too big", "100,000", "and long"],
)
def test_a_file_that_cannot_be_read_is_answered_plainly(desk, content, said):
    answer = give(desk, content)

    assert answer.status_code == 400
    assert said in answer.content.decode().replace("\u00a0", " ")
    assert written() == 0


def test_without_a_file_the_field_says_so(desk):
    answer = desk.post(SCREEN, {})

    assert answer.status_code == 400
    assert "Choisissez un fichier." in answer.content.decode()


def test_the_model_file_is_given(desk):
    answer = desk.get(SCREEN + "modele.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").startswith("adresse e-mail;nom;rôle;")


@pytest.mark.parametrize("group", ["Communication", "Validation", "Culture", "Finances", "Instruction"])
def test_other_desks_invite_nobody(client, group):
    client.force_login(make_staff(group))

    answer = give(client, GOOD)

    assert answer.status_code in {302, 403}
    assert written() == 0


def test_a_lost_invitation_is_sent_once_more_and_not_twice(desk):
    invitation = invite("odile@example.org", "holder", by=make_staff("Réseau"))
    Invitation.objects.update(sent_at=timezone.now() - AGAIN_AFTER * 2)

    page = desk.get(LIST).content.decode()
    answers = [desk.post(f"{LIST}{invitation.pk}/renvoyer/", follow=True).content.decode() for _click in range(2)]

    assert "/renvoyer/" in page
    assert "C’est fait." in answers[0]
    assert "moins d’un jour" in answers[1]
    assert Mail.objects.filter(to="odile@example.org").count() == 2


def test_an_invitation_taken_back_leads_to_no_more(desk):
    invitation = invite("odile@example.org", "holder", by=make_staff("Réseau"))

    desk.post(f"{LIST}{invitation.pk}/annuler/")

    assert "/renvoyer/" not in desk.get(LIST).content.decode()
    assert StaffAct.objects.filter(action="invitation annulée").count() == 1


def run(path, *options):
    said = io.StringIO()
    call_command("import_members", str(path), *options, stdout=said)
    return said.getvalue()


def test_the_command_tries_then_does_then_has_nothing_left_to_do(desk, tmp_path):
    path = tmp_path / "membres.csv"
    path.write_text(GOOD, encoding="cp1252")

    tried = run(path, "--dry-run")
    before = written()
    done = [run(path), run(path, "--by", "reseau@example.org")]

    assert "Invitations à envoyer\u00a0: 1." in tried
    assert "c’était un essai" in tried
    assert before == 0
    assert "Déjà invités\u00a0: 1." in done[1]
    assert Mail.objects.get().body_text.count("L’équipe des 1000 cafés vous invite") == 1


@pytest.mark.parametrize("content", [WRONG, "", None], ids=["a wrong line", "empty", "no file"])
def test_the_command_writes_nothing_of_a_wrong_file(desk, tmp_path, content):
    path = tmp_path / "membres.csv"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError):
        run(path)

    assert written() == 0


def test_the_command_writes_in_the_name_of_who_may_invite(desk, tmp_path):
    path = tmp_path / "membres.csv"
    path.write_text(GOOD)

    with pytest.raises(CommandError, match="peut inviter"):
        run(path, "--by", "personne@example.org")
