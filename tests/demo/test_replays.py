"""The replay of the demo: whole, of a past webinar, laid once, by nobody who exists."""

import pytest

from millecafes.core.uploads import SIGNS
from millecafes.demo.content.replays import CARDS, WEBINAR
from millecafes.demo.replays import FILM, add_replay
from resources.models import Replay
from tests.core.search.factories import titles
from tests.events.factories import make_event, make_session
from tests.people.factories import make_elected

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar(settings):
    settings.DEMO = True
    event = make_event(kind="webinar")
    type(event).objects.filter(pk=event.pk).update(slug=WEBINAR)
    return make_session(event, is_online=True)


def test_the_replay_is_laid_once_with_its_words(webinar):
    laid, again = add_replay(), add_replay()

    replay = Replay.objects.get()
    assert (laid, again) == (1, 0)
    assert (replay.live, replay.is_example, replay.session) == (True, True, webinar)
    assert [chapter.title for chapter in replay.parts] == [title for title, _words in CARDS]
    assert {one.voice for part in replay.spoken for one in part.paragraphs} == {"Camille", "Odile", "Bruno"}
    assert titles("soupe du jeudi", make_elected()) == [replay.title]


def test_its_film_is_light_and_is_one():
    content = FILM.read_bytes()

    assert len(content) <= 60_000
    assert SIGNS["mp4"](content)
    assert content.index(b"moov") < content.index(b"mdat")  # it begins before it has all come


def test_nothing_is_laid_elsewhere_than_in_a_demo(webinar, settings):
    settings.DEMO = False

    assert add_replay() == 0


def test_nothing_is_laid_without_its_webinar(settings):
    settings.DEMO = True

    assert add_replay() == 0
