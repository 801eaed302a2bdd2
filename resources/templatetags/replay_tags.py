"""Words of the templates of replays."""

from pathlib import PurePosixPath

from django import template
from django.template.defaultfilters import filesizeformat

from resources.models import timecodes

register = template.Library()
register.filter("clock", timecodes.clock)


@register.filter
def file_facts(file) -> str:
    """« PDF, 120 Ko »; its kind alone when its weight can't be asked for."""
    kind = PurePosixPath(file.name).suffix[1:].upper()
    try:
        return f"{kind}, {filesizeformat(file.size)}"
    except OSError:
        return kind
