"""The page of the map: the list, its filters and the drawn map, all of it without script."""

import html
import re
from urllib.parse import quote

import pytest

from home.models import CafesPage
from millecafes.places import results
from millecafes.places.keys import index_places
from millecafes.places.models import Commune
from millecafes.places.names import key_of
from tests.core.factories import resizes_pictures
from tests.pages.factories import in_english, make_page, open_english
from tests.places.cafe_factories import CADALEN, CILAOS, THURAGEAU, commune, make_cafe, make_many_cafes, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.every_case, resizes_pictures]

BESSUEJOULS, VALADY, RODEZ = "12027", "12288", "12202"
WORST = "x" * 300


@pytest.fixture
def the_map():
    return make_page(CafesPage, title="Trouver un café", slug="cafes")


@pytest.fixture(autouse=True)
def _the_map(the_map):
    pass


def read(client, query="", prefix="") -> str:
    answer = client.get(f"{prefix}/cafes/{query}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def names_in(page: str) -> list[str]:
    return re.findall(r'listed__name"><a [^>]*>([^<]+)<', page)


def count_in(page: str) -> str:
    return re.search(r'<h2 id="compte">([^<]+)<', page)[1]


def totals_in(page: str) -> list[str]:
    return re.findall(r'data-total="\w+">([^<]+)<', page)


def known(*codes: str) -> None:
    """These communes can be found by their names."""
    for code in codes:
        place = commune(code)
        Commune.objects.filter(pk=code).update(search_name=key_of(place.name))
    index_places()


def test_it_lists_the_cafes_one_can_go_to_and_draws_them(client):
    make_cafe(name="Le Vieux Tilleul", where=CADALEN)
    make_cafe(name="La Halte", where=THURAGEAU, support="operation")
    make_cafe(name="En secret", live=False)
    make_cafe(name="Sans accompagnement", support="")
    make_cafe(name="Fermé hier", opened_on="2020-01-01", closed_on="2024-01-01", ending="closed")

    page = read(client)

    assert names_in(page) == ["Le Vieux Tilleul", "La Halte"]
    assert count_in(page) == "2 cafés"
    assert "Cadalen, Tarn" in page
    assert re.findall(r'class="mark mark--(\w+)" d="(m[^"]+)"', page) != []


def test_there_are_exactly_three_kinds_each_with_its_total(client):
    make_cafe()
    make_cafe(where=THURAGEAU)
    make_cafe(support="operation")

    page = read(client, "?modele=")

    labels = re.findall(r'kind__label">([^<]+)<', page)
    assert labels == [
        "Cafés accompagnés à l’ouverture",
        "Cafés accompagnés à l’exploitation",
        "Tournées du café itinérant",
    ]
    assert totals_in(page) == ["2", "1", "pas de date annoncée"]
    assert page.count('name="sorte"') == 3


def test_a_kind_is_chosen_and_the_totals_stay_those_of_the_other_filters(client):
    make_cafe(name="Tarn", where=CADALEN)
    make_cafe(name="Vienne", where=THURAGEAU)
    make_cafe(name="Tarn encore", where=CADALEN, support="operation")

    page = read(client, "?sorte=exploitation&departement=81")

    assert names_in(page) == ["Tarn encore"]
    assert totals_in(page)[:2] == ["1", "1"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?region=76", ["Le Café des Tilleuls"]),
        ("?departement=86", ["La Halte"]),
        ("?modele=associatif", ["La Halte"]),
        ("?q=CAFE+des+tilleuls", ["Le Café des Tilleuls"]),
        ("?q=thurageau", ["La Halte"]),
        ("?service=pain", ["Le Café des Tilleuls"]),
        ("?service=pain&service=presse", []),
        ("?insee=81046", ["Le Café des Tilleuls"]),
        ("?epci=200069763", ["La Halte"]),
        ("?region=76&modele=associatif", []),
    ],
)
def test_each_filter_leaves_what_it_says(client, query, names):
    bread, _press = make_service("pain", "Dépôt de pain"), make_service("presse", "Presse")
    make_cafe(name="Le Café des Tilleuls", where=CADALEN, services=[bread])
    make_cafe(name="La Halte", where=THURAGEAU, model="associatif")

    assert names_in(read(client, query)) == names


