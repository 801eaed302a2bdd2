"""A member takes away what she wrote; when she leaves, her words stay for who answered them, and her name nowhere."""

import json

import pytest
from django.utils import timezone

from members.forum.models import (
    BoardFollow,
    Draft,
    Fanout,
    FeedToken,
    Mention,
    ModerationAct,
    Notice,
    Post,
    PostRevision,
    Reading,
    Report,
    Suspension,
    Useful,
)
from members.forum.services import after, changing, moderating, telling
from millecafes.core.privacy import chapters_of, erase
from millecafes.mailroom.models import Frequency
from millecafes.people.models import User
from millecafes.people.services import close_account
from tests.forum.life import follow, make_board, make_post, make_topic, wants
from tests.people.factories import make_elected, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def odette():
    person = make_elected(email="odette@example.org")
    person.display_name = "Odette (Exemple)"
    person.save()
    return person


def whole_of(person) -> str:
    rows = [row for chapter in chapters_of(person) for row in chapter.rows]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_what_she_wrote_and_did_is_given_back_and_nothing_of_the_others(odette):
    topic = make_topic(title="La terrasse", author=odette, body="Mon message.")
    other = make_post(topic, body="Celui d’une autre.")
    Draft.objects.create(person=odette, slot="nouveau", body="Mon brouillon.")
    BoardFollow.objects.create(person=odette, board=topic.board, level=2)
    follow(odette, topic)
    Useful.objects.create(post=other, person=odette)
    Report.objects.create(post=other, reporter=odette, reason="rude", text="Mon signalement.", copy=other.body)
    ModerationAct.objects.create(verb="warn", person=odette, reason="Ma raison.", copy="Mon message.")

    whole = whole_of(odette)

    for words in ("Mon message.", "Mon brouillon.", "Mon signalement.", "Ma raison.", "La terrasse", topic.board.name):
        assert words in whole
    assert "Celui d’une autre." not in whole


def test_her_words_stay_without_her_name(client, odette):
    topic = make_topic(author=odette, body="Une question utile.", title="La terrasse")
    Post.objects.update(author_role="mayor", author_place="Saint-Exemple")
    reader = make_elected()
    client.force_login(reader)
    before = client.get(topic.get_absolute_url()).content.decode()

    close_account(odette)

    page = client.get(topic.get_absolute_url()).content.decode()
    found = client.get("/espace/forum/recherche/", {"q": "question utile"}).content.decode()
    assert ("Odette" in before, "Odette" in page + found) == (True, False)
    assert "Une question utile." in page
    assert "membre parti" in page
    assert "Saint-Exemple" not in page
    assert Post.objects.get().author is None


def test_those_who_named_or_quoted_her_no_longer_do(odette):
    named = f"Merci @[Odette \\(Exemple\\)](membre:{odette.member.pk}) !"
    topic = make_topic(author=odette, body="Une idée.")
    mentions = make_post(topic, body=named)
    quote = f"[Odette \\(Exemple\\) a écrit :]({topic.first.get_absolute_url()})\n> Une idée.\n\nD’accord."
    quotes = make_post(topic, body=quote, reply_to=topic.first)
    both = make_post(topic, body=f"[Ana a écrit :]({mentions.get_absolute_url()})\n> Merci\n\n{quote}")
    namesake = make_post(topic, body=quote.replace(topic.first.get_absolute_url(), mentions.get_absolute_url()))
    PostRevision.objects.create(post=mentions, number=1, body=f"{named}\n{quote}")
    kept = Draft.objects.create(person=make_elected(), slot=f"sujet-{topic.pk}", body=quote)
    draft = Draft.objects.create(person=make_elected(), slot="nouveau", body=named)
    assert Mention.objects.count() == 1

    close_account(odette)

    for row in (mentions, quotes, both, kept, draft, namesake):
        row.refresh_from_db()
    told = [
        mentions.body,
        mentions.body_html,
        quotes.body,
        quotes.body_html,
        both.body,
        both.body_html,
        kept.body,
        draft.body,
        PostRevision.objects.get().body,
    ]
    assert not [text for text in told if "Odette" in text]
    assert mentions.body == "Merci @Un membre parti !"
    assert "[Un membre parti a écrit :](" in quotes.body
    assert "D’accord." in quotes.body_html
    assert both.body.startswith("[Ana a écrit :]")
    assert "Odette" in namesake.body  # of somebody else, who is called the same
    assert Mention.objects.count() == 0


