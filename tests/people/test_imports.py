"""A file of members: what it may look like, what is wrong in it, and that twice is the same as once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people.models import CafeRole, Invitation, Mandate, StaffAct
from millecafes.people.services import (
    MembersFileError,
    accept_invitations,
    cancel_invitation,
    model_file,
    plan_import,
    write_import,
)
from tests.people.factories import a_commune, make_account, make_elected
from tests.places.cafe_factories import make_cafe

pytestmark = pytest.mark.django_db

HEADER = "adresse e-mail;nom;rôle;code commune;commune;département;café;fonction;début;fin;langue"
ODILE = "odile@example.org;Odile Exemple;élue;81046;;;;maire;;;"


def file_of(*lines, header=HEADER, encoding="utf-8"):
    return "\r\n".join([header, *lines, ""]).encode(encoding)


def do(raw, by=None):
    return write_import(plan_import(raw), by=by, name="membres.csv")


def faults(*lines, **options):
    return [str(fault) for fault in plan_import(file_of(*lines, **options)).faults]


@pytest.fixture
def places():
    a_commune()
    return make_cafe(slug="cafe-des-halles")


def test_each_line_invites_one_person_in_her_language_and_the_act_is_logged(places):
    team = make_account("reseau@example.org", display_name="Réseau")

    count = do(
        file_of(
            ODILE,
            "gil@example.org;Gil;Gérant;;;;cafe-des-halles;trésorier;01/09/2026;2030-12-31;en",
            "paul@example.org;;porteur de projet;;Cadalen;Tarn;;;;;",
        ),
        by=team,
    )

    rows = Invitation.objects.order_by("pk").values_list("email", "role", "commune", "cafe__slug", "function", "kind")
    assert count == 3
    assert list(rows) == [
        ("odile@example.org", "elected", "81046", None, "mayor", ""),
        ("gil@example.org", "manager", None, "cafe-des-halles", "", "treasurer"),
        ("paul@example.org", "holder", "81046", None, "", ""),
    ]
    assert Mail.objects.filter(to="gil@example.org", body_text__contains="Hello").exists()
    assert Mail.objects.filter(to="odile@example.org", body_text__contains="Réseau vous invite").exists()
    act = StaffAct.objects.get(action="import de membres")
    assert (act.by, act.subject) == (team, "membres.csv")
    assert "Invitations à envoyer\u00a0: 3." in act.detail


def test_the_same_file_twice_is_the_same_as_once(places):
    raw = file_of(ODILE)
    do(raw)

    again = plan_import(raw)
    sent = write_import(again, by=None, name="membres.csv")

    assert (sent, again.invited, again.new) == (0, 1, 0)
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 1)


def test_whoever_was_invited_once_is_not_invited_again_by_a_file(places):
    do(file_of(ODILE))
    cancel_invitation(Invitation.objects.get(), make_account())

    assert plan_import(file_of(ODILE)).invited == 1


def test_who_is_already_in_place_is_left_alone(places):
    make_elected(a_commune(), email="odile@example.org")

    plan = plan_import(file_of(ODILE.replace("odile@", "ODILE@")))

    assert (plan.new, plan.in_place) == (0, 1)


def test_the_dates_of_the_file_are_those_of_the_role(places):
    last = timezone.localdate() + timedelta(days=400)
    do(file_of(f"odile@example.org;Odile;élue;81046;;;;maire;18/05/2020;{last:%d/%m/%Y};"))
    do(file_of("gil@example.org;;gérante;;;;cafe-des-halles;;;;"))

    for email in ("odile@example.org", "gil@example.org"):
        accept_invitations(make_account(email))

    mandate, role = Mandate.objects.get(), CafeRole.objects.get()
    assert (mandate.starts_on, mandate.ends_on, mandate.person.display_name) == (date(2020, 5, 18), last, "Odile")
    assert (role.starts_on, role.ends_on, role.kind) == (timezone.localdate(), None, "manager")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_separators_are_recognised(places, encoding, separator):
    lines = [HEADER, ODILE.replace("Odile Exemple", "Zoé Œuvré")]
    raw = "\n".join(line.replace(";", separator) for line in lines).encode(encoding)

    (guest,) = plan_import(raw).guests

    assert (guest.name, guest.place["commune"].name) == ("Zoé Œuvré", "Cadalen")


def test_the_model_file_has_the_right_titles(places):
    raw = model_file() + ODILE.encode()

    assert plan_import(raw).new == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \r\n", "vide"),
        (HEADER.encode(), "aucune ligne"),
        (b"nom;prenom\nZoe;Leger", "Il manque.: adresse e-mail, rôle. Titres inconnus.: prenom."),
        (f"{HEADER};nom\n{ODILE};x".encode(), "en double.: nom"),
        (HEADER.encode() + b"\n\x81\x8d\xff;", "encodage"),
        (b"PK\x03\x04 classeur", "classeur"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "encodage|texte"),
        (f'{HEADER}\n"zoe@example.org;'.encode(), "pas du CSV"),
        (f"{HEADER}\n{ODILE};;un;de;trop".encode(), "Ligne 2.: plus de cellules"),
        (f"{HEADER}\n{'a' * 200_000};".encode(), "pas du CSV"),
        (b"a" * 20_000_001, "trop gros"),
    ],
    ids=range(12),
)
def test_a_file_that_cannot_be_read_says_why(raw, said):
    with pytest.raises(MembersFileError, match=said):
        plan_import(raw)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (ODILE.replace("odile@example.org", "odile"), "« adresse e-mail » : ce n’est pas une adresse e-mail."),
        (ODILE.replace("odile@", "o@\n\nBcc: x@").replace("\n", " "), "« adresse e-mail »"),
        (ODILE.replace("Odile Exemple", "Odile \u202egnp.exe"), "« nom » : une seule ligne"),
        (ODILE.replace("Odile Exemple", "O" * 121), "120 caractères"),
        (ODILE.replace("élue", "reine"), "« rôle » : écrivez élu·e, gérant·e ou porteur·se de projet. Lu : « reine »."),
        (ODILE.replace("81046", "81600"), "« code commune » : aucune commune n’a ce code"),
        (ODILE.replace("81046", ""), "« commune » : pour une personne élue, il faut la commune"),
        (ODILE.replace("81046;;", ";Cadallen;81"), "« commune » : aucune commune ne porte ce nom dans ce département"),
        (ODILE.replace("81046;;", ";Cadalen;Tarne"), "« département » : aucun département"),
        (ODILE.replace("maire", "chef"), "« fonction » : écrivez maire"),
        ("gil@example.org;;gérante;;;;nulle-part;;;;", "« café » : aucun café n’a cette adresse"),
        ("gil@example.org;;gérante;;;;;;;;", "« café » : pour gérer un café, il faut le nommer"),
        (ODILE.replace("maire;;", "maire;31/02/2026;"), "« début » : une date s’écrit 31/12/2026"),
        (ODILE.replace("maire;;", "maire;01/01/2031;01/01/2030"), "« fin » : la fin vient après le début"),
        (ODILE.replace("maire;;", "maire;;01/01/2020"), "« fin » : ce rôle est déjà terminé"),
        (ODILE + "eo", "« langue » : écrivez fr, en."),
    ],
)
def test_a_wrong_cell_is_told_by_its_line_and_its_column(places, line, said):
    (fault,) = faults(line)

    assert fault.startswith("Ligne 2, colonne «\u00a0")
    assert said in fault.replace("\u00a0", " ")


def test_a_fault_anywhere_writes_nothing(places):
    plan = plan_import(file_of(ODILE, "zoe;;;;;;;;;;"))

    with pytest.raises(MembersFileError):
        write_import(plan, by=None, name="membres.csv")
    assert not Invitation.objects.exists()
    assert not StaffAct.objects.exists()


@pytest.mark.parametrize(
    "double", ["ODILE@Example.ORG", "\uff4f\uff44\uff49\uff4c\uff45@example.org", " odile@example.org "]
)
def test_one_person_twice_in_the_file_is_told_whatever_the_letters(places, double):
    (fault,) = faults(ODILE, ODILE.replace("odile@example.org", double))

    assert fault.startswith("Ligne 3, colonne «\u00a0adresse e-mail\u00a0»")
    assert "déjà à la ligne 2" in fault


def test_formulas_stay_words(places):
    formula = '=HYPERLINK("https://evil.example";"clic")'
    do(file_of(ODILE.replace("Odile Exemple", '"' + formula.replace('"', '""') + '"')))

    assert Invitation.objects.get().name == formula


@pytest.mark.any_database
def test_a_hundred_thousand_lines_are_read_a_few_at_a_time(places, django_assert_max_num_queries):
    lines = [f"p{number}@example.org;;porteur de projet;;;;;;;;" for number in range(100_000)]

    with django_assert_max_num_queries(3_000):  # two hundred people are looked for at once
        plan = plan_import(file_of(*lines))

    assert (plan.count, plan.new, plan.faults) == (100_000, 100_000, [])


def test_many_faults_are_cut_short(places):
    plan = plan_import(file_of(*["zoe;;reine;;;;;;;;"] * 500))

    assert (len(plan.faults), plan.is_cut) == (100, True)


def test_places_are_found_by_what_people_write(places):
    lines = [
        "a@example.org;;élu;81046;;;;1er adjoint;;;",
        "b@example.org;;ÉLUE;;CADALEN;81;;Conseillère municipale;;;",
        "c@example.org;;elected;;cadalen;;;mayor;;;",
        "d@example.org;;Gérante;;;;https://1000cafes.org/cafes/cafe-des-halles/;co-gérante;;;",
    ]

    guests = plan_import(file_of(*lines)).guests

    assert [guest.place.get("function") or guest.place["kind"] for guest in guests] == [
        *("deputy", "councillor", "mayor", "co_manager"),
    ]
