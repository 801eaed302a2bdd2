"""The upper pages of the site, which menus, cards and ways back refer to: one query a request, however many links."""

from wagtail.models import Page

from millecafes.core.memo import once

MOST = 500  # pages read together; the deeper ones, beyond, are read apart


def _upper_pages() -> dict[int, Page]:
    pages = Page.objects.filter(depth__gte=2).order_by("depth", "path")
    return {page.pk: page for page in pages.only("title", "slug", "path", "depth", "url_path", "live", "locale")[:MOST]}


def pages_by_id(ids) -> dict[int, Page]:
    """At least these pages, if they exist; drafts included."""
    known = once("pages", _upper_pages)
    missing = {pk for pk in ids if pk is not None and pk not in known}
    return known | Page.objects.in_bulk(missing) if missing else known


def way_to(page: Page) -> list[Page]:
    """Live pages from the home page down to this one, itself left out."""
    by_path = {known.path: known for known in pages_by_id([]).values()}
    paths = [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]
    if all(path in by_path for path in paths):
        return [by_path[path] for path in paths if by_path[path].live]
    return list(page.get_ancestors().live().filter(depth__gte=2).order_by("depth"))
