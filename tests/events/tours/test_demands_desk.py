"""The list of what was asked: by state and by place, a refusal taken back, and who has a slot."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.tours.models import Stop
from events.tours.permissions import Host
from events.tours.services import act, book
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db

LIST = "/gestion/programmation/demandes/"


@pytest.fixture
def planner(client):
    found = make_staff("Culture")
    client.force_login(found)
    return found


def read(client, **filters) -> str:
    return client.get(LIST, filters).content.decode()


def test_requests_are_listed_with_where_they_stand(client, planner):
    tour = planning.make_open_tour()
    waiting, draft = planning.ask(tour), planning.ask(tour, state="draft")
    stop = planning.propose(tour, planner)

    everything = read(client, saison=tour.season_id)
    proposed = read(client, saison=tour.season_id, etat="proposed")
    named = read(client, saison=tour.season_id, q=waiting.cafe.name)

    assert waiting.host_name in everything
    assert draft.host_name not in everything
    assert stop.host_name in proposed
    assert f"/gestion/programmation/etapes/{stop.pk}/" in proposed
    assert waiting.host_name not in proposed
    assert waiting.host_name in named
    assert stop.host_name not in named


def test_a_refusal_is_taken_back(client, planner):
    request = make.make_request()
    act(request, "decline", planner, reason="Par erreur.")
    page = read(client, etat="declined")

    answer = client.post(f"{LIST}{request.pk}/rouvrir/", follow=True)
    again = client.post(f"{LIST}{request.pk}/rouvrir/", follow=True)

    request.refresh_from_db()
    assert f'action="{LIST}{request.pk}/rouvrir/"' in page
    assert request.state == "submitted"
    assert "la demande attend à nouveau une date" in answer.content.decode()
    assert "C’était déjà fait." in again.content.decode()


def test_what_stands_elsewhere_is_not_taken_back(client, planner):
    request = make.make_request(state="confirmed")

    page = client.post(f"{LIST}{request.pk}/rouvrir/", follow=True).content.decode()

    request.refresh_from_db()
    assert request.state == "confirmed"
    assert "ce n’est plus possible" in page


def test_the_slots_of_an_offer_say_who_has_them(client, planner):
    slot = make.make_slot()
    first, second = make_manager(), make_manager()
    for manager in (first, second):
        book(slot, Host(manager.cafe_roles.get().cafe), manager, key=uuid4())

    page = client.get(f"/gestion/programmation/offres/{slot.offer_id}/creneaux/").content.decode()
    listed = read(client)

    stop = Stop.objects.told().get()
    assert f"/gestion/programmation/etapes/{stop.pk}/" in page
    assert f"/gestion/programmation/etapes/{stop.pk}/" in listed
    for manager in (first, second):
        name = manager.cafe_roles.get().cafe.name
        assert name in page
        assert name in listed
    assert "Liste d’attente" in page


def test_a_list_without_a_season_and_odd_filters_answer(client, planner):
    assert "Aucune saison encore." in read(client)
    make.make_request()

    assert client.get(LIST, {"saison": "x", "etat": "x", "page": "x", "q": "%"}).status_code == 200


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_asks_as_many_questions_for_many(client, planner, count):
    tour = planning.make_open_tour()
    for number in range(count):
        planning.propose(tour, planner, days=40 + number)
    client.get(LIST)

    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)

    assert len(asked) <= 20, "\n".join(query["sql"][:150] for query in asked.captured_queries)