def test_what_was_only_hers_is_erased_and_what_was_counted_is_still(odette):
    board, other = make_board(), make_post(make_topic())
    Draft.objects.create(person=odette, slot="nouveau", body="x")
    BoardFollow.objects.create(person=odette, board=board)
    follow(odette, other.topic)
    FeedToken.objects.create(person=odette)
    Suspension.objects.create(person=odette, reason="x")
    Notice.objects.create(person=odette, kind="reply", topic=other.topic)
    Useful.objects.create(post=other, person=odette)
    report = Report.objects.create(post=other, reporter=odette, reason="rude", copy="x")

    erase(odette)

    for table in (Draft, BoardFollow, FeedToken, Suspension, Notice):
        assert not table.objects.exists()
    assert not Reading.objects.filter(person=odette).exists()
    assert Useful.objects.get().person is None
    assert Report.objects.get(pk=report.pk).reporter is None


def test_what_somebody_who_left_wrote_can_still_be_told_of_changed_and_found(odette):
    topic = make_topic(make_board(), author=odette)
    follower = make_elected()
    follow(follower, topic)
    post = make_post(topic, author=odette, at=timezone.now())
    close_account(odette)

    telling.tell_waiting()
    post.refresh_from_db()
    after.post_changed(post)

    assert Notice.objects.get(person=follower).actor is None


def test_of_what_she_does_not_read_any_more_she_is_given_her_own_words_alone(odette):
    board = make_board("managers", name="Table zanzibar")
    topic = make_topic(board, title="Titre zanzibar", body="Texte zanzibar")
    follow(odette, topic)
    BoardFollow.objects.create(person=odette, board=board, level=2)
    Notice.objects.create(person=odette, kind="reply", topic=topic)
    Useful.objects.create(post=topic.first, person=odette)
    quoted = f"[Ana zanzibar a écrit :]({topic.first.get_absolute_url()})\n> Texte zanzibar\n\nMon brouillon."
    Draft.objects.create(person=odette, slot=f"sujet-{topic.pk}", body=quoted)
    make_post(topic, author=odette, body="Mes mots.")

    whole = whole_of(odette)

    assert "zanzibar" not in whole
    for words in ("Mon brouillon.", "Mes mots.", "Un sujet que vous ne lisez plus", "Un espace que vous ne lisez plus"):
        assert words in whole


def lines_for(person) -> list[str]:
    return list(person.mail_notices.order_by("pk").values_list("line", flat=True))


def test_a_line_that_waits_for_the_morning_says_what_is_right_by_then(odette):
    reader, english = make_elected(), make_elected()
    User.objects.filter(pk=english.pk).update(language="en")
    topic = make_topic(title="La terasse")
    Post.objects.update(fanout=Fanout.DONE)
    for person in (reader, english):
        follow(person, topic)
        wants(person, Frequency.DAILY)
    left, hidden = make_post(topic, author=odette), make_post(topic, body="À masquer.")
    telling.tell_waiting()
    before = lines_for(reader)
    moderator = make_staff("Réseau")

    moderating.hide(hidden, moderator, reason="Publicité.")
    changing.edit(topic.first, moderator, changing.Edit(topic.first.body, 1, title="La terrasse"))
    close_account(odette)

    assert (len(before), "Odette" in before[0], left.author) == (2, True, odette)
    assert lines_for(reader) == ["Un membre parti répond dans : La terrasse"]
    assert [("Odette" in line, "La terrasse" in line) for line in lines_for(english)] == [(False, True)]
