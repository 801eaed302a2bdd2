"""Why something was found: the words looked for, marked in the title and in a few lines of the text."""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from millecafes.core.search.analyser import initials_of, terms_of, tokens

LENGTH, BEFORE = 240, 70  # letters of an excerpt, of which so many before the first word found
READ = 20_000  # letters of a text that are read to choose its excerpt
BREAK = re.compile(r"(?<=[.!?…:;,»])\n")


def matches(text: str, words, language: str) -> Iterator[tuple[int, int, int]]:
    """Where the text says one of these words, and which: (start, end, number of the word)."""
    sought = frozenset().union(*(word.terms for word in words))
    for token in tokens(text, language, initials_of(sought)):
        for said in token.words:
            if known := terms_of(said, language) & sought:
                yield token.start, token.end, next(n for n, word in enumerate(words) if word.terms & known)
                break


def highlight(text: str, words, language: str) -> SafeString:
    """The text, escaped, the words found between ``<mark>``."""
    pieces, done = [], 0
    for start, end, _number in matches(text, words, language):
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join([*pieces, escape(text[done:])]))


def excerpt(text: str, words, language: str) -> SafeString:
    """The lines that say most of the words; the first lines when only the title says them."""
    text = BREAK.sub(" ", text[:READ]).replace("\n", " · ")
    start = best_place(matches(text, words, language), len(words))
    begin = start - BEFORE if start > BEFORE else 0
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    end = begin + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + LENGTH // 2)
    shown = highlight(text[begin:end].strip(" ·"), words, language)
    return mark_safe(f"{'… ' if begin else ''}{shown}{'…' if end < len(text) else ''}")


def best_place(places: Iterable[tuple[int, int, int]], most: int) -> int:
    """The start of the first stretch that says most different words, ``most`` of them at best."""
    best, start, near = 0, 0, deque()
    for here, _end, number in places:
        near.append((here, number))
        while near[0][0] <= here - (LENGTH - BEFORE):
            near.popleft()
        said = len({number for _here, number in near})
        if said > best:
            best, start = said, near[0][0]
        if best == most:
            break
    return start
