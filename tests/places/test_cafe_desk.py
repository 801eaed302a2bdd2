"""Cafés in the back office: what a form fills in, what it refuses at the field, and who does what."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from millecafes.places.keys import index_places
from millecafes.places.models import Cafe, Commune, Precision, Service
from tests.people.factories import make_account, make_staff
from tests.places.cafe_factories import CADALEN, THURAGEAU, commune, hours, make_cafe, make_service
from tests.places.factories import make_register

pytestmark = pytest.mark.django_db
ISLAND = "29083"  # Sein
ADD = "/gestion/snippets/places/cafe/add/"
LISTS = ("hours", "special_openings", "photos", "venue_sheets")


def edit(cafe) -> str:
    return f"/gestion/snippets/places/cafe/edit/{cafe.pk}/"


def typed(**given) -> dict:
    """What a filled form sends; ``hours`` and ``special_openings`` are lists of lines."""
    data = {"name": "Le Tilleul", "commune": CADALEN, "support": "opening", "on_holidays": "check"}
    for name in LISTS:
        lines = given.pop(name, [])
        data |= {f"{name}-{count}_FORMS": total for count, total in count_of(lines).items()}
        for number, line in enumerate(lines):
            data |= {f"{name}-{number}-{field}": value for field, value in line.items()}
            data |= {f"{name}-{number}-id": line.get("id", ""), f"{name}-{number}-ORDER": number + 1}
    return data | given


def count_of(lines) -> dict:
    return {"TOTAL": len(lines), "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000} | {"INITIAL": 0}


def line(weekday, opens, closes) -> dict:
    return {"weekday": weekday, "opens": opens, "closes": closes}


def errors(answer) -> str:
    shown = html.unescape(answer.content.decode()).replace("\u00a0", " ")
    return " ".join(re.findall(r'class="(?:w-field__errors|error-message)[^>]*>(.*?)</(?:div|p)>', shown, re.S))


@pytest.fixture
def writer(client):
    make_register()
    commune(ISLAND)
    index_places()
    Commune.objects.filter(pk=CADALEN).update(lat=43.85037, lon=1.98095, precision=Precision.TOWNHALL)
    user = make_staff("Communication")
    client.force_login(user)
    return user


def test_a_cafe_is_written_with_its_hours_and_takes_the_point_of_its_village(client, writer):
    bread = make_service("pain", "Dépôt de pain")
    make_service("pain", "Bread", "en", translation_key=bread.translation_key)
    lines = [line(1, "08:00", "14:00"), line(1, "17:00", "00:00")]

    form = client.get(ADD).content.decode()
    answer = client.post(ADD, typed(hours=lines, services=[bread.pk]))

    cafe = Cafe.objects.get()
    draft = cafe.get_latest_revision_as_object()
    assert answer.status_code == 302
    assert ("Dépôt de pain" in form, "Bread" in form) == (True, False)
    assert (cafe.live, cafe.slug, cafe.commune_id) == (False, "le-tilleul", CADALEN)
    assert (cafe.lat, cafe.lon, cafe.precision) == (43.85037, 1.98095, Precision.TOWNHALL)
    assert [str(row) for row in draft.hours.all()] == ["mardi 08:00–14:00", "mardi 17:00–00:00"]
    assert [service.code for service in draft.services.all()] == ["pain"]


def test_a_second_cafe_of_the_name_has_an_address_of_its_own(client, writer):
    make_cafe(slug="le-tilleul")

    client.post(ADD, typed())

    assert Cafe.objects.latest("pk").slug == "le-tilleul-cadalen"


@pytest.mark.parametrize(
    "words, key", [("cadalen", "81046"), ("81600", "81046"), ("longeville", "52293D"), ("Cadalen (81046)", "81046")]
)
def test_the_village_is_typed_in_any_way_and_told_back(client, writer, words, key):
    kept = f'name="commune_code" value="{key}"'
    client.post(ADD, typed(commune=words))

    cafe = Cafe.objects.get()
    assert kept in client.get(edit(cafe)).content.decode()
    client.post(edit(cafe), typed(commune=cafe.village.full_name, commune_code=key, slug=cafe.slug))
    assert kept in client.get(edit(cafe)).content.decode()
    assert (cafe.delegated_id, cafe.commune_id) in {(None, "81046"), ("52293", "52411")}


@pytest.mark.parametrize(
    "given, words",
    [
        ({"commune": ""}, "Écrivez le nom de la commune"),
        ({"commune": "99999"}, "Aucune commune ne répond"),
        ({"commune": "8" * 300}, "Aucune commune ne répond"),
        ({"commune": "\x00'; DROP"}, "Aucune commune ne répond"),
        ({"commune": "<b>'; DROP TABLE"}, "Aucune commune ne répond"),
        ({"commune": "chaumont"}, "choisissez ci-dessous"),
        ({"lat": "43.9"}, "Donnez aussi ce nombre, ou effacez la latitude."),
        ({"lon": "1.9"}, "Donnez aussi ce nombre, ou effacez la longitude."),
        ({"lat": "44.5", "lon": "-4.5"}, "km de Cadalen, en mer peut-être"),
        ({"lat": "1.98", "lon": "43.85"}, "km de Cadalen"),
        ({"commune": ISLAND, "lat": "48.036", "lon": "-4.985"}, "en mer, ou hors de France, à 9 km de Île-de-Sein"),
        ({"lat": "143", "lon": "1.98"}, "n’est pas sur la Terre"),
        ({"slug": "carte"}, "Cette adresse est celle de la carte"),
        ({"slug": "pris"}, "existe déjà"),
        ({"closed_on": "2025-01-01"}, "fermé, ou repris"),
        ({"ending": "closed"}, "Dites depuis quel jour."),
        ({"opened_on": "2025-02-01", "closed_on": "2025-01-01", "ending": "closed"}, "fermer avant d’avoir ouvert"),
        ({"manager_consent_on": "2025-02-01"}, "de qui vient cet accord"),
        ({"hours": [line(1, "08:00", "14:00"), line(1, "13:00", "15:00")]}, "Le mardi, ces heures en recouvrent"),
        ({"hours": [line(1, "20:00", "00:00"), line(1, "21:00", "22:00")]}, "Le mardi, ces heures en recouvrent"),
        ({"hours": [line(1, "08:00", "14:00"), line(1, "08:00", "14:00")]}, "Cet horaire est déjà donné."),
        ({"hours": [line(4, "18:00", "02:00")]}, "arrêtez à 00:00"),
        ({"hours": [line(4, "18:00", "18:00")]}, "à l’heure où il ouvre"),
        ({"hours": [line(4, "25:00", "02:00")]}, "heure valide"),
        ({"special_openings": [{"first_day": "2026-08-15", "last_day": "2026-08-01"}]}, "vient après le premier"),
        (
            {"special_openings": [{"first_day": "2026-08-01", "last_day": "2026-08-01", "opens": "10:00"}]},
            "À quelle heure ferme-t-il",
        ),
        (
            {
                "special_openings": [
                    {"first_day": "2026-08-01", "last_day": "2026-08-15"},
                    {"first_day": "2026-08-10", "last_day": "2026-08-20"},
                ]
            },
            "déjà dans une autre ligne",
        ),
        (
            {
                "special_openings": [
                    {"first_day": "2026-08-01", "last_day": "2026-08-01"},
                    {"first_day": "2026-08-01", "last_day": "2026-08-01", "opens": "10:00", "closes": "12:00"},
                ]
            },
            "gardez-en une",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_and_nothing_is_written(client, writer, given, words):
    make_cafe(slug="pris")

    answer = client.post(ADD, typed(name="Typed Name", **given))

    assert words in errors(answer)
    assert "Typed Name" in answer.content.decode()
    assert Cafe.objects.count() == 1


@pytest.mark.parametrize("lat, lon", [("48.0380", "-4.8500"), ("48.0405", "-4.8700")])
def test_a_quay_or_a_rock_of_an_island_is_no_open_sea(client, writer, lat, lon):
    client.post(ADD, typed(commune=ISLAND, lat=lat, lon=lon))

    assert str(Cafe.objects.get().commune) == "Île-de-Sein"


def test_a_point_put_by_hand_is_at_the_address(client, writer):
    client.post(ADD, typed(lat="43.8512", lon="1.9822"))

    assert Cafe.objects.get().precision == Precision.ADDRESS


def test_a_cafe_is_submitted_read_over_and_published(client, writer):
    client.post(ADD, typed(summary="On y danse.") | {"action-submit": "on"})
    cafe = Cafe.objects.get()
    reader = make_staff("Validation")
    client.force_login(reader)
    desk = html.unescape(client.get("/gestion/").content.decode())
    state = cafe.current_workflow_task_state

    unchanged = {"slug": cafe.slug, "lat": cafe.lat, "lon": cafe.lon, "precision": cafe.precision}
    place = {"commune": cafe.village.full_name, "commune_code": cafe.village.key}
    again = typed(summary="On y danse.", **place, **unchanged)
    client.post(edit(cafe), again | {"action-workflow-action": "on", "workflow-action-name": "approve"})

    cafe.refresh_from_db()
    assert "1 fiche de café attend votre relecture." in desk
    assert "page attend votre relecture" not in desk
    assert state is not None
    assert cafe.live
    client.logout()
    assert "On y danse." in client.get(f"/cafes/{cafe.slug}/").content.decode()


def test_the_desk_says_drafts_and_what_came_back(client, writer):
    cafe = make_cafe(live=False, name="Le Brouillon")
    cafe.save_revision(user=writer)
    begun = html.unescape(client.get("/gestion/").content.decode())
    cafe.save_revision(user=writer, log_action=True)
    state = cafe.get_workflow().start(cafe, writer)
    waiting = html.unescape(client.get("/gestion/").content.decode())
    state.current_task_state.reject(user=make_staff("Validation"), comment="Les horaires ?")

    returned = html.unescape(client.get("/gestion/").content.decode())

    assert "1 de vos fiches de cafés n’est pas encore soumise à relecture." in begun
    assert f'href="{edit(cafe)}"' in begun
    assert "pas encore soumise" not in waiting
    assert "1 de vos fiches de cafés est revenue de relecture" in returned


def test_a_writer_cannot_publish_and_nobody_deletes(client, writer):
    cafe = make_cafe(live=False)

    client.post(edit(cafe), typed(slug=cafe.slug) | {"action-publish": "on"})
    cafe.refresh_from_db()
    assert not cafe.live
    for user in (writer, make_staff("Validation"), make_account(is_superuser=True)):
        client.force_login(user)
        assert client.post(f"/gestion/snippets/places/cafe/delete/{cafe.pk}/").status_code == 302
        assert "/cafe/delete/" not in client.get(edit(cafe)).content.decode()
    assert Cafe.objects.filter(pk=cafe.pk).exists()


def test_the_preview_is_the_page_itself(client, writer):
    cafe = make_cafe(live=False)
    address = f"/gestion/snippets/places/cafe/preview/{cafe.pk}/"

    sent = client.post(address, typed(slug=cafe.slug, summary="Aperçu", hours=[line(1, "08:00", "14:00")]))
    shown = html.unescape(client.get(address).content.decode()).replace("\u00a0", " ")

    assert sent.json() == {"is_valid": True, "is_available": True}
    assert all(words in shown for words in ("Aperçu", "8 h – 14 h", 'class="slate"', "site-header"))
    new = client.post("/gestion/snippets/places/cafe/preview/", typed())
    assert new.json()["is_valid"]
    assert "Le Tilleul" in client.get("/gestion/snippets/places/cafe/preview/").content.decode()


def test_the_list_costs_the_same_for_one_cafe_and_for_ten(client, writer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/gestion/snippets/places/cafe/").status_code == 200
        return len(captured)

    make_cafe()
    client.get("/gestion/snippets/places/cafe/")
    first = queries()
    for _ in range(9):
        make_cafe(where=THURAGEAU)

    assert queries() == first


def test_a_service_has_a_number_for_ever(client):
    client.force_login(make_staff("Communication"))
    first, second = make_service("pain"), make_service("presse")
    english = make_service("presse", "Newspapers", "en", translation_key=second.translation_key)

    second.delete()
    third = make_service("epicerie")

    assert [row.number for row in (first, second, english, third)] == [0, 1, 1, 2]


def test_a_service_that_cafes_offer_is_not_deleted(client):
    offered, unused = make_service("pain"), make_service("presse")
    cafe = make_cafe(services=[offered], week=[hours(1, "08:00", "12:00")])
    client.force_login(make_staff("Communication"))

    for service in (offered, unused):
        address = f"/gestion/snippets/places/service/delete/{service.pk}/"
        client.post(address)
        shown = html.unescape(client.get("/gestion/snippets/places/service/").content.decode())
        assert ("1 café propose ce service" in shown) is (service == offered)

    assert list(Service.objects.values_list("code", flat=True)) == ["pain"]
    assert cafe.services.count() == 1
