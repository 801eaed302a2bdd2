"""A café's sheet written by its people: hours at once, the rest after a second reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.portal.models import CafeChange
from millecafes.places.models import Cafe
from tests.people.factories import make_elected, make_holder, make_manager, make_staff
from tests.places.cafe_factories import hours, make_cafe, make_service
from tests.portal.factories import hours_data, words_data

pytestmark = pytest.mark.django_db
BLANK = {"first_day": "", "last_day": "", "opens": "", "closes": "", "reason": ""}


@pytest.fixture
def cafe():
    return make_cafe(week=[hours(1, "08:00", "14:00")], summary="Un comptoir.", phone="01 23 45 67 89")


@pytest.fixture
def manager(cafe, enter):
    return enter(make_manager(cafe))


def address(cafe, part=""):
    return f"/espace/cafe/{cafe.slug}/{part}"


def public(client, cafe):
    return client.get(cafe.get_absolute_url()).content.decode()


def states(cafe):
    return [change.state for change in cafe.changes.order_by("pk")]


def day(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def test_hours_are_public_at_once(client, cafe, manager):
    answer = client.post(address(cafe, "horaires/"), hours_data(cafe, [(4, "17:00", "21:00")]))

    assert (answer.status_code, answer.url) == (302, address(cafe))
    html = public(client, cafe)
    assert ("17 h" in html.replace("\u00a0", " ").replace("\u202f", " "), states(cafe)) == (True, ["applied"])


def test_a_closure_is_public_at_once(client, cafe, manager):
    closure = BLANK | {"first_day": day(3), "reason": "Moisson"}

    client.post(address(cafe, "horaires/"), hours_data(cafe, [(1, "08:00", "14:00")], [closure]))

    assert "Moisson" in public(client, cafe)
    assert "Moisson" in client.get(address(cafe)).content.decode()


def test_a_closure_is_taken_away(client, cafe, manager):
    closure = BLANK | {"first_day": day(3), "reason": "Moisson"}
    week = [(1, "08:00", "14:00")]
    client.post(address(cafe, "horaires/"), hours_data(cafe, week, [closure]))

    client.post(address(cafe, "horaires/"), hours_data(cafe, week, [closure | {"DELETE": "on"}]))

    assert "Moisson" not in public(client, cafe)


@pytest.mark.parametrize(
    ("spans", "exceptions", "said"),
    [
        ([(1, "18:00", "02:00")], [], "arrêtez à 00:00"),
        ([(1, "08:00", "14:00"), (1, "12:00", "18:00")], [], "ces heures en recouvrent d’autres"),
        ([(1, "08:00", "")], [], "Donnez les deux heures"),
        ([(1, "25:00", "26:00")], [], "Écrivez une heure"),
        ([], [BLANK | {"first_day": "2019-01-01"}], "Ces jours sont passés"),
        ([], [BLANK | {"first_day": "2190-01-01"}], "vérifiez l’année"),
        ([], [BLANK | {"first_day": "2030-02-31"}], "Écrivez une date"),
        ([], [BLANK | {"reason": "Moisson"}], "Quel jour"),
        ([], [BLANK | {"first_day": "{3}", "opens": "10:00"}], "quelle heure ferme"),
        (
            [],
            [BLANK | {"first_day": "{3}", "last_day": "{9}"}, BLANK | {"first_day": "{5}"}],
            "déjà dans une autre ligne",
        ),
    ],
)
def test_hours_that_cannot_be_are_said_at_the_field_and_kept(client, cafe, manager, spans, exceptions, said):
    rows = [{key: day(int(v[1])) if v.startswith("{") else v for key, v in row.items()} for row in exceptions]

    answer = client.post(address(cafe, "horaires/"), hours_data(cafe, spans, rows))

    html = answer.content.decode()
    assert (answer.status_code, said in html, states(cafe)) == (400, True, [])
    for typed in [value for span in spans for value in span[1:]] + [v for row in rows for v in row.values()]:
        assert typed in html


@pytest.mark.parametrize("data", [{}, {"week-TOTAL_FORMS": "x"}, {"week-TOTAL_FORMS": "9" * 30, "seen": "\x00"}])
def test_a_form_that_was_cut_short_is_refused_without_harm(client, cafe, manager, data):
    assert client.post(address(cafe, "horaires/"), data).status_code == 400


def test_a_weekday_that_does_not_exist_is_refused(client, cafe, manager):
    data = hours_data(cafe, [(1, "08:00", "14:00")]) | {"week-0-weekday": "9", "week-0-opens": "08:00"}

    assert client.post(address(cafe, "horaires/"), data).status_code == 400


def test_texts_wait_for_a_second_reader(client, cafe, manager):
    answer = client.post(address(cafe, "textes/"), words_data(cafe, summary="Un grand comptoir."), follow=True)

    html = answer.content.decode()
    assert ("Attend la relecture" in html, "Un grand comptoir." in html) == (True, True)
    assert ("Un grand comptoir." in public(client, cafe), states(cafe)) == (False, ["waiting"])


def test_services_and_the_venue_sheet_wait_too(client, cafe, manager):
    make_service("poste", "Relais poste")

    client.post(address(cafe, "textes/"), words_data(cafe, services=["poste"], seats_inside="40", wheelchair="yes"))

    change = CafeChange.objects.get()
    assert change.after["services"] == ["poste"]
    assert (change.after["venue"]["seats_inside"], change.after["venue"]["wheelchair"]) == (40, "yes")
    assert "Relais poste" in client.get(address(cafe)).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"summary": "x" * 301},
        {"email": "pas une adresse"},
        {"website": "javascript:alert(1)"},
        {"phone": "01\u202e23"},
        {"services": ["inconnu"]},
        {"seats_inside": "-3"},
        {"seats_inside": "9" * 30},
        {"wheelchair": "peut-être"},
        {"description": "a\x00b"},
        {"description": "x" * 5001},
    ],
)
def test_what_cannot_be_told_is_refused_and_kept(client, cafe, manager, wrong):
    answer = client.post(address(cafe, "textes/"), words_data(cafe, **{"description": "Mon récit"} | wrong))

    html = answer.content.decode()
    assert (answer.status_code, states(cafe)) == (400, [])
    assert "description" in wrong or "Mon récit" in html


def test_the_same_change_twice_is_one(client, cafe, manager):
    texts, week = words_data(cafe, summary="Un grand comptoir."), hours_data(cafe, [(4, "17:00", "21:00")])

    for _n in range(2):
        client.post(address(cafe, "textes/"), texts)
        client.post(address(cafe, "horaires/"), week)

    assert sorted(states(cafe)) == ["applied", "waiting"]
    assert Cafe.objects.get(pk=cafe.pk).hours.count() == 1


def test_what_comes_back_to_the_public_text_is_proposed_no_more(client, cafe, manager):
    client.post(address(cafe, "textes/"), words_data(cafe, summary="Un grand comptoir."))

    client.post(address(cafe, "textes/"), words_data(cafe, summary="Un comptoir."))

    assert states(cafe) == ["withdrawn"]


def test_a_proposal_is_withdrawn_and_twice_is_once(client, cafe, manager):
    client.post(address(cafe, "textes/"), words_data(cafe, summary="Un grand comptoir."))

    answers = [client.post(address(cafe, "proposition/retirer/"), follow=True).content.decode() for _n in range(2)]

    assert ["est retirée" in answers[0], "n’attend plus" in answers[1]] == [True, True]
    assert states(cafe) == ["withdrawn"]


@pytest.mark.parametrize("part", ["textes/", "horaires/"])
def test_two_who_write_at_once_lose_nothing(client, client_factory, cafe, manager, part):
    mine = {
        "textes/": words_data(cafe, summary="Le mien."),
        "horaires/": hours_data(cafe, [(2, "10:00", "11:00")]),
    }[part]
    other = client_factory()
    other.force_login(make_manager(cafe))
    theirs = {
        "textes/": words_data(cafe, summary="Le sien."),
        "horaires/": hours_data(cafe, [(3, "15:00", "16:00")]),
    }[part]
    other.post(address(cafe, part), theirs)

    refused = client.post(address(cafe, part), mine)
    html = refused.content.decode()
    again = client.post(address(cafe, part), mine | {"seen": refused.context["seen"]})

    assert (refused.status_code, "Quelqu’un d’autre a écrit" in html) == (409, True)
    typed, newer = {"textes/": ("Le mien.", "Le sien."), "horaires/": ('value="10:00"', "jeudi")}[part]
    assert (typed in html, newer in html) == (True, True)
    assert again.status_code == 302


def test_a_second_manager_carries_the_proposal_on(client, client_factory, cafe, manager):
    client.post(address(cafe, "textes/"), words_data(cafe, summary="Un grand comptoir."))
    other = client_factory()
    other.force_login(make_manager(cafe))

    other.post(address(cafe, "textes/"), words_data(cafe, phone="09 87 65 43 21"))

    assert states(cafe) == ["replaced", "waiting"]
    assert CafeChange.objects.latest("pk").after == {"summary": "Un grand comptoir.", "phone": "09 87 65 43 21"}


PARTS = ["", "horaires/", "textes/", "photos/"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("make", [make_manager, make_elected, make_holder, lambda: make_staff("Finances")])
def test_a_strangers_cafe_is_not_found(client, cafe, enter, make, part):
    enter(make())

    assert client.get(address(cafe, part)).status_code == 404
    assert client.post(address(cafe, part or "textes/"), {}).status_code == 404


@pytest.mark.parametrize("part", ["horaires/", "textes/", "photos/", "photos/1/retirer/", "proposition/retirer/"])
@pytest.mark.parametrize("has_another", [False, True])
def test_who_has_left_reads_and_writes_no_more(client, cafe, enter, part, has_another):
    person = make_manager(cafe, ends_on=timezone.localdate() - timedelta(days=3))
    if has_another:
        person.cafe_roles.create(cafe=make_cafe())
    enter(person)

    read = client.get(address(cafe))
    written = client.post(address(cafe, part), words_data(cafe, summary="Trop tard"))

    assert (read.status_code, "portal" in read.content.decode()) == (200, False)
    assert (written.status_code, states(cafe)) == (403, [])


def test_the_team_writes_for_a_cafe_at_once_and_it_is_marked_so(client, client_factory, cafe, enter):
    enter(make_staff("Validation"))

    client.post(address(cafe, "textes/"), words_data(cafe, summary="Écrit par l’équipe."))

    theirs = client_factory()
    theirs.force_login(make_manager(cafe))
    assert "Écrit par l’équipe." in public(client, cafe)
    assert "l’équipe, pour le café" in theirs.get(address(cafe)).content.decode()


def test_a_desk_that_does_not_publish_reads_only(client, cafe, enter):
    enter(make_staff("Communication"))

    assert client.get(address(cafe)).status_code == 200
    assert client.post(address(cafe, "textes/"), words_data(cafe)).status_code == 403


def test_a_part_that_does_not_exist_is_not_found(client, cafe, manager):
    assert client.get(address(cafe, "cuisine/")).status_code == 404


def test_the_sheet_names_nobody_who_would_rather_not_be(client, cafe, enter):
    first = make_manager(cafe, email="sansnom@example.org")
    client.force_login(first)
    client.post(address(cafe, "textes/"), words_data(cafe, summary="Un café, des livres."))
    client.post(address(cafe, "horaires/"), hours_data(cafe, [(4, "17:00", "21:00")]))
    enter(make_manager(cafe))

    nameless = client.get(address(cafe)).content.decode()
    first.display_name = "Awa Cachée"
    first.save()
    type(first.member).objects.filter(person=first).update(is_hidden=True)
    hidden = client.get(address(cafe)).content.decode()

    assert ("sansnom@example.org" in nameless + hidden, nameless.count("Un membre")) == (False, 2)
    assert ("Awa Cachée" in hidden, hidden.count("ne souhaite pas apparaître")) == (False, 2)
