"""Words of the templates of replays."""

from pathlib import PurePosixPath

from django import template

from millecafes.core.sizes import size_in_words
from resources.models import timecodes

register = template.Library()
register.filter("clock", timecodes.clock)


@register.filter
def file_facts(file) -> str:
    """« PDF, 120 Ko »; its kind alone when its weight can't be asked for."""
    kind = PurePosixPath(file.name).suffix[1:].upper()
    try:
        return f"{kind}, {size_in_words(file.size)}"
    except OSError:
        return kind
