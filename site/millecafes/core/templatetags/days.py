"""Django's own filter of dates, with the first of the month as French writes it, in every template."""

from django import template
from django.template import defaultfilters

from millecafes.core.days import first_as_ordinal

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value, layout: str | None = None) -> str:
    """« 1er mai 2027 »; a layout without a month, a number alone, stays as it is."""
    words = defaultfilters.date(value, layout)
    return words if words == "1" else first_as_ordinal(words)
