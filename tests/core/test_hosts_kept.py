"""The page of a café is kept for everybody; what its hosts say of themselves is followed at once."""

import pytest
from django.test import Client

from millecafes.people import services
from tests.core.visits import says
from tests.directory.factories import listed, profile_of
from tests.people.factories import make_manager
from tests.places.cafe_factories import make_cafe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_a_host_is_named_and_unnamed_at_once(processes, committed):
    cafe = make_cafe()
    host = listed(make_manager(cafe), "Lucie Essai", roles_visibility="public")
    browser, address = Client(), cafe.get_absolute_url()
    browser.force_login(host)
    named = [says(processes, address, "Lucie Essai")]

    for visibility in ("members", "public"):
        with committed():
            browser.post("/espace/profil/", profile_of(host, roles_visibility=visibility))
        named.append(says(processes, address, "Lucie Essai"))
    with committed():
        services.suspend(host.member, by=host, reason="Essai.")
    named.append(says(processes, address, "Lucie Essai"))

    assert named == [[True, True], [False, False], [True, True], [False, False]]
