"""Dates: announced, moved, repeated, cancelled, on the clock of the place."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from events.agenda.models import Session
from events.agenda.services import Rhythm, add_dates, announce, cancel, change, dates_after, when, where
from millecafes.people.permissions import access_of
from tests.events.factories import make_event, make_session
from tests.people.factories import a_cafe, make_account, make_elected, make_manager, make_staff
from tests.places.cafe_factories import CILAOS, commune
from tests.places.factories import make_delegated

pytestmark = pytest.mark.django_db

SUMMER = datetime(2027, 7, 14, 17, 30, tzinfo=UTC)


def test_the_place_decides_of_the_clock_and_of_the_day():
    session = make_session(commune=commune(CILAOS), starts_at=datetime(2027, 7, 14, 21, 0, tzinfo=UTC))

    assert (session.time_zone, session.day) == ("Indian/Reunion", date(2027, 7, 15))
    assert when(session) == "jeudi 15 juillet 2027, de 1\xa0h à 4\xa0h (heure locale)"
    assert when(session, "Europe/Paris") == "mercredi 14 juillet 2027, de 23\xa0h à 2\xa0h le lendemain"


def test_hours_are_told_as_one_says_them():
    session = make_session(starts_at=SUMMER, hours=2.5)

    assert when(session) == "mercredi 14 juillet 2027, de 19\xa0h\xa030 à 22\xa0h"
    with translation.override("en"):
        assert "7:30\xa0p.m." in when(session)


def test_a_former_commune_is_named_with_the_one_it_is_in():
    make_session()
    session = make_session(delegated=make_delegated("81999", "Le Village", "81046"), place="Place de l’église")

    assert where(session) == "Place de l’église, Le Village (Cadalen, 81)"


def test_a_cafe_gives_its_commune():
    cafe = a_cafe()

    session = make_session(make_event(kind="animation", cafe=cafe), cafe=cafe)

    assert session.commune == cafe.commune
    assert where(session).startswith(cafe.name)


@pytest.mark.parametrize("fields", [{"ends_at": SUMMER}, {"commune": None}])
def test_a_date_has_an_end_after_its_start_and_a_place(fields):
    given = {"starts_at": SUMMER, "ends_at": SUMMER.replace(hour=20), "commune": commune()} | fields

    with pytest.raises(ValidationError):
        announce(Session(event=make_event(), **given))

    assert not Session.objects.exists()


def test_what_matters_gives_a_new_version_and_keeps_the_former_start():
    session = make_session(starts_at=SUMMER)

    session.fallback = "Salle des fêtes"
    assert change(session) is False
    session.starts_at = SUMMER.replace(day=15)
    session.ends_at = SUMMER.replace(day=15, hour=20)
    assert change(session) is True

    session.refresh_from_db()
    assert (session.sequence, session.former_start, session.day) == (1, SUMMER, date(2027, 7, 15))


def test_a_cancelled_date_says_why_and_changes_no_more():
    session = make_session(starts_at=SUMMER)
    with pytest.raises(ValidationError):
        cancel(session, "  ", make_staff())

    assert cancel(session, "Orage", make_staff())
    session.place = "Ailleurs"

    assert change(session) is False
    session.refresh_from_db()
    assert (session.state, session.reason, session.sequence, session.place) == ("cancelled", "Orage", 1, "")


def test_rhythms():
    friday = date(2027, 1, 1)

    assert dates_after(friday, Rhythm.MONTH, date(2027, 4, 30)) == [
        date(2027, 2, 5),
        date(2027, 3, 5),
        date(2027, 4, 2),
    ]
    assert dates_after(date(2027, 1, 29), Rhythm.MONTH, date(2027, 4, 1)) == [date(2027, 2, 26), date(2027, 3, 26)]
    assert dates_after(friday, Rhythm.FORTNIGHT, date(2027, 2, 1)) == [date(2027, 1, 15), date(2027, 1, 29)]
    assert len(dates_after(friday, Rhythm.WEEK, date(2040, 1, 1))) == 52


def test_repeated_dates_keep_the_hour_of_the_clock_through_the_change_of_season():
    session = make_session(starts_at=datetime(2027, 3, 23, 18, 30, tzinfo=UTC), place="Salle")

    made = add_dates(session, dates_after(session.day, Rhythm.WEEK, date(2027, 4, 6)))

    assert [row.starts_at for row in made] == [
        datetime(2027, 3, 30, 17, 30, tzinfo=UTC),
        datetime(2027, 4, 6, 17, 30, tzinfo=UTC),
    ]
    assert add_dates(session, [row.day for row in made]) == []
    assert made[0].place == "Salle"


def test_each_reads_what_is_published_for_her():
    for audiences in (["public"], ["members"], ["elected"], ["managers", "holders"]):
        make_session(make_event(title=",".join(audiences), audiences=audiences))
    make_session(make_event(title="brouillon", live=False))

    def read(person):
        found = Session.objects.readable_by(access_of(person)).values_list("event__title", flat=True)
        return sorted(found)

    assert read(make_account()) == ["public"]
    assert read(make_elected()) == ["elected", "members", "public"]
    assert read(make_manager()) == ["managers,holders", "members", "public"]
    assert len(read(make_staff("Communication"))) == 4
    assert sorted(Session.objects.public().values_list("event__title", flat=True)) == ["public"]
