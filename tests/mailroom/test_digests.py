"""The digest: one line a thread, nothing twice, nothing missing, and at seven in Paris."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from millecafes.mailroom import digests
from millecafes.mailroom.digests import forget_told, send_digests
from millecafes.mailroom.models import Mail, Notice, Preference
from millecafes.mailroom.preferences import settle
from millecafes.mailroom.sending import send
from millecafes.mailroom.times import due_at
from tests.people.factories import make_elected, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

PARIS = ZoneInfo("Europe/Paris")


def paris(day, hour, minute=0, month=10, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


SUNDAY, MONDAY, TUESDAY = 4, 5, 6  # of October 2026


def tell(person, at, kind="reply", title="La toiture", thread="t1", **options):
    url = f"/espace/forum/{thread}/"
    return send(person, kind, "trial/letter", {"title": title}, url=url, thread=thread, at=at, **options)


def test_a_thread_makes_one_line_however_much_moves_in_it():
    person = make_elected(email="zoe@example.org")
    tell(person, paris(SUNDAY, 9), title="Ancien titre")
    tell(person, paris(SUNDAY, 10), title="La toiture")
    tell(person, paris(SUNDAY, 11), kind="event", title="Un bal", thread="bal")

    assert send_digests(paris(MONDAY, 7)) == 1

    letter = Mail.objects.get()
    assert (letter.to, letter.subject) == ("zoe@example.org", "2 nouveautés dans le réseau · 5 octobre")
    lines = letter.body_text.splitlines()
    start = lines.index("Le forum")
    assert lines[start : start + 6] == [
        "Le forum",
        "- Bonjour, La toiture (2 nouveautés)",
        "  http://testserver/espace/forum/t1/",
        "",
        "L’agenda",
        "- Bonjour, Un bal",
    ]
    assert "Ancien titre" not in letter.body_text
    assert letter.may_wait
    assert letter.headers["List-Unsubscribe"].endswith("/tout/>")
    assert set(Notice.objects.values_list("mail", "told_at")) == {(letter.pk, paris(MONDAY, 7))}


def test_nothing_leaves_before_seven_nor_when_there_is_nothing_to_say():
    person = make_elected()
    make_elected()

    tell(person, paris(SUNDAY, 9))

    assert send_digests(paris(MONDAY, 6, 59)) == 0
    assert send_digests(paris(MONDAY, 7)) == 1
    assert send_digests(paris(TUESDAY, 7)) == 0


def test_running_again_says_nothing_twice():
    tell(make_elected(), paris(SUNDAY, 9))

    assert [send_digests(paris(MONDAY, 7, minute)) for minute in range(3)] == [1, 0, 0]


def test_what_is_written_late_waits_for_the_next_morning_and_is_not_lost():
    person = make_elected()
    tell(person, paris(SUNDAY, 9))
    send_digests(paris(MONDAY, 7))
    tell(person, paris(MONDAY, 6, 59), title="Écrit à temps, validé trop tard", thread="t2")

    assert send_digests(paris(MONDAY, 7, 1)) == 0
    assert send_digests(paris(TUESDAY, 7)) == 1
    assert "validé trop tard" in Mail.objects.latest("pk").body_text


@pytest.mark.parametrize(("morning", "wrote"), [(SUNDAY, 0), (MONDAY, 1)])
def test_what_is_wanted_each_week_leaves_on_monday(morning, wrote):
    person = make_elected()
    settle(person, {"reply": "weekly"})
    tell(person, paris(3, 9))

    assert send_digests(paris(morning, 7)) == wrote


def test_on_monday_what_is_wanted_each_day_and_each_week_make_one_message():
    person = make_elected()
    settle(person, {"reply": "weekly"})
    tell(person, paris(SUNDAY, 9))
    tell(person, paris(SUNDAY, 9), kind="event", title="Un bal", thread="bal")

    assert send_digests(paris(MONDAY, 7)) == 1
    assert Mail.objects.get().subject.startswith("2 nouveautés")


def test_a_worker_that_was_down_all_monday_says_it_all_when_it_is_back():
    person = make_elected()
    settle(person, {"reply": "weekly"})
    tell(person, paris(SUNDAY, 9))
    tell(person, paris(MONDAY, 12), kind="event", title="Un bal", thread="bal")

    assert send_digests(paris(TUESDAY, 6)) == 1
    assert "Un bal" not in Mail.objects.get().body_text
    assert send_digests(paris(TUESDAY, 7)) == 1
    assert "Un bal" in Mail.objects.latest("pk").body_text


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (paris(24, 12, month=10), paris(25, 7, month=10)),  # the night of the 25 has 25 hours
        (paris(25, 12, month=10), paris(26, 7, month=10)),
        (paris(27, 12, month=3, year=2027), paris(28, 7, month=3, year=2027)),  # the night of the 28 has 23
        (paris(28, 12, month=3, year=2027), paris(29, 7, month=3, year=2027)),
        (paris(5, 6, 59), paris(5, 7)),
        (paris(5, 7), paris(6, 7)),
    ],
)
def test_it_is_seven_in_paris_across_both_changes_of_the_hour(told, due):
    person = make_elected()
    notice = tell(person, told)

    assert notice.due_at == due
    assert send_digests(due - timedelta(seconds=1)) == 0
    assert send_digests(due) == 1
    assert send_digests(due + timedelta(hours=1)) == 0


def test_every_hour_of_a_year_belongs_to_one_morning():
    start = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC"))

    for hours in range(24 * 366):
        now = start + timedelta(hours=hours, minutes=30)
        due = due_at("daily", now).astimezone(PARIS)
        assert (due.hour, due.minute, now < due <= now + timedelta(hours=25)) == (7, 0, True)
        assert due_at("weekly", now).astimezone(PARIS).weekday() == 0


def test_a_clock_that_goes_back_writes_no_second_digest():
    person = make_elected()
    tell(person, paris(SUNDAY, 9))
    send_digests(paris(MONDAY, 7))
    tell(person, paris(MONDAY, 5), thread="t2")

    assert send_digests(paris(MONDAY, 7)) == 0
    assert send_digests(paris(TUESDAY, 7)) == 1


@pytest.mark.parametrize("state", ["suspended", "ended", "refused"])
def test_who_may_no_longer_enter_gets_none_and_leaves_nothing_behind(state):
    person = make_elected()
    tell(person, paris(SUNDAY, 9))
    person.member.state, person.member.reason = state, "Essai."
    person.member.save()

    assert send_digests(paris(MONDAY, 7)) == 0
    assert (Mail.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_closed_account_gets_none_and_the_team_gets_its_own():
    person, staff = make_elected(), make_staff("Finances")
    tell(person, paris(SUNDAY, 9))
    tell(staff, paris(SUNDAY, 9))
    person.is_active = False
    person.save()

    assert send_digests(paris(MONDAY, 7)) == 1
    assert Mail.objects.get().to == staff.email


def test_a_change_of_mind_moves_or_forgets_what_was_kept():
    person = make_elected()
    for kind in ("reply", "topic", "event"):
        tell(person, paris(SUNDAY, 9), kind=kind, thread=kind)

    settle(person, {"reply": "never", "topic": "weekly", "event": "now"}, at=paris(MONDAY, 8))

    assert dict(Notice.objects.values_list("kind", "due_at")) == {
        "topic": paris(12, 7),
        "event": paris(TUESDAY, 7),
    }


def test_a_refusal_that_a_notice_being_written_has_not_seen_holds_all_the_same():
    person = make_elected()
    tell(person, paris(SUNDAY, 9))
    Preference.objects.create(person=person, kind="reply", frequency="never")

    assert send_digests(paris(MONDAY, 7)) == 0
    assert Notice.objects.count() == 0


def test_a_digest_cut_in_the_middle_is_taken_up_where_it_was(monkeypatch):
    people = [make_elected() for _ in range(4)]
    for person in people:
        tell(person, paris(SUNDAY, 9))
    queue, calls = digests.queue, []

    def fail_at_third(*args, **kwargs):
        letter = queue(*args, **kwargs)
        calls.append(letter)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return letter

    monkeypatch.setattr(digests, "queue", fail_at_third)
    with pytest.raises(KeyboardInterrupt):
        send_digests(paris(MONDAY, 7))
    half = Mail.objects.count(), Notice.objects.waiting().count()
    send_digests(paris(MONDAY, 7, 1))

    assert half == (2, 2)
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(person.email for person in people)


def test_in_english_the_digest_is_english():
    person = make_elected()
    person.language = "en"
    person.save()
    tell(person, paris(SUNDAY, 9))

    send_digests(paris(MONDAY, 7))

    assert '<html lang="en">' in Mail.objects.get().body_html
    assert "nouveauté" not in Mail.objects.get().body_text


def test_each_person_costs_the_same_number_of_queries(monkeypatch):
    monkeypatch.setattr(digests, "WINDOW", 5)

    def queries(count, day):
        for _ in range(count):
            tell(make_elected(), paris(day, 9))
        with CaptureQueriesContext(connection) as seen:
            send_digests(paris(day + 1, 7))
        return len(seen)

    queries(1, 1)
    assert queries(5, 2) - queries(1, 3) == 4 * (queries(2, 4) - queries(1, 5))


def test_what_was_told_is_forgotten_after_ninety_days():
    tell(make_elected(), paris(SUNDAY, 9))
    send_digests(paris(MONDAY, 7))
    tell(make_elected(), paris(SUNDAY, 9), thread="waiting")

    assert forget_told(paris(MONDAY, 7) + timedelta(days=90)) == 0
    assert forget_told(paris(MONDAY, 8) + timedelta(days=90)) == 1
    assert [notice.thread for notice in Notice.objects.all()] == ["waiting"]


def test_the_database_refuses_a_notice_that_says_nothing_or_is_in_a_mail_untold():
    person = make_elected()
    tell(person, paris(SUNDAY, 9))
    send_digests(paris(MONDAY, 7))

    for wrong in ({"told_at": None}, {"line": ""}, {"url": ""}, {"thread": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.update(**wrong)
