"""Telling somebody of something: at once, later or never, in her language, in text and in HTML."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from millecafes.mailroom.letters import blocks_of, html_of, one_line
from millecafes.mailroom.models import Mail, MailSettings, Notice, Preference
from millecafes.mailroom.preferences import settle
from millecafes.mailroom.sending import send
from millecafes.mailroom.transport import message_for
from millecafes.people.permissions import access_of, people_who_enter
from tests.people.factories import make_account, make_elected, make_holder, make_manager, make_member, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

LETTER = "trial/letter"


def tell(person, kind="reply", title="La toiture", **options):
    return send(person, kind, LETTER, {"title": title}, url="/espace/forum/1/", **options)


def test_what_is_urgent_leaves_at_once_even_to_who_refuses_everything():
    person = make_elected(email="zoe@example.org")
    settle(person, {"reply": "never", "topic": "never", "event": "never"})

    letter = tell(person, "cancelled")

    assert (letter.to, letter.subject, letter.state) == ("zoe@example.org", "Bonjour, La toiture", "queued")
    assert "List-Unsubscribe" not in letter.headers
    assert "/courrier/preferences/" in letter.body_text


def test_nothing_is_written_of_a_cause_that_is_undone():
    person = make_elected()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(person, "cancelled")
        tell(person)
        raise ZeroDivisionError

    assert (Mail.objects.count(), Notice.objects.count()) == (0, 0)


def test_by_default_a_notice_is_kept_for_the_next_morning():
    person = make_elected()

    notice = tell(person, thread="topic-1")

    assert Mail.objects.count() == 0
    assert (notice.line, notice.url, notice.thread) == ("Bonjour, La toiture", "/espace/forum/1/", "topic-1")
    assert timezone.localtime(notice.due_at).hour == 7
    assert notice.due_at - timezone.now() < timedelta(hours=25)


def test_who_wants_it_at_once_gets_a_message_with_a_way_out():
    person = make_elected()
    settle(person, {"reply": "now"})

    letter = tell(person)

    way_out = f"<http://testserver/courrier/desabonnement/{person.mail_settings.token}/reply/>"
    assert letter.headers["List-Unsubscribe"] == way_out
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Se désabonner de « les réponses à vos messages » :" in letter.body_text
    assert way_out.strip("<>") in letter.body_html


def test_what_is_refused_is_not_even_kept():
    person = make_elected()
    settle(person, {"reply": "never"})

    assert tell(person) is None
    assert (Mail.objects.count(), Notice.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", ["requested", "refused", "suspended", "ended"])
@pytest.mark.parametrize("frequency", ["now", "daily"])
def test_who_may_not_enter_is_told_nothing_but_what_is_urgent(state, frequency):
    person = make_elected(state=state)
    settle(person, {"reply": frequency})

    assert tell(person) is None
    assert tell(person, "cancelled") is not None
    assert (Mail.objects.count(), Notice.objects.count()) == (1, 0)


def test_the_same_key_says_it_once_whatever_the_person_settles_meanwhile():
    person, other = make_elected(), make_elected()

    first = tell(person, dedupe_key="post-1")
    again = tell(person, dedupe_key="post-1")
    settle(person, {"reply": "now"})
    later = tell(person, dedupe_key="post-1")
    tell(other, dedupe_key="post-1")

    assert first is not None
    assert (again, later) == (None, None)
    assert (Mail.objects.count(), Notice.objects.count()) == (0, 2)


def test_an_urgent_letter_with_a_key_leaves_once():
    person = make_elected()

    assert tell(person, "cancelled", dedupe_key="event-1") == tell(person, "cancelled", dedupe_key="event-1")
    assert Mail.objects.count() == 1


def test_a_letter_is_in_the_language_of_its_reader():
    person = make_elected()
    person.language = "en"
    person.save()

    letter = tell(person, "cancelled")

    assert letter.subject == "Hello, La toiture"
    assert '<html lang="en">' in letter.body_html
    assert "/en/courrier/preferences/" in letter.body_text


def test_a_bare_address_is_only_told_what_is_urgent():
    with pytest.raises(ValueError, match="bare address"):
        send("zoe@example.org", "reply", LETTER, {"title": "La toiture"})
    letter = send("zoe@example.org", "cancelled", LETTER, {"title": "La fête"}, url="/agenda/")

    assert (letter.to, "preferences" in letter.body_text) == ("zoe@example.org", False)


def test_a_kind_that_nobody_names_is_a_fault():
    with pytest.raises(LookupError, match="mail_kinds"):
        tell(make_elected(), "pigeon")


def test_a_subject_that_would_break_a_header_or_turn_words_round_is_made_plain():
    letter = tell(make_elected(), "cancelled", title="Fête\nBcc: victime@example.org \u202egpj.exe")

    assert letter.subject == "Bonjour, Fête Bcc: victime@example.org gpj.exe"
    assert len(one_line("a" * 500, 300)) == 300


def test_text_and_html_say_the_same_and_html_runs_nothing():
    letter = tell(make_elected(), "cancelled", title="<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in letter.body_html
    assert "<script" not in letter.body_html
    assert letter.body_html.count('href="http://testserver/espace/forum/1/"') == 1


def test_each_try_of_a_letter_with_html_is_the_same_to_the_byte():
    letter = tell(make_elected(), "cancelled")

    tries = [message_for(Mail.objects.get(pk=letter.pk)).message().as_bytes() for _try in range(2)]

    assert tries[0] == tries[1]
    assert b"multipart/alternative" in tries[0]


def test_a_letter_written_as_text_is_read_in_blocks():
    text = "Salut,\n\nOuvrez :\nhttps://a.example/x\n\n    ABCD\n\nLe forum\n- Fil\n  https://a.example/1\n- Un autre"

    kinds = [(block.kind, block.heading, [(line.text, line.url) for line in block.lines]) for block in blocks_of(text)]

    assert kinds == [
        ("text", "", [("Salut,", "")]),
        ("text", "", [("Ouvrez :", "https://a.example/x")]),
        ("code", "", [("ABCD", "")]),
        ("list", "Le forum", [("Fil", "https://a.example/1"), ("Un autre", "")]),
    ]
    assert "Un autre" in html_of("Bonjour", text)


def test_what_django_sends_as_text_gets_the_clothes_of_the_site_and_its_key():
    for _twice in range(2):
        message = mail.EmailMessage("Bonjour", "Voici :\nhttps://a.example/", to=["zoe@example.org"])
        message.dedupe_key = "bonjour-zoe"
        message.send()

    letter = Mail.objects.get()
    assert (letter.dedupe_key, letter.body_text) == ("bonjour-zoe", "Voici :\nhttps://a.example/")
    assert 'href="https://a.example/"' in letter.body_html


def test_the_database_keeps_one_choice_per_kind_among_the_four():
    person = make_account()
    Preference.objects.create(person=person, kind="reply", frequency="now")

    for fields in ({"kind": "reply", "frequency": "daily"}, {"kind": "topic", "frequency": "hourly"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Preference.objects.create(person=person, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        MailSettings.objects.create(person=person, by_default="hourly")


def test_those_who_enter_asked_all_at_once_are_those_who_enter_asked_one_by_one():
    today = timezone.localdate()
    ended = [make_elected(ends_on=today - timedelta(days=days)) for days in (10, 40)]
    people = [
        *(make_elected(state=state) for state in ("requested", "approved", "refused", "suspended", "ended")),
        *(make_account(), make_member(), make_manager(), make_holder(), make_staff("Finances")),
        *(make_account(is_superuser=True), make_account(is_superuser=True, is_active=False), *ended),
    ]

    entering = set(people_who_enter())

    assert entering == {person for person in people if access_of(person).may_enter}
    assert len(entering) == 6
