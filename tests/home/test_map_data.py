"""What the map fetches, and the map that other sites show in a frame."""

import json
import re
from itertools import accumulate

import pytest

from home.models import CafesPage
from millecafes.core.page_changes import forget_pages
from millecafes.places import stops
from millecafes.places.models import Cafe, Commune
from millecafes.places.points import MOST_NAMED
from tests.core.factories import resizes_pictures
from tests.pages.factories import make_page
from tests.places.cafe_factories import CADALEN, CILAOS, THURAGEAU, commune, make_cafe, make_service

pytestmark = [pytest.mark.django_db, resizes_pictures]


def points(client, query="") -> dict:
    answer = client.get(f"/cafes/points.json{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return json.loads(answer.content)


def stop_at_cadalen(day):
    place = Commune.objects.select_related("department").get(pk=CADALEN)
    return [stops.Stop(day, "La guinguette", place, "/agenda/guinguette/", place.lat, place.lon)]


@pytest.fixture
def tour(monkeypatch):
    """An application that has dates of the mobile café to tell."""
    commune(CADALEN)
    monkeypatch.setattr("home.apps.HomeConfig.mobile_stops", f"{__name__}.stop_at_cadalen", raising=False)


def test_points_are_told_column_by_column(client):
    first, last = make_cafe(name="Le Vieux Tilleul", where=CADALEN), make_cafe(where=CILAOS, support="operation")

    told = points(client)

    assert list(accumulate(told["id"])) == [first.pk, last.pk]
    assert list(accumulate(told["y"])) == pytest.approx([10_000 * cafe.lat for cafe in (first, last)], abs=0.6)
    assert list(accumulate(told["x"])) == pytest.approx([10_000 * cafe.lon for cafe in (first, last)], abs=0.6)
    assert told["kinds"] == "01"
    assert told["departments"] == [["81", "Tarn", 1], ["974", "La Réunion", 1]]
    assert told["name"][0] == "Le Vieux Tilleul"
    assert told["village"] == ["Cadalen", "Cilaos"]


def test_points_answer_to_the_filters_of_the_page(client):
    make_cafe(where=CADALEN)
    make_cafe(where=THURAGEAU)

    assert points(client, "?departement=81")["total"] == 1
    assert points(client, "?sorte=exploitation")["total"] == 0
    assert points(client, "?point=43.85,1.98&rayon=20")["total"] == 1


def test_many_points_leave_their_names_to_the_popup(client, monkeypatch):
    assert MOST_NAMED == 2000
    monkeypatch.setattr("millecafes.places.points.MOST_NAMED", 0)
    make_cafe()

    assert "name" not in points(client)


def test_known_points_are_not_sent_again_until_a_café_changes(client, django_assert_max_num_queries):
    cafe = make_cafe()
    known = client.get("/cafes/points.json")["ETag"]

    with django_assert_max_num_queries(1):
        assert client.get("/cafes/points.json", headers={"If-None-Match": known}).status_code == 304
    cafe.name = "Autrement"
    cafe.save_revision().publish()
    forget_pages()

    assert client.get("/cafes/points.json", headers={"If-None-Match": known}).status_code == 200
    assert "Cookie" not in client.get("/cafes/points.json").get("Vary", "")


def test_a_café_taken_off_the_map_leaves_it_at_once(client):
    cafe = make_cafe()
    known = client.get("/cafes/points.json")["ETag"]

    Cafe.objects.get(pk=cafe.pk).unpublish()
    answer = client.get("/cafes/points.json", headers={"If-None-Match": known})

    assert (answer.status_code, answer.json()["total"]) == (200, 0)


def test_the_window_of_a_café_says_where_and_what(client):
    cafe = make_cafe(name="Le Vieux Tilleul", services=[make_service("pain", "Dépôt de pain")])

    page = client.get(f"/cafes/{cafe.pk}/carte/").content.decode()

    assert f'<a href="/cafes/{cafe.slug}/">Le Vieux Tilleul</a>' in page
    assert "Cadalen, Tarn" in page
    assert "Dépôt de pain" in page
    assert client.get("/cafes/0/carte/").status_code == 404


def test_places_are_named_the_largest_first(client):
    commune(CADALEN)
    commune("81004")

    near = client.get("/cafes/lieux.json?bbox=1.5,43.5,2.5,44.5")
    far = client.get("/cafes/lieux.json?bbox=-5,42,9,51").json()["names"]

    assert [name for name, _lat, _lon in near.json()["names"]] == ["Albi", "Cadalen"]
    assert "max-age=86400" in near["Cache-Control"]
    assert {"Albi", "Rodez", "Quimper"} <= {name for name, _lat, _lon in far}


@pytest.mark.parametrize("box", ["", "1,2,3", "2.5,43.5,1.5,44.5", "1,44,2,43", "a,b,c,d", "-999,0,999,1", "1e9,0,2,3"])
def test_a_box_that_is_none_is_refused_with_a_reason(client, box):
    answer = client.get(f"/cafes/lieux.json?bbox={box}")

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_frame_of_another_site_may_show_the_bare_map_and_no_other_page(client):
    make_page(CafesPage, slug="cafes")
    make_cafe(name="Le Vieux Tilleul", where=CADALEN)
    make_cafe(name="Ailleurs", where=THURAGEAU)

    framed, own = client.get("/cafes/carte/?departement=81"), client.get("/cafes/")
    page = framed.content.decode()

    for of_a_place in (page, client.get("/cafes/carte/?epci=200066124").content.decode()):
        assert "Le Vieux Tilleul" in of_a_place
        assert "Ailleurs" not in of_a_place
    assert "js/map.js" in page
    assert '<base target="_top">' in page
    assert 'href="/cafes/?departement=81"' in page
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    assert "frame-ancestors 'none'" in own["Content-Security-Policy"]
    assert own["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "may"),
    [("/cafes/", True), ("/en/cafes/", True), ("/cafes/carte/", True), ("/", False), ("/cafes/points.json", False)],
)
def test_only_the_maps_may_show_the_plan_of_the_ign(client, path, may):
    make_page(CafesPage, slug="cafes")

    policy = client.get(path)["Content-Security-Policy"]

    assert ("data.geopf.fr" in policy) is may
    assert "unsafe" not in policy


def test_dates_of_the_mobile_café_are_its_third_kind(client, tour):
    make_page(CafesPage, slug="cafes")
    make_cafe(where=THURAGEAU)

    page = client.get("/cafes/").content.decode()

    assert re.findall(r'data-total="\w+">([^<]+)<', page) == ["1", "0", "1"]
    assert "La guinguette" in page
    assert "mark--tournee" in page
    stop = points(client)["stops"][0]
    assert (stop["village"], stop["department"]) == ("Cadalen", "Tarn")
    assert '<h2 id="compte">1 café, et 1 date de tournée</h2>' in page.replace("\u00a0", " ")
    assert points(client, "?departement=86")["stops"] == []
    assert points(client, "?service=pain")["stops"] == []
    assert "La guinguette" not in client.get("/cafes/?sorte=ouverture").content.decode()


@pytest.mark.parametrize("path", ["/cafes/", "/cafes/carte/"])
def test_dates_alone_are_counted_and_listed_without_regret(client, tour, path):
    make_page(CafesPage, slug="cafes")
    make_cafe(where=THURAGEAU)

    page = client.get(f"{path}?sorte=tournee").content.decode()

    assert '<h2 id="compte">1 date de tournée</h2>' in page
    assert '<a href="/agenda/guinguette/">La guinguette</a>' in page
    assert "Aucun café" not in page
    assert "Aucun café" in client.get(f"{path}?sorte=tournee&departement=86").content.decode()
