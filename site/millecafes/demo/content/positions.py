"""Common positions of the demo; the communes that stand behind one, by who says so, and whether they may be named."""

POSITIONS = [
    {
        "slug": "licence-iv",
        "name": "La dernière licence IV reste au village",
        "name_en": "The last full licence stays in the village",
        "status": "consulted",
    },
    {
        "slug": "services-reunis",
        "name": "Plusieurs services, une seule porte",
        "name_en": "Several services, one door",
        "status": "adopted",
        "outcome": "Les élues et élus du réseau l’ont adoptée. Elle sera portée devant chaque réseau de services.",
        "outcome_en": "The elected members of the network adopted it. It will be put to each network of services.",
    },
]
CONSULTED = {"licence-iv": "position"}  # which topic of the forum feeds which position
SUPPORTED = {"services-reunis": {"elue": True, "armelle": True, "fernand": False, "celeste": True}}
