"""What is typed, without what does not show: applied to everything that is kept."""

import re
import unicodedata

from django.utils.text import slugify

from members.forum.models.topics import LONGEST_TAG

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# In one line, nothing turns the text around, nor takes no room.
UNSHOWN = re.compile(
    r"[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
BEFORE_MARK = re.compile(r" (?=[:;!?»](?: |$))")
MOST_MARKS = 8  # above or under one letter


def cleaned(text: str) -> str:
    """Several lines: their ends as we write them, and no sign that commands."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n").rstrip()


def cleaned_line(text: str) -> str:
    """One line: of a title, a word, a name; no mark stands alone at the head of the next line."""
    text = UNSHOWN.sub("", CONTROLS.sub(" ", unicodedata.normalize("NFC", text)))
    return fewer_marks(BEFORE_MARK.sub("\u00a0", " ".join(text.split())))


def fewer_marks(text: str) -> str:
    """No more marks on a letter than a language needs: a pile of them hides its neighbours."""
    kept, pile = [], 0
    for sign in text:
        pile = pile + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if pile <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def is_blank(text: str) -> bool:
    """Whether nothing of it can be read: spaces, signs without width, lone accents."""
    return not any(unicodedata.category(sign)[0] in "LNPS" for sign in text)


def escaped(words: str) -> str:
    """A name is no Markdown."""
    return "".join(f"\\{sign}" if sign in "\\[]()*_`<>#!~|" else sign for sign in words)


def tag_of(word: str) -> tuple[str, str]:
    """A word that topics share, and its address: « Licence IV » and « licence iv » are the same."""
    name = cleaned_line(word).lower().strip(" #.,;")[:LONGEST_TAG].strip()
    return name, slugify(name)[:LONGEST_TAG]
