"""Bringing the register up to date: what is added, changed, merged, gone, and whose files it concerns."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from millecafes.people.models import Mandate
from millecafes.places.models import Commune, DelegatedCommune, Department, Epci, Region
from millecafes.places.services.dependants import dependants_of
from millecafes.places.services.register import Count
from millecafes.places.services.register_files import RegisterError
from tests.people.factories import make_elected
from tests.places.registers import commune, former, load, make_cafe, spaced, write_file

pytestmark = pytest.mark.django_db


def said_by_import(*arguments, **options) -> str:
    output = StringIO()
    call_command("import_communes", *arguments, stdout=output, **options)
    return spaced(output.getvalue())


def test_a_commune_is_known_by_all_that_the_register_says(tmp_path):
    load(tmp_path, commune(former_codes="74001", name="L'Aiguille"), former("74001", "Le Hameau", "74065"))

    chaumont = Commune.objects.select_related("department__region", "epci").get(pk="74065")
    assert (chaumont.name, chaumont.search_name) == ("L’Aiguille", "l aiguille")
    assert (chaumont.population, chaumont.population_year, chaumont.postcodes) == (555, 2023, "74270")
    assert (chaumont.lat, chaumont.lon, chaumont.precision) == (46.0355, 5.95908, "townhall")
    assert (str(chaumont.department), str(chaumont.department.region)) == ("Haute-Savoie", "Auvergne-Rhône-Alpes")
    assert str(chaumont.epci).startswith("Communauté de communes")
    hamlet = DelegatedCommune.objects.get(pk="74001")
    assert (hamlet.parent_id, hamlet.kind, hamlet.population) == ("74065", "deleguee", 555)


def test_a_second_import_changes_nothing_and_says_so(tmp_path):
    path = write_file(tmp_path)
    first = said_by_import(path)

    second = said_by_import(path)

    assert "communes, ajouts : 1" in first
    assert "communes, sans changement : 1" in second
    assert "Rien à changer : le répertoire est à jour." in second
    assert "Rien à changer" not in first


def test_what_has_changed_is_counted_and_written(tmp_path):
    load(tmp_path, commune(), commune("74001", "Autre"))

    report = load(tmp_path, commune(name="Chaumont-le-Neuf", postcodes="74270 74271"), commune("74001", "Autre"))

    assert report.counts[Commune] == Count(changed=1, unchanged=1)
    assert Commune.objects.get(pk="74065").name == "Chaumont-le-Neuf"
    assert Commune.objects.get(pk="74065").search_name == "chaumont le neuf"


def test_the_old_code_of_a_merged_commune_leads_to_the_new_one(tmp_path):
    load(tmp_path, commune(), commune("74001", "Petite"))

    report = load(tmp_path, commune(former_codes="74001"))

    old = Commune.objects.get(pk="74001")
    assert (report.counts[Commune], report.merged) == (Count(changed=1, merged=1), [old])
    assert old.current == Commune.objects.get(pk="74065")
    assert list(Commune.objects.in_force()) == [old.current]
    assert not old.ended


def test_a_commune_that_has_become_a_part_of_another_leads_to_it(tmp_path):
    load(tmp_path, commune(), commune("74001", "Petite"))

    load(tmp_path, commune(), former("74001", "Petite", "74065"))

    assert Commune.objects.get(pk="74001").replaced_by_id == "74065"


def test_a_commune_merged_twice_leads_to_the_last(tmp_path):
    load(tmp_path, commune(), commune("74001", "A"), commune("74002", "B"))
    load(tmp_path, commune(), commune("74001", "A", former_codes="74002"))

    report = load(tmp_path, commune(former_codes="74001"))

    assert [merged.code for merged in report.merged] == ["74001"]
    assert Commune.objects.get(pk="74002").current.code == "74065"


def test_a_commune_that_nothing_replaces_is_kept_and_told_once(tmp_path):
    load(tmp_path, commune(), commune("74001", "Perdue"))
    path = write_file(tmp_path, commune())

    first, second = said_by_import(path), said_by_import(path)

    assert "disparitions : 1" in first
    assert "74001 Perdue" in first
    assert "Rien à changer" in second
    lost = Commune.objects.get(pk="74001")
    assert (lost.ended, lost.current) == (True, lost)
    assert lost not in Commune.objects.in_force()


def test_a_commune_created_again_is_in_force_again(tmp_path):
    load(tmp_path, commune(), commune("74001", "Revenante"))
    load(tmp_path, commune(former_codes="74001"))

    load(tmp_path, commune(), commune("74001", "Revenante"))

    assert Commune.objects.get(pk="74001") in Commune.objects.in_force()


def test_a_part_that_is_a_commune_again_is_no_longer_a_part(tmp_path):
    load(tmp_path, commune(), former("74001", "Libre", "74065"), former("74002", "Supprimée", "74065"))

    report = load(tmp_path, commune(), commune("74001", "Libre"))

    assert (report.counts[Commune].added, report.counts[DelegatedCommune].gone) == (1, 1)
    assert [place.name for place in DelegatedCommune.objects.all()] == ["Supprimée"]


def test_a_part_that_is_a_commune_again_stays_one_as_long_as_a_cafe_stands_in_it(tmp_path):
    load(tmp_path, commune(), former("74001", "Libre", "74065"))
    make_cafe("74065", delegated_id="74001")

    report = load(tmp_path, commune(), commune("74001", "Libre"))

    assert report.counts[DelegatedCommune].gone == 0
    assert DelegatedCommune.objects.get().cafes.count() == 1


def test_a_commune_that_crosses_the_rule_is_told_with_the_files_it_concerns(tmp_path):
    load(tmp_path, commune(population="3499"), commune("74001", "Autre", population="3500"))
    make_cafe("74065")
    make_elected(Commune.objects.get(pk="74065"))
    mandate = Mandate.objects.get()

    said = said_by_import(
        write_file(tmp_path, commune(population="3500"), commune("74001", "Autre", population="3499"))
    )

    assert "Éligibilité changée : 2" in said
    assert "74065 Chaumont n’est plus éligible (3499 → 3500 habitants)" in said
    assert "74001 Autre devient éligible (3500 → 3499 habitants)" in said
    assert "    café : Café de la Place (74065)\n" in said
    assert f"    {Mandate._meta.verbose_name} : {spaced(str(mandate))}\n" in said
    assert Commune.objects.get(pk="74065").cafes.get().name == "Café de la Place"


def test_of_many_files_the_first_are_named_and_the_others_counted(tmp_path, django_assert_max_num_queries):
    load(tmp_path, commune(population="3499"))
    place = Commune.objects.get(pk="74065")
    make_elected(place)
    with CaptureQueriesContext(connection) as of_one:
        dependants_of([place.pk])

    for _mayor in range(24):
        make_elected(place)
    with django_assert_max_num_queries(len(of_one)):
        [mandates] = [one for one in dependants_of([place.pk])[place.pk] if one.kind == Mandate._meta.verbose_name]
    said = said_by_import(write_file(tmp_path, commune(population="3500")))

    assert (len(mandates.names), mandates.others) == (20, 5)
    assert f"    {Mandate._meta.verbose_name} : et 5 de plus\n" in said


def test_a_small_commune_merged_into_a_large_one_has_crossed_the_rule(tmp_path):
    load(tmp_path, commune(population="9000"), commune("74001", "Petite", population="600"))

    report = load(tmp_path, commune(population="9600", former_codes="74001"))

    assert [(c.commune.code, c.was, c.now, c.eligible) for c in report.crossings] == [("74001", 600, 9600, False)]


def test_a_population_that_moves_on_its_side_of_the_rule_is_no_crossing(tmp_path):
    load(tmp_path, commune(population="0"), commune("74001", "Autre", population="3000"))

    report = load(tmp_path, commune(population="0"), commune("74001", "Autre", population="3499"))

    assert report.crossings == []


def test_a_file_cut_short_is_refused_unless_one_insists(tmp_path):
    many = [commune(f"74{number:03}", f"Village {number}") for number in range(102)]
    load(tmp_path, *many)

    with pytest.raises(CommandError, match="101 communes disparaîtraient sans être remplacées"):
        said_by_import(write_file(tmp_path, many[0]))
    assert Commune.objects.in_force().count() == 102
    said_by_import(write_file(tmp_path, many[0]), may_lose_many=True)
    assert Commune.objects.in_force().count() == 1


def test_pages_are_made_anew_when_the_register_has_changed_and_only_then(tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as first:
        load(tmp_path)
    with django_capture_on_commit_callbacks() as second:
        load(tmp_path)

    assert (len(first), len(second)) == (1, 0)


def test_a_department_keeps_the_clock_of_its_file(tmp_path):
    load(tmp_path)

    assert Department.objects.get(pk="974").time_zone == "Indian/Reunion"
    assert (Region.objects.count(), Department.objects.count(), Epci.objects.count()) == (26, 109, 1255)


def test_nothing_is_written_when_the_end_of_an_import_fails(tmp_path, monkeypatch):
    def fail(codes):
        raise RegisterError("Trop tard.")

    monkeypatch.setattr("millecafes.places.services.register.dependants_of", fail)

    with pytest.raises(CommandError, match="Trop tard"):
        said_by_import(write_file(tmp_path))

    assert not Region.objects.exists()
