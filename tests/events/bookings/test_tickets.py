"""The ticket: what it says, what it opens, and to whom."""

import re
from datetime import timedelta

import pytest
import vobject
from django.test import Client
from django.utils import timezone

from events.bookings.emails import signature_of
from events.bookings.models import Opinion, Registration
from events.bookings.services import cancel, give_opinion, move, opinions_of
from events.bookings.services.seats import Refused
from millecafes.mailroom.models import Mail
from millecafes.mailroom.transport import message_for
from tests.events.factories import make_bookable, make_event, move_in_time, register
from tests.events.letters import letters
from tests.people.factories import make_elected, make_staff
from tests.places.cafe_factories import CILAOS, commune

pytestmark = pytest.mark.django_db
ROOM = "https://salle.example.org/secret"


def ticket_of(registration, what="") -> str:
    return f"/inscriptions/{signature_of(registration)}/{what}"


def make_webinar(minutes=None, **fields):
    """A webinar that begins in so many minutes."""
    online = {"is_online": True, "online_url": ROOM, **fields}
    session = make_bookable(event=make_event(kind="webinar", audiences=["members"]), session_fields=online)
    if minutes is not None:
        start = timezone.now() + timedelta(minutes=minutes)
        move_in_time(session, starts_at=start, ends_at=start + timedelta(hours=1))
    return session


def named(name):
    person = make_elected()
    person.display_name = name
    person.save()
    return person


def finish(session, **fields):
    now = timezone.now()
    return move_in_time(session, starts_at=now - timedelta(hours=5), ends_at=now - timedelta(hours=2), **fields)


def test_the_ticket_says_what_one_has(client):
    session = make_bookable(1, session_fields={"place": "Place de l’Église"})
    first, second, third = (register(session) for _ in range(3))

    seated, waiting = (client.get(ticket_of(row)).content.decode() for row in (first, third))

    assert "Votre place est réservée." in seated
    assert "data:image/svg+xml" in seated
    assert "Place de l’Église" in seated
    assert f"{ticket_of(first)}agenda.ics" in seated
    assert "numéro 2 de la liste" in waiting
    assert "data:image/svg+xml" not in waiting
    assert "Vous êtes en tête" in client.get(ticket_of(second)).content.decode()


@pytest.mark.parametrize("what", ["", "rejoindre/", "avis/", "attestation.pdf"])
def test_a_link_that_somebody_made_up_leads_nowhere(client, what):
    registration = register(make_bookable())
    forged = [f"/inscriptions/{registration.uuid.hex}:x/{what}", f"/inscriptions/x/{what}"]

    assert [client.get(address).status_code for address in forged] == [404, 404]


def test_giving_the_seat_back_is_asked_twice_and_done_once(client):
    registration = register(make_bookable())
    address = ticket_of(registration)

    assert "Oui, annuler mon inscription" in client.get(address).content.decode()
    assert Registration.objects.get().is_confirmed
    for _ in range(2):
        client.post(address, {"action": "cancel"})

    assert "Cette inscription est annulée" in client.get(address).content.decode()
    assert Mail.objects.count() == 2


def test_those_who_come_and_agree_are_seen_by_those_who_come():
    session = make_bookable(shows_attendees=True)
    shown, hidden = named("Odette Exemple"), named("Marcel Discret")
    register(session, shown, agrees=True), register(session, hidden)
    reader = register(session)

    page = Client().get(ticket_of(reader)).content.decode()

    assert "Odette Exemple" in page
    assert "Marcel Discret" not in page


def test_who_hides_later_or_has_no_name_is_not_named_to_the_others():
    session = make_bookable(shows_attendees=True)
    nameless, hidden = make_elected(email="sansnom@example.org"), named("Odette Exemple")
    register(session, nameless, agrees=True), register(session, hidden, agrees=True)
    reader = register(session)
    hidden.member.is_hidden = True
    hidden.member.save()

    page = Client().get(ticket_of(reader)).content.decode()

    assert ("Un membre" in page, "sansnom@example.org" in page, "Odette Exemple" in page) == (True, False, False)


