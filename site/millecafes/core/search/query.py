"""Asking: what was typed, what matches it among what one may read, and what to try when nothing does."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page as ResultsPage
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from millecafes.core.models import SearchEntry
from millecafes.core.paging import Paginator
from millecafes.core.search import sources
from millecafes.core.search.analyser import clean, fold, is_stop_word, lowered, terms_of, tokens
from millecafes.core.search.excerpts import excerpt, highlight
from millecafes.core.search.stores import MOST, Row, Statement, rows, store

LONGEST_QUERY, MOST_WORDS = 200, 12
RESULTS_A_PAGE, MOST_SUGGESTIONS, MOST_TRIES = 10, 8, 4
SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class Word:
    """A word as it was typed, and all it answers to."""

    text: str
    terms: frozenset[str]


class Query:
    """What was typed, as far as it is read."""

    def __init__(self, typed: str, language: str):
        typed = " ".join(clean(typed[: LONGEST_QUERY * 2]).split())
        self.text = typed[:LONGEST_QUERY]
        self.language = language
        # A document that is not translated is in the site's first language: its words are looked for as well.
        self.languages = list(dict.fromkeys([language, settings.LANGUAGE_CODE]))
        said = list(tokens(self.text, language))
        kept = [token for token in said if not all(is_stop_word(word, language) for word in token.words)] or said
        self.words = [self.word(token) for token in kept[:MOST_WORDS]]
        self.is_cut = len(typed) > LONGEST_QUERY or len(kept) > MOST_WORDS

    def word(self, token) -> Word:
        terms = (terms_of(word, language) for word in token.words for language in self.languages)
        return Word(self.text[token.start : token.end], frozenset().union(*terms))


@dataclass
class Result:
    """One thing found, as the page shows it."""

    url: str
    place: str
    type: str
    title: SafeString
    excerpt: SafeString
    language: str
    is_foreign: bool
    date: date | None


@dataclass
class Results:
    """The answer to a query, sifted by one type or not."""

    query: Query
    type: str = ""
    counts: list[tuple[str, str, int]] = field(default_factory=list)
    page: ResultsPage | None = None
    items: list[Result] = field(default_factory=list)
    is_full: bool = False
    instead: str = ""

    @property
    def total(self) -> int:
        return self.page.paginator.count if self.page else 0

    @property
    def address(self) -> str:
        """What the links to the other pages keep."""
        return urlencode({"q": self.query.text} | ({"type": self.type} if self.type else {})) + "&"


class Search:
    """One reader, one query."""

    def __init__(self, query: Query, user):
        self.query, self.user = query, user

    @cached_property
    def rights(self):
        return sources.rights_of(self.user)

    def matching(self, words, *, kind: str = "", most: int = 0, titles: bool = False, prefix: str = "") -> list[Row]:
        """(entry, type, score) of the latest entries that say all these words, among what this person may read."""
        rights = tuple(given for given in self.rights if kind in {"", given[0]})
        asked = statement(rights, self.query.language, titles, most)
        return rows(asked, store().expression(words, titles=titles, prefix=prefix)) if asked else []

    def ranked(self, **asked) -> list[Row]:
        """The best first and the latest among equals."""
        matching, weights = self.matching(self.query.words, **asked), sources.weights()
        return sorted(matching, key=lambda row: (-row[2] * weights.get(row[1], 1.0), -row[0]))

    def ranked_for(self, type: str) -> tuple[list[Row], bool]:
        """What is ranked of every kind, and whether there is more; the kind of a type is looked for further."""
        ranked, kinds = self.ranked(), sources.kinds()
        found = Counter(kinds[row[1]] for row in ranked)
        most = {kind: source.most for kind, source in sources.by_kind().items()}
        kind = kinds[type] if type in {row[1] for row in ranked} else ""
        if kind and most[kind] <= found[kind] < MOST:
            others, own = [row for row in ranked if kinds[row[1]] != kind], self.ranked(kind=kind, most=MOST)
            return others + own, len(own) >= MOST
        return ranked, any(found[full] >= most[full] for full in ([kind] if kind else most))

    def results(self, type: str = "", page: str = "") -> Results:
        types = sources.types()
        if not self.query.words:
            return Results(self.query)
        ranked, is_full = self.ranked_for(type)
        type = type if type in {row[1] for row in ranked} else ""
        counts = Counter(row[1] for row in ranked)
        chosen = [row for row in ranked if not type or row[1] == type]
        shown = Paginator(chosen, RESULTS_A_PAGE).get_page(page)
        return Results(
            self.query,
            type=type,
            counts=[(code, label, counts[code]) for code, label in types.items() if code in counts],
            page=shown,
            items=self.items([row[0] for row in shown]),
            is_full=is_full,
            instead="" if ranked else self.instead(),
        )

    def items(self, ids: list[int]) -> list[Result]:
        types, words = sources.types(), self.query.words
        return [
            Result(
                url=found.url,
                place=found.place,
                type=types[entry.type],
                title=highlight(found.title or entry.title, words, entry.language or self.query.language),
                excerpt=excerpt(entry.text, words, entry.language or self.query.language),
                language=entry.language,
                is_foreign=entry.language not in {self.query.language, ""},
                date=entry.date,
            )
            for entry, found in self.found(ids)
        ]

    def found(self, ids: list[int]) -> list[tuple[SearchEntry, sources.Found]]:
        """Entries in this order, each with its place."""
        entries = SearchEntry.objects.in_bulk(ids)
        places = {}
        for kind, source in sources.by_kind().items():
            if of_kind := [entry.object_id for entry in entries.values() if entry.kind == kind]:
                places |= {(kind, pk): found for pk, found in source.found(of_kind).items()}
        known = [(entry, places.get((entry.kind, entry.object_id))) for pk in ids if (entry := entries.get(pk))]
        return [(entry, found) for entry, found in known if found]

    def instead(self) -> str:
        """The query without the word in the way, if there is just one."""
        words = self.query.words
        fewer = (words[:n] + words[n + 1 :] for n in range(len(words))) if len(words) > 1 else ()
        for kept in islice(fewer, MOST_TRIES):
            if self.matching(kept, most=1):
                return " ".join(word.text for word in kept)
        return ""

    def suggestions(self) -> list[dict]:
        """Titles that say these words, the last of which may be unfinished."""
        if len(self.query.text) < SHORTEST_PREFIX or not self.query.words:
            return []
        prefix = fold(lowered(self.query.words[-1].text))
        ids = [row[0] for row in self.ranked(titles=True, prefix=prefix)[:MOST_SUGGESTIONS]]
        types = sources.types()
        return [
            {
                "title": found.title or entry.title,
                "url": found.url,
                "type": str(types[entry.type]),
                "language": entry.language,
            }
            for entry, found in self.found(ids)
        ]


def saying(kind: str, query: Query, *, titles: bool = False, by_key: bool = False):
    """What of this kind says all the words, for a list that knows its own rights and languages and sifts by itself:
    the numbers of things, or the keys that their translations share. Words there must be.
    """
    entries = SearchEntry.objects.filter(kind=kind, language__in=["", *query.languages])
    if by_key:
        return store().among(entries, kind, query.words, titles=titles).values("translation_key")
    return store().things(entries, kind, query.words, titles=titles)


@lru_cache(maxsize=256)
def statement(rights, language: str, titles: bool, most: int) -> Statement | None:
    """How to ask for what these rights and this language let read; nothing when Django sees that nothing is.

    Rights are joined to each search; only the writing of their SQL is kept, as it takes longer than the answer.
    """
    known = sources.by_kind()
    return store().statement(
        (
            (in_language(sources.readable(kind, given), known[kind], language), kind, most or known[kind].most)
            for kind, given in rights
        ),
        titles=titles,
    )


def in_language(readable, source: sources.Source, language: str):
    """What is in this language, or in French where that is all there is."""
    own = [language, ""]
    if language == settings.LANGUAGE_CODE or not source.is_translated:
        return readable.filter(language__in={*own, settings.LANGUAGE_CODE})
    key = {"kind": OuterRef("kind"), "translation_key": OuterRef("translation_key")}
    told = readable.filter(language=language, **key)
    return readable.filter(Q(language__in=own) | Q(~Exists(told), language=settings.LANGUAGE_CODE))
