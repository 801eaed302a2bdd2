"""Sizes of files in words. Django’s own say « Kio » in French, which nobody but engineers reads."""

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

STEP = 1024


def size_in_words(size: int) -> str:
    """« 512 octets », « 1,2 Ko », « 380 Mo »: a decimal only where it tells something."""
    try:
        size = max(int(size), 0)
    except (TypeError, ValueError):
        size = 0
    if size < STEP:
        return ngettext("%(count)d\u00a0octet", "%(count)d\u00a0octets", size) % {"count": size}
    patterns = [gettext("%(size)s\u00a0Ko"), gettext("%(size)s\u00a0Mo"), gettext("%(size)s\u00a0Go")]
    value = size / STEP
    while value >= STEP and len(patterns) > 1:
        value, patterns = value / STEP, patterns[1:]
    rounded = round(value, 1) if value < 10 else round(value)
    decimals = 0 if rounded == int(rounded) else 1
    return patterns[0] % {"size": number_format(rounded, decimals, use_l10n=True)}
