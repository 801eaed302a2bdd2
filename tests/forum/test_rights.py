"""Every way in which a post can be seen, by whoever may not read it: it does not exist."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.forum.models import Board, Level, Post, PostRevision, State, Topic, WatchedWord
from members.forum.permissions import may_read_file, readable_posts
from members.forum.services import changing, moderating, reading, telling
from millecafes.people.models import Mandate, Member
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db
WORD = "zanzibar"
LISTS = ["", "recents/", "non-lus/", "sans-reponse/", "mes-sujets/", "suivis/", f"recherche/?q={WORD}", "avis/"]


def code_of(answer) -> int:
    """Read to its end, if it is a file."""
    if answer.streaming:
        list(answer.streaming_content)
    return answer.status_code


@pytest.fixture
def secret():
    """A topic of the elected, with a file, an answer and a former version."""
    board = forum.make_board(audiences=["elected"], name=f"Table {WORD}")
    topic = forum.make_topic(board, title=f"Titre {WORD}", body=f"Texte {WORD}")
    post = forum.make_reply(topic, body=f"Réponse {WORD}")
    Post.objects.update(created_at="2026-01-01T00:00Z")
    changing.edit(post, post.author, changing.Edit(f"Mieux {WORD}", 1))
    forum.make_file(topic.author, post=forum.first_post(topic), name=f"{WORD}.pdf")
    return topic


def addresses(topic: Topic) -> list[str]:
    """All that leads to the topic, its posts and its files."""
    posts, own = list(topic.posts.all()), topic.get_absolute_url()
    of_posts = [
        f"/espace/forum/message/{post.pk}/{verb}"
        for post in posts
        for verb in ("", "modifier/", "historique/", "supprimer/", "signaler/")
    ]
    files = [file.get_absolute_url() for post in posts for file in post.files.all()]
    of_topic = [own, *(f"{own}{verb}" for verb in ("premier-non-lu/", "imprimer/", "repondre/", "gerer/"))]
    return [*of_topic, *of_posts, *files, topic.board.get_absolute_url()]


def verbs(topic: Topic) -> list[str]:
    """All that is only posted."""
    post, own = topic.posts.last(), topic.get_absolute_url()
    of_post = [f"/espace/forum/message/{post.pk}/{verb}/" for verb in ("utile", "retenir", "equipe", "retablir")]
    return [f"{own}suivre/", f"{own}resolu/", f"{own}repondre/", *of_post, f"{topic.board.get_absolute_url()}suivre/"]


def test_whoever_reads_the_board_meets_it_all(secret, enter):
    browser = enter(people.make_elected())

    answers = {path: code_of(browser.get(path)) for path in addresses(secret)}

    assert {path: code for path, code in answers.items() if code not in {200, 302, 403}} == {}
    assert WORD in browser.get(secret.get_absolute_url()).content.decode()
    assert WORD in browser.get("/espace/forum/").content.decode()


def test_whoever_does_not_meets_nothing(secret, enter):
    browser = enter(people.make_manager())

    met = {path: browser.get(path).status_code for path in addresses(secret)}
    posted = {path: browser.post(path, {"niveau": "2", "body": "x"}).status_code for path in verbs(secret)}
    pages = {path: browser.get(f"/espace/forum/{path}").content.decode() for path in LISTS}
    shown = [path for path, page in pages.items() if f"Titre {WORD}" in page or f"Table {WORD}" in page]

    assert set(met.values()) | set(posted.values()) == {404}
    assert shown == []
    assert Post.objects.count() == 2


def test_whoever_loses_the_role_loses_the_lists_the_marks_and_the_drafts_of_it(secret, enter):
    person = people.make_elected()
    reading.follow_topic(person, secret, Level.FOLLOW)
    forum.make_draft(person, f"sujet-{secret.pk}", body=f"> {WORD}\n\nMon brouillon")
    forum.make_draft(person, f"modifier-{secret.posts.get(number=1).pk}", body=f"Texte {WORD}")
    forum.make_draft(person, title="Toujours à moi")
    people.CafeRole.objects.create(person=person, cafe=people.a_cafe(), starts_on="2020-01-01")
    Mandate.objects.filter(person=person).update(starts_on="2014-01-01", ends_on="2020-01-01")
    browser = enter(person)

    assert browser.get(secret.get_absolute_url()).status_code == 404
    assert WORD not in browser.get("/espace/forum/suivis/").content.decode()
    drafts = browser.get("/espace/forum/brouillons/").content.decode()
    assert WORD not in drafts
    assert drafts.count("Brouillon d’un espace que vous ne lisez plus") == 2
    assert "Toujours à moi" in drafts
    assert not readable_posts(person).exists()


@pytest.mark.parametrize("make", [people.make_account, lambda: people.make_member(state="suspended")])
def test_whoever_is_no_member_stays_at_the_door(secret, enter, make):
    browser = enter(make())

    answers = {browser.get(path).status_code for path in addresses(secret) if "/fichiers/" not in path}
    answers |= {browser.post("/espace/forum/nouveau/", {"body": "x"}).status_code}

    assert answers == {403}
    assert browser.get(secret.posts.first().files.get().get_absolute_url()).status_code == 404


def test_a_visitor_is_led_to_the_sign_in(secret, client):
    answers = {client.get(path).status_code for path in addresses(secret)}

    assert answers == {302}
    assert WORD not in client.get("/espace/forum/", follow=True).content.decode()


@pytest.mark.parametrize("state", ["pending", "hidden", "deleted"])
def test_what_is_not_shown_is_read_by_the_moderators_and_what_waits_by_its_author(enter, client_factory, state):
    topic = forum.make_topic()
    post = forum.make_reply(topic, body=f"Texte {WORD}")
    file = forum.make_file(post.author, post=post)
    changing.set_state(post, state, people.make_staff("Réseau"))
    readers = {"author": post.author, "member": people.make_elected(), "moderator": people.make_staff("Réseau")}

    met = {}
    for name, person in readers.items():
        browser = client_factory()
        browser.force_login(person)
        page = browser.get(topic.get_absolute_url()).content.decode()
        quoted = browser.get(f"{topic.get_absolute_url()}repondre/?citer={post.pk}").content.decode()
        history = browser.get(f"/espace/forum/message/{post.pk}/historique/").status_code == 200
        assert WORD not in browser.get("/espace/forum/").content.decode()
        met[name] = {WORD in page, WORD in quoted, history, may_read_file(person, file)}

    assert met == {"author": {state == "pending"}, "member": {False}, "moderator": {True}}


def test_a_topic_that_waits_is_read_by_its_author_and_the_moderators(enter, client_factory):
    topic = forum.make_topic(title=f"Titre {WORD}", state="pending")
    readers = [topic.author, people.make_elected(), people.make_staff("Réseau")]

    codes = []
    for person in readers:
        browser = client_factory()
        browser.force_login(person)
        codes.append(browser.get(topic.get_absolute_url()).status_code)
        assert WORD not in browser.get("/espace/forum/").content.decode()

    assert codes == [200, 404, 200]


def test_only_the_author_of_a_question_and_the_moderators_say_that_it_is_solved(enter):
    topic = forum.make_topic()
    answer = forum.make_reply(topic)
    browser = enter(answer.author)

    assert browser.post(f"{topic.get_absolute_url()}resolu/", {"resolu": "1"}).status_code == 403
    assert browser.post(f"/espace/forum/message/{answer.pk}/retenir/").status_code == 403
    assert browser.post(f"/espace/forum/message/{answer.pk}/equipe/").status_code == 403
    enter(topic.author).post(f"/espace/forum/message/{answer.pk}/retenir/")

    topic.refresh_from_db()
    assert topic.accepted == answer


def test_nobody_changes_the_words_of_another(enter):
    post = forum.first_post(forum.make_topic(body="Mien"))
    browser = enter(people.make_elected())

    for verb in ("modifier", "supprimer"):
        assert browser.get(f"/espace/forum/message/{post.pk}/{verb}/").status_code == 403
        assert browser.post(f"/espace/forum/message/{post.pk}/{verb}/", {"body": "x", "base": 1}).status_code == 403
    assert Post.objects.get().body == "Mien"


def test_nothing_is_changed_in_a_topic_that_is_closed(enter):
    topic = forum.make_topic(is_locked=True)

    assert enter(topic.author).get(f"/espace/forum/message/{forum.first_post(topic).pk}/modifier/").status_code == 403


def test_somebody_with_every_role_is_not_the_team(enter):
    person = people.make_elected()
    people.CafeRole.objects.create(person=person, cafe=people.a_cafe(), starts_on="2020-01-01")
    people.ProjectHolder.objects.create(person=person, starts_on="2020-01-01")
    topic = forum.make_topic()
    answer = forum.make_reply(topic)

    assert enter(person).post(f"/espace/forum/message/{answer.pk}/equipe/").status_code == 403


def test_a_member_who_may_only_read_reads_and_writes_nothing(enter):
    topic = forum.make_topic(body="Lisible")
    person = people.make_elected()
    ended = timezone.localdate() - timedelta(days=3)
    Mandate.objects.filter(person=person).update(ends_on=ended)
    browser = enter(person)

    page = browser.get(topic.get_absolute_url()).content.decode()

    assert "Lisible" in page
    assert "data-writing" not in page
    assert browser.post(f"{topic.get_absolute_url()}repondre/", {"body": "x"}).status_code == 403
    assert browser.get(f"{topic.get_absolute_url()}repondre/").status_code in {200, 403}


# -- What the team took away ------------------------------------------------------------------------------------------


def test_the_author_of_a_hidden_post_reads_why_where_it_was_and_nobody_else_does(enter):
    topic, author, team = forum.make_topic(), people.make_elected(), people.make_staff("Réseau")
    post = forum.make_reply(topic, author=author, body="zanzibar")
    moderating.hide(post, team, reason="Pas de réclame entre nous.")

    seen = {name: enter(person).get(topic.get_absolute_url()).content.decode() for name, person in (
        ("author", author), ("team", team), ("other", people.make_elected()))}  # fmt: skip

    assert "Pas de réclame entre nous." in seen["author"]
    assert "Personne d’autre ne lit pourquoi" in seen["author"]
    assert "Pas de réclame entre nous." in seen["team"]
    assert "réclame" not in seen["other"]
    assert "Le message 2 a été retiré." in seen["other"]


def test_whoever_opened_a_topic_that_is_hidden_reads_why_and_cannot_go_on_with_it(enter):
    author, team = people.make_elected(), people.make_staff("Réseau")
    topic = forum.make_topic(author=author, body="zanzibar")
    moderating.hide(forum.first_post(topic), team, reason="Pas de réclame entre nous.")

    browser = enter(author)
    page = browser.get(topic.get_absolute_url())

    assert page.status_code == 200
    assert "Pas de réclame entre nous." in page.content.decode()
    assert "zanzibar" not in page.content.decode()
    assert browser.post(f"{topic.get_absolute_url()}repondre/", {"body": "Encore"}).status_code == 409
    assert enter(people.make_elected()).get(topic.get_absolute_url()).status_code == 404


def test_what_an_author_took_away_herself_says_nothing_to_her(enter):
    topic, author = forum.make_topic(), people.make_elected()
    changing.delete(forum.make_reply(topic, author=author), author, reason="Une erreur")

    page = enter(author).get(topic.get_absolute_url()).content.decode()
    assert "Une erreur" not in page
    assert "Vous avez supprimé votre message 2." in page


def test_an_author_gives_back_what_she_took_away_herself_and_nobody_else_does(enter):
    topic, author = forum.make_topic(), people.make_elected()
    post = forum.make_reply(topic, author=author, body=f"Texte {WORD}")
    address = f"/espace/forum/message/{post.pk}/retablir/"
    changing.delete(post, author)

    page = enter(people.make_elected()).get(topic.get_absolute_url()).content.decode()
    refused = enter(topic.author).post(address).status_code
    offered = enter(author).get(topic.get_absolute_url()).content.decode()
    enter(author).post(address)

    assert address not in page
    assert refused == 403
    assert address in offered
    assert WORD not in offered
    assert WORD in enter(topic.author).get(topic.get_absolute_url()).content.decode()


def held_reply(person, team):
    WatchedWord.objects.create(word="casino")
    return forum.make_reply(forum.make_topic(), author=person, body=f"Au casino {WORD}")


def held_topic(person, team):
    WatchedWord.objects.create(word="casino")
    return forum.first_post(forum.make_topic(author=person, body=f"Au casino {WORD}"))


def reported_by_many(person, team):
    post = forum.make_reply(forum.make_topic(), author=person, body=WORD)
    for _number in range(3):
        witness = people.make_elected()
        Member.objects.filter(person=witness).update(state_at=timezone.now() - timedelta(days=40))
        moderating.report(post, witness, reason="spam")
    return post


def reported_by_one(person, team):
    post = forum.make_reply(forum.make_topic(), author=person, body=WORD)
    moderating.report(post, people.make_elected(), reason="spam")
    return post


@pytest.mark.parametrize("written", [held_reply, held_topic, reported_by_many, reported_by_one])
def test_what_waits_for_a_moderator_waits_again_when_its_author_takes_it_away_and_gives_it_back(enter, written):
    author, reader, team = people.make_elected(), people.make_elected(), people.make_staff("Réseau")
    post = written(author, team)
    telling.tell_waiting()
    for verb in ("supprimer", "retablir", "supprimer", "retablir"):
        answer = enter(author).post(f"/espace/forum/message/{post.pk}/{verb}/", follow=True)

    found = Post.objects.get(pk=post.pk)
    assert (found.state, bool(found.state_reason)) == ("pending", True)
    assert "L’équipe relit ce message" in answer.content.decode()
    assert WORD not in enter(reader).get(post.topic.get_absolute_url()).content.decode()
    assert WORD in enter(team).get("/espace/forum/moderation/").content.decode()
    assert telling.tell_waiting() == 0


def test_whoever_is_asked_not_to_write_gives_nothing_back(enter):
    author, team = people.make_elected(), people.make_staff("Réseau")
    post = forum.make_reply(forum.make_topic(), author=author, body=WORD)
    changing.delete(post, author)
    moderating.suspend(author, team, reason="Assez.")

    answer = enter(author).post(f"/espace/forum/message/{post.pk}/retablir/", follow=True)

    assert Post.objects.get(pk=post.pk).state == State.DELETED
    assert "ne plus écrire pour l’instant" in answer.content.decode()


def test_a_topic_that_its_author_took_away_opens_to_her_alone_and_she_gives_it_back(enter):
    topic = forum.make_topic(title=f"Titre {WORD}")
    post = forum.first_post(topic)
    delete, restore = (f"/espace/forum/message/{post.pk}/{verb}/" for verb in ("supprimer", "retablir"))

    answer = enter(topic.author).post(delete)
    offered = enter(topic.author).get(answer.url).content.decode()
    others = [enter(people.make_elected()).get(topic.get_absolute_url()).status_code]
    lists = enter(topic.author).get("/espace/forum/recents/").content.decode()
    enter(topic.author).post(restore)
    others.append(enter(people.make_elected()).get(topic.get_absolute_url()).status_code)

    assert answer.url == topic.get_absolute_url()
    assert restore in offered
    assert "repondre/" not in offered
    assert WORD not in lists
    assert others == [404, 200]


def test_what_a_moderator_takes_out_of_a_post_is_in_no_former_version_that_others_read(enter):
    topic, author, team = forum.make_topic(), people.make_elected(), people.make_staff("Réseau")
    post = forum.make_reply(topic, author=author, body=f"Appelez le {WORD}")
    Post.objects.filter(pk=post.pk).update(created_at="2020-01-01T00:00Z")
    for by, body in ((author, f"Appelez-moi au {WORD}"), (team, "Appelez-moi"), (author, "Appelez-moi demain")):
        current = Post.objects.get(pk=post.pk)
        changing.edit(current, by, changing.Edit(body, current.version))
        PostRevision.objects.update(created_at=timezone.now() - timedelta(hours=2))

    address = f"/espace/forum/message/{post.pk}/historique/"
    member, moderator = (enter(person).get(address).content.decode() for person in (topic.author, team))

    assert WORD not in member
    assert member.count("Cette version a été masquée par la modération.") == 2
    assert "Appelez-moi demain" in member
    assert WORD in moderator


def test_what_is_written_in_a_board_that_is_over_is_changed_by_moderators_only(enter):
    topic = forum.make_topic()
    post = forum.first_post(topic)
    Board.objects.filter(pk=topic.board_id).update(is_archived=True)
    browser = enter(topic.author)

    page = browser.get(topic.get_absolute_url()).content.decode()
    met = [browser.get(f"/espace/forum/message/{post.pk}/{verb}/").status_code for verb in ("modifier", "supprimer")]

    assert met == [403, 403]
    assert "/modifier/" not in page
    assert enter(people.make_staff("Réseau")).get(f"/espace/forum/message/{post.pk}/modifier/").status_code == 200
