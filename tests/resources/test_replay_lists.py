"""Where replays are met: their list, and the webinars they are of."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.models import Replay
from tests.events.factories import make_event, make_session, move_in_time
from tests.people.factories import make_elected, make_manager
from tests.resources.files import make_replay, publish
from tests.resources.test_replays import page_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    person = make_elected()
    client.force_login(person)
    return person


def listed(client, query="") -> list[str]:
    text = unescape(client.get(f"/espace/replays/{query}").content.decode())
    return re.findall(r'class="reel__title"><a[^>]*>([^<]+)', text)


def test_the_list_has_what_one_may_watch_the_latest_first(client, member):
    make_replay(title="Ancien", recorded_on="2024-05-01")
    make_replay(title="Pour les gérantes", audiences=["managers"])
    make_replay(title="Brouillon", live=False)
    make_replay(title="Public", audiences=["public"], recorded_on="2025-05-01")

    assert listed(client) == ["Public", "Ancien"]
    assert listed(Client()) == ["Public"]


def test_the_list_is_sifted_by_what_is_said(client, member):
    publish(make_replay(title="Le loyer du café"))
    publish(make_replay(title="La terrasse", captions="", transcript="Rien de cela."))

    assert listed(client, "?q=mairie+paie") == ["Le loyer du café"]
    assert listed(client, "?q=terrasses") == ["La terrasse"]
    assert "Aucun replay ne dit ces mots" in client.get("/espace/replays/?q=zanzibar").content.decode()
    assert len(listed(client, "?q=%00%22*((")) == 2


def test_the_list_asks_as_much_for_many_as_for_one(client, member, django_assert_num_queries):
    make_replay()
    listed(client)
    with CaptureQueriesContext(connection) as one:
        listed(client)
    for _number in range(12):
        make_replay()
    with django_assert_num_queries(len(one)):
        assert len(listed(client)) == 13


@pytest.mark.parametrize("query", ["", "q=compte&"])
def test_a_page_beyond_the_last_shows_the_last_and_says_so(client, member, monkeypatch, query):
    monkeypatch.setattr("resources.views.replays.REPLAYS_A_PAGE", 2)
    for number in range(3):
        publish(make_replay(title=f"Tenir les comptes {number}"))

    beyond, last = (words_of(client, f"?{query}page={number}") for number in (999, 2))

    assert "La page demandée n’existe pas\u00a0: voici la page 2." in beyond
    assert "n’existe pas" not in last
    assert [text.count('class="reel"') for text in (beyond, last)] == [1, 1]


def words_of(client, query: str) -> str:
    return unescape(client.get(f"/espace/replays/{query}").content.decode())


def past_webinar(**fields):
    session = make_session(make_event(kind="webinar", title="Parler du loyer", **fields), is_online=True)
    start = timezone.now() - timedelta(days=10)
    return move_in_time(session, starts_at=start, ends_at=start + timedelta(hours=1))


def test_a_past_webinar_leads_to_its_replay_those_who_may_watch_it(client, member):
    session = past_webinar(audiences=["members"])
    replay = make_replay(session=session, audiences=["elected"])
    pages = ["/espace/webinaires/", session.event.get_absolute_url()]
    manager = signed_in(make_manager())

    ours = [f'href="{replay.get_absolute_url()}"' in client.get(page).content.decode() for page in pages]
    theirs = [f'href="{replay.get_absolute_url()}"' in manager.get(page).content.decode() for page in pages]

    assert (ours, theirs) == ([True, True], [False, False])
    assert f'href="{session.event.get_absolute_url()}"' in page_of(client, replay)


def test_a_public_webinar_leads_everybody_to_a_public_replay_only(client):
    session = past_webinar(audiences=["public"])
    replay, address = make_replay(session=session, audiences=["public"]), session.event.get_absolute_url()

    shown = "Revoir" in client.get(address).content.decode()
    Replay.objects.filter(pk=replay.pk).update(audiences=["members"])
    hidden = "Revoir" in client.get(address).content.decode()

    assert (shown, hidden) == (True, False)
    assert "Revoir" in signed_in(make_elected()).get(address).content.decode()
