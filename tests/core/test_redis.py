"""The shared cache is a real Redis: it answers as the database does, which stands in while it is away."""

import time

import pytest
from django.core.cache import cache, caches
from django.test import Client

from home.models import ContentPage
from millecafes.core import page_store, steady_redis
from millecafes.core.steady_redis import SteadyRedis
from millecafes.settings import growth
from tests.core.factories import resizes_pictures
from tests.core.machines import last_code
from tests.core.redis_server import redis_server
from tests.core.visits import publish, says
from tests.pages.factories import make_page
from tests.people.factories import make_account

pytestmark = [pytest.mark.django_db, resizes_pictures]

AWAY = steady_redis, page_store


@pytest.fixture
def redis(settings, monkeypatch, tmp_path):
    """As the settings say with CACHE_URL."""
    for module in AWAY:
        monkeypatch.setattr(module, "_away_until", 0.0)
    with redis_server(tmp_path) as server:
        settings.CACHES = growth.caches(server.url, tmp_path)
        settings.PAGE_CACHE = True
        yield server


def five_seconds_pass():
    for module in AWAY:
        module._away_until -= module.REST


# -- It answers -------------------------------------------------------------------------------------------------------


def test_it_answers_what_the_database_would(redis, caplog):
    told = [[*ask(each)] for each in (cache, caches["reserve"])]

    assert told[0] == told[1]
    assert told[0][:5] == [True, False, "é", {"codes": [1.5, None]}, 7]
    assert (":1:word" in redis.holds(), caplog.text) == (True, "")


def ask(cache):
    """Everything that a cache can be asked."""
    yield cache.add("word", "é", 60)
    yield cache.add("word", "à", 60)
    yield cache.get("word")
    cache.set("thing", {"codes": [1.5, None]}, 60)
    yield cache.get("thing")
    cache.set("count", 3, 60)
    yield cache.incr("count", 4)
    yield cache.decr("count")
    yield cache.get_or_set("count", 9)
    yield cache.get_many(["word", "count", "nothing"])
    yield cache.set_many({"a": 1, "b": 2}, 60)
    cache.delete_many(["a", "nothing"])
    yield [name in cache for name in ("a", "b")]
    yield [cache.delete(name) for name in ("b", "b")]
    yield [cache.touch(name, 60) for name in ("b", "word")]
    yield cache.get("b", "gone")
    with pytest.raises(ValueError, match="not found"):
        cache.incr("b")


def test_it_forgets_when_the_database_would(redis):
    both = cache, caches["reserve"]
    for each in both:
        each.set("at_once", 1, 0)
        each.set_many({"soon": 1, "sooner": 1, "later": 1}, 2)
        each.add("added", 1, 2)
        each.set("never", 1, None)
        each.touch("later", 60)
        each.set("shortened", 1, 60)
        each.touch("shortened", 2)
    time.sleep(2.1)

    left = [each.get_many(["at_once", "soon", "sooner", "added", "later", "shortened", "never"]) for each in both]
    again = [each.add("added", 1) for each in both]
    for each in both:
        each.clear()

    assert left == [{"later": 1, "never": 1}] * 2
    assert again == [True, True]
    assert [each.get_many(["later", "never"]) for each in both] == [{}, {}]


# -- It goes away, and comes back -------------------------------------------------------------------------------------


def test_one_that_stops_in_the_middle_of_a_request_is_stood_in_for(redis, client, settings, monkeypatch, caplog):
    settings.EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"
    make_account("zoe@example.org")
    stop_after_one_answer(redis, monkeypatch)

    asked = client.post("/compte/login/", {"login": "zoe@example.org"})
    stood_in = "the database stands in" in caplog.text
    entered = client.post("/compte/login/code/confirm/", {"code": last_code()})
    statuses = [Client().post("/compte/login/", {"login": "ana@example.org"}).status_code for _ in range(4)]

    assert (asked.status_code, stood_in, entered.status_code) == (302, True, 302)
    assert statuses == [302, 302, 302, 400]


def stop_after_one_answer(redis, monkeypatch):
    ask = SteadyRedis.ask

    def ask_once(self, *args, **kwargs):
        answer = ask(self, *args, **kwargs)
        redis.stop()
        return answer

    monkeypatch.setattr(SteadyRedis, "ask", ask_once)


def test_one_that_is_back_is_asked_again(redis):
    cache.set("before", 1, 60)
    redis.stop()
    cache.set("meanwhile", 2, 60)
    redis.start()

    resting = cache.get_many(["before", "meanwhile"])
    five_seconds_pass()
    cache.set("after", 3, 60)

    assert resting == {"meanwhile": 2}
    assert ":1:after" in redis.holds()
    assert caches["reserve"].get("after") is None


def test_one_that_starts_again_between_two_questions_is_not_missed(redis, caplog):
    cache.set("before", 1, 60)
    redis.stop()
    redis.start()

    cache.set("after", 2, 60)

    assert (redis.holds(), caplog.text) == (":1:after", "")


def test_one_that_says_nothing_makes_a_visitor_wait_a_moment_once(redis, client):
    path = make_page(ContentPage).url
    redis.hang()

    began = time.monotonic()
    statuses = [client.get(each).status_code for each in [path, "/compte/login/"] * 3]
    waited = time.monotonic() - began
    redis.go_on()

    assert statuses == [200] * 6
    assert waited < 5


def test_what_is_published_while_it_is_away_is_shown_when_it_is_back_with_what_it_knew(redis, processes, committed):
    page = make_page(ContentPage, title="Avant")
    before = says(processes, page.url, "Avant")
    redis.stop_as_a_system_does()

    with committed():
        publish(page, title="Après")
    meanwhile = says(processes, page.url, "Après")
    redis.start()
    five_seconds_pass()

    assert (before, meanwhile) == ([True, True], [True, True])
    assert says([*processes, Client()], page.url, "Après") == [True] * 3
