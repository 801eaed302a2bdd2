"""What the public reads of the agenda: list, month, map, an event, calendars; and what members read besides."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.agenda.models import Event, Session, Territory
from events.agenda.services import cancel
from millecafes.core.page_store import generation
from tests.events.factories import make_bookable, make_event, make_session, move_in_time, register
from tests.people.factories import make_elected, make_manager
from tests.places.cafe_factories import CILAOS, commune
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\xa0", " ")


def titles(answer) -> list[str]:
    return re.findall(r'class="date__title"><a[^>]*>(?:<s>)?([^<]+)', answer.content.decode())


@pytest.fixture
def season():
    """A date of each sort."""
    grand_est = Territory.objects.create(name="Grand Est", slug="grand-est")
    guinguette = make_event(title="Guinguette", territory=grand_est)
    make_session(guinguette, commune=make_commune("51300", "Jonchery"))
    make_session(make_event(title="Réunion", kind="public_meeting"), starts_at=timezone.now() + timedelta(days=2))
    past = make_session(make_event(title="Hier"))
    move_in_time(past, starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1))
    make_session(make_event(title="Entre élus", audiences=["elected"]))
    make_session(make_event(title="Brouillon", live=False))
    return guinguette


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Réunion", "Guinguette"]),
        ("sorte=guinguette", ["Guinguette"]),
        ("territoire=grand-est", ["Guinguette"]),
        ("departement=51", ["Guinguette"]),
        ("departement=81", ["Réunion"]),
        ("periode=passe", ["Hier"]),
        ("sorte=rave&departement=99&territoire=lune&periode=hier&jour=2027-02-30&page=9x", ["Réunion", "Guinguette"]),
    ],
)
def test_the_list_says_what_is_asked_for(client, season, query, found):
    answer = client.get(f"/agenda/?{query}")

    assert answer.status_code == 200
    assert titles(answer) == found


def test_what_the_address_says_and_does_not_exist_is_said(client, season):
    assert "n’existe pas" in text_of(client.get("/agenda/?sorte=rave"))


def test_a_year_and_a_day_are_read(client):
    make_session(make_event(title="Vieille"), starts_at=datetime(2025, 7, 5, 17, tzinfo=UTC))

    assert titles(client.get("/agenda/?periode=2025")) == ["Vieille"]
    assert titles(client.get("/agenda/?jour=2025-07-05")) == ["Vieille"]
    assert titles(client.get("/agenda/?periode=2024")) == []


def test_a_cancelled_date_is_struck_through_with_its_reason(client, season):
    cancel(season.sessions.get(), "Orage annoncé", None)

    listed, page = client.get("/agenda/"), client.get("/agenda/evenement-1/")

    assert "<s>Guinguette</s>" in listed.content.decode()
    assert "Annulé : Orage annoncé" in text_of(listed)
    assert page.status_code in {200, 404}


def test_a_full_date_says_that_one_waits(client):
    session = make_bookable(1)
    register(session)

    assert "liste d’attente" in text_of(client.get("/agenda/"))


def test_nothing_is_announced_yet(client):
    assert "Aucune date n’est annoncée" in text_of(client.get("/agenda/"))
    assert client.get("/agenda/mois/").status_code == client.get("/agenda/carte/").status_code == 200


def test_the_month_shows_its_dates_and_its_neighbours(client):
    make_session(make_event(title="Bal"), starts_at=datetime(2027, 7, 14, 19, tzinfo=UTC))

    html = client.get("/agenda/mois/?mois=2027-07&sorte=guinguette").content.decode()

    assert ">Bal</a>" in html
    assert "?mois=2027-06&amp;sorte=guinguette" in html
    assert ">Bal</a>" not in client.get("/agenda/mois/?mois=2027-08").content.decode()


@pytest.mark.parametrize("month", ["2027-13", "0001-01", "٢٠٢٧-٠٧", "x" * 300, "2100-12"])
def test_a_month_that_does_not_exist_is_this_one(client, month):
    assert client.get("/agenda/mois/", {"mois": month}).status_code == 200


def test_the_map_draws_a_disc_a_village(client):
    village = commune()
    make_session(commune=village), make_session(commune=village), make_session(commune=commune(CILAOS))
    make_session(is_online=True)

    html = client.get("/agenda/carte/").content.decode()

    assert html.count('class="agenda__spot"') == 2


@pytest.mark.parametrize("address", ["/agenda/", "/agenda/mois/?mois=2027-07", "/agenda/carte/", "/agenda/integrer/"])
def test_the_same_few_queries_for_one_date_and_for_a_hundred(client, django_assert_max_num_queries, address):
    make_session(starts_at=datetime(2027, 7, 1, 10, tzinfo=UTC))
    client.get(address)
    for number in range(100):
        make_session(starts_at=datetime(2027, 7, 1, 10, tzinfo=UTC) + timedelta(hours=6 * number))

    with django_assert_max_num_queries(12):
        client.get(address)


# -- An event ---------------------------------------------------------------------------------------------------------


def test_an_event_says_all_one_needs(client):
    event = make_event(title="Bal", price="5.50", price_note="Boissons payantes", practical="Apportez une lampe.")
    session = make_session(event, place="Place de l’église", fallback="Salle des fêtes")

    answer = client.get(event.get_absolute_url())
    text = text_of(answer)

    for words in ("Place de l’église, Cadalen (81)", "En cas de mauvais temps : Salle des fêtes", "5,50 €", "lampe"):
        assert words in text
    told = json.loads(re.search(r'ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL)[1])[0]
    assert (told["eventStatus"], told["offers"]["price"]) == ("https://schema.org/EventScheduled", "5.50")
    assert told["startDate"] == session.local_start.isoformat()


def test_search_engines_learn_that_a_date_moved_or_is_cancelled(client):
    event = make_event()
    session = make_session(event)
    moved = make_session(event, starts_at=timezone.now() + timedelta(days=60))
    cancel(session, "Orage", None)
    moved.former_start = session.starts_at
    moved.save()

    html = client.get(event.get_absolute_url()).content.decode()
    told = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])

    assert [one["eventStatus"].rpartition("/")[2] for one in told] == ["EventCancelled", "EventRescheduled"]
    assert "previousStartDate" in told[1]


def test_what_is_for_members_has_no_public_address(client):
    event = make_event(audiences=["elected"], title="Entre élus")
    make_session(event, is_online=True, online_url="https://salle.example.org/secret")

    assert event.get_absolute_url().startswith("/espace/agenda/")
    for address in (f"/agenda/{event.slug}/", f"/agenda/{event.slug}.ics"):
        assert client.get(address).status_code == 404
    assert client.get(event.get_absolute_url()).status_code == 302
    client.force_login(make_manager())
    assert client.get(event.get_absolute_url()).status_code == 404
    client.force_login(make_elected())
    answer = client.get(event.get_absolute_url())
    assert answer.status_code == 200
    assert b"secret" not in answer.content
    assert "ld+json" not in answer.content.decode()


def test_members_come_across_more(client, season):
    client.force_login(make_elected())

    assert titles(client.get("/espace/agenda/")) == ["Réunion", "Guinguette", "Entre élus"]


def test_a_member_overseas_reads_her_own_hour_too(client):
    event = make_event(audiences=["members"], kind="webinar")
    make_session(event, is_online=True, starts_at=datetime(2027, 1, 12, 10, tzinfo=UTC), hours=1)
    client.force_login(make_elected(commune(CILAOS)))

    text = text_of(client.get(event.get_absolute_url()))

    assert "mardi 12 janvier 2027, de 11 h à 12 h" in text
    assert "Chez vous : mardi 12 janvier 2027, de 14 h à 15 h" in text


def test_webinars_by_theme(client):
    for theme in ("Lien social", "Commerce local"):
        make_session(make_event(title=theme, kind="webinar", theme=theme, audiences=["members"]), is_online=True)
    client.force_login(make_elected())

    assert sorted(titles(client.get("/espace/webinaires/"))) == ["Commerce local", "Lien social"]
    assert titles(client.get("/espace/webinaires/?theme=Lien social")) == ["Lien social"]


# -- Calendars --------------------------------------------------------------------------------------------------------


def test_a_feed_has_what_is_public_and_says_when_nothing_changed(client, season):
    generation()
    answer = client.get("/agenda.ics?sorte=guinguette")

    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.count(b"BEGIN:VEVENT") == 2  # what ended yesterday stays for three months
    assert client.get("/agenda.ics?sorte=guinguette", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert "Entre élus".encode() not in client.get("/agenda.ics").content
    assert "Cookie" not in answer.get("Vary", "")


def test_an_event_is_added_to_one_s_agenda(client, season):
    answer = client.get(f"/agenda/{season.slug}.ics")

    assert answer["Content-Disposition"].endswith(f'{season.slug}.ics"')
    assert b"SUMMARY:Guinguette" in answer.content


def test_the_address_to_follow_has_the_filters_in_use(client, season):
    assert "/agenda.ics?sorte=guinguette&amp;departement=51" in (
        client.get("/agenda/flux/?sorte=guinguette&departement=51").content.decode()
    )


def test_one_s_own_calendar_has_one_s_own_dates_and_closes(client):
    person = make_elected()
    session, other = make_bookable(), make_bookable(event=make_event(title="Sans moi"))
    register(session, person)
    client.force_login(person)
    assert client.post("/espace/calendrier/", {"action": "renew"}).status_code == 302
    address = f"/calendrier/{person.calendar.token}.ics"
    client.logout()

    feed = client.get(address)

    assert session.event.title.encode() in feed.content
    assert b"Sans moi" not in feed.content
    assert ("private" in feed["Cache-Control"], feed["X-Robots-Tag"]) == (True, "noindex")
    client.force_login(person)
    client.post("/espace/calendrier/", {"action": "close"})
    assert client.get(address).status_code == 404
    assert client.get(f"/calendrier/{'x' * 43}.ics").status_code == 404
    assert other.registrations.count() == 0


def test_the_bare_list_may_be_framed_and_sets_no_cookie(client, season):
    answer = client.get("/agenda/integrer/?sorte=guinguette")

    assert titles(answer) == ["Guinguette"]
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_five_thousand_dates_are_listed_in_as_many_queries(client, django_assert_max_num_queries):
    event, village = make_event(), commune()
    start = timezone.now() + timedelta(days=1)
    Session.objects.bulk_create(
        Session(
            event=event,
            commune=village,
            starts_at=start + timedelta(hours=number),
            ends_at=start + timedelta(hours=number + 2),
            day=(start + timedelta(hours=number)).date(),
        )
        for number in range(5000)
    )
    first = start.date().replace(day=1)

    for address in ("/agenda/", f"/agenda/mois/?mois={first:%Y-%m}", "/agenda/carte/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        feed = client.get("/agenda.ics")
    assert feed.content.count(b"BEGIN:VEVENT") == 5000
    assert client.get("/agenda.ics", headers={"if-none-match": feed["ETag"]}).status_code == 304
    assert Event.objects.count() == 1


def test_an_event_is_shared_by_a_letter_or_by_its_address(client):
    session = make_session(make_event(title="Bal & lampions"))

    page = client.get(session.event.get_absolute_url()).content.decode()

    assert f'id="adresse-a-partager">{session.event.full_url}<' in page
    assert "mailto:?subject=Bal%20%26%20lampions&amp;body=http" in page
    assert 'data-copy="adresse-a-partager"' in page
