"""Who is told of a new post: those who follow, are named or are answered, once each, while they may read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.forum.models import BoardFollow, Fanout, Level, Mention, Notice, Post, Reading, State, Topic
from members.forum.services import changing, telling
from members.forum.services.telling import tell_waiting
from millecafes.mailroom.digests import send_digests
from millecafes.mailroom.models import Frequency, Mail
from millecafes.mailroom.models import Notice as DigestLine
from millecafes.people.models import Mandate, Member
from tests.forum.life import follow, letters, lines_of, make_board, make_post, make_topic, promised, wants
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db
NOW, DAILY, NEVER = Frequency.NOW, Frequency.DAILY, Frequency.NEVER


@pytest.fixture
def topic():
    """Its first post is told of already."""
    topic = make_topic()
    tell_waiting()
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return topic


@pytest.fixture
def zoe():
    person = make_elected(email="zoe@example.org")
    wants(person, NOW)
    return person


def named(person) -> str:
    return f"Merci @[{person.shown_name}](membre:{person.member.pk}) !"


def test_whoever_follows_a_topic_is_told_of_a_reply_in_the_site_and_by_mail(topic, zoe):
    follow(zoe, topic)
    odette = make_elected()
    odette.display_name = "Odette Exemple"
    odette.save()
    post = make_post(topic, author=odette, body="> cité\n\nPar la **mairie**.")

    tell_waiting()

    [(to, subject, text)] = letters()
    assert (to, subject) == ("zoe@example.org", "Odette Exemple répond dans : La licence IV")
    assert "Par la mairie." in text
    assert "cité" not in text
    assert post.get_absolute_url() in text
    assert lines_of(zoe) == [("reply", 1)]
    assert Post.objects.get(pk=post.pk).fanout == Fanout.DONE


def test_replies_are_one_line_and_one_letter_until_one_comes(client, topic, zoe):
    follow(zoe, topic)
    for _number in range(3):
        make_post(topic)
        tell_waiting()
    before, mails = lines_of(zoe), promised()
    client.force_login(zoe)
    client.get(topic.get_absolute_url())
    after = lines_of(zoe)
    make_post(topic)
    tell_waiting()

    assert (before, mails) == ([("reply", 3)], ["zoe@example.org"])
    assert (after, lines_of(zoe), len(promised())) == ([], [("reply", 1)], 2)


def test_in_a_digest_replies_are_one_line_that_counts_them(topic, zoe):
    wants(zoe, DAILY)
    follow(zoe, topic)
    for _number in range(3):
        make_post(topic)
    tell_waiting()

    send_digests(timezone.now() + timedelta(days=1))

    text = Mail.objects.get(to="zoe@example.org").body_text
    assert text.count("La licence IV") == 1
    assert "(3 nouveautés)" in text


def test_telling_twice_or_after_a_crash_tells_nobody_twice(topic, zoe, monkeypatch):
    others = [make_elected() for _number in range(5)]
    for person in [zoe, *others]:
        wants(person, NOW)
        follow(person, topic)
    post = make_post(topic)
    monkeypatch.setattr(telling, "SLICE", 2)
    told, whole = [], telling.tell_slice

    def crashes(*args):
        if len(told) == 2:
            raise RuntimeError("killed")
        told.append(args)
        whole(*args)

    monkeypatch.setattr(telling, "tell_slice", crashes)
    with pytest.raises(RuntimeError):
        tell_waiting()
    halfway = len(promised())
    monkeypatch.setattr(telling, "tell_slice", whole)
    tell_waiting()
    still_taken = len(promised())
    tell_waiting(timezone.now() + timedelta(minutes=11))
    telling.tell(post)

    assert (halfway, still_taken, len(promised())) == (4, 4, 6)
    assert {count for person in [zoe, *others] for _kind, count in lines_of(person)} == {1}


def test_the_author_whoever_ignores_and_whoever_has_read_are_not_told(topic, zoe):
    author, reader, deaf = make_elected(), make_elected(), make_elected()
    for person in (author, reader, deaf):
        wants(person, NOW)
        follow(person, topic)
    post = make_post(topic, author=author, body=named(deaf))
    follow(reader, topic, last_read=post.number)
    follow(deaf, topic, Level.IGNORE)

    tell_waiting()

    assert promised() == []
    assert Notice.objects.count() == 0


def test_a_followed_board_tells_of_new_topics_and_not_of_replies(zoe):
    board = make_board()
    BoardFollow.objects.create(person=zoe, board=board, level=Level.FOLLOW)
    topic = make_topic(board)
    make_post(topic)

    tell_waiting()

    assert lines_of(zoe) == [("topic", 1)]
    assert promised() == ["zoe@example.org"]


def test_somebody_named_is_told_even_without_following(topic, zoe):
    make_post(topic, body=named(zoe))

    tell_waiting()

    assert lines_of(zoe) == [("mention", 1)]
    assert "vous nomme" in letters()[0][1]


def test_nobody_is_named_who_may_not_be_seen_nor_told_who_does_not_read_the_board(zoe):
    topic = make_topic(make_board("elected"))
    hidden, manager = make_elected(is_hidden=True), make_manager()
    wants(manager, NOW)
    make_post(topic, body=f"{named(hidden)} {named(manager)} @[Personne](membre:999999)")

    tell_waiting()

    assert list(Mention.objects.values_list("person", flat=True)) == [manager.pk]
    assert (lines_of(hidden), lines_of(manager), promised()) == ([], [], [])


def test_whoever_is_answered_is_told(topic, zoe):
    asked = make_post(topic, author=zoe)
    Reading.objects.all().delete()
    make_post(topic, reply_to=asked)

    tell_waiting()

    assert lines_of(zoe) == [("reply", 1)]


def test_what_waits_or_is_hidden_is_told_to_nobody_until_it_is_shown(topic, zoe):
    follow(zoe, topic)
    held = make_post(topic, state=State.PENDING)
    make_post(topic, state=State.HIDDEN)
    tell_waiting()
    before = lines_of(zoe)
    Post.objects.filter(pk=held.pk).update(state=State.VISIBLE)
    tell_waiting()

    assert (before, lines_of(zoe)) == ([], [("reply", 1)])


LOSSES = {
    "her role ended": lambda zoe, topic, post: Mandate.objects.update(
        ends_on=timezone.localdate() - timedelta(days=60)
    ),
    "she was suspended": lambda zoe, topic, post: Member.objects.filter(person=zoe).update(
        state="suspended", reason="x"
    ),
    "the topic moved": lambda zoe, topic, post: Topic.objects.update(board=make_board("managers")),
    "the topic is deleted": lambda zoe, topic, post: Topic.objects.update(state=State.DELETED),
    "the post is hidden": lambda zoe, topic, post: Post.objects.filter(pk=post.pk).update(state=State.HIDDEN),
    "she has read it": lambda zoe, topic, post: follow(zoe, topic, last_read=post.number),
    "she ignores it": lambda zoe, topic, post: follow(zoe, topic, Level.IGNORE),
    "she wants no letters": lambda zoe, topic, post: wants(zoe, NEVER),
    "her account is closed": lambda zoe, topic, post: type(zoe).objects.filter(pk=zoe.pk).update(is_active=False),
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_rights_are_asked_again_when_the_letter_leaves(topic, zoe, lose):
    follow(zoe, topic)
    post = make_post(topic)
    tell_waiting()
    lose(zoe, topic, post)

    assert promised() == ["zoe@example.org"]
    assert letters() == []


@pytest.mark.parametrize("loss", ["her role ended", "the topic moved", "the topic is deleted"])
def test_rights_are_asked_again_when_the_digest_is_written(topic, zoe, loss):
    wants(zoe, DAILY)
    follow(zoe, topic)
    post = make_post(topic)
    tell_waiting()
    kept = DigestLine.objects.count()
    LOSSES[loss](zoe, topic, post)

    send_digests(timezone.now() + timedelta(days=1))

    assert kept == 1
    assert not Mail.objects.filter(to="zoe@example.org").exists()


@pytest.mark.parametrize("loss", ["the topic moved", "the topic is deleted"])
def test_a_line_of_the_site_goes_with_the_right_to_read(client, topic, zoe, loss):
    follow(zoe, topic)
    post = make_post(topic)
    tell_waiting()
    client.force_login(zoe)
    before = client.get("/espace/forum/avis/").content.decode()
    notice = Notice.objects.get(person=zoe)
    LOSSES[loss](zoe, topic, post)

    assert "La licence IV" in before
    assert "La licence IV" not in client.get("/espace/forum/avis/").content.decode()
    assert client.get(f"/espace/forum/avis/{notice.pk}/").status_code == 404


def test_the_letter_is_in_the_language_of_the_reader(topic, zoe):
    zoe.language = "en"
    zoe.save()
    follow(zoe, topic)
    make_post(topic)
    tell_waiting()

    assert "répond" not in letters()[0][1]


@pytest.mark.parametrize("followers", [2, 40])
def test_a_crowd_costs_as_many_questions_as_a_few(topic, followers, django_assert_max_num_queries):
    for number in range(followers):
        person = make_elected()
        wants(person, NOW if number % 2 else DAILY)
        follow(person, topic)
    make_post(topic)

    with django_assert_max_num_queries(30):
        tell_waiting()

    assert (len(promised()), DigestLine.objects.count()) == (followers // 2, followers // 2)


def test_the_team_reads_all_boards_and_is_told_like_anybody(zoe):
    topic, colleague = make_topic(make_board("holders")), make_staff("Réseau")
    wants(colleague, NOW)
    follow(colleague, topic)
    make_post(topic)

    tell_waiting()

    assert promised() == [colleague.email]


def test_whoever_is_found_to_be_right_is_told_once_and_never_of_her_own_hand(topic, zoe, enter):
    answer = make_post(topic, author=zoe)
    own = make_post(topic, author=topic.author)

    for accepted in (answer, answer, own):
        changing.solve(topic, topic.author, is_solved=True, accepted=accepted)

    assert list(Notice.objects.values_list("person", "kind", "post")) == [(zoe.pk, "solved", answer.pk)]
    assert "a retenu votre réponse" in enter(zoe).get("/espace/forum/avis/").content.decode()