def test_the_calendar_of_a_ticket_holds_the_date_one_comes_to_and_no_other(client):
    event = make_event()
    mine, other = make_bookable(event=event), make_bookable(event=event)
    registration = register(mine)

    answer = client.get(ticket_of(registration, "agenda.ics"))
    entries = vobject.readOne(answer.content.decode()).vevent_list
    Registration.objects.update(state="unconfirmed")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [entry.uid.value.partition("@")[0] for entry in entries] == [f"session-{mine.uuid}"]
    assert str(other.uuid) not in answer.content.decode()
    assert client.get(ticket_of(registration, "agenda.ics")).status_code == 404


def calendar_in(letter) -> dict:
    """What each date becomes in the calendar of whoever opens the letter."""
    parts = message_for(letter).message().walk()
    text = next(part for part in parts if part.get_content_type() == "text/calendar").get_payload(decode=True).decode()
    entries = vobject.readOne(text).vevent_list
    return {entry.uid.value.partition("@")[0].removeprefix("session-"): entry.status.value for entry in entries}


def test_a_date_one_no_longer_comes_to_leaves_the_calendar():
    event, colleague = make_event(), make_staff("Culture")
    former, wanted = make_bookable(event=event), make_bookable(event=event)

    moved = move(register(former), wanted, colleague)
    after_move = calendar_in(letters().latest("pk"))
    cancel(moved)
    after_cancelling = calendar_in(letters().latest("pk"))

    assert after_move == {str(former.uuid): "CANCELLED", str(wanted.uuid): "CONFIRMED"}
    assert after_cancelling == {str(wanted.uuid): "CANCELLED"}


def test_who_lives_under_another_clock_reads_her_own_hour(client):
    start = (timezone.now() + timedelta(days=30)).replace(hour=10, minute=0, second=0, microsecond=0)
    session = make_bookable(event=make_event(), session_fields={"is_online": True, "starts_at": start})
    far, near = make_elected(commune(CILAOS)), make_elected()
    rows = [register(session, person) for person in (far, near)]

    letter = [letters().get(to=person.email).body_text for person in (far, near)]
    tickets = [client.get(ticket_of(row)).content.decode() for row in rows]
    client.force_login(far)
    addresses = ("/espace/mes-inscriptions/", session.event.get_absolute_url())
    pages = [client.get(address).content.decode() for address in addresses]

    own = "de 14\u00a0h à 17\u00a0h"
    assert ["Chez vous" in text and own in text for text in [*letter, *tickets, *pages]] == [
        *(True, False),
        *(True, False),
        *(True, True),
    ]


def test_the_date_comes_with_the_letter_and_tells_no_room():
    registration = register(make_webinar(), make_elected())

    message = message_for(letters().get()).message()

    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    content = calendar.get_payload(decode=True).decode()
    assert calendar.get_filename() == f"{registration.session.event.slug}.ics"
    assert "BEGIN:VEVENT" in content
    assert "STATUS:CONFIRMED" in content
    assert "salle.example.org" not in content + letters().get().body_text


# -- The room ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "code", "words"), [(31, 200, "n’est pas encore ouverte"), (-61, 409, "C’est terminé")]
)
def test_the_room_is_shut_before_and_after(client, minutes, code, words):
    registration = register(make_webinar(), make_elected())
    session = registration.session
    start = timezone.now() + timedelta(minutes=minutes)
    move_in_time(session, starts_at=start, ends_at=start + timedelta(hours=1))

    answer = client.get(ticket_of(registration, "rejoindre/"))

    assert answer.status_code == code
    assert words in answer.content.decode()
    assert ROOM not in answer.content.decode() + client.get(ticket_of(registration)).content.decode()
    assert Registration.objects.get().joined_at is None


