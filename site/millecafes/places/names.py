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
