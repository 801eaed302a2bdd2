"""What is reported, held and decided: each decision is written down and told, and nothing that was written is lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members.forum.models import ModerationAct, Post, Report, State, Suspension, Topic, WatchedWord
from members.forum.services import changing, limits, moderating, telling, writing
from members.forum.services.checking import faults
from members.forum.services.limits import Suspended, TooFast, judge
from millecafes.mailroom.models import Mail
from millecafes.people.models import Member
from tests.forum.life import lines_of, make_board, make_post, make_topic
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db
QUEUE = "/espace/forum/moderation/"


@pytest.fixture
def author():
    return make_elected(email="autrice@example.org")


@pytest.fixture
def moderator():
    return make_staff("Réseau")


@pytest.fixture
def post(author):
    return make_post(make_topic(title="La terrasse"), author=author, body="Un **message** contesté.")


def told() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("to", "subject"))


def decide(client, moderator, post, verb, reason="", **more):
    client.force_login(moderator)
    return client.post(
        f"/espace/forum/message/{post.pk}/moderer/", {"verb": verb, "reason": reason, "length": "7"} | more
    )


def test_a_member_reports_a_post_once_and_a_copy_is_kept(client, post):
    person = make_elected()
    client.force_login(person)
    path = f"/espace/forum/message/{post.pk}/signaler/"
    page = client.get(path)
    for _time in range(2):
        answer = client.post(path, {"reason": "rude", "text": "Blessant."})
    Post.objects.filter(pk=post.pk).update(body="Réécrit.")

    report = Report.objects.get()
    assert (page.status_code, answer.url) == (200, post.get_absolute_url())
    assert (report.reporter, report.copy, report.text) == (person, "Un **message** contesté.", "Blessant.")


def test_a_report_says_why(client, post):
    client.force_login(make_elected())
    answer = client.post(f"/espace/forum/message/{post.pk}/signaler/", {"text": "zanzibar"})

    assert (answer.status_code, Report.objects.count()) == (400, 0)
    assert "zanzibar" in answer.content.decode()
    assert "Choisissez une raison." in answer.content.decode()


def test_one_does_not_report_oneself_nor_what_one_does_not_read(client, author, post):
    secret = make_post(make_topic(make_board("managers")))
    hidden = make_post(post.topic, state=State.HIDDEN)
    client.force_login(author)
    answers = [client.get(f"/espace/forum/message/{one.pk}/signaler/").status_code for one in (post, secret, hidden)]

    assert answers == [404, 404, 404]


def test_three_members_of_a_month_put_a_post_aside_until_it_is_read(post):
    people = [make_elected() for _number in range(4)]
    Member.objects.filter(person__in=people[1:]).update(state_at=timezone.now() - timedelta(days=40))
    states = []
    for person in people:
        moderating.report(post, person, reason="spam")
        states.append(Post.objects.get(pk=post.pk).state)

    assert states == ["visible"] * 3 + ["pending"]


def test_what_the_team_writes_is_not_put_aside_by_reports(moderator):
    post = make_post(make_topic(), author=moderator)
    for _number in range(4):
        person = make_elected()
        Member.objects.filter(person=person).update(state_at=timezone.now() - timedelta(days=40))
        moderating.report(post, person, reason="spam")

    assert Post.objects.get(pk=post.pk).state == State.VISIBLE


def test_reports_of_one_person_are_bounded(client, post, monkeypatch):
    monkeypatch.setattr(moderating, "MOST_REPORTS_A_DAY", 1)
    person, other = make_elected(), make_post(post.topic)
    moderating.report(post, person, reason="spam")
    client.force_login(person)
    answer = client.post(f"/espace/forum/message/{other.pk}/signaler/", {"reason": "spam"})

    assert (answer.status_code, Report.objects.count()) == (400, 1)


def test_nobody_but_moderators_knows_of_the_queue(client, post):
    answers = []
    for person in (make_elected(), make_manager(), make_staff("Finances")):
        client.force_login(person)
        answers += [client.get(path).status_code for path in (QUEUE, f"/espace/forum/message/{post.pk}/moderer/")]

    assert answers == [404] * 6


def test_the_queue_shows_what_waits_and_the_first_page_says_how_many(client, moderator, post):
    make_post(post.topic, body="Retenu ici.", state=State.PENDING, state_reason="mot surveillé : casino")
    moderating.report(post, make_elected(), reason="rude", text="Vraiment ?")
    client.force_login(moderator)

    page, home = client.get(QUEUE).content.decode(), client.get("/espace/").content.decode()

    for words in ("2 messages à lire", "Retenu ici.", "mot surveillé : casino", "Blessant ou agressif", "Vraiment ?"):
        assert words in page
    assert "2 messages du forum sont à relire" in home


def test_hiding_says_why_to_the_author_keeps_a_copy_and_closes_the_reports(client, moderator, post):
    moderating.report(post, make_elected(), reason="rude")
    answer = decide(client, moderator, post, "masquer", "Des mots blessants.")

    act, report = ModerationAct.objects.get(), Report.objects.get()
    letter = Mail.objects.get(to="autrice@example.org")
    assert answer.url == QUEUE
    assert (Post.objects.get(pk=post.pk).state, report.outcome) == ("hidden", "upheld")
    assert (act.verb, act.by, act.reason, act.copy) == ("hide", moderator, "Des mots blessants.", post.body)
    assert letter.to == "autrice@example.org"
    assert "Des mots blessants." in letter.body_text
    assert "Un **message** contesté." in letter.body_text


@pytest.mark.parametrize("verb", ["masquer", "avertir", "suspendre"])
def test_what_the_author_will_read_is_asked_for_before_anything_is_done(client, moderator, post, verb):
    answer = decide(client, moderator, post, verb, " \u200b ")

    assert (answer.status_code, ModerationAct.objects.count(), Mail.objects.count()) == (400, 0, 0)
    assert Post.objects.get(pk=post.pk).state == State.VISIBLE
    assert "Écrivez la raison" in answer.content.decode()


def test_what_a_moderator_deletes_is_told_with_its_reason_and_closes_the_reports(client, moderator, post):
    reporter = make_elected(email="temoin@example.org")
    moderating.report(post, reporter, reason="rude")
    client.force_login(moderator)
    page = f"/espace/forum/message/{post.pk}/supprimer/"

    refused = client.post(page, {"reason": " "})
    client.post(page, {"reason": "Des mots blessants."})

    removed, report = Post.objects.get(pk=post.pk), Report.objects.get()
    assert (refused.status_code, "Dites pourquoi" in refused.content.decode()) == (422, True)
    assert (removed.state, removed.state_reason, report.outcome) == ("deleted", "Des mots blessants.", "upheld")
    assert [to for to, _subject in told()] == ["temoin@example.org", "autrice@example.org"]
    assert "Des mots blessants." in Mail.objects.get(to="autrice@example.org").body_text
    assert "Il n’est plus visible." in Mail.objects.get(to="temoin@example.org").body_text
    assert "Des mots blessants." not in Mail.objects.get(to="temoin@example.org").body_text
    assert moderating.count_waiting() == 0


def test_what_its_author_takes_away_waits_for_nobody_and_whoever_reported_it_knows(client, author, post):
    moderating.report(post, make_elected(email="temoin@example.org"), reason="rude")
    client.force_login(author)

    client.post(f"/espace/forum/message/{post.pk}/supprimer/")

    assert (Report.objects.get().handled_by, Report.objects.get().outcome) == (None, "upheld")
    assert (moderating.count_waiting(), list(moderating.waiting())) == (0, [])
    assert told() == [("temoin@example.org", "Votre signalement dans « La terrasse »")]
    assert "l’a retiré" in Mail.objects.get().body_text


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("masquer", "y a donné suite"),
        ("avertir", "y a donné suite"),
        ("suspendre", "y a donné suite"),
        ("rien", "C’est dit."),
    ],
)
def test_whoever_reported_a_post_learns_once_what_became_of_it(client, moderator, post, verb, words):
    reporter, gone = make_elected(email="temoin@example.org"), make_elected(email="partie@example.org")
    for person in (reporter, gone):
        moderating.report(post, person, reason="rude")
    Member.objects.filter(person=gone).update(state="suspended", reason="Partie.")
    decide(client, moderator, post, verb, "C’est dit.")
    decide(client, moderator, post, "avertir", "Encore.")

    [letter] = Mail.objects.exclude(to="autrice@example.org")
    assert letter.to == "temoin@example.org"
    assert words in letter.body_text


def test_a_post_given_back_on_its_topic_by_a_moderator_is_told_of_to_its_author(client, moderator, author, post):
    moderating.hide(post, moderator, reason="Une erreur.")
    client.force_login(moderator)
    client.post(f"/espace/forum/message/{post.pk}/retablir/")

    assert Post.objects.get(pk=post.pk).state == State.VISIBLE
    assert told()[-1] == ("autrice@example.org", "Votre message dans « La terrasse » est de nouveau visible")


def test_an_accepted_answer_that_was_reported_by_many_is_still_the_answer_once_it_is_read(client, moderator, post):
    changing.solve(post.topic, post.topic.author, is_solved=True, accepted=post)
    long_ago = timezone.now() - timedelta(days=60)
    Topic.objects.filter(pk=post.topic_id).update(bumped_at=long_ago)
    Post.objects.filter(pk=post.pk).update(fanout=2)
    for _number in range(3):
        person = make_elected()
        Member.objects.filter(person=person).update(state_at=timezone.now() - timedelta(days=40))
        moderating.report(post, person, reason="spam")
    aside = Topic.objects.get(pk=post.topic_id)
    decide(client, moderator, post, "rien", "C’est exact.")

    topic = Topic.objects.get(pk=post.topic_id)
    assert (Post.objects.get(pk=post.pk).state, aside.accepted_id) == ("visible", post.pk)
    assert (topic.accepted_id, topic.solved_at, topic.bumped_at) == (post.pk, aside.solved_at, long_ago)
    assert [line for line in faults() if line.startswith("topic")] == []


def test_a_hidden_post_comes_back_as_it_was(client, moderator, post):
    decide(client, moderator, post, "masquer", "Une erreur.")
    decide(client, moderator, post, "retablir")

    verbs = list(ModerationAct.objects.order_by("pk").values_list("verb", flat=True))
    assert (Post.objects.get(pk=post.pk).state, verbs) == ("visible", ["hide", "restore"])
    assert told()[-1] == ("autrice@example.org", "Votre message dans « La terrasse » est de nouveau visible")


def test_reports_without_consequence_leave_the_post(client, moderator, post):
    moderating.report(post, make_elected(), reason="wrong")
    decide(client, moderator, post, "rien", "C’est exact.")
    again = decide(client, moderator, post, "rien")

    assert (Report.objects.get().outcome, Post.objects.get(pk=post.pk).state) == ("dismissed", "visible")
    assert again.status_code == 400
    assert [subject for _to, subject in told()] == ["Votre signalement dans « La terrasse »"]


def test_a_warning_is_written_down_and_told_and_the_post_stays(client, moderator, post):
    decide(client, moderator, post, "avertir", "Restons courtois.")

    assert ModerationAct.objects.get().verb == "warn"
    assert told() == [("autrice@example.org", "À propos de votre message dans « La terrasse »")]
    assert Post.objects.get(pk=post.pk).state == State.VISIBLE


def test_whoever_is_suspended_reads_and_her_text_is_kept_as_a_draft(client, moderator, author, post):
    decide(client, moderator, post, "suspendre", "Trois avertissements.")
    client.force_login(author)
    reading = client.get("/espace/forum/")
    answer = client.post(
        f"/espace/forum/sujet/{post.topic_id}/repondre/", {"body": "Encore zanzibar", "action": "envoyer"}
    )

    page = answer.content.decode()
    assert (reading.status_code, answer.status_code) == (200, 403)
    assert "Trois avertissements." in page
    assert "Encore zanzibar" in page
    assert author.forum_drafts.get().body == "Encore zanzibar"
    assert told() == [("autrice@example.org", "Vous ne pouvez plus écrire dans le forum")]
    assert Post.objects.get(pk=post.pk).state == State.HIDDEN


def test_a_suspension_ends_by_itself_or_is_lifted_once(client, moderator, author, post):
    decide(client, moderator, post, "suspendre", "Une semaine.")
    suspension = Suspension.objects.get()
    over = suspension.until + timedelta(minutes=1)
    with pytest.raises(Suspended):
        judge(author, "Bonjour", timezone.now() + timedelta(days=6))
    client.force_login(moderator)
    for _time in range(2):
        client.post(f"{QUEUE}suspensions/{suspension.pk}/lever/")

    assert not Suspension.objects.in_force(over).exists()
    assert judge(author, "Bonjour", timezone.now() + timedelta(hours=2)) == (State.VISIBLE, "")
    assert ModerationAct.objects.filter(verb="unsuspend").count() == 1


def test_a_held_post_is_published_then_told_of(client, moderator, author):
    topic = make_topic(title="La terrasse")
    held = make_post(topic, author=author, state=State.PENDING)
    telling.tell_waiting()
    before = lines_of(topic.author)
    Post.objects.filter(pk=topic.first.pk).update(fanout=2)
    from_follower = topic.author
    from_follower.forum_readings.create(topic=topic, level=2)
    decide(client, moderator, held, "publier")
    telling.tell_waiting()

    assert (before, lines_of(topic.author)) == ([], [("reply", 1)])
    assert told()[0] == ("autrice@example.org", "Votre message dans « La terrasse » est publié")


# -- What is held, and how fast one may write -------------------------------------------------------------------------

LINK = "http://exemple.fr/{}"


def links(number) -> str:
    return " ".join(LINK.format(n) for n in range(number))


def seasoned(person) -> None:
    topic = make_topic()
    for _number in range(3):
        make_post(topic, author=person, at=timezone.now() - timedelta(days=2))


@pytest.mark.parametrize(
    ("is_new", "body", "reason"),
    [
        (True, links(2), ""),
        (True, links(3), "3 liens, de quelqu’un qui n’a presque rien écrit"),
        (False, links(10), ""),
        (False, links(11), "11 liens"),
        (False, "Gagnez au CÀSINO tout de suite", "mot surveillé\u00a0: casino"),
        (False, "Le casinoté n’est pas un mot", ""),
        (False, "Au ca\u200bsino", "mot surveillé\u00a0: casino"),
        (False, "Au ca**si**no", "mot surveillé\u00a0: casino"),
        (False, "> Au c&#97;sino", "mot surveillé\u00a0: casino"),
        (False, "Voyez http://arnaque.example/x", "mot surveillé\u00a0: arnaque.example"),
    ],
)
def test_what_is_unlike_a_member_is_read_first(author, is_new, body, reason):
    WatchedWord.objects.create(word="casino")
    WatchedWord.objects.create(word="arnaque.example")
    if not is_new:
        seasoned(author)

    assert judge(author, body, timezone.now()) == (State.PENDING if reason else State.VISIBLE, reason)


@pytest.mark.parametrize("above", [{"title": "Au ca\u200bsino"}, {"tags": ["jeu", "Casino"]}])
def test_what_stands_above_the_words_is_read_too_when_it_is_written_and_when_it_is_changed(author, above):
    WatchedWord.objects.create(word="casino")
    said = {"title": "Une sortie", "tags": ["jeu"]}

    held = writing.open_topic(writing.Sent(author, "Bonjour."), board=make_board(), kind="question", **said | above)
    Post.objects.update(created_at=timezone.now() - timedelta(days=1))
    shown = writing.open_topic(writing.Sent(author, "Bonjour."), board=make_board(), kind="question", **said)
    changed = changing.edit(shown, author, changing.Edit("Bonjour.", 1, **said | above))

    assert (held.state, shown.state, changed.state) == (State.PENDING, State.VISIBLE, State.PENDING)
    assert changed.state_reason == "mot surveillé\u00a0: casino"


def test_the_same_long_words_twice_in_a_day_are_read_first(author):
    seasoned(author)
    words = "Venez tous à notre grande fête du village samedi prochain !"
    make_post(make_topic(), author=author, body=words, at=timezone.now() - timedelta(hours=1))
    make_post(make_topic(), author=author, body="Merci !", at=timezone.now() - timedelta(hours=1))

    now = timezone.now()
    assert judge(author, words, now)[1] == "le même message qu’un autre de cette personne"
    assert judge(author, "Merci !", now)[0] == State.VISIBLE
    assert judge(author, words, now + timedelta(days=2))[0] == State.VISIBLE


def test_the_team_is_not_read_first(moderator):
    WatchedWord.objects.create(word="casino")

    assert judge(moderator, "Le casino de la ville", timezone.now()) == (State.VISIBLE, "")


@pytest.mark.parametrize(("is_new", "most"), [(True, limits.MOST_AN_HOUR_AT_FIRST), (False, limits.MOST_AN_HOUR)])
def test_one_writes_so_many_posts_an_hour(author, is_new, most):
    now, topic = timezone.now(), make_topic()
    state = State.PENDING if is_new else State.VISIBLE
    for number in range(most):
        judge(author, f"Message {number}", now)
        make_post(topic, author=author, at=now - timedelta(minutes=50) + timedelta(seconds=number), state=state)

    with pytest.raises(TooFast) as wait:
        judge(author, "Un de plus", now)
    assert 0 < wait.value.seconds <= 600
    assert judge(author, "Plus tard", now + timedelta(minutes=11)) == (State.VISIBLE, "")


def test_a_held_topic_is_kept_and_seen_by_its_author_and_moderators_only(client, author, moderator):
    WatchedWord.objects.create(word="casino")
    board = make_board()
    client.force_login(author)
    answer = client.post(
        "/espace/forum/nouveau/",
        {"board": board.pk, "kind": "question", "title": "Un casino ?", "body": "Un casino ici.", "action": "envoyer"},
    )
    topic = Topic.objects.get()
    statuses = []
    for person in (author, moderator, make_elected()):
        client.force_login(person)
        statuses.append(client.get(topic.get_absolute_url()).status_code)

    assert answer.status_code == 302
    assert (topic.state, statuses) == ("pending", [200, 200, 404])
    assert mail.outbox == []


def test_a_change_that_would_have_been_held_is_held(client, author):
    WatchedWord.objects.create(word="casino")
    post = make_post(make_topic(), author=author, body="Bonjour")
    client.force_login(author)
    sent = {"body": "Au casino", "base": "1", "action": "envoyer", "reason": ""}
    client.post(f"/espace/forum/message/{post.pk}/modifier/", sent)

    post.refresh_from_db()
    assert (post.state, post.state_reason, post.body) == ("pending", "mot surveillé\xa0: casino", "Au casino")


def test_what_a_moderator_has_let_through_does_not_wait_again(author):
    WatchedWord.objects.create(word="casino")
    post = make_post(make_topic(), author=author, body="Le casino du village")

    assert limits.judge_change(author, post, "Le casino du bourg", "", timezone.now()) == ""


def test_the_title_is_read_too(author):
    WatchedWord.objects.create(word="casino")

    assert judge(author, "Bonjour", timezone.now(), "Un casino ?")[0] == State.PENDING


def test_whoever_is_suspended_does_not_change_what_she_wrote(client, moderator, author):
    post = make_post(make_topic(), author=author, body="Bonjour")
    moderating.suspend(author, moderator, reason="Assez.")
    client.force_login(author)
    sent = {"body": "Autre chose", "base": "1", "action": "envoyer", "reason": ""}
    answer = client.post(f"/espace/forum/message/{post.pk}/modifier/", sent)

    post.refresh_from_db()
    assert (answer.status_code, post.body) == (403, "Bonjour")


def test_the_queue_is_read_fifty_at_a_time_the_oldest_first(client, monkeypatch):
    monkeypatch.setattr(moderating, "A_PAGE", 2)
    topic = make_topic()
    held = [make_post(topic, body=f"Retenu {n}.", state=State.PENDING) for n in range(3)]
    client.force_login(make_staff("Réseau"))

    first, second, beyond = (client.get("/espace/forum/moderation/", {"page": page}) for page in (1, 2, 9))

    assert list(first.context["posts"]) + list(second.context["posts"]) == held
    assert "3 messages à lire" in first.content.decode()
    assert 'href="?page=2#attente"' in first.content.decode()
    assert "La page demandée n’existe pas : voici la page 2." in beyond.content.decode()


@pytest.mark.parametrize("decide", [moderating.hide, moderating.remove])
def test_two_who_decide_at_once_write_to_the_author_once(decide):
    post, (first, second) = make_post(make_topic()), (make_staff("Réseau") for _ in range(2))
    seen_by_both = Post.objects.get(pk=post.pk)
    decide(post, first, reason="Publicité.")
    written = Mail.objects.count()

    with pytest.raises(moderating.Settled):
        decide(seen_by_both, second, reason="Hors sujet.")

    assert (written, Mail.objects.count(), ModerationAct.objects.count()) == (1, 1, 1)
    assert Post.objects.get(pk=post.pk).state_reason == "Publicité."
