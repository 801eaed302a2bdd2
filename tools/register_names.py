"""What the sources of the register do not say, or say for machines: articles, clocks, lands without a shape."""

from millecafes.places.names import typographic

# The article of a name, as the official code of geography numbers it (« typeLiaison »).
OF_FORMS = {0: "de ", 1: "d’", 2: "du ", 3: "de la ", 4: "des ", 5: "de l’"}
IN_FORMS = {0: "en ", 1: "en ", 2: "dans le ", 3: "en ", 4: "dans les ", 5: "dans l’"}
# Usage has its habits: « en Corrèze », but « dans la Creuse »; « dans l’Ain », but « en Isère ».
IN_LA = {"23", "26", "42", "50", "51", "55", "58", "72", "80", "86"}
IN_EN = {"07", "09", "38"}
IN_A = {"75", "974", "975", "976", "977", "978", "986"}
IN_OTHER = {"984": "dans les ", "989": "sur l’"}
OF_OTHER = {"984": "des ", "987": "de la ", "988": "de la ", "989": "de l’"}

# The sources give these lands no shape: about the middle of each, or of its main island (latitude, longitude).
OVERSEAS_POINTS = {
    "975": (46.83, -56.28),
    "977": (17.9, -62.83),
    "978": (18.07, -63.06),
    "984": (-49.35, 69.5),
    "986": (-13.29, -176.2),
    "987": (-17.65, -149.43),
    "988": (-21.3, 165.5),
    "989": (10.3, -109.22),
}
SEATLESS = {"984", "989"}  # nobody lives there; the source names a seat that is another land's
# The clocks of the lands that do not live by that of Paris.
TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
    "989": "Etc/GMT+8",
}


def in_form(department: dict) -> str:
    """« dans l’Ain », « en Corrèze », « à Paris »."""
    code, name = department["code"], typographic(department["nom"])
    if code in IN_A:
        return f"à {name}"
    if code in IN_LA:
        return f"dans la {name}"
    return IN_OTHER.get(code, "en " if code in IN_EN else IN_FORMS[department["typeLiaison"]]) + in_sentence(name)


def of_form(department: dict) -> str:
    """« de l’Ain », « de la Corrèze », « de Paris »."""
    code, name = department["code"], typographic(department["nom"])
    return OF_OTHER.get(code, OF_FORMS[department["typeLiaison"]]) + in_sentence(name)


def in_sentence(name: str) -> str:
    """« l’île de Clipperton »: a common noun has no capital inside a sentence."""
    return name.replace("Île de ", "île de ")
