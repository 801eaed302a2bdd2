"""French first: what a reader of another language is given of a page, or of a register, that nobody has translated.

She stays in her language: the frame is hers, at an address of hers (``/en/`` before the French one), the content is
French and says so. A page that is only an alias of the French one (wagtail-localize makes some, to hang translations
under) counts as not translated.
"""

from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page

from millecafes.core import tree
from millecafes.core.kept import kept
from millecafes.core.memo import once, remember

FIRST = settings.LANGUAGE_CODE
HOME_DEPTH = 2
READER = "reader's language"


def listen_to_reader() -> None:
    """Note the language of this request: content may then be written in another one (``{% language %}``)."""
    remember(READER, get_language())


def reader_language() -> str:
    """The language of the address being read."""
    return once(READER, get_language) or FIRST


def code_of(row) -> str:
    """The language of a page or a sheet, without asking the database again for what the tree already said."""
    codes = kept(
        "languages", lambda: {page.locale_id: page.locale.language_code for page in tree.pages_by_id().values()}
    )
    return codes.get(row.locale_id) or row.locale.language_code


def language_of(page: Page) -> str:
    """The language its words are in."""
    return code_of(tree.pages_by_id([page.alias_of_id]).get(page.alias_of_id, page))


def is_public(page: Page) -> bool:
    """Whether anybody may read it, once live: nothing restricts it, nor a page above it."""
    restricted = restricted_pages()
    return page.pk not in restricted and not any(above.pk in restricted for above in tree.ancestors_of(page))


def restricted_pages() -> set[int]:
    return once("restrictions", tree.restricted_ids)


def known_twins(page: Page) -> list[Page]:
    """Of the pages that say the same, this one included, those that are live and that the tree knows."""
    families = once("families", lambda: families_of(tree.pages_by_id().values()))
    return families.get(page.translation_key, [])


def families_of(pages) -> dict[UUID, list[Page]]:
    families = defaultdict(list)
    for page in pages:
        if page.live and not page.alias_of_id:
            families[page.translation_key].append(page)
    return families


def twins_of(page: Page) -> list[Page]:
    """All the live pages that say the same, this one included, each in a language of its own."""
    if len(tree.pages_by_id()) < tree.MOST:  # the whole tree is known
        return known_twins(page)
    family = Page.objects.filter(translation_key=page.translation_key).select_related("locale").order_by("path")
    return families_of(family).get(page.translation_key, [])


def in_language(page: Page, language: str) -> Page:
    """The same page in this language if it is live, else in the first language, else as it is."""
    twins = {code_of(twin): twin for twin in twins_of(page)}
    return twins.get(language) or twins.get(FIRST) or page


def in_reader_language(page: Page, language: str | None = None) -> Page:
    """As ``in_language``, of what the tree knows: links and titles in number cost no query."""
    twins = {code_of(twin): twin for twin in known_twins(page)}
    return twins.get(language or reader_language()) or twins.get(FIRST) or page


def address_of(page: Page, language: str | None = None) -> str:
    """Where somebody reads this page in her language (the reader's by default); nothing for a page without address.

    Of a French page too deep to be known with its translations, the French address in the reader's frame is given: it
    answers with the translation, if there is one.
    """
    language = language or reader_language()
    known, key = kept("addresses", dict), (page.pk, page.url_path, language)
    if key not in known:
        twin = in_reader_language(page, language) if code_of(page) != language or page.alias_of_id else page
        known[key] = framed(twin.url or "", code_of(twin), language)
    return known[key]


def framed(address: str, content_language: str, language: str | None = None) -> str:
    """The address, in the frame of the reader's language, of what is only written in the first one."""
    language = language or reader_language()
    return f"/{language}{address}" if address and content_language == FIRST != language else address


def in_reader_frame(address: str) -> str:
    """An address of the site, typed once for all: that of the same screen in the reader's language, if it has one."""
    language = reader_language()
    if language == FIRST or not address.startswith("/") or address.startswith("//"):
        return address
    with override(FIRST):
        return translate_url(address, language)


def open_languages() -> list[str]:
    """Those whose home page is live, the first one first."""
    homes = [page for page in tree.pages_by_id().values() if page.depth == HOME_DEPTH and page.live]
    opened = {code_of(page) for page in homes if not page.alias_of_id}
    return [code for code, _name in settings.LANGUAGES if code in opened]


def versions_of(page: Page) -> list[tuple[str, Page]]:
    """What search engines are told of a translated page: (language, page), those that anybody may read."""
    languages = open_languages()
    versions = [(code_of(twin), twin) for twin in twins_of(page) if code_of(twin) in languages and is_public(twin)]
    return sorted(versions, key=lambda version: languages.index(version[0])) if len(versions) > 1 else []


def elsewhere(request, page: Page | None) -> list[tuple[str, str]]:
    """(language, address) of the same page, or of the same screen, in the other languages of the site."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    others = [code for code in open_languages() if code != reader_language()]
    return [(code, same_in(request, page, code) + query) for code in others]


def same_in(request, page: Page | None, language: str) -> str:
    """The address of this page in a language; the home page for what only exists in another one."""
    if page is None or page.pk is None:
        return translate_url(request.path, language)
    twin = in_language(page, language)
    if code_of(twin) in {language, FIRST}:
        return address_of(twin, language)
    with override(language):
        return reverse("wagtail_serve", args=[""])


def readable(rows: QuerySet, language: str | None = None) -> QuerySet:
    """Of these pages or sheets, those of a language, and those of the first one that were not translated to it."""
    language = language or reader_language()
    is_page = issubclass(rows.model, Page)
    if language == FIRST:
        return rows.filter(locale__language_code=FIRST)
    translations = (Page if is_page else rows.model)._base_manager.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    own = {"live": True, "alias_of": None} if is_page else {}
    untranslated = Q(locale__language_code=FIRST) & ~Exists(translations.filter(**own))
    return rows.filter(Q(locale__language_code=language, **own) | untranslated)


def under(page: Page, rows: QuerySet) -> QuerySet:
    """Of these pages, those right under this one or under its French twin, in the language of this one."""
    language = language_of(page)
    source = page if language == FIRST else in_language(page, FIRST)
    place = rows.child_of_q(page) | rows.child_of_q(source)
    return readable(rows.filter(place), language)
