"""Afterwards: how many came, what is refused, who is asked, and what a season adds up to."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.tours.models import Activity, ProgrammeRequest, Stop
from events.tours.services import reporting
from events.tours.services.planning import do
from events.tours.services.preparing import remind_hosts
from events.tours.services.reporting import ask_for_reports, hold
from events.tours.services.totals import figures_of, kinds_of
from tests.core.factories import picture_bytes
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop():
    """Confirmed, and its day is yesterday."""
    tour = planning.make_open_tour()
    found = planning.confirm(tour, make_staff("Culture"))
    tour.season.first_day = make.in_days(-30)
    tour.season.save()
    yesterday = make.in_days(-1)
    Stop.objects.update(day=yesterday)
    ProgrammeRequest.objects.update(day=yesterday)
    return Stop.objects.told().get(pk=found.pk)


@pytest.fixture
def manager(client, stop):
    found = make_manager(stop.cafe)
    client.force_login(found)
    return found


def url(stop) -> str:
    return f"/espace/programmation/etapes/{stop.pk}/bilan/"


def test_one_number_is_enough(client, stop, manager):
    answer = client.post(url(stop), {"participants": "42"})

    activity = Activity.objects.get()
    stop.refresh_from_db()
    stop.request.refresh_from_db()
    assert answer.status_code == 303
    assert (activity.participants, activity.seniors, activity.source) == (42, None, "report")
    assert (activity.cafe, activity.day, activity.kind, activity.season) == (
        stop.cafe,
        stop.day,
        "concert",
        stop.season,
    )
    assert (stop.state, stop.request.state) == ("done", "reported")


@pytest.mark.parametrize("typed", ["-5", "1000000000", "12,5", "beaucoup", "9" * 5000, ""])
def test_a_number_that_cannot_be_is_refused_at_the_field(client, stop, manager, typed):
    answer = client.post(url(stop), {"participants": typed, "comment": "Belle soirée."})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in page
    assert "Belle soirée." in page
    assert not Activity.objects.exists()
    assert Stop.objects.get().state == "confirmed"


@pytest.mark.parametrize("name", ["seniors", "newcomers"])
def test_some_of_those_who_came_are_not_more_than_all(client, stop, manager, name):
    answer = client.post(url(stop), {"participants": "10", name: "11"})

    assert answer.status_code == 400
    assert "font partie des participants" in answer.content.decode()


def test_a_photo_asks_for_consent_and_is_cleaned(client, stop, manager):
    def photo():
        return SimpleUploadedFile("soiree.jpg", picture_bytes(kind="JPEG"), "image/jpeg")

    refused = client.post(url(stop), {"participants": "10", "photo": photo()})
    kept = client.post(url(stop), {"participants": "10", "photo": photo(), "photo_consent": "on"})

    activity = Activity.objects.get()
    assert (refused.status_code, kept.status_code) == (400, 303)
    assert activity.photo_consent
    assert "soiree" not in activity.photo.name
    answer = client.get(f"/fichiers/bilans/{activity.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")


def test_a_report_is_corrected_until_the_tour_is_closed(client, stop, manager):
    client.post(url(stop), {"participants": "10"})
    client.post(url(stop), {"participants": "12"})
    type(stop.tour).objects.update(state="closed")
    late = client.post(url(stop), {"participants": "99"})

    assert Activity.objects.get().participants == 12
    assert late.status_code == 409


def test_nobody_reports_before_nor_for_another_place(client, stop):
    client.force_login(make_manager())
    foreign = client.post(url(stop), {"participants": "10"})
    Stop.objects.update(day=make.in_days(3))
    client.force_login(make_manager(stop.cafe))
    early = client.post(url(stop), {"participants": "10"})

    assert (foreign.status_code, early.status_code) == (404, 409)
    assert not Activity.objects.exists()


def test_the_clock_holds_what_is_past_then_asks_twice(stop):
    manager, now = make_manager(stop.cafe), timezone.now()

    assert (hold(now), hold(now)) == (1, 0)
    asked = [ask_for_reports(now + timedelta(days=days)) for days in (0, 1, 1, 2, 6, 6, 9)]

    subjects = [mail.subject for mail in letters().filter(to=manager.email).order_by("pk")]
    assert asked == [0, 1, 0, 0, 1, 0, 0]
    assert [subject for subject in subjects if "Combien étiez-vous" in subject] == [
        f"Combien étiez-vous ? {stop.offer.title}"
    ] * 2


def test_whoever_has_said_is_not_asked(client, stop, manager):
    client.post(url(stop), {"participants": "10"})

    assert ask_for_reports(timezone.now() + timedelta(days=1)) == 0


def test_a_host_is_reminded_of_what_is_left_30_7_and_1_days_before():
    stop = planning.confirm(planning.make_open_tour(), make_staff("Culture"))
    manager, now = make_manager(stop.cafe), timezone.now()

    written = [remind_hosts(now + timedelta(days=50 - days)) for days in (40, 30, 29, 20, 7, 6, 1, 0)]

    assert written == [0, 1, 0, 0, 1, 0, 1, 0]
    first = letters().filter(to=manager.email, subject__contains="Dans un mois").get()
    assert "Les associations du village" in first.body_text


def test_a_season_is_added_up_from_its_rows():
    tour = make.make_tour()
    other = make.make_tour(tour.season)
    for one, people in ((tour, 100), (tour, 50), (other, 25)):
        make.make_activity(season=tour.season, tour=one, kind="concert", participants=people, seniors=10)
    make.make_activity(season=tour.season, kind="chess", participants=None, sessions_count=40)
    make.make_activity(season=tour.season, kind="meal", participants=None, meals=260, place="Ici")
    make.make_activity(kind="chess", participants=1000)

    figures = {figure.words: figure.number for figure in figures_of(tour.season)}
    kinds = {figure.words: figure.number for figure in kinds_of(tour.season)}

    assert figures["tournées"] == 2
    assert figures["participants aux tournées"] == 175
    assert figures["cafés et communes des tournées"] == 3
    assert (figures["repas partagés"], figures["personnes de 65 ans et plus"]) == (260, 30)
    assert kinds == {"Concert": 3, "Atelier d’échecs": 40, "Repas partagé": 1}


def test_a_first_report_is_taken_after_the_tour_is_closed_and_the_team_still_corrects(client, stop, manager):
    type(stop.tour).objects.update(state="closed")

    first = client.post(url(stop), {"participants": "10"})
    late = client.post(url(stop), {"participants": "99"})
    client.force_login(make_staff("Culture"))
    corrected = client.post(url(stop), {"participants": "12"})

    assert (first.status_code, late.status_code, corrected.status_code) == (303, 409, 303)
    assert Activity.objects.get().participants == 12


def test_reporting_on_the_evening_itself_asks_for_no_report(client, stop, manager):
    client.post(url(stop), {"participants": "10"})

    subjects = [mail.subject for mail in letters().filter(to=manager.email)]
    assert any("Merci pour votre bilan" in subject for subject in subjects)
    assert not any("Comment cela s’est-il passé" in subject for subject in subjects)


def test_a_report_made_meanwhile_is_not_asked_for(client, stop, manager):
    do(stop, "done", make_staff("Culture"))
    client.post(url(stop), {"participants": "10"})

    assert not letters().filter(to=manager.email, subject__contains="Comment cela s’est-il passé").exists()


def test_one_stop_that_cannot_be_held_does_not_keep_the_others(stop, monkeypatch, caplog):
    other = make.make_stop(stop.tour, days=-2)
    held = reporting.do

    def fails_first(one, *args, **kwargs):
        if one.pk == stop.pk:
            raise RuntimeError("Broken.")
        return held(one, *args, **kwargs)

    monkeypatch.setattr(reporting, "do", fails_first)

    assert reporting.hold() == 1
    assert f"Stop {stop.pk}" in caplog.text
    assert Stop.objects.get(pk=other.pk).state == "done"


def test_a_date_that_was_rained_off_is_said_not_to_have_been_held(client, stop, manager):
    hold()
    url_of_it, planner = f"/gestion/programmation/etapes/{stop.pk}/", make_staff("Culture")
    asks_host = client.post(f"/espace/programmation/demandes/{stop.request_id}/annuler/", {"reason": "Orage."})
    client.force_login(planner)
    before = client.get(url_of_it).content.decode()
    unsaid = client.post(f"{url_of_it}annuler/", {"reason": ""})
    answer = client.post(f"{url_of_it}annuler/", {"reason": "Orage.", "cause": ""})

    stop.refresh_from_db()
    assert "Elle n’a pas eu lieu" in before
    assert "Remplacer" not in before
    assert (asks_host.status_code, unsaid.status_code, answer.status_code) == (403, 400, 302)
    assert (stop.state, stop.request.state, stop.reason) == ("cancelled", "cancelled", "Orage.")
    assert stop.session.is_cancelled
    assert "n’a pas eu lieu" in letters().filter(to=manager.email).order_by("pk").last().body_text
    assert ask_for_reports(timezone.now() + timedelta(days=1)) == 0


def test_what_was_counted_was_held(client, stop, manager):
    client.post(url(stop), {"participants": "0"})
    client.force_login(make_staff("Culture"))
    page = client.get(f"/gestion/programmation/etapes/{stop.pk}/").content.decode()
    answer = client.post(f"/gestion/programmation/etapes/{stop.pk}/annuler/", {"reason": "Orage."})

    assert "Elle n’a pas eu lieu" not in page
    assert answer.status_code == 409
    assert "Un bilan dit déjà" in answer.content.decode()
    assert Stop.objects.get(pk=stop.pk).state == "done"