def test_what_is_chosen_is_said_and_taken_away_one_by_one(client):
    make_service("pain", "Dépôt de pain")
    make_cafe(where=CADALEN)

    page = read(client, "?region=76&service=pain&q=zzz")

    chosen = re.search(r'<ul class="chosen".*?</ul>', page, re.S)[0]
    assert re.findall(r'href="([^"]+)"', chosen) == [
        "/cafes/?region=76&service=pain",
        "/cafes/?q=zzz&service=pain",
        "/cafes/?q=zzz&region=76",
        "/cafes/",
    ]
    assert "Aucun café ne répond à tout cela" in page
    assert 'value="zzz"' in page


def test_pages_of_twenty_keep_the_filters_and_one_can_have_all_of_them(client):
    for _ in range(21):
        make_cafe(where=CADALEN)
    make_cafe(where=THURAGEAU)

    first, last = read(client, "?departement=81"), read(client, "?departement=81&page=2")

    assert (len(names_in(first)), len(names_in(last))) == (20, 1)
    assert "?departement=81&page=2#liste" in first
    assert len(names_in(read(client, "?departement=81&tout=1"))) == 21
    beyond = read(client, "?departement=81&page=999")
    assert names_in(beyond) == names_in(last)
    assert ("La page demandée n’existe pas : voici la page 2." in beyond, "n’existe pas" in last) == (True, False)


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("?region=999", "Cette région n’existe pas"),
        ("?departement=%27+OR+1%3D1", "Ce département n’existe pas"),
        ("?epci=nimporte", "Cette intercommunalité n’existe pas"),
        ("?insee=99999", "Aucune commune ne porte ce code INSEE"),
        ("?modele=secret", "Ce modèle de café n’existe pas"),
        ("?rayon=-1&pres=x", "Le rayon est un nombre de kilomètres entre 1 et 500"),
        ("?rayon=1000000000&pres=x", "Le rayon est un nombre de kilomètres entre 1 et 500"),
        ("?rayon=10", "dites d’abord près de quelle commune"),
        ("?point=95,200", "Cette position n’est pas sur la Terre"),
        ("?point=ici", "Cette position n’est pas sur la Terre"),
        (f"?q={WORST}", "Seuls les cent premiers signes"),
        ("?pres=Nullepart", "Nous ne connaissons pas de commune « Nullepart »"),
        ("?service=inconnu", "Aucun café ne répond à tout cela"),
        ("?q=%00", "1 café"),
        ("?page=-3", "1 café"),
        ("?sorte=pirate", "1 café"),
        (f"?pres={quote('<script>alert(1)</script>')}", "Nous ne connaissons pas de commune"),
    ],
)
def test_an_address_that_says_nonsense_is_answered_kindly(client, query, remark):
    make_cafe()

    answer = client.get(f"/cafes/{query}")

    assert answer.status_code == 200
    assert remark in html.unescape(answer.content.decode()).replace("\u00a0", " ")
    assert "<script>alert" not in answer.content.decode()


def test_near_a_village_cafes_come_by_distance(client):
    known(RODEZ, BESSUEJOULS, VALADY, CADALEN)
    make_cafe(name="Loin", where=CADALEN)
    make_cafe(name="À Bessuéjouls", where=BESSUEJOULS)
    make_cafe(name="À Valady", where=VALADY)

    page = read(client, "?pres=rodez")

    assert names_in(page) == ["À Valady", "À Bessuéjouls", "Loin"]
    assert re.findall(r"à (\d+) km", page) == ["17", "23", "73"]
    assert "du plus proche de Rodez" in count_in(page)
    assert names_in(read(client, "?pres=Rodez&rayon=10")) == []


def test_near_a_postcode_that_several_villages_share_cafes_come_by_distance(client):
    known(BESSUEJOULS, VALADY, CADALEN)
    Commune.objects.filter(pk__in=[BESSUEJOULS, VALADY]).update(postcodes="12500")
    index_places()
    make_cafe(name="Loin", where=CADALEN)
    make_cafe(name="À Valady", where=VALADY)

    page = read(client, "?pres=12500")

    assert names_in(page) == ["À Valady", "Loin"]
    assert "du plus proche de 12500" in count_in(page)
    assert "Laquelle ?" not in page
    assert "près de 12500" in page
    assert names_in(read(client, "?pres=12500&rayon=50")) == ["À Valady"]


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("?lieu=99999&rayon=10", "Aucune commune n’a ce code"),
        ("?pres=Nullepart&rayon=10", "Nous ne connaissons pas de commune « Nullepart »"),
        ("?pres=chaumont&rayon=10", "Laquelle ?"),
    ],
)
def test_a_radius_around_nowhere_is_forgotten_and_said(client, query, remark):
    known("52121", "61103")
    make_cafe(name="Là", where=CADALEN)

    page = read(client, query).replace("\u00a0", " ")

    assert names_in(page) == ["Là"]
    assert remark in page
    assert "Le rayon n’est pas pris en compte" in page
    assert "à moins de 10 km" not in page


