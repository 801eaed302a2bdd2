"""Consultations: one voice a member, changed at will till the last day, and a result that nobody reads before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.forum.models import Poll, PollChoice, Post, Topic, TopicKind, Vote
from members.forum.privacy import forget
from members.forum.services import consulting, drafts, moving, writing
from members.forum.services.checking import faults
from members.forum.services.consulting import Question
from millecafes.people.models import Member
from tests.forum.factories import make_board, make_topic
from tests.people.factories import make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/espace/forum/consulter/"


def make_consultation(*, audiences=("elected",), days=7, author=None) -> Topic:
    """Open for a few days, with three answers."""
    question = Question("Porter cette position ?", ["Oui", "Non", "Ne sait pas"], timezone.now() + timedelta(days=days))
    post = consulting.open_consultation(
        writing.Sent(author or make_staff("Réseau"), "Voici la position."),
        board=make_board(audiences=audiences),
        title="Plaidoyer : la licence",
        question=question,
    )
    return Topic.objects.select_related("poll", "board").get(pk=post.topic_id)


def give(topic, person, answer="Oui", **said):
    return consulting.vote(topic.poll, person, topic.poll.choices.get(text=answer), **said)


def named(name):
    person = make_elected()
    person.display_name = name
    person.save()
    return person


def close(topic):
    Poll.objects.filter(topic=topic).update(closes_at=timezone.now() - timedelta(minutes=1))


def send(browser, topic, answer, **said):
    return browser.post(f"/espace/forum/sujet/{topic.pk}/voter/", {"choice": answer and answer.pk, **said})


def page(browser, topic) -> str:
    return browser.get(topic.get_absolute_url()).content.decode()


def test_the_team_opens_one_from_the_members_area(enter):
    board = make_board(audiences=("elected",))
    browser = enter(make_staff("Réseau"))
    last = timezone.localdate() + timedelta(days=10)
    form = {"board": board.pk, "title": "La licence", "body": "Notre position.", "question": "D’accord ?"}
    form |= {"answers": "Oui\nNon\n\nOui", "closes_on": last.isoformat(), "tags": "", "key": str(uuid4())}

    opened = browser.get(ADDRESS).content.decode()
    answers = [browser.post(ADDRESS, form | {"action": "envoyer"}) for _again in range(2)]

    assert "Ouvrir une consultation" in opened
    assert [answer.status_code for answer in answers] == [302, 302]
    poll = Poll.objects.get()
    assert (poll.topic.kind, poll.last_day) == (TopicKind.CONSULTATION, last)
    assert [choice.text for choice in poll.choices.all()] == ["Oui", "Non"]
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"question": " "}, "Écrivez la question"),
        ({"answers": "Oui"}, "De deux à dix"),
        ({"answers": "\n".join(map(str, range(11)))}, "De deux à dix"),
        ({"answers": "Oui\n" + "a" * 141}, "1 signe de trop"),
        ({"closes_on": "2020-01-01"}, "un jour à venir"),
        ({"closes_on": "bientôt"}, "24/12/2026"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_said_at_its_field_and_stays_on_the_page(enter, said, message):
    board, browser = make_board(), enter(make_staff("Réseau"))
    form = {"board": board.pk, "title": "La licence", "body": "Notre position.", "question": "D’accord ?"}
    form |= {"answers": "Oui\nNon", "closes_on": (timezone.localdate() + timedelta(days=9)).isoformat()}

    answer = browser.post(ADDRESS, form | said | {"action": "envoyer"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert message in text
    assert "Notre position." in text
    assert not Topic.objects.exists()


def test_nobody_else_opens_one(enter):
    make_board()

    assert enter(make_elected()).get(ADDRESS).status_code == 404
    assert enter(make_staff("Communication")).post(ADDRESS, {"title": "Moi"}).status_code == 404


def test_a_member_gives_a_voice_and_changes_it(enter):
    topic, person = make_consultation(), make_elected()
    yes, no = topic.poll.choices.filter(text__in=["Oui", "Non"]).order_by("-text")
    browser = enter(person)

    first = send(browser, topic, yes, shows_name="on")
    second = send(browser, topic, no)

    assert [first.status_code, second.status_code] == [302, 302]
    assert list(Vote.objects.values_list("person", "choice__text", "shows_name")) == [(person.pk, "Non", False)]
    assert "Changer ma voix" in page(browser, topic)


def test_no_result_is_read_before_it_is_closed_by_the_team_neither(enter):
    topic = make_consultation()
    give(topic, named("Odette Essai"), shows_name=True)

    for reader in (make_elected(), make_staff("Réseau"), make_staff("Administration")):
        text = page(enter(reader), topic)
        assert "Résultat" not in text
        assert "Odette Essai" not in text
        assert "100" not in text.partition('id="question"')[2].partition("</section>")[0]


def test_the_result_comes_after_the_last_day_with_the_names_that_may_be_read(enter):
    topic = make_consultation()
    give(topic, named("Odette Essai"), shows_name=True)
    give(topic, named("Paul Essai"), "Non")
    give(topic, named("Ana Essai"))
    close(topic)

    text = page(enter(make_elected()), topic)

    assert "3 voix données" in text
    assert "67&nbsp;%" in text
    assert "Odette Essai" in text
    assert "Paul Essai" not in text
    assert "Donner ma voix" not in text


def test_it_is_too_late_after_the_last_day_and_the_page_says_so(enter):
    topic, person = make_consultation(), make_elected()
    close(topic)

    answer = send(enter(person), topic, topic.poll.choices.first())

    assert answer.status_code == 409
    assert "vient de se clore" in answer.content.decode()
    assert not Vote.objects.exists()


@pytest.mark.parametrize("typed", ["", "999999", "abc", "-1"])
def test_a_voice_that_is_no_answer_is_not_counted(enter, typed):
    topic = make_consultation()
    browser = enter(make_elected())

    answer = browser.post(f"/espace/forum/sujet/{topic.pk}/voter/", {"choice": typed})

    assert answer.status_code == 422
    assert "réponse" in answer.content.decode()
    assert not Vote.objects.exists()


def test_the_answer_of_another_consultation_is_none(enter):
    topic, other = make_consultation(), make_consultation()

    assert send(enter(make_elected()), topic, other.poll.choices.first()).status_code == 422
    with pytest.raises(consulting.Over):
        consulting.vote(topic.poll, make_elected(), other.poll.choices.first())


def test_who_does_not_read_the_board_or_has_no_role_of_today_has_no_voice(enter):
    topic = make_consultation()
    yes = topic.poll.choices.first()
    gone = make_elected(ends_on=timezone.localdate() - timedelta(days=3))

    met = {name: send(enter(person), topic, yes).status_code for name, person in (
        ("manager", make_manager()), ("team", make_staff("Réseau")), ("role ended", gone))}  # fmt: skip

    assert met == {"manager": 404, "team": 403, "role ended": 403}
    assert "rôle est en cours" in page(enter(gone), topic)
    assert not Vote.objects.exists()


def test_who_loses_the_role_sees_no_result_and_comes_back_to_one_voice(enter):
    topic, person = make_consultation(), make_elected()
    give(topic, person)
    person.mandates.update(ends_on=timezone.localdate() - timedelta(days=90))

    lost = enter(person).get(topic.get_absolute_url()).status_code
    person.mandates.update(ends_on=None)
    give(topic, person, "Non")

    assert lost in {403, 404}
    assert Vote.objects.get(poll=topic.poll).choice.text == "Non"


def test_a_voice_that_counts_outlives_its_owner_without_a_name_and_one_that_may_change_goes():
    person, open_one, closed_one = make_elected(), make_consultation(), make_consultation()
    give(open_one, person)
    give(closed_one, person, shows_name=True)
    close(closed_one)

    forget(person)

    assert list(Vote.objects.values_list("poll", "person", "shows_name")) == [(closed_one.poll.pk, None, False)]


def test_the_database_keeps_one_voice_and_no_empty_answer():
    topic, person = make_consultation(), make_elected()
    vote = give(topic, person)
    wrong = [
        lambda: Vote.objects.create(poll=topic.poll, choice=vote.choice, person=person),
        lambda: Vote.objects.create(poll=topic.poll, choice=vote.choice, person=None, shows_name=True),
        lambda: PollChoice.objects.create(poll=topic.poll, position=9, text=""),
        lambda: PollChoice.objects.create(poll=topic.poll, position=9, text="Oui"),
        lambda: Poll.objects.filter(pk=topic.poll.pk).update(question=""),
    ]

    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_consultation_is_not_merged_and_what_is_split_from_it_is_none():
    topic, team = make_consultation(), make_staff("Réseau")
    reply = writing.reply(writing.Sent(make_elected(), "Je préfère en parler à part."), topic)

    with pytest.raises(moving.Impossible):
        moving.merge(topic, make_topic(topic.board), team)
    apart = moving.split(topic, [reply], team, title="À part")

    assert apart.kind == TopicKind.DISCUSSION
    assert Topic.objects.get(pk=topic.pk).poll


def test_its_page_of_management_does_not_offer_to_put_it_with_another_and_says_why_not(enter):
    topic, other = make_consultation(), make_topic(make_board())
    browser, page = enter(make_staff("Réseau")), f"/espace/forum/sujet/{topic.pk}/gerer/"
    asked = {"action": "reunir", "reunir-target": other.get_absolute_url(), "reunir-reason": "Même question"}

    offered, refused = browser.get(page), browser.post(page, asked)

    assert 'value="reunir"' not in offered.content.decode()
    assert refused.status_code == 422
    assert Topic.objects.get(pk=topic.pk).merged_into is None


def test_its_page_costs_no_more_than_nine_queries_open_or_closed(enter, django_assert_max_num_queries):
    topic, plain = make_consultation(), make_topic(make_board())
    for _one in range(12):
        give(topic, make_elected(), shows_name=True)
    browser = enter(make_elected())
    for one in (topic, plain):
        page(browser, one)

    with django_assert_max_num_queries(8):
        page(browser, plain)
    with django_assert_max_num_queries(9):
        page(browser, topic)
    close(topic)
    with django_assert_max_num_queries(9):
        page(browser, topic)


def test_names_stand_under_their_answer_in_their_order_and_nobody_else_there(enter):
    topic = make_consultation()
    for name, answer in (("Zoé Essai", "Oui"), ("Odette Essai", "Oui"), ("Ana Essai", "Non")):
        give(topic, named(name), answer, shows_name=True)
    give(topic, named("Paul Essai"), "Oui")
    gone = named("Partie Essai")
    give(topic, gone, "Oui", shows_name=True)
    close(topic)
    forget(gone)

    ballot = consulting.ballot_of(topic_now(topic), make_elected())

    assert [(choice.text, choice.voices, choice.share) for choice in ballot.choices] == [
        ("Oui", 4, 80), ("Non", 1, 20), ("Ne sait pas", 0, 0),
    ]  # fmt: skip
    assert [(choice.text, names) for choice, names in ballot.names] == [
        ("Oui", ["Odette Essai", "Zoé Essai"]), ("Non", ["Ana Essai"]),
    ]  # fmt: skip


def test_who_would_rather_not_appear_is_not_named_under_her_voice_any_longer():
    topic, person = make_consultation(), named("Odette Essai")
    give(topic, person, shows_name=True)
    give(topic, named("Zoé Essai"), shows_name=True)
    close(topic)
    Member.objects.filter(person=person).update(is_hidden=True)

    ballot = consulting.ballot_of(topic_now(topic), make_elected())

    assert [names for _choice, names in ballot.names] == [["Zoé Essai"]]
    assert ballot.total == 2


def topic_now(topic) -> Topic:
    return Topic.objects.select_related("poll").get(pk=topic.pk)


def test_it_is_printed_with_its_question_then_with_its_result(enter):
    topic = make_consultation()
    give(topic, named("Odette Essai"), shows_name=True)
    browser, address = enter(make_elected()), f"{topic.get_absolute_url()}imprimer/"

    while_open = browser.get(address).content.decode()
    close(topic)
    after = browser.get(address).content.decode()

    assert "Porter cette position" in while_open
    assert "Ne sait pas" in while_open
    assert "Odette Essai" not in while_open
    assert "<button" not in while_open.partition('class="printed')[2].partition("</main>")[0]
    assert "100&nbsp;%" in after
    assert "Odette Essai" in after


def asked_in(form) -> list[str]:
    return [form[name].value() for name in ("question", "answers", "closes_on")]


def test_a_draft_of_it_keeps_its_question_its_answers_and_its_day(enter):
    board, browser = make_board(), enter(make_staff("Réseau"))
    form = {"board": board.pk, "title": "La licence", "body": "Notre position.", "question": "D’accord ?"}
    form |= {"answers": "Oui\nNon", "closes_on": "2027-02-01", "version": "0"}

    browser.post(ADDRESS, form | {"action": "brouillon"})
    kept = browser.get(ADDRESS).context["form"]
    saved = browser.post(
        "/espace/forum/brouillons/garder/",
        form | {"slot": "consultation", "version": "1", "answers": "Oui\nNon\nPlus tard"},
    )
    again = browser.get(ADDRESS).context["form"]

    assert asked_in(kept) == ["D’accord ?", "Oui\nNon", "2027-02-01"]
    assert saved.json()["version"] == 2
    assert again["answers"].value() == "Oui\nNon\nPlus tard"
    assert "Consultation" in browser.get("/espace/forum/brouillons/").content.decode()


def test_what_was_typed_of_it_outlives_a_sign_in_that_ran_out(client):
    board, person = make_board(), make_staff("Réseau")
    form = {"board": board.pk, "title": "", "body": "Notre position.", "question": "D’accord ?", "answers": "Oui\nNon"}

    client.post(ADDRESS, form | {"closes_on": "2027-02-01", "auteur": drafts.mark_of(person)})
    client.force_login(person)
    given = client.get(ADDRESS).context["form"]

    assert asked_in(given) == ["D’accord ?", "Oui\nNon", "2027-02-01"]


def test_a_voice_for_the_answer_of_another_one_is_found_by_the_check():
    topic, other = make_consultation(), make_consultation()
    vote = give(topic, make_elected())
    Vote.objects.filter(pk=vote.pk).update(choice=other.poll.choices.first())

    assert [fault.partition(":")[0] for fault in faults(fix=True)] == [f"vote {vote.pk}"]
    assert list(faults()) == []


def test_it_is_said_in_english(enter):
    topic = make_consultation()

    text = enter(make_elected()).get(f"/en{topic.get_absolute_url()}").content.decode()

    assert "Give my voice" in text or "Vote" in text
