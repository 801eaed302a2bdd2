"""The list of the day: who opens it, what it ticks, what leaves it."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.bookings.models import HeadCount, Registration
from millecafes.people.models import StaffAct
from tests.events.factories import make_bookable, make_event, move_in_time, register
from tests.people.factories import a_cafe, make_account, make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db


def today(session):
    now = timezone.now()
    return move_in_time(
        session, starts_at=now, ends_at=now + timedelta(hours=1), day=now.astimezone(session.zone).date()
    )


def sheet_of(session, what="") -> str:
    return f"/espace/emargement/{session.uuid}/{what}"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def tick(client, registration, **typed):
    address = sheet_of(registration.session, f"{registration.uuid}/pointer/")
    return client.post(address, {"attendance": "present"} | typed)


def test_the_list_is_for_the_desks_that_follow_events_and_for_the_café_that_welcomes():
    cafe = a_cafe()
    here = make_bookable(session_fields={"cafe": cafe})
    for_managers = make_bookable(event=make_event(audiences=["managers"]))
    people = {
        "network": make_staff("Réseau"),
        "culture": make_staff("Culture"),
        "money": make_staff("Finances"),
        "host": make_manager(cafe),
        "other manager": make_manager(),
        "elected": make_elected(),
    }
    clients = {name: signed_in(person) for name, person in people.items()}

    codes = {name: [c.get(sheet_of(s)).status_code for s in (here, for_managers)] for name, c in clients.items()}

    assert codes == {
        "network": [200, 200],
        "culture": [200, 200],
        "money": [403, 403],
        "host": [200, 403],
        "other manager": [403, 403],
        "elected": [403, 404],
    }
    assert Client().get(sheet_of(here)).status_code == 302
    assert signed_in(make_account()).get(sheet_of(here)).status_code == 403
    assert clients["network"].get(f"/espace/emargement/{uuid4()}/").status_code == 404


def test_whoever_may_not_open_the_list_ticks_nobody_and_takes_nothing_away():
    session = today(make_bookable())
    registration, client = register_before(session), signed_in(make_elected())

    codes = [tick(client, registration).status_code, client.post(sheet_of(session, "sans-inscription/")).status_code]
    codes += [client.get(sheet_of(session, what)).status_code for what in ("liste.csv", "liste.pdf")]

    assert codes == [403] * 4
    assert Registration.objects.get(pk=registration.pk).attendance == ""


def register_before(session, seats=1, person=None):
    """Somebody who registered before the day came."""
    start, end, day = session.starts_at, session.ends_at, session.day
    move_in_time(session, starts_at=timezone.now() + timedelta(days=9), ends_at=timezone.now() + timedelta(days=10))
    registration = register(session, person, seats=seats)
    move_in_time(session, starts_at=start, ends_at=end, day=day)
    return Registration.objects.get(pk=registration.pk)


def test_a_tick_is_a_tick_however_often_it_is_made_and_may_be_taken_back():
    session, staff = today(make_bookable(most_seats=4)), make_staff("Réseau")
    registration, client = register_before(session, seats=3), signed_in(staff)

    answers = [tick(client, registration, q="", page="1") for _ in range(2)]

    registration.refresh_from_db()
    assert [answer["Location"] for answer in answers] == [f"{sheet_of(session)}?page=1#r-{registration.pk}"] * 2
    assert (registration.attendance, registration.attended_seats, registration.checked_by) == ("present", 3, staff)
    tick(client, registration, came="2")
    registration.refresh_from_db()
    assert registration.attended_seats == 2
    tick(client, registration, attendance="")
    registration.refresh_from_db()
    assert (registration.attendance, registration.attended_seats) == ("", None)


@pytest.mark.parametrize("typed", [{"attendance": "champion"}, {"came": "1000"}, {"came": "4"}, {"came": "x"}])
def test_what_cannot_be_is_refused_and_nothing_is_written(typed):
    session = today(make_bookable(most_seats=4))
    registration, client = register_before(session, seats=3), signed_in(make_staff("Réseau"))

    answer = tick(client, registration, **typed)

    assert answer.status_code == 302
    assert "message--error" in client.get(answer["Location"]).content.decode()
    assert Registration.objects.get(pk=registration.pk).attendance == ""


def test_nobody_is_ticked_before_the_day_nor_without_a_seat_nor_on_another_list():
    client = signed_in(make_staff("Réseau"))
    early, full = register(make_bookable()), today(make_bookable(1))
    register_before(full)
    waiting = register_before(full)

    tick(client, early)
    tick(client, waiting)
    elsewhere = client.post(sheet_of(full, f"{early.uuid}/pointer/"), {"attendance": "present"})

    assert elsewhere.status_code == 404
    assert set(Registration.objects.values_list("attendance", flat=True)) == {""}


def test_the_drawing_of_a_ticket_leads_to_the_line_of_the_person():
    session = today(make_bookable(most_seats=4))
    registration, client = register_before(session, seats=2), signed_in(make_staff("Réseau"))
    address = sheet_of(session, f"{registration.uuid}/")

    page = client.get(address).content.decode()
    answer = tick(client, registration, from_ticket="1", came="1")

    assert "Combien de personnes sont venues" in page
    assert answer["Location"] == address
    assert "C’est noté" in client.get(address).content.decode()


def test_a_name_is_looked_for_without_its_accents():
    session, person = today(make_bookable()), make_elected()
    person.display_name = "Zoé Émery"
    person.save()
    register_before(session, person=person), register_before(session)

    page = signed_in(make_staff("Réseau")).get(sheet_of(session) + "?q=emery").content.decode()

    assert "Zoé Émery" in page
    assert "2 inscriptions" in page
    assert page.count("sheet__name") == 1


def test_a_café_finds_nobody_by_an_address_it_may_not_read():
    cafe = a_cafe()
    session = today(make_bookable(session_fields={"cafe": cafe}))
    register_before(session, person=make_elected(email="secrete@example.org"))

    pages = [
        signed_in(person).get(sheet_of(session) + "?q=secrete").content.decode()
        for person in (make_staff("Réseau"), make_manager(cafe))
    ]

    assert [page.count("sheet__name") for page in pages] == [1, 0]


def test_those_who_came_without_a_word_are_counted():
    session, client = today(make_bookable()), signed_in(make_staff("Réseau"))
    address = sheet_of(session, "sans-inscription/")

    wrong = [client.post(address, {"walk_ins": typed}).status_code for typed in ("-1", "mille", "", "1000000000")]
    client.post(address, {"walk_ins": "12"})
    client.post(address, {"walk_ins": "14"})

    assert wrong == [400] * 4
    assert HeadCount.objects.get().walk_ins == 14


def test_the_list_leaves_as_a_table_without_any_formula_and_without_addresses_for_a_café():
    cafe = a_cafe()
    session, person = today(make_bookable(session_fields={"cafe": cafe})), make_elected(email="zoe@example.org")
    person.display_name = "=2+3"
    person.save()
    register_before(session, person=person)

    tables = [signed_in(who).get(sheet_of(session, "liste.csv")) for who in (make_staff("Réseau"), make_manager(cafe))]

    rows = [list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")))) for table in tables]
    assert rows[0][1][:3] == ["'=2+3", "zoe@example.org", "1"]
    assert rows[1][1][:2] == ["'=2+3", "1"]
    assert "zoe@example.org" not in tables[1].content.decode()
    act = StaffAct.objects.get()  # of the colleague: a café takes the list of its own door
    assert (act.action, act.subject, act.detail) == ("liste d’émargement emportée", str(session)[:200], "csv")


def test_the_list_leaves_as_a_sheet_to_sign():
    session = today(make_bookable(100))
    for _ in range(3):
        register_before(session)

    answer = signed_in(make_staff("Réseau")).get(sheet_of(session, "liste.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_page_of_the_list_beyond_the_last_one_is_said_not_to_be(monkeypatch):
    monkeypatch.setattr("events.bookings.views.attendance.A_PAGE", 1)
    session, client = today(make_bookable(10)), signed_in(make_staff("Réseau"))
    for _ in range(2):
        register_before(session)

    beyond, last = (client.get(sheet_of(session, f"?page={page}")).content.decode() for page in (9, 2))

    assert ("La page demandée n’existe pas : voici la page 2." in beyond, "n’existe pas" in last) == (True, False)


def test_the_list_asks_as_much_for_ten_as_for_one(django_assert_max_num_queries):
    session, client = today(make_bookable(100)), signed_in(make_staff("Réseau"))
    for _ in range(8):
        register_before(session)

    with django_assert_max_num_queries(20):
        client.get(sheet_of(session))


def test_the_list_is_one_step_away_from_the_desk_and_from_the_page_of_who_welcomes():
    cafe = a_cafe()
    session = today(make_bookable(session_fields={"cafe": cafe}))
    desk, host, other = (signed_in(one) for one in (make_staff("Réseau"), make_manager(cafe), make_manager()))
    desks = [f"/gestion/agenda/{session.event_id}/dates/", f"/gestion/agenda/dates/{session.pk}/inscrits/"]

    found = [
        sheet_of(session) in client.get(path).content.decode()
        for client, path in [
            *((desk, path) for path in desks),
            (host, "/espace/animations/"),
            (other, "/espace/animations/"),
        ]
    ]

    assert found == [True, True, True, False]
