"""A café's own animations: announced by who runs it, read by the team, then in the agenda."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Event, Session
from millecafes.mailroom.models import Mail
from tests.events.factories import CLOCKS_FORWARD, make_bookable, make_event, make_session, register
from tests.people.factories import make_account, make_elected, make_manager, make_staff
from tests.places.cafe_factories import make_cafe

pytestmark = pytest.mark.django_db
INDEX = "/espace/animations/"
IN_A_MONTH = timezone.localdate() + timedelta(days=30)


def shown(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def typed(**given) -> dict:
    words = {"title": "Belote", "summary": "On joue, on rit.", "text": "Venez.\r\n\r\nOn sert <b>tard</b>."}
    hours = {"day": IN_A_MONTH.isoformat(), "start": "14:00", "end": "17:00"}
    return words | hours | given


@pytest.fixture
def cafe():
    make_staff("Validation")
    return make_cafe(name="Le Tilleul")


@pytest.fixture
def manager(client, cafe):
    user = make_manager(cafe)
    client.force_login(user)
    return user


def announce(client, cafe, **given):
    return client.post(reverse("animations:propose", args=[cafe.pk]), typed(**given))


def review(client, event, action, comment=""):
    """What somebody of Validation answers."""
    client.force_login(make_staff("Validation"))
    event.current_workflow_task_state.specific.task.specific.on_action(
        event.current_workflow_task_state, make_staff("Validation"), action, comment=comment
    )
    event.refresh_from_db()


def test_an_animation_waits_for_the_team_then_is_in_the_agenda(client, cafe, manager):
    answer = announce(client, cafe, price="3,50", price_note="Jus compris")
    event = Event.objects.get()
    waits = shown(client.get(INDEX))

    review(client, event, "approve")
    client.force_login(manager)

    assert answer.status_code == 302
    assert (event.kind, event.cafe, event.proposed_by, str(event.price)) == ("animation", cafe, manager, "3.50")
    assert event.body == "<p>Venez.</p><p>On sert &lt;b&gt;tard&lt;/b&gt;.</p>"
    assert "L’équipe la lit" in waits
    assert event.live
    assert "Publiée" in shown(client.get(INDEX))
    assert [mail.subject.replace("\u00a0", " ") for mail in Mail.objects.filter(to=manager.email)] == [
        "Votre animation est dans l’agenda : Belote"
    ]


def test_the_desk_says_that_a_cafe_waits(client, cafe, manager):
    announce(client, cafe)
    client.force_login(make_staff("Validation"))

    assert "1 animation proposée par un café attend votre accord." in shown(client.get("/gestion/"))


ROLES = {"Validation": True, "Réseau": True, "Communication": False, "Culture": False, "Instruction": False}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("answer", ["approve", "reject"])
def test_validation_and_the_network_answer_a_cafe_and_nobody_else(client, cafe, manager, role, answer):
    announce(client, cafe)
    event = Event.objects.get()
    client.force_login(make_staff(role))
    home = shown(client.get("/gestion/"))

    answered(client, event, answer)

    event.refresh_from_db()
    state, said = event.current_workflow_state, Mail.objects.filter(to=manager.email).count()
    assert ("attend votre accord" in home) == ROLES[role]
    assert event.live == (ROLES[role] and answer == "approve")
    assert (state is not None and state.status == "needs_changes") == (ROLES[role] and answer == "reject")
    assert said == ROLES[role]


def answered(client, event, action):
    """As the desk does, with the reason for sending back."""
    name, task = Event.snippet_viewset.get_url_name("workflow_action"), event.current_workflow_task_state
    return client.post(reverse(name, args=[event.pk, action, task.pk]), {"comment": "Précisez l’heure."})


def test_the_network_lets_through_what_a_cafe_announces_and_no_other_event():
    make_staff("Réseau")
    own, cafe = make_event(live=False), make_cafe()
    of_a_cafe = make_event(live=False, cafe=cafe, kind="animation")
    proposed = make_event(live=False, cafe=cafe, kind="animation", proposed_by=make_manager(cafe))

    names = [event.get_workflow().name for event in (own, of_a_cafe, proposed)]

    assert names == ["Relecture avant publication"] * 2 + ["Accord sur une animation"]


def test_it_comes_back_with_a_reason_and_leaves_again_once_corrected(client, cafe, manager):
    announce(client, cafe)
    event = Event.objects.get()

    review(client, event, "reject", comment="Précisez l’âge des joueurs.")
    client.force_login(manager)
    back = shown(client.get(INDEX))
    client.post(reverse("animations:edit", args=[event.pk]), typed(summary="Dès dix ans."))

    event.refresh_from_db()
    assert "À revoir avant d’être publiée" in back
    assert "Précisez l’âge des joueurs." in back
    assert "Précisez l’âge des joueurs." in Mail.objects.get(to=manager.email).body_text
    assert (event.summary, event.live, event.current_workflow_state.status) == ("Dès dix ans.", False, "in_progress")


def test_other_words_of_a_published_one_wait_and_other_hours_do_not(client, cafe, manager):
    event = make_event(title="Belote", kind="animation", cafe=cafe, body="<p>Venez.</p>")
    session = make_bookable(event=event, session_fields={"cafe": cafe})
    guest = register(session)
    Mail.objects.all().delete()

    client.post(reverse("animations:edit", args=[event.pk]), typed(title="Belote de Noël"))
    client.post(reverse("animations:edit_date", args=[session.pk]), typed(start="15:00", end="18:00"))
    told = Mail.objects.filter(to=guest.email).count()

    event.refresh_from_db()
    session.refresh_from_db()
    assert (event.title, event.live, session.local_start.hour, told) == ("Belote", True, 15, 1)
    review(client, event, "approve")
    assert event.title == "Belote de Noël"


@pytest.mark.parametrize("rhythm, count", [("", 1), ("week", 5), ("month", 2)])
def test_it_may_come_back(client, cafe, manager, rhythm, count):
    announce(client, cafe, rhythm=rhythm, until=(IN_A_MONTH + timedelta(days=35)).isoformat())

    dates = Session.objects.filter(event__cafe=cafe).count()
    assert dates == count + (rhythm == "week")
    assert {session.local_start.hour for session in Session.objects.all()} == {14}


@pytest.mark.parametrize(
    "given, words",
    [
        ({"title": ""}, "Donnez un titre."),
        ({"title": "x" * 141}, "140"),
        ({"summary": ""}, "Dites en une phrase"),
        ({"text": "x" * 5001}, "5000"),
        ({"day": ""}, "Dites quel jour."),
        ({"day": "2020-01-01"}, "Cette date est passée"),
        ({"end": "13:00"}, "La fin doit venir après le début."),
        ({"day": CLOCKS_FORWARD, "start": "02:30", "end": "05:00"}, "cette heure n’existe pas"),
        ({"price": "-2"}, "supérieure ou égale à 0"),
        ({"price": "1e9"}, "chiffres"),
        ({"rhythm": "week", "until": ""}, "jusqu’à quel jour cela revient"),
        ({"rhythm": "week", "until": "2020-01-01"}, "après la première date"),
        ({"rhythm": "hourly"}, "choix"),
        ({"title": "\x00"}, "nul"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(client, cafe, manager, given, words):
    answer = announce(client, cafe, **given, fallback="Sous le préau")

    assert (answer.status_code, Event.objects.count(), Session.objects.count()) == (400, 0, 0)
    assert words in shown(answer).replace("5\u202f000", "5000").replace("5 000", "5000")
    assert "Sous le préau" in shown(answer)


def test_the_form_sent_twice_announces_once(client, cafe, manager):
    announce(client, cafe)
    announce(client, cafe)

    assert (Event.objects.count(), Session.objects.count()) == (1, 1)


def test_a_copy_has_the_words_and_the_hours_but_no_day(client, cafe, manager):
    event = make_event(title="Quiz", kind="animation", cafe=cafe)
    make_session(event, cafe=cafe)
    address = reverse("animations:propose", args=[cafe.pk])

    page = shown(client.get(f"{address}?de={event.pk}"))
    odd = client.get(f"{address}?de=99999999999999999999")

    assert 'value="Quiz"' in page
    assert 'name="day" value' not in page.replace('type="date" ', "")
    assert odd.status_code == 200


def test_a_date_is_cancelled_at_once_with_a_reason(client, cafe, manager):
    event = make_event(kind="animation", cafe=cafe)
    session = make_bookable(event=event, session_fields={"cafe": cafe})
    register(session)
    Mail.objects.all().delete()
    address = reverse("animations:cancel_date", args=[session.pk])

    page, empty = shown(client.get(address)), client.post(address, {"reason": ""})
    client.post(address, {"reason": "Four en panne."})

    session.refresh_from_db()
    assert "1 personne est inscrite : elle recevra un message." in page
    assert (empty.status_code, session.reason, Mail.objects.count()) == (400, "Four en panne.", 1)
    assert "elle ne change plus" in shown(client.post(reverse("animations:edit_date", args=[session.pk]), typed()))


def addresses(event, session):
    cafe = [("propose", event.cafe_id), ("edit", event.pk), ("add_date", event.pk)]
    return [reverse(f"animations:{name}", args=[pk]) for name, pk in
            [*cafe, ("edit_date", session.pk), ("cancel_date", session.pk)]]  # fmt: skip


def test_another_cafe_does_not_exist_and_a_former_one_is_only_read(client, cafe, manager):
    other = make_event(kind="animation", cafe=make_cafe())
    theirs = addresses(other, make_session(other, cafe=other.cafe))
    mine = make_event(kind="animation", cafe=cafe)
    own = addresses(mine, make_session(mine, cafe=cafe))

    foreign = {client.get(address).status_code for address in theirs} | {
        client.post(address, typed(reason="x")).status_code for address in theirs
    }
    role = manager.cafe_roles.get()
    role.ends_on = timezone.localdate() - timedelta(days=3)
    role.save()

    assert foreign == {404}
    assert client.get(INDEX).status_code == 200
    assert {client.get(address).status_code for address in own} == {403}
    assert {client.post(address, typed(reason="x")).status_code for address in own} == {403}


def test_a_meeting_that_the_team_holds_in_the_cafe_is_not_the_managers_to_change(client, cafe, manager):
    event = make_event(kind="training", cafe=cafe)

    assert client.get(reverse("animations:edit", args=[event.pk])).status_code == 404


@pytest.mark.parametrize("make, status", [(make_elected, 200), (make_account, 403)])
def test_others_have_nothing_to_announce(client, cafe, make, status):
    client.force_login(make())

    assert client.get(INDEX).status_code == status
    assert client.get(reverse("animations:propose", args=[cafe.pk])).status_code in {403, 404}


def test_the_list_asks_as_much_for_one_animation_as_for_many(client, cafe, manager, django_assert_max_num_queries):
    for _ in range(15):
        make_session(make_event(kind="animation", cafe=cafe), cafe=cafe)
    client.get(INDEX)

    with django_assert_max_num_queries(14):
        client.get(INDEX)


def test_a_manager_is_told_when_somebody_publishes_without_the_review_and_not_of_what_is_touched_up_later(
    client, cafe, manager
):
    announce(client, cafe)
    event = Event.objects.get()
    by = make_staff("Administration")

    event.save_revision(user=by).publish(user=by)
    event.save_revision(user=by).publish(user=by)

    told = Mail.objects.filter(to=manager.email)
    assert [mail.subject.replace("\u00a0", " ") for mail in told] == ["Votre animation est dans l’agenda : Belote"]
