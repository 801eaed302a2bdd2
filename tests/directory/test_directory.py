"""Who is found in the directory, by whom, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from millecafes.people import services
from millecafes.people.models import Mandate, Member
from tests.directory.factories import listed
from tests.people.factories import (
    make_account,
    make_elected,
    make_holder,
    make_manager,
    make_member,
    make_staff,
)
from tests.places.cafe_factories import commune, make_cafe

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]
INDEX = "/espace/annuaire/"


@pytest.fixture
def reader(client):
    person = listed(make_holder(), "Zoé Essai")
    client.force_login(person)
    return person


def names(client, query=""):
    answer = client.get(f"{INDEX}?{query}")
    assert answer.status_code == 200
    return [card.name for card in answer.context["page_of"].cards]


def test_members_are_read_in_the_order_of_their_names(client, reader):
    listed(make_elected(), "Élise Essai")
    listed(make_manager(), "armand essai")

    assert names(client) == ["armand essai", "Élise Essai", "Zoé Essai"]


@pytest.mark.parametrize(
    "fault",
    [
        {"is_hidden": True},
        {"state": "suspended"},
        {"state": "requested"},
        {"state": "refused"},
        {"state": "ended"},
    ],
    ids=str,
)
def test_who_may_not_be_seen_is_nowhere(client, reader, fault):
    person = listed(make_elected(), "Odile Cachée", presentation="Motsecret")
    for line, value in fault.items():  # behind the back of the directory, which must not show what it has not heard of
        Member.objects.filter(person=person).update(**{line: value} | ({"reason": "Essai."} if line == "state" else {}))

    assert "Odile Cachée" not in names(client)
    assert names(client, "q=odile") == names(client, "role=elected") == []
    assert client.get(person.member.get_absolute_url()).status_code == 404
    assert "Motsecret" not in client.get("/recherche/?q=motsecret&type=membre").content.decode()


def test_a_closed_account_is_nowhere(client, reader):
    person = listed(make_elected(), "Odile Partie")
    person.is_active = False
    person.save()

    assert "Odile Partie" not in names(client)
    assert client.get(person.member.get_absolute_url()).status_code == 404


def test_a_role_is_seen_from_its_first_day_to_its_last(client, reader):
    today = timezone.localdate()
    listed(make_elected(starts_on=today + timedelta(days=1)), "Odile Demain")
    listed(make_elected(starts_on=date(2020, 6, 1), ends_on=today), "Odile Aujourd’hui")
    gone = listed(make_elected(starts_on=date(2020, 6, 1), ends_on=today), "Odile Hier")
    Mandate.objects.filter(person=gone).update(ends_on=today - timedelta(days=1))
    services.refresh_everybody()

    assert names(client, "role=elected") == ["Odile Aujourd’hui"]


def test_a_member_is_found_by_any_word_of_the_name_or_the_place(client, reader):
    cafe = make_cafe(name="Le Four banal")
    listed(make_elected(commune("74065")), "Hélène Œuvrard-Essai")
    listed(make_manager(cafe), "Lucie Essai")

    assert names(client, "q=helene") == names(client, "q=OEUVR") == names(client, "q=essai+h%C3%A9l") != []
    assert names(client, "q=chaumont") == ["Hélène Œuvrard-Essai"]
    assert names(client, "q=four+bana") == ["Lucie Essai"]
    assert names(client, "q=helene+lucie") == names(client, "q=four+helene") == []


def test_filters_add_up_and_stay_in_the_address(client, reader):
    listed(make_elected(commune("81046")), "Odile Tarn", themes=["works", "funding"])
    listed(make_elected(commune("52411")), "Paul Marne", themes=["works"])

    assert names(client, "departement=81") == ["Odile Tarn"]
    assert names(client, "taille=1000-2000") == ["Odile Tarn", "Paul Marne"]
    assert names(client, "theme=funding") == ["Odile Tarn"]
    assert names(client, "theme=works&role=elected&departement=52") == ["Paul Marne"]
    assert names(client, "role=holder") == ["Zoé Essai"]
    assert names(client, "role=manager") == []
    assert "selected" in client.get(f"{INDEX}?departement=81").content.decode()


def test_a_place_that_is_kept_to_oneself_is_not_told_by_a_filter(client, reader):
    listed(make_elected(commune("81046")), "Odile Discrète", roles_visibility="nobody")

    assert "Odile Discrète" in names(client)
    assert [names(client, ask) for ask in ("departement=81", "role=elected", "taille=1000-2000", "q=cadalen")] == [
        []
    ] * 4


@pytest.mark.parametrize("query", ["departement=999", "taille=xxl", "role=king", "theme=poetry", "q=" + "a" * 200])
def test_a_question_that_is_not_on_the_lists_is_said_at_its_field(client, reader, query):
    answer = client.get(f"{INDEX}?{query}")

    assert answer.status_code == 400
    assert "field__error" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["apres=abc", "apres=-1", "apres=99999999999999999999", "apres=%00", "q=%22", "q=%25"]
)
def test_a_strange_address_is_no_fault(client, reader, query):
    assert client.get(f"{INDEX}?{query}").status_code == 200


def test_the_pages_follow_one_another_without_loss_or_repeat(client, reader):
    cadalen = commune("81046")
    for number in range(50):
        # Some have the same name, one of them holds two roles.
        listed(make_elected(cadalen), f"Membre {number // 2:02}")
    manager = listed(make_manager(), "Membre 10")
    Mandate.objects.create(person=manager, commune=cadalen, function="mayor")
    listed(manager)

    seen, query = [], ""
    for _ in range(9):
        answer = client.get(f"{INDEX}?{query}")
        seen += [card.member.pk for card in answer.context["page_of"].cards]
        query = answer.context["more"]
        if not query:
            break

    assert len(seen) == len(set(seen)) == 52


def test_a_page_makes_as_many_queries_for_one_member_as_for_many(client, reader):
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    for number in range(30):
        listed([make_elected, make_manager, make_holder][number % 3](), f"Membre {number:02}")

    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)

    assert 8 < len(many) <= 16
    assert len(many) - len(few) <= 2  # the cafés and their communes, where there was nobody to have any


# -- Communes like mine ------------------------------------------------------------------------------------------------


def test_an_elected_official_finds_the_communes_like_hers(client):
    mayor = listed(make_elected(commune("81046")), "Odile Cadalen")  # 1,547 inhabitants
    listed(make_elected(commune("52411")), "Paul Rives")  # 1,301
    listed(make_elected(commune("74065")), "Ida Chaumont")  # 555
    listed(make_elected(commune("81046")), "Une collègue")
    client.force_login(mayor)

    page = client.get(INDEX).content.decode()

    assert "Les communes comme Cadalen" in page
    assert names(client, "comme=taille") == ["Paul Rives"]


def test_the_likeness_may_look_at_the_cafe(client):
    mayor = listed(make_elected(commune("81046")), "Odile Cadalen")
    make_cafe(where="81046", model="associatif", slug="un")
    make_cafe(where="52411", model="associatif", slug="deux")
    make_cafe(where="22234", model="entrepreneurial", support="operation", slug="trois")
    listed(make_elected(commune("52411")), "Paul Rives")
    listed(make_elected(commune("22234")), "Jean Loire")
    listed(mayor)
    client.force_login(mayor)

    assert names(client, "comme=taille") == ["Jean Loire", "Paul Rives"]
    assert names(client, "comme=cafe") == ["Paul Rives"]


def test_who_represents_two_communes_finds_those_like_either(client):
    mayor = listed(make_elected(commune("81046")), "Odile Cadalen")  # 1,547 inhabitants
    mayor.mandates.create(commune=commune("74065"), function="councillor", starts_on="2020-06-01")  # 555
    make_cafe(where="74065", model="associatif", slug="un")
    listed(make_elected(commune("52411")), "Paul Rives")  # 1,301
    small = commune("22234")
    small.population = 600
    small.save()
    make_cafe(where="22234", model="associatif", slug="deux")
    listed(make_elected(small), "Jean Loire")
    listed(make_elected(commune("74065")), "Une collègue")
    listed(mayor)
    client.force_login(mayor)

    assert names(client, "comme=taille") == ["Jean Loire", "Paul Rives"]
    assert names(client, "comme=cafe") == ["Jean Loire"]
    assert "Cadalen et " in client.get(INDEX).content.decode()


def test_who_represents_no_commune_is_told_whom_it_is_for(client, reader):
    assert "en cours de mandat" in client.get(f"{INDEX}?comme=taille").content.decode()


# -- Who may --------------------------------------------------------------------------------------------------------


def test_the_directory_is_for_members_and_the_team(client_factory):
    people = {
        None: 302,
        make_account(): 403,
        make_member(state="requested"): 403,
        make_member(state="suspended"): 403,
        make_elected(ends_on=date(2021, 1, 1)): 403,
        make_elected(ends_on=timezone.localdate() - timedelta(days=5)): 200,
        make_staff("Finances"): 200,
    }

    met = {}
    for person in people:
        browser = client_factory()
        if person:
            browser.force_login(person)
        met[person] = browser.get(INDEX).status_code

    assert met == people


def test_it_is_nobodys_to_keep(client, reader):
    assert "no-store" in client.get(INDEX)["Cache-Control"]


def test_each_line_of_a_page_is_for_who_may_read_it(client, reader):
    person = listed(make_elected(), "Odile Essai", phone="05 63 00 00 00", presentation="Mes toitures")

    lines = {}
    for visibility in ("nobody", "members", "public"):
        fields = ("phone_visibility", "presentation_visibility", "roles_visibility")
        listed(person, **dict.fromkeys(fields, visibility))
        page = client.get(person.member.get_absolute_url()).content.decode()
        lines[visibility] = ["05 63 00 00 00" in page, "Mes toitures" in page, "Maire, Cadalen" in page]

    assert lines == {"nobody": [False] * 3, "members": [True] * 3, "public": [True] * 3}


def test_ones_address_is_on_no_page(client, reader):
    person = listed(make_elected(email="odile.secrete@example.org"), "Odile Essai")

    pages = [client.get(address).content.decode() for address in (INDEX, person.member.get_absolute_url())]

    assert [page.count("odile.secrete") for page in pages] == [0, 0]


def test_members_are_found_by_the_sites_search_and_by_members_only(client, client_factory, reader):
    listed(make_elected(), "Odile Retrouvée", presentation="Motsecret")
    visitor, account = client_factory(), client_factory()
    account.force_login(make_account())

    found = [browser.get("/recherche/?q=motsecret").content.decode() for browser in (client, account, visitor)]
    hinted = [browser.get("/recherche/suggestions/?q=odile").content.decode() for browser in (client, account, visitor)]

    assert ["Odile Retrouv" in page for page in found] == [True, False, False]
    assert ["Odile Retrouv" in page for page in hinted] == [True, False, False]
