"""What is being written is kept: on another device, signed out, from a page open too long; and its files."""

import json

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture

from members.forum.models import Draft, PostFile, Topic
from members.forum.models.writing import LONGEST_DRAFT
from members.forum.services import drafts
from members.forum.services.files import forget_orphans
from tests.core.factories import picture_bytes, resizes_pictures
from tests.forum import factories as forum
from tests.forum.forms import TEXT, body_of, typed
from tests.people import factories as people

pytestmark = pytest.mark.django_db
NEW, SAVE = "/espace/forum/nouveau/", "/espace/forum/brouillons/garder/"


# -- Drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_by_hand_and_taken_up_again_elsewhere(enter, client_factory):
    person = people.make_elected()
    page = enter(person).post(NEW, typed(action="brouillon"))
    other = client_factory()
    other.force_login(person)

    again = other.get(NEW)

    assert "Brouillon gardé" in page.content.decode()
    assert body_of(again) == TEXT
    assert again.context["form"]["title"].value() == "Licence IV"
    assert "Licence IV" in other.get("/espace/forum/brouillons/").content.decode()


def test_the_script_saves_and_is_told_what_is_true(enter):
    topic, person = forum.make_topic(), people.make_elected()
    browser, slot = enter(person), f"sujet-{topic.pk}"

    first = browser.post(SAVE, {"slot": slot, "version": "0", "body": "Un"})
    second = browser.post(SAVE, {"slot": slot, "version": "1", "body": "Un, deux"})
    late = browser.post(SAVE, {"slot": slot, "version": "1", "body": "Autre"})

    assert (json.loads(first.content)["version"], json.loads(second.content)["version"]) == (1, 2)
    assert late.status_code == 409
    assert json.loads(late.content)["body"] == "Un, deux"
    assert Draft.objects.get().body == "Un, deux"
    assert body_of(browser.get(topic.get_absolute_url())) == "Un, deux"


def test_the_script_keeps_the_files_too_and_does_not_call_kept_what_is_cut(enter):
    topic, person = forum.make_topic(), people.make_elected()
    browser, file, others = enter(person), forum.make_file(person), forum.make_file(people.make_elected())
    asked = {"slot": f"sujet-{topic.pk}", "version": "0", "body": "Voici", "files": [file.pk, others.pk]}

    browser.post(SAVE, asked)
    long = browser.post(SAVE, asked | {"version": "1", "body": "x" * (LONGEST_DRAFT + 1)})
    page = browser.post(NEW, typed(body="x" * (LONGEST_DRAFT + 1), action="brouillon"))

    draft = Draft.objects.get(slot=f"sujet-{topic.pk}")
    assert (draft.body, list(draft.files.all())) == ("Voici", [file])
    assert (long.status_code, json.loads(long.content)) == (413, {"state": "too-long"})
    assert "Seul le début de ce texte est gardé" in page.content.decode()
    assert len(body_of(page)) == LONGEST_DRAFT + 1


def test_a_draft_written_on_two_devices_shows_both_texts(enter):
    person = people.make_elected()
    forum.make_draft(person, body="Du téléphone", version=4)

    page = enter(person).post(NEW, typed(action="brouillon", version="3"))

    assert page.status_code == 409
    assert "Du téléphone" in page.content.decode()
    assert body_of(page) == TEXT
    assert page.context["draft_version"] == 4


def test_the_script_is_refused_where_one_may_not_write(enter, client):
    secret = forum.make_topic(forum.make_board(audiences=["managers"]))
    assert client.post(SAVE, {"slot": "nouveau", "body": "x"}).status_code == 401

    browser = enter(people.make_elected())
    for slot in (f"sujet-{secret.pk}", "sujet-abc", "", "nouveau-1", "modifier-99", "x" * 200):
        assert browser.post(SAVE, {"slot": slot, "body": "x"}).status_code == 404
    assert not Draft.objects.exists()


def test_nobody_reads_nor_throws_away_the_drafts_of_another(enter):
    draft = forum.make_draft(people.make_elected(), body="zanzibar")
    browser = enter(people.make_elected())

    assert "zanzibar" not in browser.get("/espace/forum/brouillons/").content.decode()
    browser.post(f"/espace/forum/brouillons/{draft.pk}/supprimer/")
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_fifty_drafts_are_kept_and_the_oldest_goes():
    person = people.make_elected()
    for number in range(51):
        drafts.keep_draft(person, f"sujet-{number}", drafts.Typed(body="x"))

    assert Draft.objects.count() == drafts.MOST_DRAFTS
    assert not Draft.objects.filter(slot="sujet-0").exists()


