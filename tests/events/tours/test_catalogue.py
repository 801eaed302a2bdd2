"""The catalogue: what may come, beside what the place has."""

import pytest

from events.tours.services.fitting import amperes_in
from millecafes.people.models import StaffAct
from tests.events.tours import factories as make
from tests.people.factories import make_elected, make_holder, make_manager, make_staff
from tests.places.cafe_factories import THURAGEAU, commune, make_cafe

pytestmark = pytest.mark.django_db

CATALOGUE = "/espace/programmation/"


def said(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def cafe():
    return make_cafe(where=THURAGEAU, name="Chez Zoé")


@pytest.fixture
def manager(client, cafe):
    person = make_manager(cafe)
    client.force_login(person)
    return person


def test_each_need_is_compared_in_plain_words_and_nothing_is_hidden(client, cafe, manager):
    make.make_venue(cafe, power="16 A, deux prises au comptoir", surface=60, seats_inside=40)
    season = make.make_season()
    strong = make.make_offer(season, title="Le Grand Bal", power=20, surface=50, seats=50, darkness=True)
    easy = make.make_offer(season, title="La Veillée", power=10, surface=40)
    vague = make.make_offer(season, title="Les Échecs", kind="chess", parking="Une camionnette")

    cards = said(client.get(CATALOGUE))
    page = said(client.get(strong.get_absolute_url()))

    assert "Ne convient pas : 20 A nécessaires, vous avez 16 A" in cards
    assert "Convient à Chez Zoé" in cards
    assert "À vérifier : 1 point" in cards
    for words in (
        "ne convient pas : 20 A nécessaires, vous avez 16 A",
        "50 m² suffisent, vous avez 60 m²",
        "à vérifier : 50 places assises nécessaires, vous en avez 40",
        "à vérifier : il faut pouvoir faire le noir",
        "Demander cette offre",
    ):
        assert words in page
    assert "10 A suffisent, vous avez 16 A" in said(client.get(easy.get_absolute_url()))
    assert "Une camionnette" in said(client.get(vague.get_absolute_url()))


@pytest.mark.parametrize(
    ("words", "amperes"),
    [
        ("", None),
        ("Deux prises au comptoir", None),
        ("16 A", 16),
        ("Prise 32A à 10 m", 32),
        ("16 ampères, et 20 A dehors", 20),
        ("9 kW", 39),
        ("Abonnement 6,0 kVA", 26),
        ("À 100 m", None),
    ],
)
def test_what_a_sheet_says_of_electricity(words, amperes):
    assert amperes_in(words) == amperes


def test_without_a_sheet_everything_is_to_check(client, manager):
    offer = make.make_offer(power=20, surface=50)

    page = said(client.get(offer.get_absolute_url()))

    assert "votre fiche ne dit rien de l’électricité" in page
    assert "n’a pas encore de fiche technique" in page


def test_an_offer_that_goes_elsewhere_is_shown_and_says_so(client, manager):
    offer = make.make_offer(title="Le Grand Bal", departments=[commune("81046").department])

    assert "Ne convient pas : ne vient pas jusqu’ici : le département Vienne" in said(client.get(CATALOGUE))
    assert "Tarn" in said(client.get(offer.get_absolute_url()))


def test_filters_narrow_and_what_they_say_wrong_is_told(client, cafe, manager):
    make.make_venue(cafe, power="16 A")
    season = make.make_season()
    bal = make.make_offer(season, title="Le Grand Bal", power=32, where="outside", payer="host", host_cost=150)
    veillee = make.make_offer(season, title="La Veillée", kind="show", where="inside")
    make.make_slot(veillee)
    asked = {
        "?sorte=show": "La Veillée", "?gratuit=oui": "La Veillée", "?creneaux=oui": "La Veillée",
        "?convient=oui": "La Veillée", "?ou=outside": "Le Grand Bal",
        f"?lieu=cafe-{cafe.pk}&sorte=concert": "Le Grand Bal",
    }  # fmt: skip

    for query, title in asked.items():
        page = said(client.get(CATALOGUE + query))
        other = {"La Veillée": "Le Grand Bal", "Le Grand Bal": "La Veillée"}[title]
        assert (title in page, other in page) == (True, False), query
    assert "n’existe pas" in said(client.get(f"{CATALOGUE}?sorte=zumba&lieu=cafe-0"))
    assert "150 € pour qui accueille" in said(client.get(CATALOGUE))
    assert bal.host_cost


def test_drafts_and_what_is_for_others_do_not_exist(client, manager):
    season = make.make_season()
    draft = make.make_offer(season, live=False, title="Le Brouillon")
    for_elected = make.make_offer(season, audiences=["elected"], title="Pour les élus")

    page = said(client.get(CATALOGUE))

    assert "Le Brouillon" not in page
    assert "Pour les élus" not in page
    assert [client.get(offer.get_absolute_url()).status_code for offer in (draft, for_elected)] == [404, 404]


def test_between_seasons_the_page_says_what_happens(client, manager):
    season = make.make_season(opens=-30, closes=-1)
    offer = make.make_offer(season)
    closed = said(client.get(CATALOGUE))

    assert "Les demandes sont closes" in closed
    assert "Demander cette offre</span>" not in said(client.get(offer.get_absolute_url()))
    assert "sont closes" in said(client.get(f"{offer.get_absolute_url()}demander/"))


def test_a_holder_reads_that_the_programme_is_not_for_her_yet(client):
    make.make_offer(title="Le Grand Bal")
    client.force_login(make_holder())

    assert "Le Grand Bal" not in said(client.get(CATALOGUE))


def test_a_commune_has_no_sheet_and_everything_is_shown(client):
    offer = make.make_offer(power=20)
    client.force_login(make_elected(commune(THURAGEAU)))

    page = said(client.get(offer.get_absolute_url()))

    assert "Commune de Thurageau" in page
    assert "fiche technique" not in page


def test_as_many_questions_for_many_offers(client, cafe, manager, django_assert_max_num_queries):
    season = make.make_season()
    make.make_offer(season)
    client.get(CATALOGUE)
    with django_assert_max_num_queries(10):
        client.get(CATALOGUE)
    for _ in range(20):
        make.make_slot(make.make_offer(season, regions=[cafe.commune.department.region]))

    with django_assert_max_num_queries(10):
        page = client.get(CATALOGUE)

    assert page.content.decode().count("playbill__title") == 21


def test_colleagues_see_all_of_it_and_compare_nothing(client):
    offer = make.make_offer(title="Le Grand Bal", audiences=["elected"], power=32)
    client.force_login(make_staff("Culture"))

    assert "Le Grand Bal" in said(client.get(CATALOGUE))
    assert "Ce qu’il faut pour l’accueillir" in said(client.get(offer.get_absolute_url()))


def test_requests_leave_as_a_sheet_that_runs_no_formula(client):
    make.make_request(message="=HYPERLINK(1)")
    make.make_request(state="draft", message="secret")
    client.force_login(make_staff("Culture"))

    sheet = client.get("/gestion/programmation/demandes.csv").content.decode()

    assert "'=HYPERLINK(1)" in sheet
    assert "secret" not in sheet
    assert client.get("/gestion/programmation/demandes.csv?saison=zut").status_code == 404
    assert [act.action for act in StaffAct.objects.all()] == ["demandes de programmation emportées"]
