"""Words that the templates use."""

import json
from functools import cache, lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext
from wagtail.models import Page

from millecafes.core import pictures, quantities
from millecafes.core.languages import address_of, code_of, elsewhere, language_of, versions_of
from millecafes.core.tree import way_to

register = template.Library()

UNSAFE_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def number(value) -> str:
    """A number in the reader's language, thousands apart: 1 082 024."""
    decimals = None if value == int(value) else 2
    return quantities.grouped(int(value) if decimals is None else value, decimals)


@register.filter
def is_another(pages) -> bool:
    """Whether this is not the page that was asked for, which does not exist."""
    return getattr(pages, "is_another", False)


@register.filter
def label(row, field: str) -> str:
    """What this field of a row has chosen, in words: as ``get_…_display``, which lists seek anew for each line."""
    return _label(type(row), field, getattr(row, field), get_language())


@lru_cache(maxsize=4096)
def _label(model, field: str, value, language: str | None) -> str:
    return str(dict(model._meta.get_field(field).flatchoices).get(value, value))


@register.simple_tag
def quantity(number: str, unit: str) -> SafeString:
    """A number and its unit, set small, as the reader's language places them."""
    return quantities.with_small_unit(number, unit)


@register.filter
def with_unit(number: str, unit: str) -> str:
    """A number and its unit, as the reader's language places them."""
    return quantities.with_unit(number, unit)


@register.simple_tag
def drawn_once(template: str, furniture, **values) -> SafeString:
    """What says the furniture and these few values, and nothing else: drawn again when any of them changes."""
    said = {"furniture": furniture, **values}
    if not furniture:
        return render_to_string(template, said)
    key = (template, get_language(), *values.values())
    if key not in furniture.drawn:
        furniture.drawn[key] = render_to_string(template, said)
    return furniture.drawn[key]


@register.simple_tag
def drawn_for_all(template: str, **values) -> SafeString:
    """What says these few values and nothing else, the same for everybody: drawn once in each language."""
    return drawn_with(template, get_language(), tuple(values.items()))


@lru_cache(maxsize=500)
def drawn_with(template: str, _language: str, values: tuple) -> SafeString:
    return render_to_string(template, dict(values))


@register.filter
def in_menu(path: str, furniture) -> str:
    """The address, if the menu leads to it: of the others it has nothing to mark."""
    return path if furniture and path in furniture.addresses else ""


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
def picture(image, sizes: str, alt: str | None = None, css_class: str | None = None, opening: bool = False):
    """An image of the library, as light as the browser can read it; ``sizes`` says how wide it is shown.

    Its alternative text is its own unless ``alt`` is given. The ``opening`` one is seen first and fetched first.
    One whose file is lost leaves its place to a drawing.
    """
    haste = {"fetchpriority": "high"} if opening else {"loading": "lazy"}
    found = pictures.shown(image, sizes=sizes, alt=alt, **{"class": css_class}, decoding="async", **haste)
    return found or illustration("", css_class or "illustration", opening)


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """What search engines read: data, that no browser runs, with nothing in it that could end its tag."""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A small drawing inside the text, hidden from screen readers; a page of cards has a hundred of a few."""
    return render_to_string(f"components/icons/{name}.html")


@register.filter
def address(page) -> str:
    """Where the reader finds this page in her language."""
    return address_of(page)


@register.filter
def lang(row) -> SafeString:
    """The ``lang`` of words that nobody has translated, for screen readers; nothing in the language around them."""
    language = language_of(row) if isinstance(row, Page) else code_of(row)
    return format_html(' lang="{}"', language) if language != get_language() else mark_safe("")


@register.simple_tag(takes_context=True)
def other_languages(context) -> list[dict]:
    """The same page elsewhere: address, code of the language and its own name for itself."""
    request = context.get("request")
    found = elsewhere(request, context.get("page")) if request else []
    names = {code: get_language_info(code)["name_local"].capitalize() for code, _url in found}
    return [{"code": code, "url": url, "name": names[code]} for code, url in found]


@register.filter
def versions(page) -> list[tuple[str, str]]:
    """(language, full address) of a translated page, for search engines; the first one is for everybody else."""
    found = [(code, twin.full_url) for code, twin in versions_of(page)] if page.pk else []
    return [*found, ("x-default", found[0][1])] if found else []


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(page) -> dict:
    """The way from the home page to this one."""
    return {"ancestors": way_to(page) if page else [], "current": page}
