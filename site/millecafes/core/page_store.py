"""Finished pages, kept for whoever asks next: in the process, and in the store that all processes share.

A page belongs to the *generation* it was made under, a word of the shared store that any change replaces: pages of
former generations are never read again. A store that fails costs speed, never an answer.
"""

import logging
import secrets
import time
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from django.core.cache import caches

logger = logging.getLogger(__name__)

GENERATION = "generation"
ROOM = 16 * 1024 * 1024  # bytes at hand in each process; beyond, pages are read from the shared store
WEIGHT = 2048  # what a page weighs besides its body
REST = 5  # seconds during which a store that fails is left alone

_away_until = 0.0


class KeptPage(NamedTuple):
    """An answer as it is sent."""

    headers: dict[str, str]
    body: bytes


def generation() -> str | None:
    """The word under which pages are kept at this moment; None when nothing can be kept."""
    if time.monotonic() < _away_until:
        return None
    # What changed while the store was away has told nobody: it may come back with the word it had before.
    word = None if _away_until else _read(GENERATION)
    return word if isinstance(word, str) else bump()


def bump() -> str | None:
    """Forget every page, in every process; the new word, or None if the store takes none."""
    global _away_until
    word = secrets.token_hex(8)
    if _write(GENERATION, word, timeout=None):
        _away_until = 0.0
        return word
    _away_until = time.monotonic() + REST
    # A full disk refuses a new word, but can still lose the old one.
    with suppress(Exception):
        caches["pages"].delete(GENERATION)
    return None


class Shelf:
    """The pages of one generation that this process has at hand, good until ``due``."""

    def __init__(self, generation: str, due: datetime):
        self.generation, self.due = generation, due
        self.asked_again_at = None  # while it is given past its hour
        self.pages, self.room = {}, ROOM

    def get(self, key: str) -> KeptPage | None:
        page = self.pages.get(key)
        if page is None:
            page = _read(self._name(key))
            if isinstance(page, KeptPage):
                self._keep_at_hand(key, page)
            else:
                page = None
        return page

    def put(self, key: str, page: KeptPage) -> None:
        if _write(self._name(key), page):
            self._keep_at_hand(key, page)

    def _keep_at_hand(self, key: str, page: KeptPage) -> None:
        weight = len(page.body) + WEIGHT
        if weight <= self.room:
            self.room -= weight
            self.pages[key] = page

    def _name(self, key: str) -> str:
        return f"{self.generation}-{blake2b(key.encode(errors='replace'), digest_size=16).hexdigest()}"


def _read(name: str):
    try:
        return caches["pages"].get(name)
    except Exception as error:  # unreadable, damaged, away: as if nothing had been kept
        logger.warning("The page cache cannot be read (%r).", error)
        return None


def _write(name: str, value, **options) -> bool:
    try:
        caches["pages"].set(name, value, **options)
    except Exception as error:
        logger.warning("The page cache cannot be written (%r).", error)
        return False
    return True
