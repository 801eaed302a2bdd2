"""A replay as it is watched: by whom, with its words, and from where one stopped."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from millecafes.core.page_store import generation
from resources.models import Replay, Viewed
from resources.privacy import chapters, forget
from resources.services import watching
from tests.people.factories import make_account, make_elected, make_holder, make_manager, make_staff
from tests.resources.files import FILM, make_replay, pdf

pytestmark = pytest.mark.django_db
VISITOR = None


def page_of(client, replay, what="") -> str:
    return unescape(client.get(replay.get_absolute_url() + what).content.decode()).replace("\u00a0", " ")


def signed_in(person) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


@pytest.fixture
def member(client):
    person = make_elected()
    client.force_login(person)
    return person


@pytest.fixture
def filmed():
    return make_replay(
        video=ContentFile(FILM, "film.mp4"), slides=ContentFile(pdf("Vue"), "vues.pdf"), url="",
        chapters="0:00 Accueil\n1:05 Le loyer",
    )  # fmt: skip


def everywhere(replay) -> list[str]:
    """All the addresses of a replay."""
    home = replay.get_absolute_url()
    files = [f"/fichiers/films/{replay.pk}/", f"/fichiers/diaporamas/{replay.pk}/"]
    return [home, f"{home}transcription/", f"{home}sous-titres.vtt", *files]


def code_of(client, address) -> int:
    """Of the answer, read to its end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


READERS = {
    "visitor": lambda: None,
    "account": make_account,
    "waiting": lambda: make_elected(state="requested"),
    "elected": make_elected,
    "manager": make_manager,
    "holder": make_holder,
    "desk": lambda: make_staff("Finances"),
    "editor": lambda: make_staff("Communication"),
}
INSIDE = {"elected", "manager", "holder", "desk", "editor"}
CASES = {
    "public": (["public"], True, set(READERS)),
    "members": (["members"], True, INSIDE),
    "managers": (["managers"], True, {"manager", "desk", "editor"}),
    "two": (["elected", "holders"], True, {"elected", "holder", "desk", "editor"}),
}


@pytest.mark.parametrize("case", CASES)
def test_every_address_of_a_replay_opens_to_those_it_is_for(filmed, case):
    audiences, live, allowed = CASES[case]
    Replay.objects.update(audiences=audiences, live=live)

    for name, make in READERS.items():
        client = signed_in(make())
        codes = {address: code_of(client, address) for address in everywhere(filmed)}
        expected = {200} if name in allowed else {302, 403, 404}
        assert set(codes.values()) <= expected, (name, codes)


def test_a_draft_is_opened_by_nobody_and_its_files_by_those_who_write(filmed):
    Replay.objects.update(live=False)

    codes = {
        name: [code_of(signed_in(make()), address) for address in everywhere(filmed)] for name, make in READERS.items()
    }

    assert codes["visitor"] == [302] * 5
    assert codes["elected"] == [404] * 5
    assert codes["editor"] == [404] * 3 + [200] * 2
    assert codes["desk"] == [404] * 5


