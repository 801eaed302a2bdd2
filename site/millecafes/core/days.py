"""Days in words, as each language writes them."""

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

FIRST_OF_A_MONTH = re.compile(
    r"\b1(?=$| janvier| février| mars| avril| mai| juin| juillet| août| septembre| octobre| novembre| décembre)"
)


def first_as_ordinal(words: str) -> str:
    """In French the first day of a month is an ordinal: « 1er mai ». Django's formats do not know it."""
    return FIRST_OF_A_MONTH.sub("1er", words) if get_language() == "fr" else words


def day_in_words(day: date, layout: str = "DATE_FORMAT") -> str:
    """« 1er mai 2027 », « May 1, 2027 »; ``layout`` is one of Django's, or the name of one.

    A moment is read on its own clock.
    """
    return _written(day, day.utcoffset() if isinstance(day, datetime) else None, layout, get_language())


@lru_cache(maxsize=4096)
def _written(day: date, offset, layout: str, language: str | None) -> str:
    """The lines of a list say the same days again and again, which Django is slow to write.

    Two moments are equal that two clocks do not say alike: ``offset`` tells them apart.
    """
    return first_as_ordinal(date_format(day, layout))
