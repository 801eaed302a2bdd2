"""The upper pages of the site, which menus, cards and ways back refer to: one query a request, however many links."""

from django.db.models import Exists, OuterRef
from wagtail.models import Page, PageViewRestriction

from millecafes.core.kept import kept

MOST = 500  # pages read together; the deeper ones, beyond, are read apart
FIELDS = ["title", "slug", "path", "depth", "url_path", "live", "locale", "translation_key", "alias_of", "content_type"]


def _upper_pages() -> dict[int, Page]:
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk")).order_by()
    pages = Page.objects.annotate(is_restricted=Exists(restrictions)).order_by("depth", "path").select_related("locale")
    return {page.pk: page for page in pages.only(*FIELDS, "locale__language_code")[:MOST]}


def pages_by_id(ids=()) -> dict[int, Page]:
    """At least these pages, if they exist; drafts included."""
    known = kept("pages", _upper_pages)
    missing = {pk for pk in ids if pk is not None and pk not in known}
    return known | Page.objects.select_related("locale").in_bulk(missing) if missing else known


def restricted_ids() -> set[int]:
    """Those of all the pages that are restricted by themselves, not by a page above."""
    known = kept("pages", _upper_pages)
    if len(known) < MOST:
        return {pk for pk, page in known.items() if page.is_restricted}
    return set(PageViewRestriction.objects.values_list("page_id", flat=True))


def pages_of(ids) -> list[Page]:
    """These pages, those that exist."""
    ids = list(ids)
    pages = pages_by_id(ids)
    return [pages[pk] for pk in ids if pk in pages]


def page_below(page: Page, path_components: list[str]) -> tuple[Page | None, list[str]]:
    """The deepest known page on this way down from ``page``, and what is left of the way."""
    by_url = {known.url_path: known for known in pages_by_id().values()}
    for end in range(len(path_components), 0, -1):
        url_path = f"{page.url_path}{'/'.join(path_components[:end])}/"
        if url_path in by_url:
            return by_url[url_path], path_components[end:]
    return None, path_components


def ancestors_of(page: Page) -> list[Page]:
    """All the pages above this one, from the root of the tree; drafts included."""
    by_path = {known.path: known for known in pages_by_id().values()}
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen)]
    if all(path in by_path for path in paths):
        return [by_path[path] for path in paths]
    return list(page.get_ancestors().order_by("depth"))


def way_to(page: Page) -> list[Page]:
    """Live pages from the home page down to this one, itself left out."""
    return [ancestor for ancestor in ancestors_of(page) if ancestor.live and ancestor.depth > 1]