def test_those_that_are_not_offered_to_choose_from_are_counted(client):
    known("52121", "61103")
    commune = Commune.objects.get(pk="61103")
    for number in range(12):
        commune.pk = f"6200{number}" if number < 10 else f"620{number}"
        commune.save(force_insert=True)
    index_places()

    page = read(client, "?pres=chaumont").replace("\u00a0", " ")

    assert page.count('href="?pres=Chaumont') == 12
    assert "2 autres communes ont un nom qui ressemble" in page


def test_within_a_radius_the_totals_are_those_of_the_circle(client):
    known(RODEZ)
    make_cafe(name="Loin", where=CADALEN)
    make_cafe(name="À Valady", where=VALADY, support="operation")

    page = read(client, "?pres=Rodez&rayon=25")

    assert names_in(page) == ["À Valady"]
    assert totals_in(page)[:2] == ["0", "1"]


def test_several_villages_of_a_name_are_given_to_choose_from(client):
    known("52121", "61103")
    make_cafe(name="Là", where="61103")

    page = read(client, "?pres=chaumont")
    chosen = re.findall(r'href="(\?[^"]*lieu=[^"]*)"', page)

    assert "Laquelle ?" in page
    assert "Chaumont, Orne (61)" in page
    assert len(chosen) == 2
    assert "à moins d’un km" in read(client, next(query for query in chosen if "61103" in query))


def test_a_position_is_read_to_about_a_kilometre(client):
    make_cafe(name="Loin", where=CILAOS)
    make_cafe(name="Près", where=CADALEN)

    page = read(client, "?point=43.85123456,1.98765432")

    assert names_in(page) == ["Près", "Loin"]
    assert "43.85,1.99" in page
    assert "43.8512" not in page.replace("43.8500,1.9900", "")


NEAR = "?pres=Rodez&lieu=12202"


@pytest.mark.parametrize(
    "query",
    [
        *["?region=76&q=caf&modele=", "?page=2", "?point=44.35,2.57"],
        *[NEAR, f"{NEAR}&rayon=500", f"{NEAR}&page=2&sorte=ouverture", "?pres=rodez"],
    ],
)
@pytest.mark.usefixtures("store")
def test_the_list_asks_as_much_for_one_café_as_for_many(client, django_assert_max_num_queries, query):
    known(RODEZ)
    bread = make_service("pain", "Dépôt de pain")
    make_cafe(services=[bread])
    read(client, query)

    with django_assert_max_num_queries(12) as few:
        read(client, query)
    make_many_cafes(45, bread)
    with django_assert_max_num_queries(12) as many:
        read(client, query)

    assert len(many) == len(few)


def test_more_cafés_than_one_can_tell_apart_are_a_disc_a_department(client, monkeypatch):
    monkeypatch.setattr(results, "MOST_MARKS", 4)
    for where in (CADALEN, CADALEN, CADALEN, CILAOS, THURAGEAU):
        make_cafe(where=where)

    page = read(client)
    near = read(client, "?point=43.85,1.98&rayon=500")

    radii = re.findall(r'<circle class="disc disc--ouverture"[^>]* r="(\d+)"', page)
    assert [int(radius) > 13 for radius in radii] == [True]
    assert page.count("mark--edge") == 1
    assert count_in(near) == "4 cafés, du plus proche de vous au plus loin"


def test_it_is_read_in_english_too(client, the_map):
    open_english()
    in_english(the_map, title="Find a café")
    make_cafe(name="Le Vieux Tilleul")

    page = read(client, "?departement=81", prefix="/en")

    assert names_in(page) == ["Le Vieux Tilleul"]
    assert 'action="' not in page or "/en/cafes/" in page


def test_town_halls_are_given_what_to_copy(client):
    make_cafe()

    page = read(client, "?departement=81")

    assert '<iframe src="http://testserver/cafes/carte/?departement=81"' in page
    assert '<a href="http://testserver/cafes/?departement=81">' in page
