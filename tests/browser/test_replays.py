"""A member watches the replay of a webinar: on a phone, without scripts; and with them, from where she stopped."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# The policy of the page lets no text run as a script: a film is waited for from inside.
READY = "film => film.readyState >= 1 || new Promise(done => film.addEventListener('loadedmetadata', () => done()))"
PLAYED = "(film, at) => new Promise(done => film.addEventListener('timeupdate', () => film.currentTime > at && done()))"
REPLAY = "/espace/replays/passer-le-premier-hiver/"


def test_a_replay_is_watched_read_and_marked_without_scripts(open_browser, sign_in):
    page = sign_in(open_browser.window(java_script_enabled=False), "elue@example.org")

    page.goto("/espace/webinaires/")
    page.get_by_role("link", name="Revoir").first.click()
    page.get_by_role("link", name="3. Donner rendez-vous").click()

    film = page.locator("video")
    assert film.get_attribute("src").endswith("#t=36")
    expect(film.locator("track[default]")).to_have_count(1)
    page.get_by_role("button", name="Marquer comme vu").click()
    expect(page.get_by_role("button", name="Je ne l’ai pas vu")).to_be_visible()
    page.get_by_role("link", name="Lire la transcription").click()
    expect(page.get_by_text("La soupe du jeudi, à prix libre, remplit la salle.")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="3. Donner rendez-vous")).to_be_visible()


def test_a_film_is_sought_by_its_chapters_and_begins_again_where_one_stopped(page, sign_in):
    sign_in(page, "gerante@example.org").goto(REPLAY)
    film = page.locator("video")
    film.evaluate(READY)
    assert round(film.evaluate("film => film.duration")) == 72
    assert film.evaluate("film => film.textTracks[0].mode") == "showing"

    film.evaluate("film => { film.muted = true; }")
    # The place is sent as soon as the film plays, and at the pause only where a second has passed since.
    with page.expect_response("**/position/") as kept:
        page.get_by_role("link", name="4. En parler tôt").click()
        film.evaluate(PLAYED, 48.2)
        film.evaluate("film => film.pause()")
    assert kept.value.status == 204
    assert page.url.endswith(REPLAY)
    expect(page.locator(".chapters [aria-current]")).to_contain_text("4. En parler tôt")

    page.reload()
    film.evaluate(READY)
    assert film.evaluate("film => film.currentTime") >= 48
    expect(page.get_by_text("où vous en étiez")).to_be_visible()


def test_a_replay_asks_nothing_of_anybody_else(page, sign_in):
    sign_in(page, "elue@example.org")
    met = []
    page.on("request", lambda request: met.append(request.url))

    page.goto(REPLAY)
    page.wait_for_load_state("networkidle")

    assert {url.split("/")[2] for url in met} == {page.url.split("/")[2]}


@pytest.mark.parametrize("address", ["", "passer-le-premier-hiver/", "passer-le-premier-hiver/transcription/"])
def test_everybody_can_use_the_pages_of_replays(page, sign_in, axe, address):
    sign_in(page, "elue@example.org").goto(f"/espace/replays/{address}")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
