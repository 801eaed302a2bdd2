"""Events among what the search finds, each for those it is written for; and in the map for search engines."""

import pytest

from events.agenda.services.finding import event_was_published
from millecafes.core.search import index
from tests.core.search.factories import titles
from tests.events.factories import make_event, make_session
from tests.people.factories import make_elected, make_manager

pytestmark = pytest.mark.django_db


def test_an_event_is_found_by_its_words_and_its_village():
    event = make_event(title="Grand bal du lavoir")
    make_session(event)
    event_was_published(event)

    assert titles("bal lavoir") == titles("cadalen bal") == ["Grand bal du lavoir"]


def test_what_is_for_some_is_found_by_them_alone():
    event = make_event(title="Atelier des trognons", audiences=["elected"])
    index.write("event", [event])

    assert titles("trognons") == []
    assert titles("trognons", make_manager()) == []
    assert titles("trognons", make_elected()) == ["Atelier des trognons"]


def test_a_date_added_later_makes_the_event_found_by_its_village():
    event = make_event(title="Bal")
    event_was_published(event)
    assert titles("cadalen") == []

    make_session(event)

    assert titles("cadalen") == ["Bal"]


def test_the_map_for_search_engines_has_public_events_only(client):
    shown, hidden = make_event(), make_event(audiences=["members"])

    content = client.get("/sitemap.xml").content.decode()

    assert f"/agenda/{shown.slug}/" in content
    assert hidden.slug not in content