@pytest.mark.parametrize("minutes", [29, 0, -59])
def test_the_room_is_open_from_half_an_hour_before_until_the_end(client, minutes):
    registration = register(make_webinar(), make_elected())
    start = timezone.now() + timedelta(minutes=minutes)
    move_in_time(registration.session, starts_at=start, ends_at=start + timedelta(hours=1))

    looked = client.head(ticket_of(registration, "rejoindre/"))
    answer = client.get(ticket_of(registration, "rejoindre/"))

    assert (looked.status_code, answer.status_code, answer["Location"]) == (200, 302, ROOM)
    assert answer["Referrer-Policy"] == "same-origin"
    assert Registration.objects.get().came


def test_the_room_is_for_those_who_have_a_seat_and_still_have_their_role(client):
    session = make_webinar()
    waiting, former = register(session, make_elected()), register(session, make_elected())
    Registration.objects.filter(pk=waiting.pk).update(state="waiting")
    former.person.mandates.update(ends_on=timezone.localdate() - timedelta(days=60))
    move_in_time(session, starts_at=timezone.now() + timedelta(minutes=5))

    codes = [client.get(ticket_of(row, "rejoindre/")).status_code for row in (waiting, former)]

    assert codes == [409, 409]


# -- Afterwards -------------------------------------------------------------------------------------------------------


def test_the_certificate_is_for_those_who_were_at_a_training(client):
    training = make_bookable(event=make_event(kind="training", title="Premiers secours"))
    present, absent = register(training, named("Odette Łukasz")), register(training)
    party = register(make_bookable())
    Registration.objects.filter(pk__in=[present.pk, party.pk]).update(attendance="present")
    Registration.objects.filter(pk=absent.pk).update(attendance="absent")
    finish(training)

    answers = [client.get(ticket_of(row, "attestation.pdf")) for row in (present, absent, party)]

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert answers[0].content.startswith(b"%PDF-")
    assert b"/Lang (fr)" in answers[0].content
    assert b"/Lang (en)" in client.get(f"/en{ticket_of(present, 'attestation.pdf')}").content
    assert "Mon attestation" in client.get(ticket_of(present)).content.decode()


def test_who_joined_a_training_on_line_has_a_certificate_too(client):
    training = make_bookable(event=make_event(kind="training"), session_fields={"is_online": True, "online_url": ROOM})
    joined, away = register(training), register(training)
    Registration.objects.filter(pk=joined.pk).update(joined_at=timezone.now())
    finish(training)

    assert [client.get(ticket_of(row, "attestation.pdf")).status_code for row in (joined, away)] == [200, 404]


def test_those_who_came_answer_two_questions_and_may_change_their_mind(client):
    session = make_bookable()
    came, stayed = register(session), register(session)
    Registration.objects.filter(pk=came.pk).update(attendance="present")
    finish(session)
    address = ticket_of(came, "avis/")

    wrong = client.post(address, {"useful": "9", "comment": "Bien"})
    client.post(address, {"useful": "4", "comment": "Bien"})
    client.post(address, {"useful": "3", "comment": "Mieux"})

    assert wrong.status_code == 400
    assert ">Bien</textarea>" in re.sub(r"\s*\n", "", wrong.content.decode())
    assert client.get(ticket_of(stayed, "avis/")).status_code == 404
    assert Opinion.objects.count() == 1
    told = opinions_of(session)
    assert (told["answers"], told["comments"]) == (1, ["Mieux"])
    with pytest.raises(Refused):
        give_opinion(Registration.objects.get(pk=stayed.pk), 4, "")


def test_a_member_finds_what_she_comes_to_and_what_she_came_to(client):
    person = make_elected()
    coming, past, other = (make_bookable(event=make_event(title=title)) for title in ("Demain", "Hier", "Ailleurs"))
    register(coming, person), register(past, person), register(other)
    finish(past)
    client.force_login(person)

    page = client.get("/espace/mes-inscriptions/").content.decode()

    assert page.index("Demain") < page.index("Passées") < page.index("Hier")
    assert "Ailleurs" not in page


def test_the_list_of_a_member_asks_as_much_for_ten_as_for_one(client, django_assert_max_num_queries):
    person = make_elected()
    client.force_login(person)
    for _ in range(8):
        register(make_bookable(), person)

    with django_assert_max_num_queries(18):
        client.get("/espace/mes-inscriptions/")
