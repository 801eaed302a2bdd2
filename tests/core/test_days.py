"""Days in words, in each language."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from millecafes.core.days import day_in_words


@pytest.mark.parametrize(
    "language, day, layout, words",
    [
        ("fr", date(2027, 5, 1), "l j F", "samedi 1er mai"),
        ("fr", date(2027, 5, 1), "DATE_FORMAT", "1er mai 2027"),
        ("fr", date(2027, 5, 1), "j", "1er"),
        ("fr", date(2027, 5, 11), "j F", "11 mai"),
        ("fr", date(2027, 5, 21), "DATE_FORMAT", "21 mai 2027"),
        ("en", date(2027, 5, 1), "l j F", "Saturday 1 May"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language, day, layout, words):
    with translation.override(language):
        assert day_in_words(day, layout) == words


@pytest.mark.parametrize("layout, words", [("l j F", "samedi 1er mai"), ("j", "1"), ("Y-m-d", "2027-05-01")])
def test_templates_write_it_too_and_leave_numbers_alone(layout, words):
    assert Template("{{ day|date:layout }}").render(Context({"day": date(2027, 5, 1), "layout": layout})) == words


def test_one_moment_is_said_by_each_clock_in_each_language():
    moment = datetime(2027, 5, 1, 23, tzinfo=UTC)
    paris = moment.astimezone(ZoneInfo("Europe/Paris"))

    said = [day_in_words(one, "j F H:i") for one in (moment, paris, moment)]
    with translation.override("en"):
        said.append(day_in_words(paris, "j F H:i"))

    assert said == ["1er mai 23:00", "2 mai 01:00", "1er mai 23:00", "2 May 01:00"]
