"""A cache kept by others (Varnish, Cloudflare) is told which addresses have changed, once the change is committed.

Wagtail's own handlers would tell it before, and the cache might ask again at once for the page as it was; they also
would have an editor wait for it.
"""

import logging
from http.client import HTTPException
from threading import Thread

from django.db import transaction
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to what changes a page, or its address."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(on_change)


def on_change(instance, instance_before=None, url_path_before=None, **kwargs) -> None:
    urls = addresses(instance, instance_before.url_path if instance_before else url_path_before)
    # Nobody waits for a cache that may be away: what it is not told, it asks again after its seconds.
    transaction.on_commit(Thread(target=purge, args=(urls,), daemon=True).start)


def addresses(page, path_before: str | None) -> list[str]:
    """Of the page, now and before, and of the pages above it, which list it."""
    urls = {above.full_url for above in page.get_ancestors(inclusive=True).filter(depth__gt=1)}
    if path_before:
        page = page.__class__(pk=page.pk, url_path=path_before, locale_id=page.locale_id)
        urls.add(page.full_url)
    return sorted(filter(None, urls))


def purge(urls: list[str]) -> None:
    """One by one: a cache that breaks off in the middle of an answer still hears of the next address."""
    for backend in get_backends().values():
        for url in urls:
            try:
                backend.purge(url)
            except (OSError, HTTPException) as error:  # Wagtail catches those of a call not taken
                logger.warning("The cache did not hear that %s has changed: %r", url, error)
