"""The demo content in English, made by wagtail-localize as an editor would make it: translators go on from there."""

from collections import Counter
from pathlib import Path

import polib
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.models import Aid
from millecafes.core.localize import repair_child_counts
from millecafes.core.memo import as_one_request
from millecafes.core.models import KeyFigure, Partner, SiteFurniture, Testimony
from millecafes.demo.content import PAGES
from millecafes.demo.references import key_of
from millecafes.places.models import Service
from resources.models import Resource, Toolkit

CATALOGUE, LIBRARY_CATALOGUE = (Path(__file__).parent / "content" / name for name in ("en.po", "library_en.po"))
REGISTERS = [KeyFigure, Partner, Testimony, Service, SiteFurniture, Aid]
BRANCHES = {
    *(
        "",
        "cafes",
        "qui-sommes-nous",
        "accompagnement",
        "simulateur",
        "mon-village",
        "chiffres",
        "actualites",
        "presse",
        "contact",
        "donnees",
    )
}
TRANSLATED = [entry.path for entry in PAGES if entry.path.partition("/")[0] in BRANCHES]


def add_english() -> Counter:
    """Translate and publish what has no English yet; the answer counts it.

    Each on its own: published together at the end of one transaction, pages would forget their children.
    """
    english, words = Locale.objects.get(language_code="en"), words_of(CATALOGUE)
    made = Counter()
    for row in rows():
        if not row.has_translation(english):
            translate(row, english, words)
            made["fiche en anglais"] += 1
    for page in pages():
        if not page.has_translation(english) and may_stand(page, english):
            with as_one_request():
                translate(page, english, words)
            made["page en anglais"] += 1
    if made:
        repair_child_counts()
    return made


def add_library_english() -> int:
    """The same for the library, where each row names its original and no other; says how many were translated."""
    english, words = Locale.objects.get(language_code="en"), words_of(LIBRARY_CATALOGUE)
    missing = [thing for thing in library() if not thing.has_translation(english)]
    for thing in missing:
        translate(thing, english, words)
    return len(missing)


def words_of(catalogue: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(catalogue) if entry.msgstr}


def library():
    """What the demo has laid there, in French; what people have written since is theirs to translate."""
    for model in (Resource, Toolkit):
        yield from model.objects.filter(locale__language_code="fr", live=True, is_example=True).order_by("pk")


def rows():
    for model in REGISTERS:
        yield from model.objects.filter(locale__language_code="fr")


def pages():
    """Parents first."""
    keys = [key_of(path) for path in TRANSLATED]
    french = Page.objects.filter(translation_key__in=keys, locale__language_code="fr")
    yield from french.order_by("path").specific()


def may_stand(page: Page, english: Locale) -> bool:
    """Whether the page above it has its English: localize would put a French copy in its place."""
    parent = page.get_parent()
    return parent.is_root() or parent.has_translation(english)


def texts_by_place(sources=None) -> dict[str, list[str]]:
    """What there is to translate, as the translators' editor cuts it up, and where it is said."""
    found = {}
    for source in sources or [*rows(), *pages()]:
        place = source.url_path.strip("/") if isinstance(source, Page) else source._meta.model_name
        for segment in extract_segments(source):
            if isinstance(segment, StringSegmentValue):
                places = found.setdefault(segment.string.data, [])
                if place not in places:
                    places.append(place)
    return found


def translate(source, english: Locale, words: dict[str, str]) -> None:
    frozen, _created = TranslationSource.get_or_create_from_instance(source)
    translation, _created = Translation.objects.get_or_create(source=frozen, target_locale=english)
    segments = StringSegment.objects.filter(source=frozen).select_related("string")
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of=segment.string, context_id=segment.context_id, locale=english, data=words[text]
            )
            for segment in segments
            if (text := segment.string.data) in words
        ],
        ignore_conflicts=True,
    )
    translation.save_target(publish=getattr(source, "live", True))
