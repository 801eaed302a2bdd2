"""The public dates and the key figures as open data: what is said, what is kept, and how little is sent again."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from millecafes.core.page_store import generation
from tests.core.factories import make_figure
from tests.events.factories import make_event, make_session
from tests.pages.factories import open_english
from tests.places.cafe_factories import CILAOS, commune, make_cafe

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]


def rows(client, table, query="") -> list[dict]:
    answer = client.get(f"/{table}.json{query}")
    assert answer.status_code == 200
    return answer.json()["dates" if table == "agenda" else table]


def table(client, name) -> list[dict]:
    return list(csv.DictReader(io.StringIO(client.get(f"/{name}.csv").content.decode())))


def test_a_public_date_is_told_with_its_place_and_nothing_one_should_not_know(client):
    event = make_event(title="Bal d’été", cafe=make_cafe(name="Le Tilleul", lat=43.85, lon=1.98))
    date = make_session(
        event,
        cafe=event.cafe,
        starts_at=datetime(2027, 7, 14, 18, 0, tzinfo=UTC),
        place="Place de l’église",
        online_url="https://secret.example.org/salle",
    )

    [told] = rows(client, "agenda")

    assert told == {
        "id": str(date.uuid),
        "titre": "Bal d’été",
        "resume": event.summary,
        "sorte": "guinguette",
        "debut": "2027-07-14T20:00+02:00",
        "fin": "2027-07-14T23:00+02:00",
        "fuseau": "Europe/Paris",
        "etat": "prevue",
        "en_ligne": False,
        "association": "",
        "cafe": "Le Tilleul",
        "lieu": "Place de l’église",
        "adresse": "",
        "commune": "Cadalen",
        "commune_deleguee": "",
        "insee": "81046",
        "departement": "81",
        "region": "76",
        "longitude": 1.98,
        "latitude": 43.85,
        "prix": 0.0,
        "exemple": False,
        "modifie_le": timezone.now().date().isoformat(),
        "url": f"http://testserver/agenda/{event.slug}/",
    }
    assert table(client, "agenda")[0]["debut"] == told["debut"]
    assert list(table(client, "agenda")[0]) == list(csv.DictReader(io.StringIO(header(client, "agenda"))).fieldnames)


def header(client, name) -> str:
    return client.get(f"/{name}.csv").content.decode()


def test_dates_of_members_and_drafts_are_in_no_open_data(client):
    make_session(make_event(title="Quincaille", audiences=["members"]))
    make_session(make_event(title="Quincaille", live=False))
    cancelled = make_session(make_event(title="Annulée"))
    type(cancelled).objects.filter(pk=cancelled.pk).update(state="cancelled", reason="Pluie")

    assert [(row["titre"], row["etat"]) for row in rows(client, "agenda")] == [("Annulée", "annulee")]
    assert "Quincaille" not in header(client, "agenda")


def test_dates_are_those_of_a_place_and_an_unknown_place_is_said(client):
    make_session(make_event(title="Ici"))
    make_session(make_event(title="Là-bas"), commune=commune(CILAOS))

    assert [row["titre"] for row in rows(client, "agenda", "?departement=974")] == ["Là-bas"]
    assert rows(client, "agenda", "?departement=974")[0]["debut"].endswith("+04:00")
    assert client.get("/agenda.csv?insee=00000").status_code == 400


def test_a_figure_is_told_with_what_makes_it_true(client):
    open_english()
    make_figure(
        code="cafes", value=Decimal("12.5"), unit="%", label="=cafés", population="Maires", period="en 2025", source="S"
    )

    [figure] = rows(client, "chiffres")
    [row] = table(client, "chiffres")

    assert (figure["code"], figure["valeur"], figure["unite"], figure["population"]) == ("cafes", 12.5, "%", "Maires")
    assert (figure["periode"], figure["source"], figure["verifie_le"][:2]) == ("en 2025", "S", "20")
    assert row["libelle"] == "'=cafés"
    assert list(row) == list(figure)


@pytest.mark.parametrize("address", ["/agenda.json", "/agenda.csv", "/chiffres.json", "/chiffres.csv"])
def test_the_same_answer_is_not_sent_twice_and_a_change_is(client, address, django_capture_on_commit_callbacks):
    figure, date = make_figure(code="cafes"), make_session()
    generation()
    first = client.get(address)

    with CaptureQueriesContext(connection) as asked:
        again = client.get(address, headers={"if-none-match": first["ETag"]})
    connection.run_on_commit.clear()  # what the making of both has already asked for
    with django_capture_on_commit_callbacks(execute=True):
        (date if "agenda" in address else figure).save()
    changed = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, len(asked), changed.status_code) == (304, 0, 200)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in first["Link"]