# -- When the door has closed in between ------------------------------------------------------------------------------


def test_a_sign_in_that_ran_out_gives_the_text_back_to_who_wrote_it(client):
    person, board = people.make_elected(), forum.make_board()
    file = forum.make_file(person)
    sent = typed(board, auteur=signing.dumps(person.pk, salt=drafts.SALT), files=[file.pk, "x"])

    answer = client.post(NEW, sent)
    assert (answer.status_code, answer.url) == (302, "/compte/login/?next=/espace/forum/nouveau/")
    client.force_login(person)
    page = client.get(NEW)

    assert body_of(page) == TEXT
    assert "Votre texte a été gardé" in page.content.decode()
    assert (Draft.objects.get().person, Draft.objects.get().board) == (person, board)
    assert page.context["files"] == list(Draft.objects.get().files.all()) == [file]


@pytest.mark.parametrize(
    "signs, back, said",
    [
        (LONGEST_DRAFT + 10, LONGEST_DRAFT + 10, "Votre texte est là en entier, mais il est trop long"),
        (drafts.LONGEST_ASIDE + 10, drafts.LONGEST_ASIDE, "seul son début a pu être gardé"),
    ],
)
def test_a_text_longer_than_a_draft_comes_back_whole_or_is_said_to_be_cut(client, signs, back, said):
    board, person = forum.make_board(), people.make_elected()
    text = ("mot\r\n" * signs)[: signs // 4 * 5]

    client.post(NEW, typed(board, body=text, auteur=drafts.mark_of(person)))
    client.force_login(person)
    page = client.get(NEW)

    assert len(body_of(page)) >= back - 8
    assert said in page.content.decode()
    assert len(Draft.objects.get().body) == LONGEST_DRAFT


def test_it_is_given_to_nobody_else(client):
    person, other = people.make_elected(), people.make_elected()
    client.post(NEW, typed(auteur=signing.dumps(person.pk, salt=drafts.SALT)))

    client.force_login(other)

    assert "qui a déjà obtenu" not in client.get(NEW).content.decode()
    assert not Draft.objects.exists()


def test_a_form_that_is_not_ours_is_kept_for_nobody(client):
    client.post(NEW, typed(auteur="inventé"))

    assert drafts.SESSION_KEY not in client.session


def test_a_page_that_was_open_too_long_gives_the_text_back_and_writes_nothing():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.make_elected())

    page = browser.post(NEW, typed())

    assert page.status_code == 403
    assert body_of(page) == TEXT
    assert "La page était ouverte depuis longtemps" in page.content.decode()
    assert not Topic.objects.exists()
    assert not Draft.objects.exists()


def test_what_one_answers_to_outlives_a_sign_in_that_ran_out(client):
    person, topic = people.make_elected(), forum.make_topic()
    post, address = forum.make_reply(topic), f"{topic.get_absolute_url()}repondre/"
    client.post(address, {"body": "Ainsi.", "reply_to": post.pk, "auteur": drafts.mark_of(person)})

    client.force_login(person)
    page = client.get(address)
    typed_again = {
        "body": body_of(page),
        "reply_to": page.context["reply_to"].pk,
        "version": page.context["draft_version"],
    }
    client.post(address, typed_again)

    assert "En réponse au message 2" in page.content.decode()
    assert topic.posts.get(number=3).reply_to == post


def test_what_one_answers_to_is_kept_with_the_draft_on_every_page(enter):
    person, topic = people.make_elected(), forum.make_topic()
    post, browser = forum.make_reply(topic), enter(person)
    secret = forum.first_post(forum.make_topic(forum.make_board(audiences=["managers"])))
    slot = f"sujet-{topic.pk}"

    browser.post(SAVE, {"slot": slot, "version": "0", "body": "Un", "reply_to": post.pk})
    page = browser.get(topic.get_absolute_url()).content.decode()
    browser.post(SAVE, {"slot": slot, "version": "1", "body": "Un, deux", "reply_to": secret.pk})

    assert f'name="reply_to" value="{post.pk}"' in page
    assert "En réponse au message 2" in page
    assert Draft.objects.get().reply_to is None


