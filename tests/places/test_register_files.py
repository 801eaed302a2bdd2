"""A file that cannot be read is refused in plain French, with the line, and nothing is written."""

import pytest
from django.core.management import CommandError, call_command

from millecafes.places.models import Region
from millecafes.places.services.register_files import COLUMNS, RegisterError, read_register
from tests.places.registers import CHAUMONT, commune, former, spaced, write_file


def refusal(path) -> str:
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    return spaced(str(caught.value))


@pytest.mark.parametrize(
    "values, fault",
    [
        ({"code": "7406"}, "code INSEE « 7406 » ne convient pas"),
        ({"code": "2C004"}, "code INSEE « 2C004 » ne convient pas"),
        ({"type": "ville"}, "type « ville » inconnu"),
        ({"name": "  "}, "la colonne name est vide"),
        ({"name": "x" * 61}, "la colonne name dépasse 60 caractères"),
        ({"population": "12 000,50"}, "population « 12 000,50 » ne convient pas"),
        ({"population": "-1"}, "population « -1 » ne convient pas"),
        ({"population": "٣٤"}, "population « ٣٤ » ne convient pas"),
        ({"population": "555", "population_year": ""}, "la population et son année vont ensemble"),
        ({"population_year": "23"}, "année de la population « 23 » impossible"),
        ({"department": "99"}, "code de département « 99 » inconnu"),
        ({"epci": "1"}, "code d’intercommunalité « 1 » inconnu"),
        ({"postcodes": "7427"}, "code postal « 7427 » ne convient pas"),
        ({"postcodes": " ".join(["74270"] * 40)}, "trop de codes (code postal)"),
        ({"former_codes": "<script>"}, "ancien code « <script> » ne convient pas"),
        ({"lat": "nan"}, "latitude « nan » ne convient pas"),
        ({"lat": "46,03"}, "latitude « 46,03 » ne convient pas"),
        ({"lat": "91"}, "le point (91.0, 5.95908) n’est pas sur la Terre"),
        ({"lon": ""}, "longitude «  » ne convient pas"),
        ({"precision": "exact"}, "précision « exact » inconnue"),
    ],
)
def test_a_line_that_is_wrong_is_told_with_its_number(tmp_path, values, fault):
    path = write_file(tmp_path, commune("74001", "Juste"), commune() | values)

    assert refusal(path) == f"communes.csv, ligne 3 : {fault}."


def test_a_code_given_twice_is_refused(tmp_path):
    assert "ligne 3 : le code 74065 est déjà plus haut" in refusal(write_file(tmp_path, commune(), commune()))


def test_a_part_may_have_the_code_of_the_whole(tmp_path):
    register = read_register(write_file(tmp_path, commune(), former("74065", "Le Bourg", "74065")))

    assert register.communes["74065"].name == "Chaumont"
    assert register.delegated["74065"].name == "Le Bourg"


def test_a_part_of_a_commune_that_is_not_there_is_refused(tmp_path):
    path = write_file(tmp_path, commune(), former("74001", "Le Bourg", "74099"))

    assert refusal(path) == "communes.csv : Le Bourg (74001) est dans la commune 74099, qui n’y est pas."


def test_the_first_faults_are_told_at_once(tmp_path):
    told = refusal(write_file(tmp_path, *[commune(f"7406{n}", lat="x") for n in range(9)]))

    assert told.count("ligne") == 5
    assert told.endswith("La suite n’a pas été lue.")


def test_a_missing_column_is_named(tmp_path):
    path = write_file(tmp_path, columns=[name for name in COLUMNS if name != "population"])

    assert refusal(path) == "communes.csv, ligne 1 : il manque la colonne population."


@pytest.mark.parametrize(
    "raw, fault",
    [
        (b"", "il manque les colonnes code"),
        (b"\x89PNG\r\n\x1a\n\x00", "ligne 1 : ce fichier n’est pas un texte en UTF-8"),
        ("code,nom\n74065,Évian\n".encode("latin-1"), "ligne 2 : ce fichier n’est pas un texte en UTF-8"),
        (b"a\x00b", "ce fichier n’est pas un texte"),
        (b"<!doctype html><html></html>", "il manque les colonnes code"),
        (";".join(COLUMNS).encode(), "Le séparateur est la virgule"),
        (",".join(COLUMNS).encode(), "aucune ligne sous l’en-tête"),
        (",".join(COLUMNS).encode() + b"\n74065,commune\n", "ligne 2 : pas le même nombre de colonnes"),
        (",".join(COLUMNS).encode() + b'\n"74065,comm', "ce n’est pas du CSV"),
        (",".join(COLUMNS).encode() + b"\n" + b"x" * 200_000, "ce n’est pas du CSV"),
    ],
)
def test_what_is_not_the_register_is_refused(tmp_path, raw, fault):
    path = tmp_path / "communes.csv"
    path.write_bytes(raw)

    assert fault in refusal(path)


def test_a_mark_of_windows_at_the_beginning_does_no_harm(tmp_path):
    path = write_file(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_register(path).communes["74065"].name == CHAUMONT["name"]


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    assert "ce fichier n’existe pas" in refusal(tmp_path / "communes.csv")
    assert "ne se laisse pas lire" in refusal(tmp_path)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("millecafes.places.services.register_files.LARGEST", 100)

    assert "ce n’est pas le répertoire" in refusal(write_file(tmp_path))


def test_the_files_beside_it_say_what_the_codes_mean(tmp_path):
    path = write_file(tmp_path, commune(department="999", epci="123456789"))
    (tmp_path / "departments.csv").write_text("code,name,region,time_zone\n999,Ailleurs,84,Europe/Paris\n")
    (tmp_path / "epcis.csv").write_text("siren,name\n123456789,Communauté d'ici\n")

    register = read_register(path)

    assert register.departments["999"].name == "Ailleurs"
    assert register.epcis["123456789"].name == "Communauté d’ici"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", ""])
def test_a_clock_that_does_not_exist_is_refused(tmp_path, zone):
    path = write_file(tmp_path)
    (tmp_path / "departments.csv").write_text(f"code,name,region,time_zone\n74,Haute-Savoie,84,{zone}\n")

    assert refusal(path).startswith("departments.csv, ligne 2 : ")


def test_what_is_said_is_written_as_in_books(tmp_path):
    with pytest.raises(RegisterError, match="ligne 2\u00a0: type «\u00a0ville\u00a0» inconnu"):
        read_register(write_file(tmp_path, commune(type="ville")))


@pytest.mark.django_db
def test_nothing_is_written_of_a_bad_file(tmp_path):
    with pytest.raises(CommandError, match="ligne 3.*\nRien n’a été écrit"):
        call_command("import_communes", write_file(tmp_path, commune(), commune()))

    assert not Region.objects.exists()


@pytest.mark.django_db
def test_a_file_and_the_api_are_not_asked_together(tmp_path):
    with pytest.raises(CommandError, match="pas les deux"):
        call_command("import_communes", write_file(tmp_path), from_api=True)
