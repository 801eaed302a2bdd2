"""What each side is told, in words; what the first page of members brings; the slots of the back office."""

import pytest

from events.tours import emails
from events.tours.models import ProgrammeRequest, Slot, SlotLedger, TourAct
from events.tours.services import ACTIONS, act
from millecafes.core.privacy import chapters_of, erase
from millecafes.demo.programme import add_programme
from millecafes.mailroom.models import Mail, Notice
from tests.events.tours import factories as make
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_manager()


def letter(request, action, person, **fields) -> dict:
    note = TourAct.objects.create(request=request, action=action, after=request.state, **fields)
    return emails.write(note.pk, person.pk)


@pytest.mark.parametrize("action", [*ACTIONS, "book", "wait", "promote"])
def test_there_are_words_for_each_change_in_both_languages(action, manager):
    slot = make.make_slot()
    request = make.make_request(
        slot.offer, cafe=manager.cafe_roles.get().cafe, slot=slot, state="confirmed", reason="Travaux."
    )

    french = letter(request, action, manager, detail="Travaux." if action == "cancel" else "")
    manager.language = "en"
    manager.save()
    english = letter(request, action, manager)

    assert f"/espace/programmation/demandes/{request.pk}/" in french["body_text"]
    assert request.offer.title in french["subject"]
    assert "Bonjour" in french["body_text"]
    assert "Hello" in english["body_text"] or "Dear" in english["body_text"]
    assert french["subject"] != english["subject"]
    assert "\n\n\n" not in french["body_text"]


def test_the_team_is_told_of_what_hosts_do_and_not_of_what_it_does_itself(manager):
    colleague, other = make_staff("Culture"), make_staff("Culture")
    request = make.make_request(cafe=manager.cafe_roles.get().cafe)

    act(request, "propose", colleague, day=make.in_days(60), offer=request.first_offer)
    before = Notice.objects.count() + Mail.objects.filter(to__in=[colleague.email, other.email]).count()
    act(request, "confirm", manager)

    told = list(Notice.objects.filter(kind="programme_desk"))
    assert before == 0
    assert {notice.person for notice in told} == {colleague, other}
    assert "Confirmée" in told[0].line


def test_many_new_requests_make_one_line_a_day(manager):
    make_staff("Culture")
    season = make.make_season()
    for _ in range(3):
        draft = make.make_request(make.make_offer(season), cafe=manager.cafe_roles.get().cafe, state="draft")
        act(draft, "submit", manager)

    assert Notice.objects.filter(kind="programme_desk").count() == 1


def test_the_first_page_shows_what_waits_and_what_comes(client, manager):
    cafe = manager.cafe_roles.get().cafe
    make.make_request(make.make_offer(title="Le Bal"), cafe=cafe, state="proposed")
    make.make_request(make.make_offer(title="La Veillée"), cafe=cafe, state="confirmed")
    client.force_login(manager)

    page = client.get("/espace/").content.decode()

    assert "Le Bal" in page
    assert "La Veillée" in page
    assert "Le programme culturel" in page


def test_who_leaves_takes_her_name_off_what_stays(manager):
    request = make.make_request(cafe=manager.cafe_roles.get().cafe, made_by=manager, contact_phone="0600000000")
    act(request, "withdraw", manager)
    told = str([list(chapter.rows) for chapter in chapters_of(manager)])

    erase(manager)

    request.refresh_from_db()
    assert "0600000000" in told
    assert (request.made_by, request.contact_phone, request.state) == (None, "", "withdrawn")
    assert list(TourAct.objects.values_list("by", "action")) == [(None, "withdraw")]


def test_slots_are_kept_at_the_desk(client):
    offer = make.make_offer(company=make.make_company(teams=2))
    season, desk = make.season_of(offer), f"/gestion/programmation/offres/{offer.pk}/creneaux/"
    client.force_login(make_staff("Culture"))
    given = {"season": season.pk, "day": f"{make.in_days(60)}", "starts_at": "18:00", "capacity": "2", "note": "Ici"}

    wrong = [
        client.post(f"{desk}ouvrir/", given | change)
        for change in ({"capacity": "3"}, {"day": f"{make.in_days(900)}"}, {"day": "hier"})
    ]
    right = client.post(f"{desk}ouvrir/", given)
    twice = client.post(f"{desk}ouvrir/", given)

    slot = Slot.objects.get()
    assert [answer.status_code for answer in wrong] == [400, 400, 400]
    assert (right.status_code, twice.status_code) == (302, 400)
    assert "a déjà un créneau" in twice.content.decode()
    client.post(f"/gestion/programmation/creneaux/{slot.pk}/lieux/", {"capacity": "1"})
    assert SlotLedger.objects.get().capacity == 1
    client.post(f"/gestion/programmation/creneaux/{slot.pk}/annuler/", {"reason": "La compagnie est malade."})
    assert "La compagnie est malade." in client.get(desk).content.decode()


def test_the_demo_lays_a_season_once(settings):
    settings.DEMO = True

    assert (add_programme(), add_programme()) == (9, 0)
    assert ProgrammeRequest.objects.count() == 0  # none of the cafés of the demo is there
    assert make_elected().mandates.exists()


def test_only_those_who_compose_settle_what_the_desk_is_told(client, manager):
    words = "Les demandes de programmation qui arrivent"
    client.force_login(manager)
    told = client.get("/espace/notifications/").content.decode()
    client.force_login(make_staff("Culture"))

    assert words not in told
    assert words in client.get("/espace/notifications/").content.decode()


def test_what_somebody_did_is_given_back_in_words(manager):
    request = make.make_request(cafe=manager.cafe_roles.get().cafe)
    act(request, "withdraw", manager, reason="Un empêchement.")

    rows = [row for chapter in chapters_of(manager) if chapter.code == "programmation-actes" for row in chapter.rows]

    told = [row["Quoi"] for row in rows], rows[0]["État d’avant"], rows[0]["État d’après"], rows[0]["Détail"]
    assert told == (["Demande retirée"], "Envoyée", "Retirée", "Un empêchement.")
