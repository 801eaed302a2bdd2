"""The planner's screens: what they show, what a second planner reads, how many questions they ask."""

import re
from datetime import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.agenda.models import Territory
from events.tours.models import ProgrammeRequest, Stop, Tour, Wish, WishedDay
from events.tours.permissions import Host
from events.tours.services import book
from events.tours.services.agreeing import accept
from events.tours.services.describing import describe
from events.tours.services.papers import make_waiting
from events.tours.services.planning import do, place
from millecafes.core.days import day_in_words
from millecafes.people.models import StaffAct
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db

ROOT = "/gestion/programmation"


@pytest.fixture
def planner(client):
    found = make_staff("Culture")
    client.force_login(found)
    return found


@pytest.fixture
def tour():
    return planning.make_open_tour()


def board(tour) -> str:
    return f"{ROOT}/tournees/{tour.pk}/"


def test_a_tour_is_made_in_a_form(client, planner):
    season, company = make.make_season(), make.make_company()
    territory = Territory.objects.create(name="Le Lévézou", slug="levezou")
    given = {"name": "Tournée d’essai", "kind": "cinema", "company": company.pk, "season": season.pk, "has_route": "on"}
    given["territory"] = territory.pk

    refused = client.post(f"{ROOT}/tournees/nouvelle/", given | {"first_day": make.in_days(1).isoformat()})
    made = client.post(f"{ROOT}/tournees/nouvelle/", given)

    tour = Tour.objects.get()
    assert refused.status_code == 400
    assert "Ce jour n’est pas dans la saison." in refused.content.decode()
    assert made.url == board(tour)
    assert tour.territory == territory
    assert "Le Lévézou" in client.get(board(tour)).content.decode()
    assert "Tournée d’essai" in client.get(f"{ROOT}/tournees/").content.decode()


def test_a_day_of_a_request_is_proposed_in_one_click(client, planner, tour):
    request = planning.ask(tour, days=(50, 52))
    page = client.get(board(tour)).content.decode()

    answer = client.post(f"{board(tour)}demandes/{request.pk}/placer/", {"jour": make.in_days(52).isoformat()})

    stop = Stop.objects.get()
    assert "Proposer le" in page
    assert request.host_name in page
    assert answer.url == f"{board(tour)}#etape-{stop.pk}"
    assert stop.day == make.in_days(52)


def test_the_second_planner_reads_who_was_quicker(client, planner, tour):
    first, second = planning.ask(tour), planning.ask(tour)
    place(tour, first, make_staff("Culture"), day=make.in_days(50))

    answer = client.post(f"{board(tour)}demandes/{second.pk}/placer/", {"jour": make.in_days(50).isoformat()})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{tour.company.name} est déjà à {first.host_name}" in page
    assert "Rien n’est écrit" in page
    assert Stop.objects.count() == 1


@pytest.mark.parametrize("day", ["", "demain", "2026-02-30", "0000-00-00"])
def test_a_day_that_is_none_is_refused(client, planner, tour, day):
    request = planning.ask(tour)

    answer = client.post(f"{board(tour)}demandes/{request.pk}/placer/", {"jour": day})

    assert answer.status_code == 409
    assert not Stop.objects.exists()


def test_another_day_and_another_offer_are_proposed_in_a_form(client, planner, tour):
    request, other = planning.ask(tour), make.make_offer(tour.season, company=tour.company)
    address = f"{board(tour)}demandes/{request.pk}/"
    given = {"day": make.in_days(61).isoformat(), "starts_at": "18:00", "offer": other.pk, "words": "Cela irait ?"}

    outside = client.post(address, given | {"day": make.in_days(400).isoformat()})
    answer = client.post(address, given)

    stop = Stop.objects.get()
    assert outside.status_code == 409
    assert "dans la saison" in outside.content.decode()
    assert answer.status_code == 302
    assert (stop.offer, f"{stop.starts_at:%H:%M}") == (other, "18:00")


def test_a_request_is_declined_with_a_reason(client, planner, tour):
    request = planning.ask(tour)
    address = f"{ROOT}/demandes/{request.pk}/refuser/?tournee={tour.pk}"

    empty = client.post(address, {"reason": " "})
    answer = client.post(address, {"reason": "La tournée ne passe pas par là."})

    request.refresh_from_db()
    assert empty.status_code == 400
    assert answer.url == board(tour)
    assert (request.state, request.reason) == ("declined", "La tournée ne passe pas par là.")


