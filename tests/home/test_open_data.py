"""The cafés as open data: who is there, what is said, and how little is sent when nothing has changed."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from millecafes.core.page_store import generation
from tests.people.factories import make_account
from tests.places.cafe_factories import CILAOS, THURAGEAU, hours, make_cafe, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]
KINDS = ["geojson", "csv"]
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def geojson(client, query="") -> list[dict]:
    answer = client.get(f"/cafes.geojson{query}")
    assert answer.status_code == 200
    return answer.json()["features"]


def table(client, query="") -> list[dict]:
    answer = client.get(f"/cafes.csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_a_cafe_is_told_whole_and_nobody_with_it(client):
    services = [make_service("pain"), make_service("presse")]
    cafe = make_cafe(
        name="Le Tilleul",
        services=services[::-1],
        week=[hours(1, "08:00", "14:00"), hours(4, "18:00", "00:00")],
        model="associatif",
        support="operation",
        address="2 place de l’Église",
        postcode="81600",
        opened_on=date(2024, 5, 1),
        manager_name="Odile Secrète",
        manager_consent_on=date(2025, 1, 1),
        phone="05 63 00 00 00",
    )

    [feature] = geojson(client)

    assert feature == {
        "type": "Feature",
        "id": cafe.pk,
        "geometry": {"type": "Point", "coordinates": [1.98095, 43.85037]},
        "properties": {
            "nom": "Le Tilleul",
            "commune": "Cadalen",
            "commune_deleguee": "",
            "insee": "81046",
            "code_postal": "81600",
            "departement": "81",
            "region": "76",
            "adresse": "2 place de l’Église",
            "statut": "exploitation",
            "modele": "associatif",
            "services": ["pain", "presse"],
            "horaires": "Tu 08:00-14:00; Fr 18:00-24:00",
            "precision": "townhall",
            "url": f"http://testserver/cafes/{cafe.slug}/",
            "ouvert_le": "2024-05-01",
            "modifie_le": timezone.now().date().isoformat(),
            "exemple": False,
        },
    }
    [row] = table(client)
    assert (row["id"], row["longitude"], row["latitude"]) == (str(cafe.pk), "1.98095", "43.85037")
    assert (row["services"], row["insee"]) == ("pain|presse", "81046")
    for kind in KINDS:
        assert "Secrète" not in client.get(f"/cafes.{kind}").content.decode()


def test_only_the_cafes_of_the_map_are_there(client):
    today = timezone.localdate()
    shown = make_cafe()
    closing = make_cafe(closed_on=today + timedelta(days=1), ending="closed")
    make_cafe(live=False)
    make_cafe(support="")
    make_cafe(closed_on=today, ending="closed")
    withdrawn = make_cafe()
    withdrawn.unpublish()

    assert [feature["id"] for feature in geojson(client)] == [shown.pk, closing.pk]
    assert [row["id"] for row in table(client)] == [str(shown.pk), str(closing.pk)]


def test_a_cafe_without_a_point_has_no_geometry(client):
    make_cafe(lat=None, lon=None, precision="")

    assert geojson(client)[0]["geometry"] is None
    assert table(client)[0]["latitude"] == ""


@pytest.mark.parametrize(
    "query, number",
    [
        ("?departement=81", 1),
        ("?departement=86", 2),
        ("?departement=974", 1),
        ("?region=75", 2),
        ("?insee=86271", 2),
        ("?epci=200066124", 1),
        ("?epci=200069763", 2),
        ("?region=75&departement=81", 0),
        ("?departement=", 4),
        ("?departement=%2081%20", 1),
        ("?utm_source=lettre", 4),
    ],
)
def test_one_takes_a_place_only(client, query, number):
    make_cafe()
    make_cafe(where=THURAGEAU)
    make_cafe(where=THURAGEAU)
    make_cafe(where=CILAOS)

    assert (len(geojson(client, query)), len(table(client, query))) == (number, number)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query", ["departement=99", "insee=00000", "region=' OR 1=1", f"epci={'9' * 300}", "insee=%00", "departement=<b>"]
)
def test_a_code_that_names_nothing_is_refused(client, kind, query):
    make_cafe()

    answer = client.get(f"/cafes.{kind}?{query}")

    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["erreur"]
    assert "max-age" not in answer["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
def test_any_site_may_read_it_and_keep_it_for_five_minutes(client, kind):
    make_cafe()

    answer = client.get(f"/cafes.{kind}", headers={"accept-language": "en"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert answer["Link"] == f'<http://testserver/donnees/>; rel="describedby", <{LICENCE}>; rel="license"'
    assert answer["ETag"].startswith('"')
    types = {"geojson": "application/geo+json", "csv": "text/csv; charset=utf-8"}
    assert answer["Content-Type"] == types[kind]
    assert not answer.content.startswith(b"\xef\xbb\xbf")


def test_it_says_on_what_terms_it_is_given_and_of_what_day(client):
    make_cafe()
    today = timezone.localdate().isoformat()

    whole = client.get("/cafes.geojson")
    told = whole.json()

    assert (told["licence"], told["licence_url"], told["date"]) == ("Licence Ouverte 2.0", LICENCE, today)
    assert (told["name"], told["documentation"]) == ("1000 cafés", "http://testserver/donnees/")
    assert whole["Content-Disposition"] == f'inline; filename="cafes-{today}.geojson"'
    assert client.get("/cafes.csv")["Content-Disposition"] == f'inline; filename="cafes-{today}.csv"'


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_read_of_the_cafes_when_nothing_has_changed(client, kind):
    cafe = make_cafe()
    generation()
    etag = client.get(f"/cafes.{kind}")["ETag"]

    with CaptureQueriesContext(connection) as captured:
        again = client.get(f"/cafes.{kind}", headers={"if-none-match": f"W/{etag}"})

    assert (again.status_code, again.content, again["ETag"], len(captured)) == (304, b"", etag, 0)
    assert again["Access-Control-Allow-Origin"] == "*"
    other = client.get(f"/cafes.{kind}?departement=81", headers={"if-none-match": etag})
    assert other.status_code == 200
    assert cafe.name in other.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_or_a_new_day_is_sent(client, kind, django_capture_on_commit_callbacks, monkeypatch):
    cafe = make_cafe()
    etag = client.get(f"/cafes.{kind}")["ETag"]

    connection.run_on_commit.clear()  # what the making of the café has already asked for
    with django_capture_on_commit_callbacks(execute=True):
        cafe.name = "Nouveau nom"
        cafe.save_revision().publish()
    changed = client.get(f"/cafes.{kind}", headers={"if-none-match": etag})
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("home.views.open_data.timezone.localdate", lambda *moment: tomorrow)
    next_day = client.get(f"/cafes.{kind}", headers={"if-none-match": changed["ETag"]})

    assert "Nouveau nom" in changed.content.decode()
    assert next_day.status_code == 200


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+33", "-1", "@SUM(A1)"])
def test_a_name_is_never_a_formula(client, name):
    make_cafe(name=name)

    assert table(client)[0]["nom"] == f"'{name}"
    assert geojson(client)[0]["properties"]["nom"] == name


@pytest.mark.parametrize("kind", KINDS)
def test_ten_cafes_cost_the_queries_of_one(client, kind):
    services = [make_service("pain"), make_service("presse")]

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/cafes.{kind}")
        return len(captured)

    def more(number):
        for _ in range(number):
            make_cafe(week=[hours(1, "08:00", "14:00")], services=services)

    more(1)
    generation()
    first = queries()
    more(9)

    assert queries() == first <= 5


def test_a_signed_in_person_is_given_the_same_and_keeps_it_private(client):
    make_cafe()
    client.force_login(make_account())

    answer = client.get("/cafes.geojson")

    assert len(answer.json()["features"]) == 1
    assert answer["Cache-Control"] == "private, no-store"