def test_whether_there_is_a_replay_is_told_to_nobody_who_may_not_watch_it(filmed):
    Replay.objects.update(audiences=["managers"])
    client = signed_in(make_elected())

    answers = [client.get(address) for address in (filmed.get_absolute_url(), "/espace/replays/absent/")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("settings_accel", ["", "/protected/"])
def test_the_film_is_given_by_parts_or_handed_to_the_proxy(client, member, filmed, settings, settings_accel):
    settings.ACCEL_PREFIX = settings_accel

    answer = client.get(f"/fichiers/films/{filmed.pk}/", headers={"range": "bytes=4-7"})

    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "attachment" not in answer.headers["Content-Disposition"]
    if settings_accel:
        assert answer.headers["X-Accel-Redirect"].startswith("/protected/replays/")
    else:
        assert (answer.status_code, answer.content, answer.headers["Content-Range"]) == (
            206, b"ftyp", f"bytes 4-7/{len(FILM)}",
        )  # fmt: skip
        assert client.get(f"/fichiers/films/{filmed.pk}/", headers={"range": "bytes=999999-"}).status_code == 416


def test_the_page_has_a_film_with_captions_chapters_and_slides(client, member, filmed):
    text = page_of(client, filmed)

    assert f'src="/fichiers/films/{filmed.pk}/"' in text
    assert re.search(r'<track kind="captions" src="[^"]+/sous-titres.vtt" srclang="fr" label="Français" default>', text)
    assert re.search(r'href="\?t=65#film" data-seek="65"><span[^>]*>1:05</span> <span>Le loyer', text)
    assert f'href="/fichiers/diaporamas/{filmed.pk}/"' in text
    assert "PDF, " in text


def test_a_chapter_is_an_address_too(client, member, filmed):
    assert f'src="/fichiers/films/{filmed.pk}/#t=65"' in page_of(client, filmed, "?t=65")
    for wrong in ("?t=-5", "?t=abc", "?t=99999999999", "?t=٣", "?t="):
        assert f'src="/fichiers/films/{filmed.pk}/' in page_of(client, filmed, wrong)


def test_captions_leave_as_captions(client, member, filmed):
    answer = client.get(f"{filmed.get_absolute_url()}sous-titres.vtt")

    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.decode() == filmed.captions
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    without = make_replay(captions="", transcript="Bonjour.")
    assert client.get(f"{without.get_absolute_url()}sous-titres.vtt").status_code == 404


def test_a_film_elsewhere_is_a_link_until_it_is_asked_for(client, member):
    text = page_of(client, make_replay(url="https://vimeo.com/1234567", chapters="0:00 Accueil"))

    assert "Voir le film sur vimeo.com" in text
    assert "Rien n’est chargé depuis vimeo.com avant votre clic." in text
    assert re.search(r"<(iframe|video|embed|object)", text) is None
    assert [src for src in re.findall(r'src="([^"]+)"', text) if not src.startswith("/")] == []
    assert "data-seek" not in text
    assert "Accueil" in text


def test_a_film_on_an_unknown_site_is_a_link_only(client, member):
    text = page_of(client, make_replay(url="https://tube.example.org/w/abc"))

    assert 'href="https://tube.example.org/w/abc"' in text
    assert 'data-video=""' in text


def test_the_transcript_is_made_of_the_captions_when_nobody_wrote_one(client, member, filmed):
    text = page_of(client, filmed, "transcription/")

    assert "Ce texte est fait des sous-titres." in text
    assert "<b>Odile</b> : Chez nous, la mairie le paie." in text
    assert 'id="t65"' in text
    written = page_of(client, make_replay(transcript="Mot à mot.\n\nEt <b>fin</b>."), "transcription/")
    assert "<p>Mot à mot.</p>" in written
    assert "fait des sous-titres" not in written


@pytest.mark.parametrize("wrong", [{"captions": "", "transcript": ""}, {"url": "", "video": ""}, {"audiences": []}])
def test_the_database_refuses_a_published_replay_without_words_or_film(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_replay(**wrong)
    assert make_replay(live=False, **wrong | {"audiences": ["members"]}).pk


def test_french_words_say_their_language_on_an_english_page(client, member, filmed):
    text = unescape(client.get(f"/en{filmed.get_absolute_url()}").content.decode())

    assert '<span lang="fr">Le loyer</span>' in text
    assert 'srclang="fr"' in text


# -- Where one stopped ------------------------------------------------------------------------------------------------


def at(client, replay, seconds, **more) -> int:
    return client.post(f"{replay.get_absolute_url()}position/", {"seconds": seconds} | more).status_code


def later(moment=timedelta(minutes=1)) -> None:
    Viewed.objects.update(at=timezone.now() - moment)


def test_the_film_begins_again_where_one_stopped(client, member, filmed):
    code = at(client, filmed, 750)

    text = page_of(client, filmed)
    assert (code, f"/fichiers/films/{filmed.pk}/#t=750" in text) == (204, True)
    assert "Le film reprend à 12:30" in text
    assert "Arrêté à 12:30" in unescape(client.get("/espace/replays/").content.decode())
    other = page_of(signed_in(make_elected()), filmed)
    assert "#t=750" not in other


def test_little_is_written_whatever_is_sent(client, member, filmed, django_assert_max_num_queries):
    for seconds in range(20, 40):
        at(client, filmed, seconds)

    assert Viewed.objects.get().seconds == 20
    later()
    at(client, filmed, 99)
    assert Viewed.objects.get().seconds == 99


@pytest.mark.parametrize("wrong", ["", "-1", "abc", "1.5", "86401", "9" * 40, "²"])
def test_a_position_that_is_none_is_refused(client, member, filmed, wrong):
    assert (at(client, filmed, wrong), Viewed.objects.count()) == (400, 0)


def test_the_end_is_seen_and_begins_again(client, member, filmed):
    at(client, filmed, 750)

    at(client, filmed, 751, ended="1")

    row = Viewed.objects.get()
    assert (row.seconds, row.seen_at is not None) == (0, True)


def test_seen_is_said_without_a_script_and_taken_back(client, member, filmed):
    address = f"{filmed.get_absolute_url()}vu/"

    client.post(address, {"action": "vu"})
    client.post(address, {"action": "vu"})
    seen = page_of(client, filmed)
    client.post(address, {"action": "retirer"})

    assert "Je ne l’ai pas vu" in seen
    assert "Marquer comme vu" in page_of(client, filmed)
    assert Viewed.objects.count() == 0


@pytest.mark.parametrize("what", ["vu/", "position/"])
def test_nothing_is_kept_of_those_who_may_not_watch(filmed, what):
    Replay.objects.update(audiences=["managers"])
    address = filmed.get_absolute_url() + what

    codes = [signed_in(make()).post(address, {"seconds": 5}).status_code for make in (lambda: None, make_elected)]
    read_only = make_manager(ends_on=timezone.localdate() - timedelta(days=5))
    codes.append(signed_in(read_only).post(address, {"seconds": 5}).status_code)

    assert (codes, Viewed.objects.count()) == ([302, 404, 403], 0)
    assert "data-position" not in page_of(signed_in(read_only), filmed)


def test_a_visitor_of_a_public_replay_leaves_nothing(client, filmed):
    Replay.objects.update(audiences=["public"])

    text = page_of(client, filmed)

    assert "data-position" not in text
    assert "Marquer comme vu" not in text
    assert client.cookies.keys() == set()


def test_positions_empty_no_page_cache(client, member, filmed, django_capture_on_commit_callbacks):
    before = generation()

    with django_capture_on_commit_callbacks(execute=True):
        at(client, filmed, 42)

    assert generation() == before


def test_who_watched_what_is_given_back_and_forgotten(member, filmed):
    watching.keep_position(member, filmed, 300)

    rows = {chapter.code: list(chapter.rows) for chapter in chapters(member)}["bibliotheque-replays"]
    forget(member)

    assert [(row["Replay"], row["Arrêté à (secondes)"]) for row in rows] == [(filmed.title, 300)]
    assert Viewed.objects.count() == 0
