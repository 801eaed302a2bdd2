"""A commune is merged into another one: what stood in it is found in the new one, and nobody has anything to do."""

import pytest
from django.utils import timezone

from millecafes.people.models import Mandate, RoleRequest
from millecafes.places.models import Commune
from tests.events.factories import make_event, make_session
from tests.people.factories import make_account
from tests.places.cafe_factories import make_cafe
from tests.places.registers import commune, former, load, write_file
from tests.places.registers import make_cafe as bare_cafe
from tests.places.test_register import said_by_import

pytestmark = pytest.mark.django_db

BEFORE = (commune(), commune("74001", "Petite"))
AFTER = (commune(former_codes="74001"), former("74001", "Petite", "74065"))


@pytest.fixture
def cafe(tmp_path):
    """A published café with a draft that waits, in the village of Petite."""
    load(tmp_path, *BEFORE)
    cafe = make_cafe(name="Le Tilleul", slug="le-tilleul", lat=46.0, lon=5.9)
    type(cafe).objects.filter(pk=cafe.pk).update(commune="74001")
    cafe.refresh_from_db()
    cafe.description = "Un brouillon."
    cafe.save_revision()
    return cafe


def names_in(client, code) -> list[str]:
    features = client.get("/cafes.geojson", {"insee": code}).json()["features"]
    return [f"{one['properties']['nom']}, {one['properties']['commune_deleguee']}" for one in features]


def test_its_café_is_found_by_the_new_code_by_the_old_one_and_by_who_runs_it(client, tmp_path, cafe):
    said = said_by_import(write_file(tmp_path, *AFTER))

    assert names_in(client, "74065") == names_in(client, "74001") == ["Le Tilleul, Petite"]
    assert "café : Le Tilleul" in said
    assert "Suivis dans leur nouvelle commune : 1\n  74001 → 74065 café : Le Tilleul (74065)" in said
    client.force_login(make_account())
    client.post("/compte/demande/cafe/", {"display_name": "L", "commune": "Chaumont", "kind": "manager"})
    assert RoleRequest.objects.get().cafe == cafe


def test_what_waits_to_be_published_does_not_put_the_old_code_back(tmp_path, cafe):
    load(tmp_path, *AFTER)

    cafe.refresh_from_db()
    cafe.latest_revision.publish()

    cafe.refresh_from_db()
    assert (cafe.commune_id, cafe.delegated_id, cafe.description) == ("74065", "74001", "Un brouillon.")


def test_a_commune_of_which_no_name_is_left_leads_its_café_to_the_whole(tmp_path, cafe):
    load(tmp_path, commune(former_codes="74001"))

    cafe.refresh_from_db()
    assert (cafe.commune_id, cafe.delegated_id) == ("74065", None)


def test_mandates_and_dates_follow_and_nobody_has_two_mandates_in_one_commune(tmp_path):
    load(tmp_path, *BEFORE)
    both, one = make_account(), make_account()
    today = timezone.localdate()
    for person, code in ((both, "74065"), (both, "74001"), (one, "74001")):
        Mandate.objects.create(person=person, commune_id=code, function="mayor", starts_on=today)
    date = make_session(make_event(), commune=Commune.objects.get(pk="74001"))

    load(tmp_path, *AFTER)

    date.refresh_from_db()
    assert (date.commune_id, date.delegated_id) == ("74065", "74001")
    assert [(mandate.commune_id, mandate.delegated_id) for mandate in one.mandates.all()] == [("74065", "74001")]
    assert sorted(both.mandates.values_list("commune", flat=True)) == ["74001", "74065"]


def test_a_register_that_was_brought_up_to_date_before_is_mended_by_the_next_import(tmp_path):
    load(tmp_path, *BEFORE)
    load(tmp_path, *AFTER)
    cafe = bare_cafe("74001")

    report, again = load(tmp_path, *AFTER), load(tmp_path, *AFTER)

    cafe.refresh_from_db()
    assert cafe.commune_id == "74065"
    assert ([moved.name for moved in report.moved], again.is_empty) == ([f"{cafe.name} (74065)"], True)
