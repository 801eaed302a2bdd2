"""What time does by itself: reminded at nine where it is held, once, and only those who come."""

from datetime import UTC, datetime, timedelta

import pytest

from events.agenda import services as dates
from events.bookings.models import Registration, Reminder
from events.bookings.services import cancel, remind, thank
from millecafes.mailroom.models import Mail
from tests.events.factories import make_bookable, make_event, move_in_time, register
from tests.events.letters import letters
from tests.people.factories import make_elected

pytestmark = pytest.mark.django_db
START = datetime(2027, 4, 12, 16, 0, tzinfo=UTC)  # 18 h in Paris, summer time
LONG_BEFORE = START - timedelta(days=60)


def make_date(kind="guinguette", start=START, capacity=10, **fields):
    session = make_bookable(capacity, event=make_event(kind=kind), session_fields=fields or None)
    return move_in_time(session, starts_at=start, ends_at=start + timedelta(hours=3), touched_at=LONG_BEFORE)


def registered(session, **fields) -> Registration:
    registration = register(session, **fields)
    Registration.objects.filter(pk=registration.pk).update(made_at=LONG_BEFORE)
    Mail.objects.all().delete()
    return registration


def paris(day, hour, minute=0) -> datetime:
    return datetime(2027, 4, day, hour - 2, minute, tzinfo=UTC)


def test_people_are_reminded_a_week_and_a_day_before_at_nine_and_once():
    registered(make_date())

    before = remind(paris(5, 8, 59))
    counts = [remind(paris(5, 9)), remind(paris(5, 9)), remind(paris(6, 10))]
    counts += [remind(paris(11, 8, 59)), remind(paris(11, 9)), remind(paris(12, 9)), remind(paris(12, 17, 59))]

    assert before == 0
    assert counts == [1, 0, 0, 0, 1, 0, 0]
    assert Mail.objects.count() == 2


def test_a_clock_that_goes_back_reminds_nobody_twice():
    registered(make_date())

    assert [remind(moment) for moment in (paris(5, 9), paris(5, 7), paris(4, 12), paris(5, 9, 1))] == [1, 0, 0, 0]


def test_a_task_that_runs_late_says_the_right_day():
    registered(make_date())

    assert remind(paris(12, 10)) == 1
    assert remind(paris(12, 18)) == 0


def test_nine_is_that_of_the_place():
    session = make_date()
    move_in_time(session, time_zone="Indian/Reunion")
    registered(session)

    assert (remind(datetime(2027, 4, 11, 4, 59, tzinfo=UTC)), remind(datetime(2027, 4, 11, 5, 0, tzinfo=UTC))) == (0, 1)


def test_only_those_who_have_a_seat_are_reminded():
    session = make_date(capacity=2)
    kept, gone, promoted, _waiting = (registered(session) for _ in range(4))
    cancel(gone)
    Mail.objects.all().delete()

    remind(paris(11, 9))

    assert set(Mail.objects.values_list("to", flat=True)) == {kept.person.email, promoted.person.email}


def test_whoever_registered_after_the_hour_or_was_told_of_a_change_after_it_knows_already():
    late, moved = make_date(), make_date()
    registration = registered(late)
    Registration.objects.filter(pk=registration.pk).update(made_at=paris(11, 9, 30))
    registered(moved)
    move_in_time(moved, touched_at=paris(11, 9, 30))

    assert remind(paris(11, 10)) == 0


def test_nobody_is_reminded_of_a_date_that_is_cancelled():
    session = make_date()
    registered(session)
    dates.cancel(session, "Orage", None)
    Mail.objects.all().delete()

    assert remind(paris(11, 9)) == 0


def test_a_date_that_is_moved_is_reminded_of_again():
    session = make_date()
    registered(session)
    remind(paris(11, 9))
    later = START + timedelta(days=20)
    move_in_time(session, starts_at=later, ends_at=later + timedelta(hours=3), touched_at=paris(11, 12))

    assert remind(later - timedelta(hours=34)) == 0
    assert remind(later - timedelta(hours=20)) == 1
    assert Reminder.objects.filter(kind="day").count() == 2


def test_a_webinar_is_reminded_of_an_hour_before_with_the_way_in_and_not_the_room():
    session = make_date("webinar", is_online=True, online_url="https://salle.example.org/secret")
    registered(session)

    counts = [remind(paris(12, 16, 59)), remind(paris(12, 17)), remind(paris(12, 17, 30)), remind(paris(12, 18))]

    assert counts == [1, 1, 0, 0]  # the first is that of the day before, late
    letter = letters().latest("pk")
    assert letter.subject.startswith("Dans une heure")
    assert "/rejoindre/" in letter.body_text
    assert "salle.example.org" not in letter.body_text


def test_a_reminder_is_in_the_language_of_its_reader():
    session, person = make_date(), make_elected()
    person.language = "en"
    person.save()
    registered(session, person=person)

    remind(paris(11, 9))

    assert "/en/inscriptions/" in letters().get().body_text


def test_those_who_came_are_thanked_once_and_nobody_else():
    session = make_date()
    came, absent = registered(session), registered(session)
    Registration.objects.filter(pk=came.pk).update(attendance="present")
    Registration.objects.filter(pk=absent.pk).update(attendance="absent")
    end = session.ends_at

    counts = [thank(end + timedelta(minutes=59)), thank(end + timedelta(hours=1)), thank(end + timedelta(hours=2))]
    Registration.objects.filter(pk=absent.pk).update(attendance="present")
    counts += [thank(end + timedelta(days=2)), thank(end + timedelta(days=2))]

    assert counts == [0, 1, 0, 1, 0]
    assert "/avis/" in letters().filter(to=came.person.email).get().body_text


def test_those_who_joined_a_webinar_are_thanked():
    session = make_date("webinar", is_online=True)
    joined, _stayed = registered(session), registered(session)
    Registration.objects.filter(pk=joined.pk).update(joined_at=START)

    assert thank(session.ends_at + timedelta(hours=1)) == 1
    assert thank(session.ends_at + timedelta(days=30)) == 0
