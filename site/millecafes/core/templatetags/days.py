"""Django's own filter of dates, with the first of the month as French writes it, in every template."""

from datetime import date as Date

from django import template
from django.template import defaultfilters

from millecafes.core.days import day_in_words

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value, layout: str | None = None) -> str:
    """« 1er mai 2027 »; a layout without a month, a number alone, stays as it is."""
    if not isinstance(value, Date):
        return defaultfilters.date(value, layout)
    words = day_in_words(value, layout or "DATE_FORMAT")
    return "1" if words == "1er" else words
