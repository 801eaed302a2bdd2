"""Asking, as a manager or an elected official does it on a page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.tours.models import ProgrammeRequest, Season
from events.tours.permissions import Host
from events.tours.services import Refused, ask, book
from events.tours.services.asking import Words
from tests.events.tours import factories as make
from tests.people.factories import a_cafe, make_elected, make_holder, make_manager, make_staff
from tests.places.cafe_factories import THURAGEAU, commune, make_cafe

pytestmark = pytest.mark.django_db

MINE = "/espace/programmation/demandes/"


@pytest.fixture
def manager():
    return make_manager(make_cafe(where=THURAGEAU))


def address(offer) -> str:
    return f"/espace/programmation/{offer.slug}/demander/"


def typed(offer, person, **changes) -> dict:
    role = person.cafe_roles.first()
    host = f"cafe-{role.cafe_id}" if role else f"commune-{person.mandates.get().commune_id}"
    given = {"key": str(uuid4()), "host": host, "first": str(offer.pk), "day_1": f"{make.in_days(50)}"}
    return given | {"message": "Pour la fête du village."} | changes


def send(client, person, offer, **changes):
    client.force_login(person)
    return client.post(address(offer), typed(offer, person, **changes))


def said(answer) -> str:
    return answer.content.decode()


def test_a_manager_asks_and_reads_what_she_asked(client, manager):
    season = make.make_season()
    offers = [make.make_offer(season, title=title) for title in ("La Veillée", "Le Cirque", "Le Bal")]
    second, third = (str(offer.pk) for offer in offers[1:])

    answer = send(client, manager, offers[0], second=second, third=third, day_2=f"{make.in_days(52)}", flexible="on")

    assert answer.status_code == 303
    page = said(client.get(answer.url))
    for words in ("La Veillée", "Le Cirque", "Le Bal", "Pour la fête du village.", "La demande est envoyée"):
        assert words in page
    assert "La Veillée" in said(client.get(MINE))
    request = ProgrammeRequest.objects.get()
    assert (request.state, request.made_by, request.flexible) == ("submitted", manager, True)
    assert list(request.wishes.values_list("offer", flat=True)) == [offer.pk for offer in offers]


def test_the_same_form_sent_twice_asks_once_and_leads_to_the_same_page(client, manager):
    offer, key = make.make_offer(), str(uuid4())

    first, again = (send(client, manager, offer, key=key) for _ in range(2))
    Season.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    too_late = send(client, manager, offer, key=key)

    assert first.url == again.url == too_late.url
    assert ProgrammeRequest.objects.count() == 1


def test_a_draft_is_nobodys_but_its_hosts_and_is_sent_later(client, manager):
    offer = make.make_offer()

    answer = send(client, manager, offer, brouillon="oui", first="", day_1="")

    draft = ProgrammeRequest.objects.get()
    assert (answer.status_code, draft.state, draft.submitted_at) == (303, "draft", None)
    client.force_login(make_staff("Culture"))
    assert client.get(answer.url).status_code == 404
    client.force_login(manager)
    sent = client.post(f"{answer.url}modifier/", typed(offer, manager))
    assert sent.status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.first_offer) == ("submitted", offer)


def test_an_elected_official_asks_for_a_commune_without_a_cafe(client):
    elected = make_elected(commune(THURAGEAU))
    offer = make.make_offer()

    answer = send(client, elected, offer)

    assert answer.status_code == 303
    assert ProgrammeRequest.objects.get().commune_id == THURAGEAU


def test_a_commune_with_a_cafe_lets_it_ask_but_for_the_van(client):
    make_cafe(where=THURAGEAU)
    elected = make_elected(commune(THURAGEAU))

    season = make.make_season()
    show, van = make.make_offer(season), make.make_offer(season, kind="guinguette")

    refused = send(client, elected, show)
    in_second = send(client, elected, van, second=str(show.pk))
    answer = send(client, elected, van)

    assert [each.status_code for each in (refused, in_second, answer)] == [409, 409, 303]
    assert "c’est lui qui demande" in said(refused)
    assert "Le café de la commune demande lui-même" in said(in_second)
    assert ProgrammeRequest.objects.get().first_offer == van


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first": ""}, "Choisissez au moins une offre."),
        ({"first": "999999"}, "n’est pas dans la saison, ou n’est pas pour vous"),
        ({"day_1": ""}, "Donnez au moins un jour possible"),
        ({"day_1": "2027-02-30"}, "Écrivez un jour qui existe"),
        ({"day_1": f"{make.in_days(500)}"}, "Ce jour n’est pas dans la saison"),
        ({"day_1": f"{make.in_days(2)}"}, "Ce jour n’est pas dans la saison"),
        ({"day_2": f"{make.in_days(50)}"}, "Ce jour est déjà dans votre demande"),
        ({"host": "cafe-999999"}, "Vous ne pouvez pas demander pour ce lieu."),
        ({"host": ""}, "Dites pour quel lieu"),
        ({"phone": "06\n07"}, "sur une seule ligne"),
        ({"message": "x" * 2001}, "2000"),
        ({"message": "a\x00b"}, "nul"),
    ],
)
def test_bad_input_is_said_at_the_field_keeps_what_was_typed_and_writes_nothing(client, manager, changes, words):
    answer = send(client, manager, make.make_offer(), **{"phone": "06 00 00 00 00"} | changes)

    assert answer.status_code == 400
    assert words in said(answer)
    assert 'role="alert"' in said(answer)
    kept = changes.get("message", "Pour la fête du village.")[:1500].replace("\x00", "")
    assert kept[:1] in said(answer)
    assert not ProgrammeRequest.objects.exists()


def test_the_same_offer_twice_and_one_that_is_not_for_the_host_are_refused(client, manager):
    season = make.make_season()
    offer, for_elected = make.make_offer(season), make.make_offer(season, audiences=["elected", "managers"])
    type(for_elected).objects.filter(pk=for_elected.pk).update(audiences=["elected"])

    twice = send(client, manager, offer, second=str(offer.pk))
    foreign = send(client, manager, offer, second=str(for_elected.pk))

    assert "déjà dans votre demande" in said(twice)
    assert "n’est pas pour vous" in said(foreign)
    assert (twice.status_code, foreign.status_code) == (400, 400)


def test_an_offer_that_does_not_come_that_far_is_refused(client, manager):
    offer = make.make_offer(regions=[commune("81046").department.region])

    answer = send(client, manager, offer)

    assert answer.status_code == 400
    assert "ne vient pas jusqu’ici" in said(answer)


def test_an_offer_that_does_not_come_that_far_shows_no_button_and_is_no_wish_whatever_sends_it(client, manager):
    offer = make.make_offer(title="Le Bal", regions=[commune("81046").department.region])
    slot = make.make_slot(offer)
    client.force_login(manager)
    url = f"/espace/programmation/{offer.slug}/creneaux/{slot.pk}/"

    page = said(client.get(f"/espace/programmation/{offer.slug}/"))
    booked = client.post(url, typed(offer, manager))
    with pytest.raises(Refused) as refusal:
        host = Host(manager.cafe_roles.get().cafe)
        ask(slot.season, host, Words([make.make_offer(slot.season), offer]), manager, key=uuid4(), send=False)

    assert "Elle ne vient pas jusqu’à ce lieu" in page
    assert "/demander/" not in page
    assert f"/creneaux/{slot.pk}/" not in page
    assert booked.status_code == 409
    assert "ne vient pas jusqu’ici" in said(booked)
    assert "Pour la fête du village." in said(booked)
    assert (refusal.value.code, refusal.value.about) == ("far", "second")
    assert not ProgrammeRequest.objects.exists()


def test_nobody_asks_for_the_cafe_of_another(client, manager):
    answer = send(client, manager, make.make_offer(), host=f"cafe-{a_cafe().pk}")

    assert answer.status_code == 400
    assert not ProgrammeRequest.objects.exists()


def test_a_form_taken_from_somebody_else_learns_nothing(client, manager):
    offer, key, other = make.make_offer(), str(uuid4()), make_manager()
    send(client, other, offer, key=key)

    answer = send(client, manager, offer, key=key)

    assert answer.status_code == 409
    assert "Ce formulaire a déjà servi" in said(answer)
    assert ProgrammeRequest.objects.count() == 1


def test_a_second_request_for_the_same_offer_is_refused_kindly(client, manager):
    offer = make.make_offer()
    send(client, manager, offer)

    answer = send(client, manager, offer)

    assert answer.status_code == 409
    assert "déjà une demande en cours" in said(answer)
    assert "Pour la fête du village." in said(answer)


def test_after_closing_nothing_is_written_and_nothing_typed_is_lost(client, manager):
    offer = make.make_offer()
    client.force_login(manager)
    Season.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    answer = client.post(address(offer), typed(offer, manager))

    assert answer.status_code == 409
    assert "Les demandes de cette saison sont closes" in said(answer)
    assert "Pour la fête du village." in said(answer)
    assert not ProgrammeRequest.objects.exists()


def test_what_was_sent_is_changed_until_closing(client, manager):
    season = make.make_season()
    offer, other = make.make_offer(season), make.make_offer(season, title="Le Bal")
    url = send(client, manager, offer).url

    client.post(f"{url}modifier/", typed(other, manager, day_1=f"{make.in_days(70)}"))
    Season.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    late = client.post(f"{url}modifier/", typed(offer, manager))

    request = ProgrammeRequest.objects.get()
    assert (request.first_offer, request.state) == (other, "submitted")
    assert [row.day for row in request.days.all()] == [make.in_days(70)]
    assert late.status_code == 409


def test_the_host_accepts_asks_for_another_day_withdraws_and_cancels(client, manager):
    client.force_login(manager)
    cafe = manager.cafe_roles.get().cafe
    proposed = [make.make_request(cafe=cafe, state="proposed") for _ in range(2)]

    page = said(client.get(f"{MINE}{proposed[0].pk}/"))
    accepted = client.post(f"{MINE}{proposed[0].pk}/accepter/")
    other_day = client.post(f"{MINE}{proposed[1].pk}/autre-date/", {"reason": "Plutôt un samedi."})
    unsaid = client.post(f"{MINE}{proposed[0].pk}/annuler/", {"reason": ""})
    cancelled = client.post(f"{MINE}{proposed[0].pk}/annuler/", {"reason": "Dégât des eaux."})
    withdrawn = client.post(f"{MINE}{proposed[1].pk}/retirer/")

    assert "Oui, nous accueillons" in page
    assert [answer.status_code for answer in (accepted, other_day, unsaid, cancelled, withdrawn)] == [
        303,
        303,
        400,
        303,
        303,
    ]
    assert "Dites pourquoi" in said(unsaid)
    assert [ProgrammeRequest.objects.get(pk=one.pk).state for one in proposed] == ["cancelled", "withdrawn"]


def test_what_is_no_longer_possible_says_where_the_request_stands(client, manager):
    client.force_login(manager)
    request = make.make_request(cafe=manager.cafe_roles.get().cafe, state="declined")

    answer = client.post(f"{MINE}{request.pk}/accepter/")

    assert answer.status_code == 409
    assert "ce n’est plus possible" in said(answer)
    assert "Essai." in said(answer)


@pytest.mark.parametrize("who", ["another manager", "a holder"])
def test_the_request_of_another_place_does_not_exist(client, who):
    request = make.make_request()
    client.force_login(make_manager() if who == "another manager" else make_holder())

    answers = [client.get(f"{MINE}{request.pk}/"), client.post(f"{MINE}{request.pk}/retirer/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    request.refresh_from_db()
    assert request.state == "submitted"


def test_a_slot_is_booked_on_its_page_and_full_it_says_so_kindly(client, manager):
    slot, late = make.make_slot(), make_manager()
    url = f"/espace/programmation/{slot.offer.slug}/creneaux/{slot.pk}/"
    client.force_login(manager)

    first = client.post(url, typed(slot.offer, manager), follow=True)
    client.force_login(late)
    second = client.post(url, typed(slot.offer, late), follow=True)

    assert "C’est réservé" in said(first)
    assert "Quelqu’un a été plus rapide" in said(second)
    assert "Vous êtes en tête de la liste d’attente" in said(second)


def test_once_the_season_is_over_the_words_are_given_back(client, manager):
    offer = make.make_offer()
    client.force_login(manager)
    Season.objects.update(
        opens_at=timezone.now() - timedelta(days=90), closes_at=timezone.now() - timedelta(days=60),
        first_day=make.in_days(-50), last_day=make.in_days(-1),
    )  # fmt: skip

    answer = client.post(address(offer), typed(offer, manager))

    assert answer.status_code == 409
    assert "Pour la fête du village." in said(answer)
    assert "par message" not in said(answer)


def test_a_day_outside_all_the_chosen_offers_is_refused_at_its_field(client, manager):
    season = make.make_season()
    june = make.make_offer(season, title="Le Bal", first_day=make.in_days(60), last_day=make.in_days(70))
    always = make.make_offer(season)

    refused = send(client, manager, june, day_1=f"{make.in_days(50)}")
    other = send(client, manager, june, day_1=f"{make.in_days(50)}", second=str(always.pk))

    assert (refused.status_code, other.status_code) == (400, 303)
    assert "Aucune des offres choisies ne vient ce jour-là. Le Bal, du " in said(refused)


def test_a_commune_says_what_it_has_and_reads_what_is_missing(client):
    elected = make_elected(commune(THURAGEAU))
    offer = make.make_offer(kind="guinguette")
    client.force_login(elected)

    form = said(client.get(address(offer)))
    long = send(client, elected, offer, place="x" * 200)
    url = send(client, elected, offer, place="Place de l’église", fallback="Salle des fêtes").url
    page = said(client.get(url))

    request = ProgrammeRequest.objects.get()
    assert "Pour une commune : sur place" in form
    assert long.status_code == 400
    assert (request.place, request.fallback, request.power) == ("Place de l’église", "Salle des fêtes", "")
    assert "Salle des fêtes" in page
    assert "Il manque" in page
    assert "l’électricité, les tables, les chaises, le stationnement" in page
    assert 'value="Place de l’église"' in said(client.get(f"{url}modifier/"))


def test_what_is_missing_of_a_square_is_said_after_the_season_has_closed(client):
    elected = make_elected(commune(THURAGEAU))
    offer = make.make_offer(kind="guinguette")
    client.force_login(elected)
    url = send(client, elected, offer, place="Place de l’église").url
    now = timezone.now()
    Season.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    page, form = said(client.get(url)), said(client.get(f"{url}lieu/"))
    long = client.post(f"{url}lieu/", {"place": "x" * 200, "power": "16 A"})
    answer = client.post(f"{url}lieu/", {"place": "Le foirail", "power": "16 A, au pied du kiosque"})
    told = said(client.get(url))

    request = ProgrammeRequest.objects.get()
    assert f"{url}lieu/" in page
    assert 'value="Place de l’église"' in form
    assert (long.status_code, answer.status_code) == (400, 303)
    assert "16 A" in said(long)
    assert (request.place, request.power, request.state) == ("Le foirail", "16 A, au pied du kiosque", "submitted")
    assert request.wishes.count() == 1
    assert "Lieu précisé" in told
    assert "L’électricité" in told


def test_a_commune_that_takes_a_slot_is_asked_where_it_welcomes(client):
    elected = make_elected(commune(THURAGEAU))
    slot = make.make_slot(make.make_offer(kind="guinguette"))
    request, _new = book(slot, Host(elected.mandates.get().commune), elected, key=uuid4())
    client.force_login(elected)
    url = request.get_absolute_url()

    page = said(client.get(url))
    client.post(f"{url}lieu/", {"place": "Place de l’église", "fallback": "Salle des fêtes"})

    assert "Il manque" in page
    assert f"{url}lieu/" in page
    stop = request.stops.get()
    assert (stop.place, stop.fallback) == ("Place de l’église", "Salle des fêtes")
    assert stop.session.place == "Place de l’église"


def test_a_cafe_is_not_asked_what_its_sheet_says(client, manager):
    offer = make.make_offer()

    url = send(client, manager, offer, place="Ici").url

    assert ProgrammeRequest.objects.get().place == ""
    assert "Il manque" not in said(client.get(url))
    assert "Pour une commune" not in said(client.get(f"{url}modifier/"))


def test_the_only_place_one_asks_for_is_in_the_form_whatever_the_address_says(client):
    offer = make.make_offer()
    manager = make_manager()
    client.force_login(manager)

    page = client.get(f"/espace/programmation/{offer.slug}/demander/").content.decode()

    assert f'<input type="hidden" name="host" value="cafe-{manager.cafe_roles.get().cafe_id}"' in page
