"""Events in the back office: written, copied, read over, published, never deleted; and by whom."""

import html
import re

import pytest
from django.urls import reverse

from events.agenda.models import Event, Territory
from tests.events.factories import make_event, make_session
from tests.people.factories import make_account, make_staff
from tests.places.cafe_factories import make_cafe

pytestmark = pytest.mark.django_db
LIST, ADD = "/gestion/snippets/agenda/event/", "/gestion/snippets/agenda/event/add/"


def edit(event) -> str:
    return f"/gestion/snippets/agenda/event/edit/{event.pk}/"


def typed(**given) -> dict:
    words = {"kind": "guinguette", "title": "La guinguette à Narcy", "summary": "Un soir sur la place.", "body": "null"}
    return words | {"association": "action_territoriale", "audiences": ["public"]} | given


def errors(answer) -> str:
    shown = html.unescape(answer.content.decode()).replace("\u00a0", " ")
    return " ".join(re.findall(r'class="(?:w-field__errors|error-message)[^>]*>(.*?)</(?:div|p)>', shown, re.S))


def act(client, event, name):
    return client.post(edit(event), typed(title=event.title, slug=event.slug) | {name: "1"})


@pytest.mark.parametrize("role", ["Communication", "Validation", "Administration", "Culture", "Réseau"])
def test_those_who_write_the_agenda_begin_a_draft(client, role):
    client.force_login(make_staff(role))

    answer = client.post(ADD, typed())

    event = Event.objects.get()
    assert answer.status_code == 302
    assert (event.slug, event.live, event.audiences) == ("la-guinguette-a-narcy", False, ["public"])
    assert client.get(edit(event)).status_code == 200


@pytest.mark.parametrize("role", ["Instruction", "Finances", ""])
def test_nobody_else_writes_it(client, role):
    event = make_event()
    client.force_login(make_staff(role) if role else make_account())

    for address in (LIST, ADD, edit(event), reverse("agenda_dates", args=[event.pk]), "/gestion/agenda/chiffres/"):
        assert client.get(address).status_code in {302, 403}
    client.post(ADD, typed())

    assert Event.objects.count() == 1


@pytest.mark.parametrize("role, is_live", [("Communication", False), ("Culture", False), ("Validation", True)])
def test_only_validation_publishes(client, role, is_live):
    event = make_event(live=False)
    client.force_login(make_staff(role))

    act(client, event, "action-publish")

    event.refresh_from_db()
    assert event.live == is_live


def test_what_is_written_is_read_over_then_published(client):
    event = make_event(live=False)
    client.force_login(make_staff("Culture"))
    act(client, event, "action-submit")
    waits = event.current_workflow_task_state
    client.force_login(make_staff("Validation"))
    home = client.get("/gestion/").content.decode()

    client.post(
        edit(event),
        typed(title=event.title, slug=event.slug, **{"workflow-action-name": "approve"})
        | {"action-workflow-action": "1"},
    )

    event.refresh_from_db()
    assert waits is not None
    assert "1 événement attend votre relecture." in home
    assert (event.live, event.current_workflow_state) == (True, None)


@pytest.mark.parametrize(
    "given, words",
    [
        ({"title": ""}, "requis"),
        ({"summary": "x" * 201}, "200"),
        ({"audiences": []}, "requis"),
        ({"association": ""}, "par une association, ou par un café"),
        ({"price": "-1"}, "Laissez le prix vide"),
        ({"price": "0"}, "Laissez le prix vide"),
        ({"price": "100000000"}, "chiffres"),
        ({"slug": "mois"}, "celle de l’agenda"),
        ({"slug": "prise"}, "existe déjà"),
        ({"kind": "concert"}, "choix"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(client, given, words):
    Event.objects.create(title="Autre", slug="prise", kind="guinguette", association="reseau", summary="x")
    client.force_login(make_staff("Culture"))

    answer = client.post(ADD, typed(**given) | {"action-submit": "1"})

    assert words in errors(answer)
    assert "Un soir sur la place." in answer.content.decode() or "summary" in given
    assert Event.objects.count() == 1


def test_an_event_is_of_a_cafe_or_of_an_association(client):
    cafe = make_cafe()
    client.force_login(make_staff("Culture"))

    refused = client.post(ADD, typed(cafe=cafe.pk) | {"action-submit": "1"})
    client.post(ADD, typed(cafe=cafe.pk, association="", kind="animation"))

    assert "par une association, ou par un café" in errors(refused)
    assert Event.objects.get().organiser == cafe.name


def test_a_copy_brings_the_words_and_neither_the_dates_nor_the_links(client):
    event = make_event(title="Webinaire", kind="webinar", summary="Trouver un gérant.")
    make_session(event, is_online=True, online_url="https://salle.example.org/1")
    client.force_login(make_staff("Culture"))

    form = client.get(f"/gestion/snippets/agenda/event/copy/{event.pk}/").content.decode()
    client.post(ADD, typed(title="Webinaire", summary="Trouver un gérant."))

    copy = Event.objects.exclude(pk=event.pk).get()
    assert ("Trouver un gérant." in form, event.slug in form, "salle.example.org" in form) == (True, False, False)
    assert (copy.slug, copy.live, copy.sessions.count(), event.sessions.count()) == ("webinaire", False, 0, 1)


def test_no_event_is_ever_deleted(client):
    event = make_event()
    client.force_login(make_account(is_superuser=True))

    page = client.get(edit(event)).content.decode()
    client.post(f"/gestion/snippets/agenda/event/delete/{event.pk}/")

    assert f"/delete/{event.pk}/" not in page
    assert Event.objects.filter(pk=event.pk).exists()


def test_territories_are_kept_by_the_desk_of_culture(client):
    client.force_login(make_staff("Culture"))

    client.post("/gestion/snippets/agenda/territory/add/", {"name": "Grand Est", "slug": "grand-est"})

    assert Territory.objects.get().name == "Grand Est"


def test_the_list_asks_as_much_for_one_event_as_for_many(client, django_assert_max_num_queries):
    for _ in range(20):
        make_event()
    client.force_login(make_staff("Culture"))
    client.get(LIST)

    with django_assert_max_num_queries(30):
        answer = client.get(LIST)

    assert answer.status_code == 200


def test_a_new_event_is_for_everybody_until_said_otherwise_and_a_draft_for_nobody_is_refused(client):
    client.force_login(make_staff("Communication"))
    form = client.get(ADD).content.decode()

    answer = client.post(ADD, typed(audiences=[]))

    assert re.search(r'<input[^>]*value="public"[^>]*checked', form)
    assert answer.status_code == 200
    assert "Dites pour qui est cet événement." in errors(answer)
    assert not Event.objects.exists()
