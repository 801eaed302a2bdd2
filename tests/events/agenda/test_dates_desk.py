"""« Dates et lieux » of an event in the back office: on the clock of the place, through the services."""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Session
from millecafes.mailroom.models import Mail
from millecafes.people.models import StaffAct
from millecafes.places.keys import index_places
from tests.events.factories import (
    CLOCKS_BACK,
    CLOCKS_FORWARD,
    make_bookable,
    make_event,
    make_session,
    move_in_time,
    register,
)
from tests.people.factories import make_staff
from tests.places.cafe_factories import CADALEN, CILAOS, commune, make_cafe
from tests.places.factories import make_register

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.localdate().year + 1
DAY = f"{NEXT_YEAR}-06-18"


def typed(**given) -> dict:
    return {"day": DAY, "start": "19:00", "end": "23:00", "commune": CADALEN, "place": "Place de l’église"} | given


def in_reunion():
    commune(CILAOS)
    index_places()


def shown(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


@pytest.fixture
def event():
    make_register()
    return make_event(title="Guinguette")


@pytest.fixture
def desk(client, event):
    user = make_staff("Culture")
    client.force_login(user)
    return user


def add(client, event, **given):
    return client.post(reverse("agenda_add_date", args=[event.pk]), typed(**given))


def test_a_date_is_announced_on_the_clock_of_the_place(client, event, desk):
    in_reunion()

    first = add(client, event)
    add(client, event, commune=CILAOS, day=f"{NEXT_YEAR}-06-19")

    metropole, reunion = Session.objects.order_by("day")
    assert first.status_code == 302
    assert metropole.starts_at == datetime(NEXT_YEAR, 6, 18, 17, tzinfo=UTC)
    assert reunion.starts_at == datetime(NEXT_YEAR, 6, 19, 15, tzinfo=UTC)
    assert StaffAct.objects.filter(action="date ajoutée", by=desk).count() == 2
    page = shown(client.get(reverse("agenda_dates", args=[event.pk])))
    assert "de 19 h à 23 h (heure locale)" in page


def test_it_may_end_after_midnight(client, event, desk):
    add(client, event, end="01:00", last_day=f"{NEXT_YEAR}-06-19")

    session = Session.objects.get()
    assert (session.ends_at - session.starts_at, session.day.day) == (timedelta(hours=6), 18)


def test_it_may_be_in_a_former_commune_in_a_cafe_or_on_line(client, event, desk):
    cafe = make_cafe()

    add(client, event, commune="Longeville-sur-la-Laines")
    add(client, event, day=f"{NEXT_YEAR}-06-19", commune="", cafe=cafe.pk, place="")
    add(
        client,
        event,
        day=f"{NEXT_YEAR}-06-20",
        commune="",
        place="",
        is_online="on",
        online_url="https://x.example.org",
    )

    former, inside, online = Session.objects.order_by("day")
    assert (former.delegated_id, former.commune_id) == ("52293", "52411")
    assert (inside.cafe, inside.commune) == (cafe, cafe.commune)
    assert (online.is_online, online.commune, online.online_url) == (True, None, "https://x.example.org")


@pytest.mark.parametrize(
    "given, words",
    [
        ({"day": ""}, "Dites quel jour."),
        ({"day": "2027-02-30"}, "Ce jour n’existe pas."),
        ({"day": "0001-01-01"}, "Vérifiez l’année"),
        ({"day": "9999-12-31"}, "Vérifiez l’année"),
        ({"start": "25:00"}, "heure valide"),
        ({"end": "19:00"}, "La fin doit venir après le début."),
        ({"end": "18:00"}, "La fin doit venir après le début."),
        ({"last_day": f"{NEXT_YEAR}-06-17"}, "vient après le premier"),
        ({"last_day": f"{NEXT_YEAR}-12-17"}, "dans le mois"),
        ({"commune": ""}, "Dites où"),
        ({"commune": "Nulle-Part"}, "Aucune commune ne répond"),
        ({"commune": "chaumont"}, "choisissez ci-dessous"),
        ({"place": "x" * 101}, "100"),
        ({"place": "\x00"}, "nul"),
        ({"cafe": "999999"}, "Sélectionnez un choix valide"),
        ({"online_url": "https://x.example.org"}, "ne sert qu’en ligne"),
        ({"is_online": "on", "online_url": "pas un lien"}, "URL valide"),
        ({"day": CLOCKS_FORWARD, "start": "02:30", "end": "04:00"}, "cette heure n’existe pas"),
        ({"day": CLOCKS_FORWARD, "start": "01:00", "end": "02:30"}, "cette heure n’existe pas"),
        ({"day": CLOCKS_BACK, "start": "02:30", "end": "04:00"}, "cette heure existe deux fois"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(client, event, desk, given, words):
    answer = add(client, event, fallback="Salle des fêtes", **given)

    assert answer.status_code == 400
    assert words in shown(answer)
    assert "Salle des fêtes" in shown(answer)
    assert not Session.objects.exists()


def test_a_cafe_is_in_its_own_commune(client, event, desk):
    answer = add(client, event, cafe=make_cafe().pk, commune="86271")

    assert "Ce café est à Cadalen" in shown(answer)


def test_an_hour_that_jumps_in_paris_exists_in_reunion(client, event, desk):
    in_reunion()

    add(client, event, commune=CILAOS, day=CLOCKS_FORWARD, start="02:30", end="04:00")

    assert Session.objects.get().local_start.hour == 2


def test_who_is_registered_learns_of_another_hour(client, event, desk):
    session = make_bookable(event=event)
    register(session)
    Mail.objects.all().delete()
    address = reverse("agenda_edit_date", args=[session.pk])

    page = shown(client.get(address))
    answer = client.post(address, typed(start="20:00"))

    session.refresh_from_db()
    assert "1 personne est inscrite : si l’heure ou le lieu change" in page
    assert (answer.status_code, session.local_start.hour) == (302, 20)
    assert Mail.objects.count() == 1


def test_a_date_comes_back_after_its_days_have_been_shown(client, event, desk):
    session = make_session(event, starts_at=datetime(NEXT_YEAR, 6, 1, 17, tzinfo=UTC))
    make_session(event, starts_at=datetime(NEXT_YEAR, 6, 8, 17, tzinfo=UTC))
    address = reverse("agenda_repeat_date", args=[session.pk])
    asked = {"rhythm": "week", "until": f"{NEXT_YEAR}-06-23"}

    seen = shown(client.post(address, asked | {"show": ""}))
    nothing = event.sessions.count()
    client.post(address, asked | {"make": ""})

    assert "2 dates seront ajoutées" in seen
    assert "(déjà annoncée)" in seen
    assert (nothing, event.sessions.count()) == (2, 4)


@pytest.mark.parametrize(
    "asked, words",
    [
        ({"rhythm": "daily", "until": DAY}, "choix"),
        ({"rhythm": "week", "until": ""}, "Dites jusqu’à quel jour."),
        ({"rhythm": "week", "until": "2020-01-01"}, "après la première date"),
        ({"rhythm": "week", "until": "9999-12-31"}, "Vérifiez l’année"),
        ({"rhythm": "month", "until": f"{NEXT_YEAR}-06-03"}, "Aucune date ne tombe"),
    ],
)
def test_a_rhythm_that_cannot_be_makes_nothing(client, event, desk, asked, words):
    session = make_session(event, starts_at=datetime(NEXT_YEAR, 6, 1, 17, tzinfo=UTC))

    answer = client.post(reverse("agenda_repeat_date", args=[session.pk]), asked | {"make": ""})

    assert (answer.status_code, event.sessions.count()) == (400, 1)
    assert words in shown(answer)


def test_no_more_than_fifty_two_dates_at_once(client, event, desk):
    noon = (timezone.now() + timedelta(days=30)).replace(hour=11, minute=0, second=0, microsecond=0)
    session = make_session(event, starts_at=noon)  # not in the night when clocks change
    until = (timezone.localdate() + timedelta(days=800)).isoformat()

    client.post(reverse("agenda_repeat_date", args=[session.pk]), {"rhythm": "week", "until": until, "make": ""})

    assert event.sessions.count() == 53


def test_cancelling_says_how_many_will_be_told_and_wants_a_reason(client, event, desk):
    session = make_bookable(1, event=event)
    register(session)
    register(session)
    Mail.objects.all().delete()
    address = reverse("agenda_cancel_date", args=[session.pk])

    page, empty = shown(client.get(address)), client.post(address, {"reason": " "})
    client.post(address, {"reason": "Orage annoncé."})
    again = client.post(address, {"reason": "Encore."}, follow=True)

    session.refresh_from_db()
    assert "2 personnes sont inscrites ou attendent : elles recevront un message" in page
    assert (empty.status_code, session.reason, Mail.objects.count()) == (400, "Orage annoncé.", 2)
    assert "déjà annulée" in shown(again)
    assert "Annulée : Orage annoncé." in shown(client.get(reverse("agenda_dates", args=[event.pk])))


def test_a_whole_season_is_called_off_in_one_act_and_everybody_registered_is_told(client, event, desk):
    first, second, free = make_bookable(event=event), make_bookable(event=event), make_session(event)
    past = move_in_time(make_session(event), starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now())
    people = [register(first), register(second)]
    Mail.objects.all().delete()
    address = reverse("agenda_cancel_event", args=[event.pk])

    page, empty = shown(client.get(address)), client.post(address, {"reason": " "})
    client.post(address, {"reason": "La saison est reportée."})
    again = client.post(address, {"reason": "Encore."}, follow=True)

    states = [Session.objects.get(pk=one.pk).reason for one in (first, second, free, past)]
    assert "3 dates à venir" in page
    assert "2 inscriptions : chaque personne recevra un message" in page
    assert (empty.status_code, states) == (400, ["La saison est reportée."] * 3 + [""])
    assert {mail.to for mail in Mail.objects.all()} == {one.person.email for one in people}
    assert "Aucune date n’était à venir" in shown(again)
    assert "Annuler tout l’événement" not in shown(client.get(reverse("agenda_dates", args=[event.pk])))


def test_an_event_with_people_registered_is_not_unpublished_before_it_is_cancelled(client, event):
    client.force_login(make_staff("Validation"))
    register(make_bookable(event=event))
    unpublish = f"/gestion/snippets/agenda/event/unpublish/{event.pk}/"
    cancel = reverse("agenda_cancel_event", args=[event.pk])

    refused = client.post(unpublish, follow=True)
    event.refresh_from_db()
    still = event.live
    client.post(cancel, {"reason": "Reportée."})
    client.post(unpublish)

    event.refresh_from_db()
    assert refused.redirect_chain == [(cancel, 302)]
    assert "1 inscription est en cours" in shown(refused)
    assert (still, event.live) == (True, False)


def test_the_same_new_date_sent_twice_is_added_once(client, event, desk):
    for _click in range(2):
        answer = add(client, event)
    add(client, event, place="Salle des fêtes")

    assert answer.status_code == 302
    assert event.sessions.count() == 2
    assert StaffAct.objects.filter(action="date ajoutée").count() == 2


def test_a_cancelled_date_no_longer_changes_and_a_past_one_is_not_cancelled(client, event, desk):
    cancelled, past = make_session(event), make_session(event)
    client.post(reverse("agenda_cancel_date", args=[cancelled.pk]), {"reason": "Orage."})
    now = timezone.now()
    move_in_time(past, starts_at=now - timedelta(hours=5), ends_at=now - timedelta(hours=1))

    changed = client.post(reverse("agenda_edit_date", args=[cancelled.pk]), typed())
    refused = client.post(reverse("agenda_cancel_date", args=[past.pk]), {"reason": "Trop tard."})

    assert "elle ne change plus" in shown(changed)
    assert "elle ne s’annule plus" in shown(refused)


@pytest.mark.parametrize(
    "role, live, status",
    [
        ("Culture", True, 200),
        ("Réseau", True, 200),
        ("Validation", True, 200),
        ("Administration", True, 200),
        ("Communication", False, 200),
        ("Communication", True, 302),
        ("Finances", True, 302),
    ],
)
def test_who_only_writes_changes_the_dates_of_drafts(client, role, live, status):
    session = make_session(make_event(live=live))
    client.force_login(make_staff(role))

    for name, number in (
        ("dates", session.event_id),
        ("add_date", session.event_id),
        ("edit_date", session.pk),
        ("repeat_date", session.pk),
        ("cancel_date", session.pk),
    ):
        assert client.get(reverse(f"agenda_{name}", args=[number])).status_code == status
    assert not mail.outbox


def test_a_date_that_lacks_its_link_or_its_room_is_on_the_desk_a_week_before(client, event, desk):
    soon = timezone.now() + timedelta(days=3)
    make_session(event, starts_at=soon, is_online=True)
    make_session(event, starts_at=soon)
    make_session(event, starts_at=soon, place="Mairie")
    make_session(event, is_online=True)

    home = shown(client.get("/gestion/"))

    assert "1 rendez-vous en ligne de la semaine n’a pas de lien de connexion." in home
    assert "1 date de la semaine ne dit pas dans quel lieu." in home


def test_the_screen_asks_as_much_for_one_date_as_for_many(client, event, desk):
    make_bookable(event=event)
    address = reverse("agenda_dates", args=[event.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(12):
        make_bookable(event=event, session_fields={"starts_at": timezone.now() + timedelta(days=number + 1)})

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(one)
