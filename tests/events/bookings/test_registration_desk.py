"""Registrations in the back office: rules, seats, questions; people registered, moved, cancelled, taken away."""

import html
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from events.bookings.models import Question, Registration, RegistrationRules, SessionLedger
from events.bookings.services import Refused, count_again, open_registration, register_guest, set_capacity
from millecafes.mailroom.models import Mail
from millecafes.people.models import StaffAct
from tests.events.factories import CLOCKS_FORWARD, make_bookable, make_event, make_session, move_in_time, register
from tests.events.letters import letters
from tests.people.factories import make_elected, make_staff

pytestmark = pytest.mark.django_db


def shown(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def rules(**given) -> dict:
    """What the form of the rules sends; ``questions`` is a list of lines."""
    lines = given.pop("questions", [])
    data = {"capacity": "10", "most_seats": "2", "questions-TOTAL_FORMS": 5, "questions-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        data |= {f"questions-{number}-{name}": value for name, value in line.items()}
    return data | given


@pytest.fixture
def desk(client):
    user = make_staff("Culture")
    client.force_login(user)
    return user


def settle(client, session, **given):
    return client.post(reverse("bookings_rules", args=[session.pk]), rules(**given))


def test_registration_opens_with_its_seats_and_questions(client, desk):
    session = make_session()
    closes = session.starts_at - timedelta(days=1)

    page = shown(client.get(reverse("bookings_rules", args=[session.pk])))
    answer = settle(
        client, session, closes_at=local(closes), waiting_limit="3",
        questions=[{"text": "Régime ?", "kind": "text"}, {"text": "Repas", "kind": "choice", "options": "Oui\r\nNon"}],
    )  # fmt: skip

    made = RegistrationRules.objects.get(pk=session.pk)
    assert "On vient librement à cette date." in page
    assert (answer.status_code, made.waiting_limit, made.most_seats) == (302, 3, 2)
    assert made.closes_at == closes.replace(second=0)
    assert SessionLedger.objects.get(pk=session.pk).capacity == 10
    assert [question.choices for question in made.questions.all()] == [[], ["Oui", "Non"]]


@pytest.mark.parametrize(
    "given, words",
    [
        ({"capacity": "-1"}, "supérieure ou égale à 0"),
        ({"capacity": "1000000000"}, "inférieure ou égale à 100"),
        ({"capacity": "dix"}, "nombre entier"),
        ({"most_seats": "0"}, "supérieure ou égale à 1"),
        ({"most_seats": "1000"}, "inférieure ou égale à 10"),
        ({"waiting_limit": "-5"}, "supérieure ou égale à 0"),
        ({"closes_at": "2090-01-01T10:00"}, "avancez la clôture"),
        ({"cancel_until": "2090-01-01T10:00"}, "On ne se désiste plus"),
        ({"opens_at": "2090-01-01T10:00"}, "L’ouverture doit venir avant"),
        ({"opens_at": "0001-01-01T00:00"}, "plus vieille que le réseau"),
        ({"opens_at": f"{CLOCKS_FORWARD}T02:30"}, "pas pu être interprét"),
        ({"questions": [{"text": "Repas", "kind": "choice", "options": "Oui"}]}, "au moins deux choix"),
        ({"questions": [{"text": "Repas", "kind": "text", "options": "Oui\nNon"}]}, "Seule une question à choix"),
        ({"questions": [{"text": "", "kind": "text", "options": "Oui\nNon"}]}, "Écrivez la question"),
    ],
)
def test_rules_that_cannot_be_open_nothing(client, desk, given, words):
    session = make_session()

    answer = settle(client, session, **given)

    assert answer.status_code == 400
    assert words in shown(answer)
    assert not RegistrationRules.objects.exists()


def test_fewer_seats_than_people_is_refused_or_sends_the_last_ones_back(client, desk):
    session = make_bookable(3)
    first, last = register(session), register(session)
    Mail.objects.all().delete()

    refused = settle(client, session, capacity="1")
    ledger = SessionLedger.objects.get(pk=session.pk)
    done = settle(client, session, capacity="1", move_last="on")

    last.refresh_from_db()
    assert (refused.status_code, done.status_code) == (400, 302)
    assert "2 places sont déjà prises" in shown(refused)
    assert (ledger.capacity, last.is_waiting, first.is_confirmed) == (3, True, True)
    assert count_again(session) == {"taken": 1, "waiting": 1}
    assert Mail.objects.count() == 1


def test_more_seats_are_given_to_those_who_wait(client, desk):
    session = make_bookable(1)
    register(session)
    waiting = register(session)

    settle(client, session, capacity="")

    waiting.refresh_from_db()
    assert waiting.is_confirmed


def test_questions_are_frozen_once_somebody_has_answered(client, desk):
    session = make_bookable()
    question = Question.objects.create(rules=session.rules, text="Régime ?")
    register(session, answers={str(question.pk): "Sans sel"})

    page = shown(client.get(reverse("bookings_rules", args=[session.pk])))
    answer = settle(client, session, questions=[{"text": "Autre question"}], waiting_limit="4")

    assert "Quelqu’un a déjà répondu" in page
    assert answer.status_code == 302
    assert [str(one) for one in Question.objects.all()] == ["Régime ?"]
    assert RegistrationRules.objects.get(pk=session.pk).waiting_limit == 4


def test_other_questions_make_a_new_form(client, desk):
    session = make_bookable()

    settle(client, session, questions=[{"text": "Régime ?", "kind": "text"}])
    settle(client, session, questions=[{"text": "Régime ?", "kind": "text"}], capacity="12")

    assert RegistrationRules.objects.get(pk=session.pk).questions_version == 2


def test_the_list_tells_who_comes_and_who_waits(client, desk):
    session = make_bookable(1)
    register(session, make_elected(email="assise@example.org"))
    register(session, make_elected(email="debout@example.org"))
    address = reverse("bookings_list", args=[session.pk])

    come, wait = shown(client.get(address)), shown(client.get(f"{address}?etat=waiting"))
    odd = client.get(f"{address}?etat=x&page=-4")

    assert ("assise@" in come, "debout@" in come, "debout@" in wait) == (True, False, True)
    assert "En liste d’attente (1)" in come
    assert "1 place prise sur 1 · 1 en attente" in come
    assert odd.status_code == 200


def behalf(client, session, **given):
    data = {"key": str(uuid4()), "email": "voisine@example.org", "name": "Voisine Exemple", "seats": "1"}
    return client.post(reverse("bookings_behalf", args=[session.pk]), data | given, follow=True)


def test_the_team_registers_a_member_or_a_guest(client, desk):
    session = make_bookable(1)
    member = make_elected(email="maire@example.org")
    key = str(uuid4())

    behalf(client, session, email="MAIRE@example.org", name="", key=key)
    twice = behalf(client, session, email="maire@example.org", name="", key=key)
    guest = behalf(client, session)

    assert [one.own_name for one in Registration.objects.order_by("rank")] == [str(member), "Voisine Exemple"]
    assert "rien n’a été fait" in shown(twice)
    assert "Voisine Exemple est en liste d’attente." in shown(guest)
    assert StaffAct.objects.filter(action="inscription faite par l’équipe", by=desk).count() == 2


@pytest.mark.parametrize(
    "given, words",
    [
        ({"email": ""}, "Donnez une adresse"),
        ({"email": "x"}, "de courriel valide"),
        ({"name": ""}, "donnez aussi le nom"),
        ({"seats": "1000"}, "inférieure ou égale à 10"),
        ({"seats": "3"}, "1 place"),
        ({"key": "x"}, "UUID"),
    ],
)
def test_what_cannot_be_registers_nobody(client, desk, given, words):
    answer = behalf(client, make_bookable(), **given)

    assert (answer.status_code, Registration.objects.count()) == (400, 0)
    assert words in shown(answer)


def test_nobody_is_registered_to_a_date_that_is_cancelled_or_has_begun(client, desk):
    session = make_bookable()
    move_in_time(session, starts_at=timezone.now() - timedelta(minutes=5))

    assert "L’événement a commencé" in shown(behalf(client, session))


def test_somebody_is_moved_to_another_date_of_the_event(client, desk):
    event = make_event()
    session, other, stranger = make_bookable(event=event), make_bookable(event=event), make_bookable()
    moved = register(session)
    address = reverse("bookings_move", args=[moved.pk])

    refused = client.post(address, {"other": stranger.pk})
    empty = client.post(address, {"other": ""})
    client.post(address, {"other": other.pk})

    assert (refused.status_code, empty.status_code) == (400, 400)
    assert count_again(session)["taken"] == 0
    assert count_again(other)["taken"] == 1
    assert StaffAct.objects.filter(action="inscription déplacée", by=desk).exists()


def test_what_somebody_answered_moves_with_her_where_the_same_is_asked(client, desk):
    event = make_event()
    session, other = make_bookable(event=event), make_bookable(event=event)
    asked = [Question.objects.create(rules=session.rules, text=text) for text in ("Allergies ?", "Venez-vous à pied ?")]
    same = Question.objects.create(rules=other.rules, text="Allergies ?")
    registration = register(session, answers={str(asked[0].pk): "Noix", str(asked[1].pk): "Oui"})

    client.post(reverse("bookings_move", args=[registration.pk]), {"other": other.pk})

    assert Registration.objects.get(session=other).answers == {str(same.pk): "Noix"}
    assert Registration.objects.get(session=session).answers[str(asked[1].pk)] == "Oui"


def test_nobody_in_the_room_is_sent_back_to_the_line(client, desk):
    session = make_bookable(2)
    register(session), register(session)
    move_in_time(session, starts_at=timezone.now() - timedelta(minutes=5))

    with pytest.raises(Refused) as refused:
        set_capacity(session, 1, desk, move_last=True)

    assert refused.value.code == "started"
    assert count_again(session)["taken"] == 2


def test_a_registration_is_cancelled_with_a_reason_the_person_reads(client, desk):
    session = make_bookable(1)
    gone, waiting = register(session), register(session)
    Mail.objects.all().delete()
    address = reverse("bookings_cancel", args=[gone.pk])

    empty = client.post(address, {"reason": ""})
    client.post(address, {"reason": "Inscription en double."})
    again = client.post(address, {"reason": "Encore."}, follow=True)

    gone.refresh_from_db()
    waiting.refresh_from_db()
    assert (empty.status_code, gone.cancel_reason, waiting.is_confirmed) == (400, "Inscription en double.", True)
    assert "déjà annulée" in shown(again)
    assert "Inscription en double." in letters().get(to=gone.email).body_text
    assert StaffAct.objects.filter(action="inscription annulée", by=desk).count() == 1


def test_the_sheet_is_harmless_to_a_spreadsheet_and_is_logged(client, desk):
    session = make_bookable()
    register_guest(session, '=HYPERLINK("x")', "g@example.org", key=uuid4(), language="fr", by=desk)

    answer = client.get(reverse("bookings_sheet", args=[session.pk]))

    text = answer.content.decode()
    assert text.startswith("\ufeffNom;Adresse e-mail;Places")
    assert "'=HYPERLINK" in text
    assert answer["Cache-Control"] == "private, no-store"
    assert StaffAct.objects.filter(action="liste des inscrits emportée", by=desk).exists()


@pytest.mark.parametrize(
    "role, status", [("Culture", 200), ("Réseau", 200), ("Administration", 200), ("Communication", 302),
                     ("Validation", 302), ("Finances", 302)],
)  # fmt: skip
def test_only_those_who_keep_the_lists_read_them(client, role, status):
    session = make_bookable()
    one = register(session)
    client.force_login(make_staff(role))

    for name, number in [("rules", session.pk), ("list", session.pk), ("sheet", session.pk), ("behalf", session.pk),
                         ("move", one.pk), ("cancel", one.pk)]:  # fmt: skip
        assert client.get(reverse(f"bookings_{name}", args=[number])).status_code == status
    assert client.get(reverse("bookings_report")).status_code == status


def test_a_date_one_comes_to_freely_has_no_list(client, desk):
    assert client.get(reverse("bookings_list", args=[make_session().pk])).status_code == 404
    assert client.get(reverse("bookings_list", args=[999_999])).status_code == 404


def test_the_report_counts_dates_by_kind_and_year_and_who_came(client, desk):
    event = make_event(kind="training")
    held, cancelled = make_session(event), make_session(event)
    make_session(make_event(kind="training", is_example=True))
    open_registration(held, 10)
    register(held, seats=1)
    register(held)
    Registration.objects.update(attendance="present")
    Registration.objects.filter(pk=Registration.objects.first().pk).update(attended_seats=3)
    past = timezone.now() - timedelta(days=400)
    move_in_time(held, starts_at=past, ends_at=past + timedelta(hours=2), day=past.date())
    move_in_time(cancelled, state="cancelled", reason="Orage.", day=past.date())

    page = shown(client.get(reverse("bookings_report")))
    sheet = client.get(reverse("bookings_report_sheet")).content.decode()

    assert "Formation" in page
    assert f"{past.year};Formation;1;0;1;2;4" in sheet
    assert len(sheet.strip().splitlines()) == 2
