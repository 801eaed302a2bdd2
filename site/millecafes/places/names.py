"""Names of places as people type them: « ST LEGER DE M » and « Saint-Léger-de-Montbrillais » begin alike."""

import re
import unicodedata

# Written short on road signs and envelopes, long in the register.
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def key_of(name: str) -> str:
    """The name in lower case, without accents, apostrophes or hyphens, words set apart by one space."""
    bare = unicodedata.normalize("NFKD", name.lower().translate(LIGATURES))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", letters))


KINDS_OF_EPCI = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
}


def typographic(name: str) -> str:
    """With the apostrophe of books: names are read on pages far more often than compared, and ``key_of`` drops it."""
    return name.strip().replace("'", "’")


def epci_name(name: str) -> str:
    """The sources shorten it: « CC du Vexin » is a « Communauté de communes »."""
    kind, _, rest = typographic(name).partition(" ")
    return f"{KINDS_OF_EPCI[kind]} {rest}" if kind in KINDS_OF_EPCI else typographic(name)
