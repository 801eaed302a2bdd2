"""Two years without a visit: a warning, a month, then nothing is left. The clock of these tests moves."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import User
from tests.people import factories as people

pytestmark = pytest.mark.django_db

START = datetime(2025, 1, 15, 9, tzinfo=UTC)
BEFORE, DUE = datetime(2026, 12, 14, 9, tzinfo=UTC), datetime(2026, 12, 16, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def last_seen(person, moment=START) -> User:
    User.objects.filter(pk=person.pk).update(last_login=moment, date_joined=moment)
    person.refresh_from_db()
    return person


def jobs(moment) -> tuple[int, int]:
    """What the worker does at this moment: (warned, closed)."""
    return services.warn_inactive(moment), services.close_inactive(moment)


def subjects() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


def test_nobody_is_warned_before_twenty_three_months():
    last_seen(people.make_elected())

    assert jobs(BEFORE) == (0, 0)
    assert subjects() == []


def test_a_person_is_warned_once_then_closed_a_month_later():
    person = last_seen(people.make_elected(email="zoe@example.org"))

    met = [jobs(DUE + days * DAY) for days in (0, 0, 1, 29, 30, 30, 31)]

    assert met == [(1, 0), (0, 0), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0)]
    person.refresh_from_db()
    assert (str(person), person.is_active) == ("membre parti", False)
    assert subjects() == ["Votre compte est fermé"]  # the warning was forgotten with the rest


def test_the_warning_says_the_day_and_what_to_do():
    last_seen(people.make_elected(email="zoe@example.org"))

    jobs(DUE)

    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("zoe@example.org", "Votre compte va se fermer")
    assert "15 janvier 2027" in mail.body_text
    assert "/compte/" in mail.body_text


def test_a_worker_that_comes_back_late_still_leaves_a_month():
    last_seen(people.make_elected())
    late = DUE + 200 * DAY

    assert [jobs(late), jobs(late + 29 * DAY), jobs(late + 30 * DAY)] == [(1, 0), (0, 0), (0, 1)]


@pytest.mark.parametrize("days", [1, 29, 300])
def test_any_sign_in_cancels(days):
    person = last_seen(people.make_elected())
    jobs(DUE)
    last_seen(person, DUE + days * DAY)

    met = [jobs(DUE + after * DAY) for after in (max(days, 30), max(days, 30) + 31)]

    person.refresh_from_db()
    assert met == [(0, 0), (0, 0)]
    assert (person.is_active, person.inactivity_warned_at) == (True, None)


def test_who_stays_signed_in_is_there():
    person = last_seen(people.make_elected())
    UserSession.objects.create(user=person, session_key="k", ip="192.0.2.1", user_agent="x")
    UserSession.objects.update(last_seen_at=DUE - DAY)

    assert jobs(DUE) == (0, 0)


def test_years_later_the_same_person_is_warned_again():
    person = last_seen(people.make_elected())
    jobs(DUE)
    last_seen(person, DUE + DAY)
    jobs(DUE + 2 * DAY)

    assert jobs(DUE + 720 * DAY) == (1, 0)


def test_who_was_never_let_in_is_forgotten_in_the_same_way():
    for person in (people.make_member(state="requested"), people.make_member(state="refused"), people.make_account()):
        last_seen(person)

    assert [jobs(DUE), jobs(DUE + 30 * DAY)] == [(3, 0), (0, 3)]


def test_an_account_that_was_never_entered_counts_from_its_making():
    person = last_seen(people.make_member())
    User.objects.filter(pk=person.pk).update(last_login=None)

    assert [jobs(BEFORE), jobs(DUE)] == [(0, 0), (1, 0)]


def test_the_team_is_left_alone():
    last_seen(people.make_staff("Culture"))
    last_seen(people.make_account(is_superuser=True))

    assert [jobs(DUE), jobs(DUE + 40 * DAY)] == [(0, 0), (0, 0)]


def test_one_that_cannot_be_closed_does_not_stop_the_others(monkeypatch):
    for _number in range(3):
        last_seen(people.make_elected())
    jobs(DUE)
    closed = []

    def fails_at_the_second(person):
        closed.append(person)
        if len(closed) == 2:
            raise RuntimeError("storage")
        return True

    monkeypatch.setattr("millecafes.people.services.closing.close_account", fails_at_the_second)

    with pytest.raises(RuntimeError):  # the status page says it
        jobs(DUE + 30 * DAY)
    assert len(closed) == 3


def test_the_jobs_ask_no_more_for_many_who_come(django_assert_max_num_queries):
    for _number in range(20):
        last_seen(people.make_elected(), DUE)

    with django_assert_max_num_queries(8):
        jobs(DUE + DAY)
