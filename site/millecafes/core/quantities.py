"""A number and its unit, each in its place: « 96 % » and « 25 000 € » in French, “96%” and “€25,000” in English."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

NO_BREAK = "\u00a0"


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
