"""Volunteers prepare and report; who answers for the café asks, accepts, signs and cancels."""

import pytest

from events.tours.models import Activity, ProgrammeRequest, Stop
from events.tours.services.papers import make_waiting
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop():
    return planning.confirm(planning.make_open_tour(), make_staff("Culture"))


@pytest.fixture
def volunteer(client, stop):
    found = make.make_volunteer(stop.cafe)
    client.force_login(found)
    return found


def url(stop, rest="") -> str:
    return f"/espace/programmation/etapes/{stop.pk}/{rest}"


def test_a_volunteer_asks_for_nothing_in_the_name_of_the_cafe(client, volunteer, stop):
    offer = make.make_offer()
    given = {"host": f"cafe-{stop.cafe_id}", "first": f"{offer.pk}", "message": "Pour la fête."}

    page = client.get(f"/espace/programmation/{offer.slug}/").content.decode()
    answer = client.post(f"/espace/programmation/{offer.slug}/demander/", given)

    assert "/demander/" not in page
    assert answer.status_code == 409
    assert "Pour la fête." in answer.content.decode()
    assert ProgrammeRequest.objects.count() == 1


def test_a_volunteer_neither_signs_nor_cancels(client, volunteer, stop):
    make_waiting()

    page = client.get(url(stop)).content.decode()
    signed = client.post(url(stop, "convention/"), {"version": "1", "lu": "on"})
    cancelled = client.post(f"{stop.request.get_absolute_url()}annuler/", {"reason": "Non."})

    assert "Lire la convention" in page
    assert "Accepter la convention" not in page
    assert "par qui gère le café" in page
    assert (signed.status_code, cancelled.status_code) == (403, 403)
    assert Stop.objects.get().state == "confirmed"
    assert not letters().filter(to=volunteer.email, subject__contains="Convention").exists()


def test_a_volunteer_prepares_and_reports(client, volunteer, stop):
    task = stop.tasks.first()

    ticked = client.post(url(stop, f"preparatifs/{task.pk}/"), {"fait": "1"})
    placed = client.post(url(stop, "lieu/"), {"place": "La halle"})
    Stop.objects.update(day=make.in_days(0))
    ProgrammeRequest.objects.update(day=make.in_days(0))
    reported = client.post(url(stop, "bilan/"), {"participants": "30"})

    task.refresh_from_db()
    assert [answer.status_code for answer in (ticked, placed, reported)] == [303, 303, 303]
    assert task.done_by == volunteer
    assert Activity.objects.get().participants == 30
    assert ProgrammeRequest.objects.get().state == "reported"


def test_the_first_page_asks_only_who_may_answer(client, volunteer, stop):
    make.make_request(make.make_offer(title="Le Bal"), cafe=stop.cafe, state="proposed")

    told = client.get("/espace/").content.decode()
    client.force_login(make_manager(stop.cafe))
    asked = client.get("/espace/").content.decode()

    assert "Une date vous est proposée" not in told
    assert "Une date vous est proposée" in asked
