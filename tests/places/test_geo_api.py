"""The official API as a source; nobody is asked anything outside: the API is put in our hands."""

from io import StringIO

import pytest
import requests
from django.core.management import CommandError, call_command

from millecafes.places.models import Commune, DelegatedCommune, Department, Region
from millecafes.places.services.geo_api import GeoApi, register_of
from millecafes.places.services.register import update_register
from millecafes.places.services.register_files import RegisterError
from tests.places.registers import commune, former, load, spaced

SMALL = {"code": "74001", "nom": "L'Aiguille", "codesPostaux": ["74271"], "population": 40, "codeEpci": "200070852"}
LARGE = {"code": "74065", "nom": "Chaumont", "codesPostaux": ["74270"], "population": 555, "codeEpci": "200070852"}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


class FakeApi(GeoApi):
    """Answers what it is told."""

    def __init__(self, communes=(LARGE,), delegated=(), **answers):
        self.answers = {
            "regions": [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}],
            "departements": [{"code": "74", "nom": "Haute-Savoie", "codeRegion": "84"}],
            "epcis": [{"code": "200070852", "nom": "CC Usses et Rhône"}],
            "departements/74/communes": list(communes),
            "communes_associees_deleguees": list(delegated),
        } | answers

    def ask(self, path, **parameters):
        return self.answers[path]


class FakeSession:
    """A line to the API that gives one answer, or breaks."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def get(self, url, **options):
        self.asked.append((url, options))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def answer(content, status=200):
    response = requests.Response()
    response.status_code, response._content = status, content
    return response


def api_that_gives(given) -> GeoApi:
    api = GeoApi()
    api.session = FakeSession(given)
    return api


@pytest.fixture
def said_by_import(monkeypatch):
    """What the command says, when the API is this one."""

    def run(api):
        monkeypatch.setattr("millecafes.places.management.commands.import_communes.GeoApi", lambda: api)
        output = StringIO()
        call_command("import_communes", from_api=True, population_year=2024, stdout=output)
        return spaced(output.getvalue())

    return run


@pytest.mark.django_db
def test_an_empty_register_is_filled_from_the_api(said_by_import):
    api = FakeApi([LARGE | {"mairie": point(5.9, 46.1)}, SMALL | {"centre": point(6, 46)}])

    first, second = said_by_import(api), said_by_import(api)

    assert "communes, ajouts : 2" in first
    assert "Rien à changer" in second
    aiguille, chaumont = Commune.objects.order_by("code")
    assert (aiguille.name, aiguille.precision, aiguille.lon) == ("L’Aiguille", "commune", 6.0)
    assert (chaumont.precision, chaumont.lat, chaumont.population_year) == ("townhall", 46.1, 2024)
    assert chaumont.epci.name == "Communauté de communes Usses et Rhône"
    assert chaumont.department.time_zone == "Europe/Paris"


@pytest.mark.django_db
def test_what_the_api_does_not_know_is_kept(tmp_path):
    load(tmp_path, commune(former_codes="74002"), former("74002", "Le Bourg", "74065", population="90"))
    said = {"code": "74002", "nom": "Le Bourg", "type": "commune-deleguee", "chefLieu": "74065"}

    report = update_register(register_of(FakeApi([LARGE | {"mairie": point(0, 0)}], [said]), 2024))

    chaumont = Commune.objects.get(pk="74065")
    assert (chaumont.lat, chaumont.former_codes, chaumont.population_year) == (46.0355, "74002", 2023)
    assert DelegatedCommune.objects.get(pk="74002").population == 90
    assert report.counts[Commune].changed == 0
    assert Department.objects.get(pk="974").time_zone == "Indian/Reunion"


@pytest.mark.django_db
def test_new_figures_of_a_department_have_the_year_one_says(tmp_path):
    load(tmp_path, commune(), commune("74001", "L’Aiguille", population="40"))

    update_register(register_of(FakeApi([LARGE | {"population": 560}, SMALL]), 2024))

    assert set(Commune.objects.values_list("population", "population_year")) == {(560, 2024), (40, 2024)}


@pytest.mark.django_db
def test_a_commune_that_has_become_a_part_of_another_leads_to_it(tmp_path, said_by_import):
    load(tmp_path, commune(), commune("74001", "L’Aiguille"))
    part = {"code": "74001", "nom": "L'Aiguille", "type": "commune-deleguee", "chefLieu": "74065"}

    said = said_by_import(FakeApi([LARGE], [part]))

    assert "fusions : 1" in said
    assert Commune.objects.get(pk="74001").current == Commune.objects.get(former_codes="74001")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "api",
    [
        FakeApi([{"code": "74065"}]),
        FakeApi([LARGE | {"code": "7406"}]),
        FakeApi([LARGE | {"population": "beaucoup"}]),
        FakeApi([LARGE | {"population": -1}]),
        FakeApi([LARGE | {"codeEpci": "1"}]),
        FakeApi([LARGE | {"codesPostaux": None}]),
        FakeApi([LARGE | {"codesPostaux": ["7427"]}]),
        FakeApi([LARGE | {"nom": None}]),
        FakeApi([LARGE | {"nom": "x" * 100}]),
        FakeApi([LARGE | {"mairie": {"coordinates": ["a", "b"]}}]),
        FakeApi(delegated=[{"code": "74001", "nom": "A", "type": "ville", "chefLieu": "74065"}]),
        FakeApi(delegated=[{"code": "74001", "nom": "A", "type": "commune-deleguee", "chefLieu": "74099"}]),
        FakeApi(departements=[{"code": "74", "nom": "Haute-Savoie", "codeRegion": "85"}]),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_told_and_nothing_is_written(api, said_by_import):
    with pytest.raises(CommandError, match=r"geo\.api\.gouv\.fr.*\nRien n’a été écrit\."):
        said_by_import(api)

    assert not Region.objects.exists()


@pytest.mark.parametrize(
    "given, fault",
    [
        (requests.Timeout(), "n’a pas répondu à temps"),
        (requests.ConnectionError(), "est injoignable"),
        (answer(b"", 503), "a refusé la demande (regions, code 503)"),
        (answer(b"<html>"), "autre chose que du JSON"),
        (answer(b'{"erreur": 1}'), "autre chose qu’une liste"),
        (answer(b"[1, 2]"), "autre chose qu’une liste"),
    ],
)
def test_an_api_that_does_not_answer_is_said_so(given, fault):
    with pytest.raises(RegisterError) as caught:
        api_that_gives(given).regions()

    assert fault in str(caught.value)


def test_the_api_is_asked_politely_and_never_waited_for_without_end():
    api = api_that_gives(answer(b"[]"))

    api.departments(), api.epcis(), api.communes("2A"), api.delegated("2A")

    assert [url for url, _ in api.session.asked] == [
        "https://geo.api.gouv.fr/departements",
        "https://geo.api.gouv.fr/epcis",
        "https://geo.api.gouv.fr/departements/2A/communes",
        "https://geo.api.gouv.fr/communes_associees_deleguees",
    ]
    assert all(options["timeout"] for _, options in api.session.asked)
    assert api.session.asked[-1][1]["params"]["codeDepartement"] == "2A"


def test_the_year_of_the_populations_must_be_said():
    with pytest.raises(CommandError, match="dites l’année des populations"):
        call_command("import_communes", from_api=True)
