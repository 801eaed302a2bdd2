"""A place is found whatever way it is typed."""

import pytest

from millecafes.places.finding import find_places, place_of, search_places
from millecafes.places.keys import index_places
from millecafes.places.models import Commune, DelegatedCommune, PlaceKey
from tests.places.factories import make_commune, make_register

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]

CHAUMONT = ["18060", "52121", "61103", "74065", "89093"]
TYPED = {
    "chaumont": CHAUMONT,
    "  CHAUMONT ": CHAUMONT,
    "chaumont-s": ["55108", "41045"],
    "chaumont su": ["55108", "41045"],
    "chaumont 74": ["74065"],
    "chaumont haute-savoie": ["74065"],
    "Chaumont (Haute-Savoie)": ["74065"],
    "Chaumont, Haute-Savoie (74)": ["74065"],
    "chaumont 74270": ["74065"],
    "74270 Chaumont": ["74065"],
    "chaumont 75": [],
    "ST LEGER DE M": ["86229"],
    "st-léger": ["86229"],
    "leger montbrillais": ["86229"],
    "montbrillais saint leger": ["86229"],
    "rustan": ["65397"],
    "sever de r": ["65397"],
    "rochelle": ["17300"],
    "la rochelle": ["17300"],
    "le havre": ["76351"],
    "HAVRE": ["76351"],
    "L’Isle Adam": ["95313"],
    "lisle-adam": ["95313"],
    "isle": ["95313", "51300"],
    "2A004": ["2A004"],
    "2a004": ["2A004"],
    "81600": ["81046"],
    "8160": ["81046"],
    "51300": ["51300", "51647", "51649"],
    "51300 vitry": ["51647", "51649"],
    "75011": ["75056"],
    "69003": ["69123"],
    "52180": ["52411"],
    "20004": ["2A004"],
    "longeville": ["52293D"],
    "52293": ["52293D"],
    "puellemontier": ["52411D"],
    "52411": ["52411"],
    "bourg d'ire": ["49037D"],
    "segre": ["49331D"],
    "segré-en": ["49331"],
    "archipel des k": ["98412"],
}
NOTHING = [
    *["", " ", "-", "\x00", "🍺", "é" * 300, "chaumont " * 40, "'; DROP TABLE places_commune; --", "<b>chaumont</b>"],
    *["%", "_", "chaumont%", "99999", "2A999", "zz", "chaumont\x00zz", "\ud800", "٣٤"],
]


@pytest.fixture
def register():
    make_register()


def codes(typed, most=60):
    return [place.key for place in find_places(typed, most)]


@pytest.mark.parametrize("typed, expected", TYPED.items(), ids=TYPED)
def test_a_place_is_found_however_it_is_typed(register, typed, expected):
    assert codes(typed) == expected


@pytest.mark.parametrize("typed", NOTHING, ids=repr)
def test_anything_else_finds_nothing_and_breaks_nothing(register, typed):
    found = search_places(typed)

    assert (found.places, found.total) in [([], 0), (find_places("chaumont"), 5)]


def test_what_is_found_is_told_apart_by_its_department(register):
    labels = [place.full_name for place in find_places("chaumont")]

    assert labels[0] == "Chaumont, Cher (18)"
    assert labels[3] == "Chaumont, Haute-Savoie (74)"
    assert [place.full_name for place in find_places("longeville")] == ["Longeville-sur-la-Laines, Haute-Marne (52)"]


def test_the_first_ones_are_given_and_all_are_counted(register):
    for number in range(1, 47):
        make_commune(f"51{number:03}", f"Village {number:02}", postcodes="51530")
    index_places()

    found = search_places("51530", most=8)

    assert ([place.name for place in found.places][:2], len(found.places)) == (["Village 01", "Village 02"], 8)
    assert found.total == 46
    assert len(find_places("51530", most=60)) == 46


def test_a_merged_commune_is_found_by_its_name_and_its_code_and_leads_to_the_one_in_force(register):
    make_commune("81999", "Vieux-Cadalen", replaced_by=Commune.objects.get(pk="81046"))
    index_places()

    assert codes("vieux cadalen") == codes("81999") == ["81046"]
    assert place_of("81999").pk == "81046"


def test_a_commune_that_has_left_the_register_is_not_proposed(register):
    Commune.objects.filter(pk="81046").update(ended=True)
    index_places()

    assert codes("cadalen") == []
    assert place_of("81046") is None


def test_a_former_commune_of_the_same_name_as_the_whole_is_not_a_second_answer(register):
    DelegatedCommune.objects.filter(pk="49331").update(name="Segré-en-Anjou Bleu", search_name="segre en anjou bleu")
    index_places()

    assert codes("segré-en-anjou") == ["49331"]


@pytest.mark.parametrize(
    "key, name",
    [
        ("81046", "Cadalen"),
        (" 2a004 ", "Ajaccio"),
        ("52411", "Rives Dervoises"),
        ("52411D", "Puellemontier"),
        ("52293D", "Longeville-sur-la-Laines"),
        ("52293", "Longeville-sur-la-Laines"),
        ("00000", None),
        ("81046D", None),
        ("Cadalen", None),
        ("", None),
        ("D", None),
        ("8104\x00", None),
    ],
)
def test_what_a_form_keeps_gives_the_place_again(register, key, name):
    place = place_of(key)

    assert (place and place.name) == name


def test_writing_the_keys_again_changes_nothing(register):
    before = list(PlaceKey.objects.values_list("key", "rank", "commune", "delegated"))

    assert index_places() == len(before) > 50
    assert list(PlaceKey.objects.values_list("key", "rank", "commune", "delegated")) == before


@pytest.mark.parametrize("typed, queries", [("chaumont", 2), ("51300", 2), ("st leger de m", 3), ("chaumont 74", 3)])
def test_finding_asks_little_of_the_database(register, django_assert_max_num_queries, typed, queries):
    with django_assert_max_num_queries(queries):
        assert [place.full_name for place in find_places(typed)]
