"""The page of a stop, as its host and others find it."""

from datetime import time

import pytest

from events.tours.models import Stop
from events.tours.services.describing import describe
from events.tours.services.papers import make_waiting
from events.tours.services.planning import do, place
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop():
    company = make.make_company(contact_name="Ida Régie", contact_phone="06 00 00 00 01")
    return planning.confirm(planning.make_open_tour(company=company), make_staff("Culture"))


@pytest.fixture
def manager(client, stop):
    found = make_manager(stop.cafe)
    client.force_login(found)
    return found


def url(stop, rest="") -> str:
    return f"/espace/programmation/etapes/{stop.pk}/{rest}"


def test_a_host_reads_everything_at_one_place(client, stop, manager):
    make_waiting()

    answer = client.get(url(stop))

    page = answer.content.decode()
    assert answer.headers["Cache-Control"].startswith("max-age=0") or "no-store" in answer.headers["Cache-Control"]
    for said in (
        stop.offer.title,
        "Ida Régie",
        "Les associations du village",
        "L’affiche, en A4",
        "Lire la convention",
    ):
        assert said in page
    assert stop.session.event.get_absolute_url() in page


def test_a_host_reads_the_hour_and_who_comes_before_saying_yes(client):
    planner = make_staff("Culture")
    stop = planning.propose(planning.make_open_tour(company=make.make_company(name="Les Tréteaux")), planner)
    manager = make_manager(stop.cafe)
    client.force_login(manager)
    describe(stop, {"starts_at": time(18, 45)}, planner)

    page = client.get(stop.request.get_absolute_url()).content.decode().replace("\u00a0", " ")
    told, proposed = (letter.body_text.replace("\u00a0", " ") for letter in letters_to(manager, stop, planner))

    assert "18:45" in page
    assert "Les Tréteaux" in page
    assert url(stop) in page
    assert "18:45" in told
    assert "L’heure ou le lieu ont changé" in told
    assert "19 h 15" in proposed
    assert "Les Tréteaux" in proposed


def letters_to(manager, stop, planner) -> list:
    """Of new hours while it is proposed, then of a new proposal."""
    written = letters().filter(to=manager.email)
    first = written.order_by("-pk").first()
    Stop.objects.filter(pk=stop.pk).update(starts_at=time(19, 15))
    do(stop, "move", planner, day=make.in_days(55))
    letters()
    return [first, written.order_by("-pk").first()]


@pytest.mark.parametrize(
    ("who", "status"), [("visitor", 302), ("another", 404), ("elected", 404), ("desk", 404), ("team", 200)]
)
def test_others_do_not(client, stop, who, status):
    people = {
        "another": make_manager,
        "elected": make_elected,
        "desk": lambda: make_staff("Communication"),
        "team": lambda: make_staff("Culture"),
    }
    if who in people:
        client.force_login(people[who]())

    for rest in ("", "lieu/", "bilan/"):
        assert client.get(url(stop, rest)).status_code == status


def test_an_option_is_not_told_to_its_host(client):
    tour = planning.make_open_tour()
    option, _new = place(tour, planning.ask(tour), make_staff("Culture"), day=make.in_days(50), option=True)
    client.force_login(make_manager(option.cafe))

    assert client.get(url(option)).status_code == 404


def test_the_agreement_is_accepted_on_line(client, stop, manager):
    make_waiting()

    unread = client.post(url(stop, "convention/"), {"version": "1"})
    old = client.post(url(stop, "convention/"), {"version": "7", "lu": "on"})
    answer = client.post(url(stop, "convention/"), {"version": "1", "lu": "on"})

    agreement = stop.agreements.get()
    assert (unread.status_code, old.status_code, answer.status_code) == (400, 409, 303)
    assert agreement.accepted_by == manager
    assert f"acceptée par {agreement.accepted_name}" in client.get(url(stop)).content.decode()


def test_the_list_is_ticked_one_thing_at_a_time(client, stop, manager):
    task = stop.tasks.first()

    client.post(url(stop, f"preparatifs/{task.pk}/"), {"fait": "1"})
    task.refresh_from_db()
    done = (task.done_by, task.done_at is not None)
    client.post(url(stop, f"preparatifs/{task.pk}/"), {"fait": "0"})
    task.refresh_from_db()

    assert done == (manager, True)
    assert task.done_at is None


def test_the_place_is_told_to_the_agenda(client, stop, manager):
    long = client.post(url(stop, "lieu/"), {"place": "x" * 200})
    answer = client.post(url(stop, "lieu/"), {"place": "Place de l’église", "fallback": "Salle des fêtes"})

    stop = Stop.objects.told().get()
    assert (long.status_code, answer.status_code) == (400, 303)
    assert (stop.session.place, stop.session.fallback) == ("Place de l’église", "Salle des fêtes")


def test_a_cancelled_stop_says_why_and_prepares_nothing(client, stop, manager):
    task = stop.tasks.first()
    client.post(f"/espace/programmation/demandes/{stop.request_id}/annuler/", {"reason": "Le toit fuit."})

    page = client.get(url(stop)).content.decode()
    ticked = client.post(url(stop, f"preparatifs/{task.pk}/"), {"fait": "1"})

    assert "Le toit fuit." in page
    assert "Ce que vous préparez" not in page
    assert ticked.status_code == 409


def test_a_word_about_a_task_is_kept_when_it_is_ticked(client, stop, manager):
    task = stop.tasks.first()
    address = url(stop, f"preparatifs/{task.pk}/")

    noted = client.post(address, {"fait": "0", "note": "Vu avec Paul."})
    client.post(address, {"fait": "1"})

    task.refresh_from_db()
    assert noted.status_code == 303
    assert (task.note, task.done_by) == ("Vu avec Paul.", manager)
    assert 'value="Vu avec Paul."' in client.get(url(stop)).content.decode()


@pytest.mark.parametrize("note", ["a\0b", "x" * 301])
def test_a_word_that_cannot_be_kept_is_given_back_with_the_reason(client, stop, manager, note):
    task = stop.tasks.first()

    answer = client.post(url(stop, f"preparatifs/{task.pk}/"), {"fait": "1", "note": note})

    task.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in page
    assert (task.note, task.done_at) == ("", None)


def test_a_company_known_by_its_telephone_only_can_be_called(client, stop, manager):
    type(stop.company).objects.update(contact_name="", contact_phone="06 00 00 00 09", contact_email="")

    assert 'href="tel:0600000009"' in client.get(url(stop)).content.decode()


def test_a_poster_that_could_not_be_made_is_said_to_both_sides(client, stop, manager):
    make_waiting()
    stop.posters.filter(format="a5").update(state="failed", file="")

    page = client.get(url(stop)).content.decode()
    client.force_login(make_staff("Culture"))
    desk = client.get("/gestion/").content.decode()
    client.post(f"/gestion/programmation/etapes/{stop.pk}/papiers/")

    assert "Une affiche n’a pas pu être fabriquée" in page
    assert "L’affiche, en A4" in page
    assert "1 date a une affiche qui n’a pas pu être fabriquée." in desk
    assert {poster.state for poster in stop.posters.all()} == {"waiting"}


def test_only_the_latest_agreement_is_asked_for(client, stop, manager):
    client.post(url(stop, "lieu/"), {"place": "La halle"})
    make_waiting()
    before = client.get("/espace/").content.decode()
    client.post(url(stop, "convention/"), {"version": "2", "lu": "on"})

    assert "Une convention à accepter" in before
    assert "Une convention à accepter" not in client.get("/espace/").content.decode()
