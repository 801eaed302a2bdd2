"""Who welcomes people in a café, on its public page: what members say to everybody, and nothing else."""

import pytest

from millecafes.people.models import CafeRole
from tests.core.visits import put_away
from tests.directory.factories import a_picture, listed, profile_of
from tests.people.factories import make_elected, make_manager
from tests.places.cafe_factories import make_cafe

pytestmark = pytest.mark.django_db
PUBLIC = {"roles_visibility": "public", "presentation_visibility": "public", "presentation": "La soupe du jeudi"}


@pytest.fixture
def cafe():
    return make_cafe(name="Le Four banal")


def page_of(client_factory, cafe):
    return client_factory().get(cafe.get_absolute_url()).content.decode()


def test_a_host_who_says_so_is_named_on_the_page_of_her_cafe(client_factory, cafe):
    listed(make_manager(cafe), "Lucie Essai", **PUBLIC, phone="05 49 11 22 33", phone_visibility="members")

    page = page_of(client_factory, cafe)

    assert "Qui vous accueille" in page
    assert "Lucie Essai" in page
    assert "La soupe du jeudi" in page
    assert "05 49 11 22 33" not in page


@pytest.mark.parametrize(
    "fault", [{"roles_visibility": "members"}, {"is_hidden": True}, {"state": "suspended", "reason": "Essai."}], ids=str
)
def test_nobody_else_is(client_factory, cafe, fault):
    listed(make_manager(cafe), "Lucie Essai", **PUBLIC | fault)
    listed(make_elected(), "Odile Essai", **PUBLIC)

    page = page_of(client_factory, cafe)

    assert "Qui vous accueille" not in page
    assert "Lucie" not in page
    assert "Odile" not in page


def test_only_the_role_in_this_cafe_is_told(client_factory, cafe):
    manager = listed(make_manager(cafe), "Lucie Essai", **PUBLIC)
    CafeRole.objects.create(person=manager, cafe=make_cafe(name="Ailleurs", slug="ailleurs"), kind="treasurer")

    assert "Trésorière" not in page_of(client_factory, cafe)


def test_a_face_is_public_where_its_owner_says_so(client, client_factory, cafe):
    manager = listed(make_manager(cafe), "Lucie Essai", **PUBLIC)
    client.force_login(manager)
    client.post("/espace/profil/", profile_of(manager, photo=a_picture(), photo_visibility="public"))
    address = f"/espace/annuaire/{manager.member.pk}/photo/"

    answer = put_away(client_factory().get(address))

    assert address in page_of(client_factory, cafe)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in answer["Cache-Control"]