def test_a_draft_that_is_sent_goes_and_a_file_left_out_of_it_is_forgotten_later(enter):
    person, topic = people.make_elected(), forum.make_topic()
    draft = forum.make_draft(person, f"sujet-{topic.pk}")
    left, sent = forum.make_file(person), forum.make_file(person)
    PostFile.objects.update(draft=draft)

    form = {"body": "Ainsi.", "version": "1", "slot": draft.slot, "files": [sent.pk]}
    enter(person).post(f"{topic.get_absolute_url()}repondre/", form)

    assert not Draft.objects.exists()
    assert list(PostFile.objects.order_by("pk").values_list("pk", "post__number", "draft")) == [
        (left.pk, None, None), (sent.pk, 2, None),
    ]  # fmt: skip


# -- Files ------------------------------------------------------------------------------------------------------------


@resizes_pictures
def test_files_come_with_the_post_and_stay_when_something_else_is_wrong(enter):
    browser, board = enter(people.make_elected()), forum.make_board()
    files = [
        SimpleUploadedFile("Plan (1).pdf", b"%PDF-1.7\nUn plan."),
        SimpleUploadedFile("photo.png", picture_bytes()),
    ]

    page = browser.post(NEW, typed(board, title="", upload=files))
    kept = page.context["files"]
    assert page.status_code == 422
    assert [file.name for file in kept] == ["Plan (1).pdf", "photo.png"]

    browser.post(NEW, typed(board, files=[file.pk for file in kept]))
    topic = Topic.objects.get()
    shown = browser.get(topic.get_absolute_url()).content.decode()
    assert set(PostFile.objects.values_list("post", flat=True)) == {forum.first_post(topic).pk}
    assert "Plan (1).pdf" in shown
    assert f"/fichiers/forum/{kept[1].pk}/" in shown
    assert b"".join(browser.get(f"/fichiers/forum/{kept[0].pk}/").streaming_content) == b"%PDF-1.7\nUn plan."


@resizes_pictures
def test_a_picture_is_kept_no_larger_than_a_screen(enter):
    upload = SimpleUploadedFile("panorama.png", picture_bytes(size=(3200, 400)))

    page = enter(people.make_elected()).post(NEW, typed(action="fichiers", upload=upload))

    file = page.context["files"][0]
    assert (file.width, file.height) == (1600, 200)
    with file.file.open() as opened, Picture.open(opened) as kept:
        assert kept.size == (1600, 200)


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("virus.exe", b"MZ", "n’est pas accepté"),
        ("page.html", b"<html>", "n’est pas accepté"),
        ("dessin.svg", b"<svg/>", "n’est pas accepté"),
        ("faux.pdf", b"<html>", "n’est pas ce que dit son nom"),
        ("faux.jpg", b"%PDF-", "n’est pas ce que dit son nom"),
        ("vide.pdf", b"", "vide"),
        ("lourd.txt", b"x" * (10 * 1024 * 1024 + 1), "il en faut un de moins de"),
    ],
)
def test_a_file_that_is_none_is_said_and_the_text_stays(enter, name, content, said):
    page = enter(people.make_elected()).post(NEW, typed(upload=SimpleUploadedFile(name, content)))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert body_of(page) == TEXT
    assert not Topic.objects.exists()
    assert not PostFile.objects.exists()


def test_the_files_of_others_are_not_taken(enter):
    theirs = forum.make_file(people.make_elected())
    posted = forum.make_file(people.make_elected(), post=forum.first_post(forum.make_topic()))

    enter(people.make_elected()).post(NEW, typed(files=[theirs.pk, posted.pk, "abc", "9" * 40]))

    topic = Topic.objects.latest("pk")
    assert not forum.first_post(topic).files.exists()


def test_files_that_no_post_has_are_forgotten_after_two_days():
    person, post = people.make_elected(), forum.first_post(forum.make_topic())
    alone, young = forum.make_file(person), forum.make_file(person)
    kept, drafted = forum.make_file(person, post=post), forum.make_file(person)
    PostFile.objects.filter(pk=drafted.pk).update(draft=forum.make_draft(person))
    PostFile.objects.exclude(pk=young.pk).update(uploaded_at="2026-01-01T00:00Z")

    assert forget_orphans() == 1
    assert set(PostFile.objects.all()) == {young, kept, drafted}
    assert not alone.file.storage.exists(alone.file.name)
