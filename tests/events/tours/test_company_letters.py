"""The company is written to, at the one address that is known of it, when a date is confirmed, changes, or ends."""

import pytest

from events.tours.models import Offer, Stop
from events.tours.services import act
from events.tours.services.describing import describe
from events.tours.services.planning import do
from millecafes.mailroom.models import Mail
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db

ADDRESS = "regie@example.org"


@pytest.fixture
def planner():
    return make_staff("Culture")


@pytest.fixture
def stop(planner):
    company = make.make_company(name="Les Tréteaux", contact_name="Ida Régie", contact_email=ADDRESS)
    return planning.propose(planning.make_open_tour(company=company), planner)


def written() -> list:
    return list(letters().filter(to=ADDRESS).order_by("pk"))


def test_what_is_only_proposed_is_not_told(stop, planner):
    do(stop, "release", planner, reason="Essai.")

    assert written() == []


def test_it_is_told_that_a_date_is_confirmed_with_a_file_for_its_calendar(stop):
    act(stop.request, "confirm", make_manager(stop.cafe))

    (letter,) = written()
    assert letter.subject.startswith(f"C’est confirmé : {stop.offer.title}")
    assert "Bonjour Ida Régie" in letter.body_text
    assert stop.host_name in letter.body_text
    assert letter.attachments[0]["name"] == "programmation.ics"


def test_it_is_told_of_another_day_another_hour_another_contact(stop, planner):
    act(stop.request, "confirm", planner)
    written()
    do(stop, "move", planner, day=make.in_days(55))
    written()
    describe(stop, {"place": "La halle", "fallback": "Salle des fêtes"}, make_manager(stop.cafe))
    written()
    describe(stop, {"contact_name": "Paul", "contact_phone": "06 01"}, planner)

    moved, placed, called = written()[1:]
    assert "C’était le" in moved.body_text
    assert "La halle" in placed.body_text
    assert "Salle des fêtes" in placed.body_text
    assert "Paul 06 01" in called.body_text


def test_it_is_told_of_an_end_and_why(stop, planner):
    act(stop.request, "confirm", planner)

    act(stop.request, "cancel", make_manager(stop.cafe), reason="Le toit fuit.")

    (letter,) = written()
    assert "Annulation" in letter.subject
    assert "Le toit fuit." in letter.body_text


def test_the_host_takes_it_off_her_calendar_too(stop, planner):
    manager = make_manager(stop.cafe)
    act(stop.request, "confirm", planner)
    written()
    act(stop.request, "cancel", planner, reason="Le toit fuit.")

    letter = letters().filter(to=manager.email, subject__startswith="Annulation").get()

    assert [attached["name"] for attached in letter.attachments] == ["programmation.ics"]


def test_a_date_without_a_request_is_told_of_too(planner):
    stop = make.make_stop(
        make.make_tour(company=make.make_company(contact_email=ADDRESS), state="open"), state="option"
    )
    do(stop, "confirm", planner)
    written()

    do(stop, "cancel", planner, reason="Orage.")

    assert [letter.subject.split(" :")[0] for letter in written()] == ["C’est confirmé", "Annulation"]


def test_without_an_address_the_team_is_told_to_call(client, planner):
    stop = planning.confirm(planning.make_open_tour(), planner)
    client.force_login(planner)

    page = client.get(f"/gestion/programmation/etapes/{stop.pk}/").content.decode()

    assert "La compagnie n’a pas d’adresse e-mail" in page
    assert not Mail.objects.filter(writer="programme_company").exists()


def test_the_page_says_who_is_written_to(client, stop, planner):
    act(stop.request, "confirm", planner)
    client.force_login(make_manager(stop.cafe))

    page = client.get(f"{stop.request.get_absolute_url()}annuler/").content.decode()

    assert "la compagnie reçoivent un message" in page
    assert Stop.objects.get().offer == Offer.objects.get()
