"""Open or closed: on the clock of the place, across midnight, holidays and changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from millecafes.places import opening_words as words
from millecafes.places.opening import MIDNIGHT, Exceptional, Timetable, overlap, public_holidays

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
NB = "\u00a0"


def at(text, zone=PARIS):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def spans(text):
    """« 8-14 17-24 » → what a day is made of."""
    return [tuple(time(int(hour) % 24) for hour in span.split("-")) for span in text.split()]


def week(**days):
    """Each day is closed but those given: ``week(mo="8-14", fr="18-24")``."""
    return [spans(days.get(day, "")) for day in ("mo", "tu", "we", "th", "fr", "sa", "su")]


def timetable(zone=PARIS, exceptions=(), **given):
    days = {name: given.pop(name) for name in list(given) if len(name) == 2}
    return Timetable(week(**days), zone, list(exceptions), **given)


TUESDAYS = dict.fromkeys(("tu", "we", "th", "fr"), "8-14 17-21") | {"sa": "9-24", "su": "0-2"}


def plain(text):
    return text.replace(NB, " ")


@pytest.mark.parametrize(
    "instant, said",
    [
        ("2026-06-02T08:00", "Ouvert, ferme à 14 h"),
        ("2026-06-02T13:59", "Ouvert, ferme à 14 h"),
        ("2026-06-02T14:00", "Fermé, ouvre à 17 h"),
        ("2026-06-02T21:30", "Fermé, ouvre mercredi à 8 h"),
        ("2026-06-06T23:59", "Ouvert, ferme dimanche à 2 h"),
        ("2026-06-07T01:30", "Ouvert, ferme à 2 h"),
        ("2026-06-07T02:00", "Fermé, ouvre mardi à 8 h"),
        ("2026-06-01T12:00", "Fermé, ouvre mardi à 8 h"),
    ],
)
def test_it_is_open_or_closed_until_the_next_change(instant, said):
    table = timetable(**TUESDAYS)

    moment = at(instant)

    assert plain(words.state_said(table.state(moment), moment, table)) == said


def test_an_evening_that_ends_at_midnight_says_so():
    table = timetable(fr="18-24")

    moment = at("2026-06-05T20:00")

    assert words.state_said(table.state(moment), moment, table) == "Ouvert, ferme à minuit"


def test_the_clock_is_that_of_the_place():
    table = timetable(REUNION, mo="8-12")

    open_there = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)

    assert (table.is_open(open_there), timetable(mo="8-12").is_open(open_there)) == (True, False)
    assert plain(words.state_said(table.state(open_there), open_there, table)) == "Ouvert, ferme à 12 h"


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_change_of_the_clock_moves_no_opening(night):
    table = timetable(su="0-2 8-12")

    morning = datetime.combine(night, time(9), tzinfo=PARIS)

    assert table.state(morning).until.astimezone(PARIS).time() == time(12)
    # The night of March has no 2 o'clock: closing at 2 is closing at 3 in summer time, one hour after 1:59.
    [first, _second] = table.intervals(night, night)
    assert first[1] - first[0] == timedelta(hours=2)


def test_openings_that_touch_at_midnight_are_one():
    table = timetable(mo="20-24", tu="0-3 3-5")

    assert len(table.intervals(date(2026, 6, 1), date(2026, 6, 2))) == 1


def test_a_place_always_open_never_says_when_it_closes():
    table = timetable(**dict.fromkeys(("mo", "tu", "we", "th", "fr", "sa", "su"), "0-24"))
    moment = at("2026-06-01T12:00")

    assert words.state_said(table.state(moment), moment, table) == "Ouvert"
    assert words.week_said(table) == [("tous les jours", "jour et nuit")]


def test_special_days_replace_the_week():
    table = timetable(
        **TUESDAYS,
        exceptions=[
            Exceptional(date(2026, 6, 2), date(2026, 6, 3), reason="travaux"),
            Exceptional(date(2026, 6, 4), date(2026, 6, 4), time(10), MIDNIGHT),
        ],
    )

    assert not table.is_open(at("2026-06-02T10:00"))
    assert not table.is_open(at("2026-06-03T10:00"))
    assert (table.is_open(at("2026-06-04T09:00")), table.is_open(at("2026-06-04T23:00"))) == (False, True)
    assert plain(words.state_said(table.state(at("2026-06-01T10:00")), at("2026-06-01T10:00"), table)) == (
        "Fermé, ouvre jeudi à 10 h"
    )
    assert [plain(words.exception_said(one)) for one in table.next_exceptions(at("2026-06-03T10:00"))] == [
        "du 2 au 3 juin 2026",
        "le 4 juin 2026, 10 h – minuit",
    ]
    assert table.next_exceptions(at("2026-06-05T10:00")) == []


def test_public_holidays_close_only_who_says_so():
    armistice = at("2026-11-11T10:00")  # a Wednesday

    usual, closed = timetable(**TUESDAYS), timetable(**TUESDAYS, closed_on_holidays=True)
    unsure = timetable(**TUESDAYS, unsure_on_holidays=True)

    assert (usual.is_open(armistice), closed.is_open(armistice)) == (True, False)
    assert plain(words.state_said(unsure.state(armistice), armistice, unsure)) == "Jour férié : horaires à vérifier"
    open_all_the_same = [Exceptional(date(2026, 11, 11), date(2026, 11, 11), time(9), time(12))]
    assert timetable(**TUESDAYS, exceptions=open_all_the_same, closed_on_holidays=True).is_open(armistice)


@pytest.mark.parametrize(
    "department, day, is_holiday",
    [
        ("81", date(2026, 5, 14), True),  # Ascension
        ("81", date(2026, 12, 26), False),
        ("67", date(2026, 12, 26), True),
        ("57", date(2026, 4, 3), True),
        ("974", date(2026, 12, 20), True),
        ("971", date(2026, 5, 27), True),
        ("2A", date(2026, 12, 20), False),
    ],
)
def test_holidays_are_those_of_the_department(department, day, is_holiday):
    assert (day in public_holidays(day.year, department)) is is_holiday


def test_the_week_is_told_by_groups_of_days():
    table = timetable(**TUESDAYS)

    assert [(days, plain(hours)) for days, hours in words.week_said(table)] == [
        ("lundi", "fermé"),
        ("mardi à vendredi", "8 h – 14 h et 17 h – 21 h"),
        ("samedi", "9 h – 2 h"),
        ("dimanche", "fermé"),
    ]
    assert words.days_said(5, 6) == "samedi et dimanche"
    assert plain(words.clock(time(17, 30))) == "17 h 30"


def test_the_week_is_told_in_english():
    with translation.override("en"):
        assert plain(words.clock(time(17, 30))) == "5:30 pm"
        assert (plain(words.clock(time(0, 30))), plain(words.clock(time(12)))) == ("12:30 am", "12 pm")
        assert words.days_said(1, 4).startswith("Tuesday")


def test_openstreetmap_reads_it():
    table = timetable(
        **TUESDAYS,
        closed_on_holidays=True,
        exceptions=[
            Exceptional(date(2026, 8, 1), date(2026, 8, 15)),
            Exceptional(date(2026, 7, 14), date(2026, 7, 14), time(10), time(18)),
            Exceptional(date(2025, 7, 14), date(2025, 7, 14)),
        ],
    )

    assert words.osm(table, at("2026-06-01T10:00")) == (
        "Tu-Fr 08:00-14:00,17:00-21:00; Sa 09:00-02:00; PH off; 2026 Jul 14 10:00-18:00; 2026 Aug 01-2026 Aug 15 off"
    )
    assert words.osm(timetable(mo="18-24", tu="18-24"), at("2026-06-01T10:00")) == "Mo,Tu 18:00-24:00"
    assert words.osm(timetable(), at("2026-06-01T10:00")) == ""


def test_search_engines_read_it():
    closure = Exceptional(date(2026, 8, 1), date(2026, 8, 15))
    table = timetable(**TUESDAYS, exceptions=[closure])

    assert words.schema_week(table)[-1] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["Saturday"],
        "opens": "09:00",
        "closes": "02:00",
    }
    assert words.schema_exceptions(table, at("2026-06-01T10:00")) == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-08-01",
            "validThrough": "2026-08-15",
            "opens": "00:00",
            "closes": "00:00",
        }
    ]


def test_the_script_is_told_two_days_ahead():
    table = timetable(**TUESDAYS)

    told = words.coming_states(table, at("2026-06-02T07:00"))

    assert [state["open"] for state in told[:4]] == [False, True, False, True]
    assert told[1]["from"] == "2026-06-02T06:00:00Z"
    assert [plain(state["words"]) for state in told[4:6]] == ["Fermé, ouvre mercredi à 8 h", "Fermé, ouvre à 8 h"]
    assert len(told) == 11


@pytest.mark.parametrize(
    "day, meets",
    [("8-14 17-21", False), ("8-14 14-21", False), ("8-14 13-21", True), ("20-24 21-22", True), ("8-8 9-10", False)],
)
def test_spans_of_a_day_do_not_meet(day, meets):
    assert (overlap(spans(day)) is not None) is meets
