"""What a post said before: each version is found again, few at a time, and comparing them takes a moment only."""

import random
from datetime import timedelta
from time import process_time

import pytest
from django.utils import timezone

from members.forum.models import LONGEST_POST, Draft, Post, PostRevision
from members.forum.services import changing
from members.forum.services.differences import differences
from members.forum.services.history import A_PAGE
from members.forum.services.limits import MOST_AN_HOUR, TooFast
from tests.forum import factories as forum
from tests.people import factories as people

LONG_AGO = timedelta(days=2)
MOST_SECONDS = 1  # of processor, on a slow machine


def written_long_ago(**given) -> Post:
    topic = forum.make_topic(**given)
    Post.objects.update(created_at=timezone.now() - LONG_AGO)
    return forum.first_post(topic)


def versions(post: Post, many: int, ago: timedelta = LONG_AGO) -> None:
    PostRevision.objects.bulk_create(
        PostRevision(post=post, number=n, body=f"Version {n}.", editor=post.author, created_at=timezone.now() - ago)
        for n in range(1, many + 1)
    )
    Post.objects.filter(pk=post.pk).update(version=many + 1)


def history_of(browser, post: Post, asked="") -> str:
    return browser.get(f"/espace/forum/message/{post.pk}/historique/{asked}").content.decode()


@pytest.mark.django_db
def test_two_changes_at_once_are_one_too_many_and_the_second_is_kept(enter):
    post = written_long_ago(body="Avant.")
    browser, edit = enter(post.author), f"/espace/forum/message/{post.pk}/modifier/"
    browser.post(edit, {"title": post.topic.title, "body": "Un.", "base": 1})

    page = browser.post(edit, {"title": post.topic.title, "body": "Deux.", "base": 2})

    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert Draft.objects.get().body == "Deux."
    assert Post.objects.get().body == "Un."


@pytest.mark.django_db
def test_one_changes_so_many_posts_an_hour():
    post = written_long_ago()
    versions(post, MOST_AN_HOUR, ago=timedelta(minutes=30))

    with pytest.raises(TooFast) as wait:
        changing.edit(post, post.author, changing.Edit("Encore.", MOST_AN_HOUR + 1))

    assert 1700 < wait.value.seconds <= 1800


@pytest.mark.django_db
def test_slips_mended_on_and_on_leave_a_trace_and_wait():
    topic = forum.make_topic()
    post = forum.first_post(topic)

    with pytest.raises(TooFast):
        for n in range(1, changing.MOST_SLIPS + 3):
            changing.edit(post, topic.author, changing.Edit(f"Essai {n}.", n))

    assert PostRevision.objects.count() == 1


@pytest.mark.django_db
def test_the_history_is_read_a_few_versions_at_a_time(enter):
    post = written_long_ago(body="Maintenant.")
    versions(post, 3 * A_PAGE)
    browser = enter(people.make_elected())

    first = history_of(browser, post)
    second = history_of(browser, post, f"?avant={2 * A_PAGE + 1}")
    last = history_of(browser, post, f"?avant={A_PAGE + 1}")

    assert first.count('class="change"') == second.count('class="change"') == last.count('class="change"') == A_PAGE
    assert "<ins>Maintenant.</ins>" in first
    assert f'href="?avant={2 * A_PAGE + 1}"' in first
    assert f"<ins>Version {2 * A_PAGE + 1}.</ins>" in second
    assert f"<del>Version {2 * A_PAGE}.</del>" in second
    assert "<del>Version 1.</del>" in last
    assert "?avant=" not in last


@pytest.mark.django_db
def test_a_former_title_is_read_beside_the_one_that_took_its_place(enter):
    post = written_long_ago(title="Un bal", body="Texte")
    changing.edit(post, post.author, changing.Edit("Texte", 1, title="Un bal le dimanche"))

    history = history_of(enter(people.make_elected()), post)

    assert '<del dir="auto">Un bal</del> <ins dir="auto">Un bal le dimanche</ins>' in history
    assert "fichiers joints ont changé" not in history


@pytest.mark.django_db
def test_a_title_that_a_moderator_took_out_is_read_by_no_other_member(enter, client_factory):
    post = written_long_ago(title="Monsieur Untel ment")
    moderator = people.make_staff("Réseau")
    changing.edit(post, moderator, changing.Edit(post.body, 1, title="Un désaccord"))

    assert "Untel" not in history_of(enter(people.make_elected()), post)
    assert "Monsieur Untel ment</del>" in history_of(enter(moderator), post)


@pytest.mark.django_db
def test_a_file_that_is_taken_out_leaves_a_trace(enter):
    post = written_long_ago(body="Texte")
    forum.make_file(post.author, post=post)
    edit = f"/espace/forum/message/{post.pk}/modifier/"
    browser = enter(post.author)

    browser.post(edit, {"title": post.topic.title, "body": "Texte", "base": 1})

    post.refresh_from_db()
    assert post.edited_at
    assert "Les fichiers joints ont changé" in history_of(browser, post)


def interleaved() -> tuple[str, str]:
    kept = [chr(0x4E00 + n) for n in range(499)]
    return tuple("\n".join(f"{line}\n{chr(first + n)}" for n, line in enumerate(kept)) for first in (0x3400, 0xAC00))


def shuffled(signs: str, many: int) -> tuple[str, str]:
    lines, dice = [signs[n % len(signs)] for n in range(many)], random.Random(1)
    return "X\n" + "\n".join(lines), "Y\n" + "\n".join(dice.sample(lines, many))


@pytest.mark.parametrize(
    "before, after",
    [shuffled("ab", 1000), shuffled("a", 140), shuffled("ab", 200), interleaved()],
)
def test_texts_are_compared_in_a_moment(before, after):
    assert max(len(before), len(after)) <= LONGEST_POST
    started = process_time()

    told = differences(before, after)

    assert process_time() - started < MOST_SECONDS
    assert "\n".join(line for what, line in told if what != "new") == before
    assert "\n".join(line for what, line in told if what != "gone") == after


def test_what_did_not_change_is_told_as_the_same():
    assert differences("a\nb\nc", "a\nX\nc") == [("same", "a"), ("gone", "b"), ("new", "X"), ("same", "c")]
    assert differences("a", "a") == [("same", "a")]
    assert differences("a\na", "a\na\na") == [("same", "a"), ("same", "a"), ("new", "a")]
