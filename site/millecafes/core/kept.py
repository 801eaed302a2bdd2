"""What is the same for everybody, read once in each process until something public changes.

As the pages of ``page_cache``, it belongs to a *generation*: the menus and the tree of pages that stand around each
page of a member cost no query, and are read anew at the request that follows a change, in every process.
"""

import time

from django.conf import settings

from millecafes.core import memo, page_store, replica

LONGEST = 600  # seconds: whatever nobody told us of is seen after that time
GENERATION = "generation"


class Shelf:
    """What was read under one generation."""

    def __init__(self, generation: str):
        self.generation, self.until, self.known = generation, time.monotonic() + LONGEST, {}


_shelf = Shelf("")


def kept(key: str, make):
    """As ``memo.once``, for what does not depend on who asks, and is read by nobody as it is changed."""
    global _shelf
    generation = memo.once(GENERATION, page_store.generation) if settings.PAGE_CACHE and memo.is_open() else None
    if generation is None:
        return memo.once(key, make)
    shelf = _shelf
    if shelf.generation != generation or shelf.until < time.monotonic():
        shelf = _shelf = Shelf(generation)
    if key not in shelf.known:
        with replica.reading(False):  # a copy that is late would be believed until the next change
            shelf.known[key] = make()
    return shelf.known[key]


def drop(key: str) -> None:
    """Read this anew in this process, whether it was kept for everybody or for the request."""
    _shelf.known.pop(key, None)
    memo.forget(key)


def set_aside() -> None:
    """From now on this request reads for itself: it is changing what was kept."""
    memo.remember(GENERATION, None)
