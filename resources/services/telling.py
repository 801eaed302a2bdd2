"""Words of the reader's language over the rows of the first one, which rights and counts hang on."""

from collections.abc import Iterable

from django.utils.translation import get_language

from millecafes.core.languages import FIRST
from resources.models import Resource, Theme, Toolkit


def told(things: Iterable, language: str | None = None) -> list:
    """The same things, each with ``words``: its row in the reader's language if it is published, else its own."""
    things = list(things)
    language = language or get_language() or FIRST
    twins = {}
    if things and language != FIRST:
        family = type(things[0]).objects.filter(
            translation_key__in=[thing.translation_key for thing in things], locale__language_code=language, live=True
        )
        twins = {twin.translation_key: twin for twin in family}
    for thing in things:
        thing.words = twins.get(thing.translation_key, thing)
        thing.words_language = "" if thing.words is not thing or language == FIRST else FIRST
    return things


def told_alone(thing: Resource | Toolkit, language: str | None = None):
    return told([thing], language)[0]


def theme_names(language: str | None = None) -> dict[str, str]:
    """What each theme is called in the reader's language, or else in the first one; in the order of the register."""
    language = language or get_language() or FIRST
    rows = list(Theme.objects.filter(locale__language_code__in=[FIRST, language]).select_related("locale"))
    own = {theme.code: theme.name for theme in rows if theme.locale.language_code == language}
    first = [theme for theme in rows if theme.locale.language_code == FIRST]
    return {theme.code: own.get(theme.code, theme.name) for theme in first}
