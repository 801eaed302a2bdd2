"""Replays in the back office: written, checked as they come in, published with their words only."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from resources.models import Replay
from tests.events.factories import make_event, make_session, move_in_time
from tests.people.factories import make_account, make_staff
from tests.resources.files import FILM, VTT, WEBM, make_replay, packed, pdf

pytestmark = pytest.mark.django_db
LIST, ADD = "/gestion/snippets/resources/replay/", "/gestion/snippets/resources/replay/add/"


def edit(replay) -> str:
    return f"/gestion/snippets/resources/replay/edit/{replay.pk}/"


def typed(**given) -> dict:
    words = {"title": "Parler du loyer", "summary": "Une heure utile.", "recorded_on": "2026-03-02", "language": "fr"}
    return words | {"audiences": ["members"], "url": "", "captions": "", "transcript": "", "chapters": ""} | given


def errors(answer) -> str:
    shown = html.unescape(answer.content.decode()).replace("\u00a0", " ")
    return " ".join(re.findall(r'class="(?:w-field__errors|error-message)[^>]*>(.*?)</(?:div|p)>', shown, re.S))


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def publisher(client):
    person = make_staff("Validation")
    client.force_login(person)
    return person


@pytest.mark.parametrize(("role", "may"), [("Communication", True), ("Réseau", True), ("Culture", False), ("", False)])
def test_those_who_write_the_library_begin_a_draft(client, role, may):
    client.force_login(make_staff(role) if role else make_account())

    client.post(ADD, typed())

    assert list(Replay.objects.values_list("slug", "live")) == ([("parler-du-loyer", False)] if may else [])


@pytest.mark.parametrize("film", [sent(FILM, "Mon film.MP4"), sent(WEBM, "film.webm")])
def test_a_replay_is_published_with_its_film_its_captions_and_its_slides(client, publisher, film):
    film.seek(0)
    files = {"video": film, "captions_file": sent(VTT.encode(), "a.vtt"), "slides": sent(pdf("Vue"), "Vues é.pdf")}

    answer = client.post(ADD, typed(chapters="0:00 Accueil", **files) | {"action-publish": "1"})

    replay = Replay.objects.get()
    assert (answer.status_code, errors(answer), replay.live) == (302, "", True)
    assert (replay.captions, replay.chapters) == (VTT, "0:00 Accueil")
    assert re.fullmatch(r"replays/[0-9a-f]{32}\.(mp4|webm)", replay.video.name)
    assert re.fullmatch(r"replays/[0-9a-f]{32}\.pdf", replay.slides.name)


def test_a_draft_needs_neither_film_nor_words_and_is_not_published_without_them(client, publisher):
    client.post(ADD, typed())
    replay = Replay.objects.get()

    nothing = client.post(edit(replay), typed() | {"action-publish": "1"})
    no_words = client.post(edit(replay), typed(url="https://vimeo.com/1") | {"action-publish": "1"})
    no_film = client.post(edit(replay), typed(transcript="Mot à mot.") | {"action-publish": "1"})

    assert "Déposez le film, ou donnez son adresse." in errors(nothing)
    assert "Un replay est publié avec des sous-titres ou une transcription." in errors(no_words)
    assert "Déposez le film" in errors(no_film)
    assert not Replay.objects.get().live


def test_a_published_replay_does_not_lose_its_words(client, publisher):
    replay = make_replay()

    answer = client.post(edit(replay), typed(url=replay.url, slug=replay.slug) | {"action-publish": "1"})

    assert "Un replay est publié avec" in errors(answer)
    assert Replay.objects.get().captions == VTT


LYING = {
    "a page": ("video", "film.mp4", b"<html><script>alert(1)</script></html>", "ce que dit son nom"),
    "a picture in a box": ("video", "film.mp4", b"\0\0\0\x18ftypheic" + bytes(50), "ce que dit son nom"),
    "matroska": ("video", "film.webm", WEBM.replace(b"webm", b"mkvv"), "ce que dit son nom"),
    "another kind": ("video", "film.avi", FILM, "mp4, webm"),
    "a program": ("slides", "vues.exe", b"MZ", "pdf, pptx, odp"),
    "a page for slides": ("slides", "vues.pdf", b"<html></html>", "ce que dit son nom"),
    "macros": (
        "slides",
        "vues.pptx",
        packed({"[Content_Types].xml": "x", "ppt/presentation.xml": "x", "ppt/vbaProject.bin": "x"}),
        "macros",
    ),
    "captions of another kind": ("captions_file", "a.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nOui", "WEBVTT"),
}


@pytest.mark.parametrize("what", LYING)
def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(client, publisher, what):
    field, name, content, word = LYING[what]

    answer = client.post(ADD, typed(**{field: sent(content, name)}))

    assert word in errors(answer)
    assert "Parler du loyer" in answer.content.decode()
    assert Replay.objects.count() == 0


def test_a_film_that_weighs_too_much_is_refused(client, publisher, monkeypatch):
    monkeypatch.setattr("resources.wagtail_hooks.replays.MOST_FILM", 100)

    assert "il en faut un de moins de 100" in errors(client.post(ADD, typed(video=sent(FILM, "film.mp4"))))


def test_what_is_beyond_reason_is_not_even_kept_and_the_words_are(client, publisher, settings):
    settings.FILE_UPLOAD_MOST = 1500

    answer = client.post(ADD, typed(video=sent(FILM + bytes(4000), "film.mp4")))

    assert "Cet envoi est trop lourd" in errors(answer)
    assert "Parler du loyer" in answer.content.decode()
    assert Replay.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("captions", "WEBVTT\n\nrien", "aucun sous-titre"), ("chapters", "Accueil", "écrivez l’instant")],
)
def test_captions_and_chapters_are_checked_as_they_are_typed(client, publisher, field, value, word):
    assert word in errors(client.post(ADD, typed(**{field: value})))
    assert Replay.objects.count() == 0


def test_a_replay_is_bound_to_a_past_webinar_once(client, publisher):
    session = make_session(make_event(kind="webinar", title="Le loyer"), is_online=True)
    begin = timezone.now() - timedelta(days=3)
    move_in_time(session, starts_at=begin, ends_at=begin + timedelta(hours=1))
    make_session(make_event(kind="webinar", title="À venir"), is_online=True)
    form = client.get(ADD).content.decode()

    client.post(ADD, typed(session=session.pk))
    again = client.post(ADD, typed(session=session.pk, title="Un autre"))

    assert ("Le loyer, " in form, "À venir" in form) == (True, False)
    assert Replay.objects.get().session == session
    assert errors(again)


def test_a_draft_is_previewed_as_it_will_be_read(client, publisher):
    replay = make_replay(live=False)
    preview = f"/gestion/snippets/resources/replay/preview/{replay.pk}/"
    client.post(preview, typed(title="Un autre titre", slug=replay.slug, captions=VTT, chapters="0:00 Accueil"))

    shown = client.get(preview).content.decode()

    assert ("Un autre titre" in shown, "Accueil" in shown) == (True, True)


def test_a_preview_says_that_it_plays_the_published_film(client, publisher):
    replay, film = make_replay(), sent(FILM, "neuf.mp4")
    preview = f"/gestion/snippets/resources/replay/preview/{replay.pk}/"

    client.post(preview, typed(slug=replay.slug, captions=VTT, url=replay.url))
    same = client.get(preview).content.decode()
    client.post(edit(replay), typed(slug=replay.slug, captions=VTT, url=replay.url, video=film))
    client.post(preview, typed(slug=replay.slug, captions=VTT, url=replay.url))
    other = client.get(preview).content.decode()

    note = "ceux qui sont publiés"
    assert (note in same, note in other) == (False, True)


def test_a_new_replay_is_previewed_before_it_is_kept(client, publisher):
    preview = "/gestion/snippets/resources/replay/preview/"
    client.post(preview, typed(transcript="Mot à mot."))

    assert "Parler du loyer" in client.get(preview).content.decode()


def test_a_replay_is_never_deleted_and_its_address_stays(client, publisher):
    replay = make_replay()
    replay.save_revision(user=publisher).publish()

    gone = client.get(f"/gestion/snippets/resources/replay/delete/{replay.pk}/")
    client.post(
        edit(replay), typed(captions=VTT, url=replay.url, slug="ailleurs", title="Neuf") | {"action-publish": "1"}
    )

    assert gone.status_code == 302
    assert Replay.objects.values_list("slug", "title").get() == (replay.slug, "Neuf")


def test_the_list_shows_replays(client, publisher):
    make_replay(title="Parler du bail", speakers="Odile Exemple")

    assert "Odile Exemple" in client.get(LIST).content.decode()
