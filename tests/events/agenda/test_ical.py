"""Calendars, read back by another program: the right hour everywhere, what moved and what is cancelled."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from events.agenda.ical import calendar_of
from events.agenda.models import Session
from events.agenda.services import cancel, change
from millecafes.places.models import Department
from tests.events.factories import make_event, make_session
from tests.people.factories import a_commune
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db

ZONES = {
    "81046": "Europe/Paris",
    "97105": "America/Guadeloupe",
    "97209": "America/Martinique",
    "97302": "America/Cayenne",
    "97424": "Indian/Reunion",
    "97502": "America/Miquelon",
    "97608": "Indian/Mayotte",
    "98736": "Pacific/Tahiti",
    "98818": "Pacific/Noumea",
}
# On both sides of both changes of the season, in two years, and over midnight.
MOMENTS = [
    datetime(2027, 1, 15, 18, 30, tzinfo=UTC),
    datetime(2027, 3, 27, 22, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 12, 0, tzinfo=UTC),
    datetime(2027, 7, 14, 19, 0, tzinfo=UTC),
    datetime(2027, 10, 30, 21, 30, tzinfo=UTC),
    datetime(2027, 11, 1, 9, 0, tzinfo=UTC),
    datetime(2028, 3, 12, 9, 0, tzinfo=UTC),
    datetime(2030, 8, 1, 16, 0, tzinfo=UTC),
]


def read(sessions, **options) -> list:
    """The entries, as an independent reader understands them."""
    found = Session.objects.with_places().filter(pk__in=[session.pk for session in sessions]).order_by("pk")
    return vobject.readOne(calendar_of(found, **options).decode()).vevent_list


@pytest.mark.parametrize("code", ZONES)
def test_another_program_reads_the_right_hours(code):
    commune = make_commune(code, "Village")
    Department.objects.filter(pk=commune.department_id).update(time_zone=ZONES[code])
    commune = type(commune).objects.get(pk=code)
    event = make_event()
    sessions = [make_session(event, commune=commune, starts_at=moment, hours=5) for moment in MOMENTS]

    entries = read(sessions)

    assert [entry.dtstart.value.astimezone(UTC) for entry in entries] == MOMENTS
    assert [entry.dtend.value.astimezone(UTC) for entry in entries] == [m + timedelta(hours=5) for m in MOMENTS]


def test_a_date_that_moves_keeps_its_name_and_gets_a_new_number():
    session = make_session()
    before = read([session])[0]

    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    change(session)

    after = read([session])[0]
    assert before.uid.value == after.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")


def test_a_cancelled_date_stays_as_cancelled():
    session = make_session(make_event(title="Guinguette"))
    cancel(session, "Orage", None)

    entry = read([session])[0]

    assert (entry.status.value, entry.summary.value) == ("CANCELLED", "Annulé\xa0: Guinguette")
    assert "Orage" in entry.description.value


def test_the_same_bytes_as_long_as_nothing_changes():
    session = make_session()
    rows = Session.objects.with_places()

    assert calendar_of(rows.all()) == calendar_of(rows.all())
    assert b"METHOD" not in calendar_of(rows.all())
    assert session.event.full_url.encode() in calendar_of(rows.all()).replace(b"\r\n ", b"")


def test_no_link_to_a_room_and_no_line_too_long():
    title = "Thé, café ; « goûter »\\ 🎈 " * 4
    session = make_session(
        make_event(title=title[:140], practical="Venez <b>tôt</b>, " * 20),
        is_online=True,
        online_url="https://salle.example.org/secret",
    )

    text = calendar_of(Session.objects.with_places())

    assert b"secret" not in text
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert read([session])[0].summary.value == title[:140].strip() or read([session])[0].summary.value == title[:140]


def test_one_waits_for_a_seat():
    session = make_session(commune=a_commune())

    entry = read([session], waiting=[session.pk])[0]

    assert entry.status.value == "TENTATIVE"
