"""Words that the templates use."""

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from millecafes.core import quantities
from millecafes.core.tree import way_to

register = template.Library()


@register.filter
def number(value) -> str:
    """A number in the reader's language, thousands apart: 1 082 024."""
    decimals = None if value == int(value) else 2
    return number_format(int(value) if decimals is None else value, decimals, use_l10n=True, force_grouping=True)


@register.simple_tag
def quantity(number: str, unit: str) -> SafeString:
    """A number and its unit, set small, as the reader's language places them."""
    return quantities.with_small_unit(number, unit)


@register.filter
def with_unit(number: str, unit: str) -> str:
    """A number and its unit, as the reader's language places them."""
    return quantities.with_unit(number, unit)


@register.simple_tag
def colon() -> str:
    """French sets it apart from the word before it, English does not."""
    return gettext("\u00a0:")


@register.simple_tag
def illustration(key: str, css_class: str = "illustration", opening: bool = False) -> SafeString:
    """A drawing of the site; it says nothing that the text doesn't, so it has no alternative text.

    The ``opening`` one is seen first and fetched first; the others wait until they are scrolled to.
    """
    source = static(f"img/illustrations/{key or 'cafe'}.svg")
    haste = mark_safe('fetchpriority="high"' if opening else 'loading="lazy"')
    size = mark_safe('width="640" height="480" decoding="async"')
    return format_html('<img class="{}" src="{}" alt="" {} {}>', css_class, source, size, haste)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing inside the text, hidden from screen readers."""
    return render_to_string(f"components/icons/{name}.html")


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(page) -> dict:
    """The way from the home page to this one."""
    return {"ancestors": way_to(page) if page else [], "current": page}
