"""From text to terms, so that « cafe associatif » finds « les cafés associatifs ».

A word gives several terms: its own form without accents, and its roots. Two words that share a term are the same word
to the search. Stop words are kept in the index (« Qui sommes-nous ? » is a title); only queries leave them out.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

LONGEST_WORD = 40
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": None, "'": None})
STEMMERS = {"fr": "french", "en": "english"}

APOSTROPHE, LETTERS = r"['’]", r"[^\W\d_]"
# « 3 500 », whatever the space; English writes « 3,500 ».
GROUPED = {"fr": r"[ \u00a0\u2009\u202f]", "en": r"[ ,\u00a0\u2009\u202f]"}
# What an inclusive ending puts in the place of how many letters: porteur·se, directeur·rice, conseiller·ère.
ENDINGS = {"trice": 4, "euse": 3, "ière": 3, "rice": 3, "ère": 2, "se": 1, "ve": 1, "ne": 0, "le": 0, "te": 0, "e": 0}
ENDING = "|".join(ENDINGS)
# After a hyphen « le » and « te » are pronouns: « donne-le ».
HYPHENATED = "|".join(ending for ending in ENDINGS if ending not in {"ne", "le", "te"})
INCLUSIVE = rf"(?:(?:[·•⋅‧.]({ENDING})|-({HYPHENATED}))s?(?:[·•⋅‧.-]s)?|\(({ENDING})\)s?)(?!\w)"
ELIDED = rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu){APOSTROPHE}"

MASCULINES = {"trice": "teur", "euse": "eur", "ive": "if"}
SAME_WORDS = {"st": "saint", "ste": "sainte", "sts": "saint", "stes": "sainte", "travaux": "travail", "yeux": "oeil"}
WORDS = re.compile(r"\w+")
FRENCH = """a au aux avec c ce ces cet cette d dans de des du elle elles en es est et eux il ils j je l la le les leur
    leurs lui m ma mais me mes moi mon n ne nos notre nous on ou par pas pour qu que qui s sa sans se ses son sont sur t
    ta te tes toi ton tu un une vos votre vous y"""
ENGLISH = """a an and are as at be by for from has have i in is it its my of on or our that the their this to was we
    were what which with you your"""
# Names stay French in an English question: « le café de la mairie ».
ENGLISH += " au aux d de des du et l la le les un une"
STOP_WORDS = {"fr": frozenset(WORDS.findall(FRENCH)), "en": frozenset(WORDS.findall(ENGLISH))}


class Token(NamedTuple):
    """A word where it stands in the text; inclusive writing says two at once."""

    start: int
    end: int
    words: tuple[str, ...]


def clean(text: str) -> str:
    """The text as it may be kept and shown: composed letters, nothing invisible, nothing a database refuses."""
    return unicodedata.normalize("NFC", UNWRITABLE.sub(" ", text).translate(INVISIBLE))


@lru_cache
def pattern_of(language: str) -> re.Pattern:
    group = GROUPED.get(language, GROUPED["fr"])
    return re.compile(
        rf"(?<!\w){ELIDED}|(\d{{1,3}}(?:{group}\d{{3}})+(?!\d))|({LETTERS}{{2,}}){INCLUSIVE}"
        rf"|([^\W_]+(?:{APOSTROPHE}[^\W_]+)*)",
        re.IGNORECASE,
    )


def tokens(text: str, language: str, initials: str = "") -> Iterator[Token]:
    """The words of a clean text, elisions cut, groups of digits joined; with ``initials``, only those that begin so."""
    for match in matches(text, language, initials):
        number, base, *endings, word = match.groups()
        if number:
            yield Token(*match.span(), (re.sub(r"\D", "", number),))
        elif base:
            yield Token(*match.span(), both_forms(base, next(filter(None, endings)).lower()))
        elif word:
            yield Token(*match.span(), (word,))


def matches(text: str, language: str, initials: str) -> Iterator[re.Match]:
    pattern = pattern_of(language)
    if not initials:
        yield from pattern.finditer(text)
        return
    end = 0
    for beginning in re.finditer(rf"\b[{initials}]", text):
        if beginning.start() >= end and (match := pattern.match(text, beginning.start())):
            end = match.end()
            yield match


def initials_of(terms: Iterable[str]) -> str:
    """Every letter, accented or not, that a word of one of these terms may begin with."""
    plain = {term[0] for term in terms}
    plain |= {short[0] for short, word in SAME_WORDS.items() if word[0] in plain}
    return "".join(letter for letter in plain.union(*(ACCENTED.get(letter, ()) for letter in plain)))


def both_forms(base: str, ending: str) -> tuple[str, str]:
    """« directeur·rice » is « directeur » and « directrice »."""
    cut = ENDINGS[ending]
    return base, (base[:-cut] if cut else base) + ending


@lru_cache(maxsize=50_000)
def terms_of(word: str, language: str) -> frozenset[str]:
    """All that a word answers to, its own form without accents included."""
    word = lowered(word)
    word = SAME_WORDS.get(word, word)
    plain = fold(word)
    terms = {plain, fold(stem(word, language)), stem(plain, language)}
    if language == "fr":
        terms.add(light(plain))
    return frozenset(filter(None, terms))


def lowered(word: str) -> str:
    """Small letters, accents kept, ligatures and inner apostrophes undone."""
    return unicodedata.normalize("NFKC", word).casefold().translate(LIGATURES)[:LONGEST_WORD]


def fold(word: str) -> str:
    """Without accents; what is not a letter or a digit goes too, so that a term needs no escaping anywhere."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isalnum())


@lru_cache
def stemmer_of(language: str):
    return snowballstemmer.stemmer(STEMMERS.get(language, "french"))


def stem(word: str, language: str) -> str:
    return stemmer_of(language).stemWord(word)


def light(plain: str) -> str:
    """In the masculine singular, which the roots do not always see (« agricultrices », « porteuse », « élues »)."""
    if len(plain) < 4 or not plain.isalpha():
        return plain
    single = plain.rstrip("sx")
    for feminine, masculine in MASCULINES.items():
        if single.endswith(feminine):
            return single.removesuffix(feminine) + masculine
    return single.rstrip("e")


def is_stop_word(word: str, language: str) -> bool:
    return fold(lowered(word)) in STOP_WORDS.get(language, ())


def positions(text: str, language: str) -> list[set[str]]:
    """The terms of a text, place by place: what the stores keep."""
    return [set().union(*(terms_of(word, language) for word in token.words)) for token in tokens(text, language)]


def _accented() -> dict[str, set[str]]:
    letters = defaultdict(set)
    for code in [*range(0x41, 0x250), *range(0x1E00, 0x1F00), *range(0xFB00, 0xFB07), *range(0xFF10, 0xFF5B)]:
        if plain := fold(lowered(chr(code))):
            letters[plain[0]].add(chr(code))
    return dict(letters)


ACCENTED = _accented()