def test_a_stop_is_told_moved_confirmed_cancelled_from_its_screen(client, planner, tour):
    stop = planning.propose(tour, planner)
    screen = f"{ROOT}/etapes/{stop.pk}/"

    assert client.post(screen, {"starts_at": "19:00", "ends_at": "19:00"}).status_code == 400
    client.post(screen, {"starts_at": "19:00", "ends_at": "21:00", "place": "La halle"})
    client.post(f"{screen}confirmer/")
    client.post(f"{screen}deplacer/", {"day": make.in_days(55).isoformat()})
    page = client.get(screen).content.decode()
    client.post(f"{screen}annuler/", {"reason": "Orage.", "cause": "weather"})
    again = client.post(f"{screen}confirmer/")

    stop = Stop.objects.told().get()
    assert "La halle" in page
    assert "Convention, version 2" in page
    assert stop.session.local_start.strftime("%H:%M") == "19:00"
    assert (stop.state, stop.cause, stop.day) == ("cancelled", "weather", make.in_days(55))
    assert again.status_code == 409
    assert "Cette étape est « annulée »" in again.content.decode()


@pytest.mark.parametrize("verb", ["clore/", "annoncer/", "placer/"])
def test_what_is_beside_a_refusal_still_works(client, planner, tour, verb):
    """The answer stands at an address that nobody can open: what it leads to is told in full."""
    request = planning.ask(tour)
    if verb == "clore/":
        planning.confirm(tour, planner, days=60)
        client.post(f"{board(tour)}annoncer/")
    address = f"{board(tour)}demandes/{request.pk}/placer/" if verb == "placer/" else board(tour) + verb

    answer = client.post(address, {"jour": "demain"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert not re.search(r'(href|action)="\?', page)
    assert f'action="{board(tour)}" role="search"' in page
    assert f'href="{board(tour)}?qui=tous"' in page
    assert f'href="{board(tour)}?demande={request.pk}#demande-{request.pk}"' in page


def test_a_date_that_is_taken_is_refused_beside_a_form_that_still_saves(client, planner, tour):
    option = place(tour, planning.ask(tour), planner, day=make.in_days(50), option=True)[0]
    taken = planning.propose(tour, planner)

    answer = client.post(f"{ROOT}/etapes/{option.pk}/confirmer/", {"retour": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{tour.company.name} est déjà à {taken.host_name}" in page
    assert f'<form class="desk-form" method="post" action="{ROOT}/etapes/{option.pk}/"' in page


def test_another_place_takes_a_date_from_its_screen(client, planner, tour):
    stop, other = planning.confirm(tour, planner), planning.ask(tour)

    answer = client.post(f"{ROOT}/etapes/{stop.pk}/remplacer/", {"asked": other.pk, "reason": "Travaux."})

    assert answer.status_code == 302
    assert Stop.objects.get(replaces=stop).request == other


def test_a_tour_goes_through_its_states_by_buttons(client, planner, tour):
    empty = client.post(f"{board(tour)}annoncer/")
    planning.confirm(tour, planner)
    client.post(f"{board(tour)}annoncer/")
    early = client.post(f"{board(tour)}clore/")
    client.post(f"{board(tour)}annuler/", {"reason": "Faute de camion."})

    tour.refresh_from_db()
    assert (empty.status_code, early.status_code) == (409, 409)
    assert (tour.state, tour.reason) == ("cancelled", "Faute de camion.")


def test_sheets_keep_formulas_as_words(client, planner, tour):
    stop = planning.confirm(tour, planner)
    Stop.objects.update(place="=HYPERLINK(1)")
    make.make_activity(season=tour.season, tour=tour, stop=stop, comment="=1+1")

    stops = client.get(f"{ROOT}/etapes.csv?saison={tour.season_id}").content.decode()
    rows = client.get(f"{ROOT}/activites.csv?saison={tour.season_id}").content.decode()

    assert "'=HYPERLINK(1)" in stops
    act = StaffAct.objects.get(action="étapes de tournée emportées")
    assert (act.by, act.subject) == (planner, str(tour.season))
    assert "'=1+1" in rows


def test_each_figure_leads_to_its_rows(client, planner, tour):
    make.make_activity(season=tour.season, tour=tour, title="À compter", participants=42)
    make.make_activity(season=tour.season, title="Sans tournée", kind="physical", participants=None)

    page = client.get(f"{ROOT}/bilan/?saison={tour.season_id}").content.decode()
    rows = client.get(f"{ROOT}/activites/?saison={tour.season_id}&chiffre=participants").content.decode()

    assert "<b>42</b>" in page
    assert "chiffre=participants" in page
    assert "À compter" in rows
    assert "Sans tournée" not in rows


@pytest.mark.parametrize(
    "path", ["tournees/", "tournees/nouvelle/", "bilan/", "activites/", "etapes.csv", "activites.csv"]
)
@pytest.mark.parametrize("group", ["Communication", "Réseau"])
def test_others_do_not_compose(client, path, group):
    client.force_login(make_staff(group))

    assert client.get(f"{ROOT}/{path}").status_code == 302


def crowd(tour, count: int, stops: int) -> None:
    """So many requests, of villages spread over the country, and so many stops."""
    offer = tour.own_offer
    communes = [planning.make_village(43 + number % 70 / 10, number % 50 / 10) for number in range(count)]
    requests = ProgrammeRequest.objects.bulk_create(
        ProgrammeRequest(
            season=tour.season, commune=commune, first_offer=offer, state="submitted",
            submitted_at=tour.season.opens_at,
        )
        for commune in communes
    )  # fmt: skip
    Wish.objects.bulk_create(Wish(request=request, rank=1, offer=offer) for request in requests)
    WishedDay.objects.bulk_create(
        WishedDay(request=request, rank=1, day=make.in_days(45 + number % 80))
        for number, request in enumerate(requests)
    )
    Stop.objects.bulk_create(
        Stop(
            season=tour.season, tour=tour, company=tour.company, offer=offer, commune=communes[number],
            day=make.in_days(45 + number), state="proposed",
        )
        for number in range(stops)
    )  # fmt: skip


@pytest.mark.parametrize(("requests", "stops"), [(3, 2), (500, 60)])
def test_the_board_asks_at_most_twenty_questions(client, planner, tour, requests, stops):
    crowd(tour, requests, stops)
    client.get(board(tour))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(board(tour))

    assert answer.status_code == 200
    assert len(asked) <= 20, "\n".join(query["sql"][:150] for query in asked.captured_queries)


def test_the_history_of_a_stop_is_in_french(client, planner):
    slot, manager = make.make_slot(), make_manager()
    book(slot, Host(manager.cafe_roles.get().cafe), manager, key=uuid4())
    booked = Stop.objects.told().get()
    describe(booked, {"place": "La halle", "starts_at": time(19)}, planner)
    moved = planning.confirm(planning.make_open_tour(), planner)
    do(moved, "move", planner, day=make.in_days(55))

    page, other = (client.get(f"{ROOT}/etapes/{stop.pk}/").content.decode() for stop in (booked, moved))

    assert "Créneau réservé" in page
    assert "Début, lieu" in page or "Lieu, début" in page
    assert f"→ {day_in_words(make.in_days(55), 'l j F Y')}" in other
    for told in (page, other):
        history = told[told.index("Histoire") :]
        assert not re.search(r"book|promote|starts_at|\d{4}-\d\d-\d\d", history[: history.index("</ol>")])


def test_the_board_says_whether_the_latest_agreement_is_accepted(client, planner, tour):
    stop = planning.confirm(tour, planner)
    manager = make_manager(stop.cafe)
    make_waiting()
    pages = [client.get(board(tour)).content.decode()]
    accept(stop, 1, manager)
    pages.append(client.get(board(tour)).content.decode())
    describe(stop, {"place": "La halle"}, manager)
    pages.append(client.get(board(tour)).content.decode())
    make_waiting()
    client.force_login(manager)

    assert "convention à accepter" in pages[0]
    assert "convention acceptée" in pages[1]
    assert "nouvelle version de la convention à accepter" in pages[2]
    assert "convention acceptée" not in pages[2]
    assert "Une convention à accepter" in client.get("/espace/").content.decode()


def test_a_day_outside_the_offer_and_a_department_it_does_not_go_to_are_said(client, planner, tour):
    stop = planning.propose(tour, planner)
    request = planning.ask(tour, days=(60,))
    tour.own_offer.first_day, tour.own_offer.last_day = make.in_days(51), make.in_days(55)
    tour.own_offer.departments.set([make_commune("48001", "Allenc").department])
    tour.own_offer.save()

    page = client.get(board(tour)).content.decode()

    assert "Hors de la période de l’offre" in page
    assert "L’offre ne va pas dans ce département" in page
    assert "hors de la période de l’offre" in page
    assert f"demandes/{request.pk}/placer/" in page
    assert stop.host_name in page


def test_a_tour_that_is_closed_says_what_is_missing(client, planner, tour):
    make.make_stop(tour, state="done", days=-3)
    client.post(f"{board(tour)}annoncer/")

    page = client.post(f"{board(tour)}clore/", follow=True).content.decode()

    assert "1 bilan manque encore" in page
