"""A number and its unit, each in its place: « 96 % » and « 25 000 € » in French, “96%” and “€25,000” in English."""

from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

NO_BREAK = "\u00a0"


def grouped(value: Decimal | int, decimals: int | None) -> str:
    """The number as the reader's language writes it, thousands apart: « 1 082 024 »."""
    return _grouped(value, decimals, get_language())


@lru_cache(maxsize=4096)
def _grouped(value, decimals, language) -> str:
    """Pages show the same figures, which Django is slow to write."""
    return number_format(value, decimals, use_l10n=True, force_grouping=True)


def pattern_of(unit: str) -> str:
    match unit:
        case "":
            return "{number}"
        case "%":
            return pgettext("pourcentage", "{number}\u00a0{unit}")
        case "€":
            return pgettext("somme", "{number}\u00a0{unit}")
    return f"{{number}}{NO_BREAK}{{unit}}"


def with_unit(number: str, unit: str) -> str:
    return pattern_of(unit).format(number=number, unit=unit)


def with_small_unit(number: str, unit: str) -> SafeString:
    """As ``with_unit``, the unit set smaller than the number."""
    return format_html(pattern_of(unit), number=number, unit=format_html("<small>{}</small>", unit))
