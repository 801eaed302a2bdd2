"""The register of key figures. Two figures of the report that contradict each other are both left out."""

from datetime import date

from millecafes.core.models import Association, Qualifier, Topic

REPORT = "Rapport d’activité 2025"
CHECKED = date(2026, 5, 4)
PLUS, NEARLY = Qualifier.MORE_THAN, Qualifier.NEARLY
OURS, NETWORK = Association.ACTION_TERRITORIALE, Association.RESEAU

YEAR = "en 2025"
SINCE = "depuis 2019"
SEASON = "bilan 2025 (période à confirmer)"
STUDY = "mesure achevée en 2025"
UNKNOWN_SIZE = "Le rapport ne dit pas combien de personnes ont répondu."


def figure(code, topic, value, unit, label, period, **more):
    return {
        "code": code,
        "topic": topic,
        "value": value,
        "unit": unit,
        "label": label,
        "period": period,
        "source": REPORT,
        "checked_on": CHECKED,
    } | more


def many(topic, rows, **shared):
    return [
        figure(code, topic, value, unit, label, period, **(shared | more))
        for code, value, unit, label, period, more in rows
    ]


FIGURES = [
    *many(
        Topic.SUPPORT,
        [
            (
                "maires",
                1700,
                "",
                "maires nous ont demandé conseil",
                SINCE,
                {"qualifier": PLUS, "population": "communes rurales"},
            ),
            (
                "communes-accompagnees",
                350,
                "",
                "communes accompagnées",
                SINCE,
                {
                    "qualifier": PLUS,
                    "population": "communes de moins de 3 500 habitants",
                    "definition": """Communes qui ont reçu au moins une intervention de l’équipe, à n’importe laquelle
                        des quatre """
                    "phases. Toutes n’ont pas encore un café ouvert.",
                },
            ),
            (
                "candidatures",
                195,
                "",
                "communes candidates",
                YEAR,
                {
                    "population": "nouvelles demandes reçues dans l’année",
                    "definition": """C’est 30 % de plus qu’en 2024, pendant la dernière année pleine du mandat
                        municipal.""",
                },
            ),
            (
                "prestations",
                100,
                "",
                "prestations d’accompagnement",
                YEAR,
                {
                    "population": "quatre phases réunies",
                    "qualifier": PLUS,
                    "definition": """Une prestation est le travail d’une phase pour une commune. Les quatre phases
                        additionnées en """
                    "donnent 103 : 21, 38, 24 et 20.",
                },
            ),
            ("villages", 70, "", "villages suivis dans l’année", YEAR, {"qualifier": NEARLY}),
            ("prefigurations", 21, "", "études de préfiguration", YEAR, {"population": "phase 1, définition"}),
            ("recrutements", 38, "", "recrutements accompagnés", YEAR, {"population": "phase 2, recrutement"}),
            (
                "ouvertures",
                24,
                "",
                "ouvertures accompagnées",
                YEAR,
                {
                    "population": "phase 3, ouverture",
                    "definition": """Accompagnements à l’ouverture menés dans l’année. Ce n’est pas le nombre de cafés
                        inaugurés.""",
                },
            ),
            ("exploitations", 20, "", "cafés suivis après l’ouverture", YEAR, {"population": "phase 4, exploitation"}),
        ],
        association=OURS,
    ),
    *many(
        Topic.SATISFACTION,
        [
            (
                "maires-satisfaits",
                100,
                "%",
                "des maires sont satisfaits ou très satisfaits",
                YEAR,
                {
                    "definition": "71 % se disent très satisfaits et 29 % satisfaits. " + UNKNOWN_SIZE,
                },
            ),
            ("maires-tres-satisfaits", 71, "%", "des maires sont très satisfaits", YEAR, {"definition": UNKNOWN_SIZE}),
        ],
        association=OURS,
        population="maires accompagnés",
    ),
    *many(
        Topic.GUINGUETTES,
        [
            (
                "guinguettes-dates",
                83,
                "",
                "soirées de guinguette",
                YEAR,
                {
                    "scope": "Grand Est et Picardie",
                    "definition": """64 dates dans le Grand Est et 19 en Picardie. Une date est une soirée dans un
                        village ; elle peut """
                    "réunir plusieurs animations.",
                },
            ),
            ("guinguettes-grand-est", 64, "", "soirées dans le Grand Est", YEAR, {"scope": "Grand Est"}),
            ("guinguettes-picardie", 19, "", "soirées en Picardie", YEAR, {"scope": "Aisne"}),
            (
                "guinguettes-participants",
                23000,
                "",
                "personnes venues à la guinguette",
                SEASON,
                {"qualifier": PLUS, "population": "participantes et participants"},
            ),
            (
                "guinguettes-retombees",
                195000,
                "€",
                "dépensés sur place",
                SEASON,
                {
                    "population": "retombées pour les territoires visités",
                    "definition": "Estimation du rapport. Sa période et son mode de calcul n’y sont pas détaillés.",
                },
            ),
            (
                "guinguettes-animations",
                123,
                "",
                "animations",
                SEASON,
                {
                    "definition": """Une soirée peut compter plusieurs animations : un concert et un jeu, par exemple.
                        Ce nombre n’est """
                    "donc pas un nombre de dates.",
                },
            ),
            ("guinguettes-partenaires", 132, "", "partenaires locaux", SEASON, {"population": "associés aux soirées"}),
        ],
        association=OURS,
    ),
    *many(
        Topic.CULTURE,
        [
            ("tournees", 3, "", "tournées", YEAR, {"population": "Tournée des Villages"}),
            ("tournee-participants", 450, "", "personnes aux spectacles", YEAR, {"population": "Tournée des Villages"}),
            ("tournee-lieux", 11, "", "cafés et communes visités", YEAR, {"population": "Tournée des Villages"}),
            (
                "tournee-compagnies",
                2,
                "",
                "compagnies de théâtre",
                YEAR,
                {
                    "population": "Tournée des Villages",
                    "definition": "Et une structure associative, qui complète l’affiche.",
                },
            ),
            ("raconte-communes", 7, "", "communes racontées", YEAR, {"population": "Raconte-moi ton village"}),
            ("raconte-participants", 100, "", "personnes ont raconté", YEAR, {"population": "Raconte-moi ton village"}),
            ("raconte-films", 1, "", "court-métrage", YEAR, {"population": "Raconte-moi ton village"}),
            (
                "raconte-expositions",
                6,
                "",
                "expositions de photographies",
                YEAR,
                {"population": "Raconte-moi ton village"},
            ),
            ("echecs", 40, "", "ateliers d’échecs", YEAR, {"population": "cafés du réseau"}),
            ("concerts-de-poche", 2, "", "Concerts de Poche", YEAR, {"population": "cafés du réseau"}),
            ("premiers-secours", 5, "", "formations aux premiers secours", YEAR, {"population": "cafés du réseau"}),
            (
                "remboursements",
                25000,
                "€",
                "remboursés aux cafés pour leurs animations",
                YEAR,
                {
                    "population": "cafés du réseau",
                    "definition": "Sommes reversées grâce au soutien de KLESIA.",
                },
            ),
        ],
        association=NETWORK,
    ),
    *many(
        Topic.AGEING,
        [
            (
                "cafes-bien-vieillir",
                10,
                "",
                "cafés engagés pour le bien vieillir",
                YEAR,
                {"scope": "Occitanie, Auvergne-Rhône-Alpes", "population": "cafés adhérents"},
            ),
            ("ateliers-nutrition", 11, "", "ateliers de cuisine et de nutrition", YEAR, {}),
            ("activite-physique", 10, "", "séances d’activité physique", YEAR, {}),
            (
                "rencontres-generations",
                43,
                "",
                "animations entre générations",
                YEAR,
                {"definition": "Animations organisées par les cafés eux-mêmes."},
            ),
            ("repas-partages", 260, "", "repas partagés", YEAR, {}),
        ],
        association=NETWORK,
        population="dix cafés soutenus par KLESIA",
    ),
    *many(
        Topic.IMPACT_SENIORS,
        [
            (
                "seniors-rencontres",
                96,
                "%",
                "voient plus de monde depuis que le café a ouvert",
                STUDY,
                {"definition": UNKNOWN_SIZE},
            ),
            (
                "seniors-personne-ressource",
                61,
                "%",
                "ont rencontré au café quelqu’un sur qui compter",
                STUDY,
                {
                    "definition": "Au moins une personne à qui demander de l’aide en cas de difficulté. "
                    + UNKNOWN_SIZE,
                },
            ),
            (
                "seniors-ailleurs",
                1,
                "sur 3",
                "dispose ailleurs d’un lieu comparable",
                STUDY,
                {
                    "definition": """Un autre café, une association locale… Pour les deux autres, le café est seul de
                        son espèce. """
                    + UNKNOWN_SIZE,
                },
            ),
        ],
        association=NETWORK,
        population="seniors qui fréquentent un café du réseau",
    ),
    *many(
        Topic.IMPACT_ELECTED,
        [
            (
                "elus-mandat",
                76,
                "%",
                "exercent leur mandat dans de meilleures conditions",
                STUDY,
                {"population": "élues et élus adhérents"},
            ),
            (
                "elus-echanges",
                96,
                "%",
                "ont échangé de bonnes idées avec d’autres communes",
                STUDY,
                {"population": "élues et élus adhérents"},
            ),
            (
                "elus-participation",
                81,
                "%",
                "savent mieux associer les habitants",
                STUDY,
                {"population": "élues et élus accompagnés"},
            ),
            (
                "elus-commerce",
                86,
                "%",
                "comprennent mieux comment tourne un café-restaurant",
                STUDY,
                {"population": "élues et élus accompagnés"},
            ),
        ],
        association=NETWORK,
        definition=UNKNOWN_SIZE,
    ),
    *many(
        Topic.MOBILISATION,
        [
            (
                "reunions",
                6200,
                "",
                "personnes aux réunions et aux ateliers",
                SINCE,
                {"population": "habitantes et habitants consultés"},
            ),
            (
                "questionnaires",
                101500,
                "",
                "réponses aux questionnaires",
                SINCE,
                {
                    "population": "habitantes et habitants consultés",
                    "definition": """Réponses reçues quand une commune demande quels services le café devrait rendre.
                        Total imprimé """
                    "dans le rapport, dont nous revérifions le décompte.",
                },
            ),
        ],
        association=OURS,
    ),
    *many(
        Topic.NETWORK,
        [
            ("repas-solidaires", 650, "", "repas servis à des seniors", SINCE, {"qualifier": PLUS}),
            ("generations-total", 400, "", "activités entre générations", SINCE, {}),
            ("tournees-total", 2000, "", "personnes aux tournées culturelles", SINCE, {}),
            ("animations-total", 1500, "", "animations dans les cafés", SINCE, {}),
        ],
        association=NETWORK,
        population="cafés membres du réseau",
    ),
    *many(
        Topic.ECONOMY,
        [
            (
                "services",
                300,
                "",
                "services de proximité installés",
                SINCE,
                {"qualifier": PLUS, "population": "cafés accompagnés"},
            ),
            (
                "habitants",
                180000,
                "",
                "personnes ont gardé ou retrouvé leur dernier café",
                SINCE,
                {
                    "qualifier": PLUS,
                    "population": "habitants des communes concernées",
                    "definition": """Population des communes où un café a ouvert ou a pu se maintenir. Tous ne poussent
                        pas la porte.""",
                },
            ),
        ],
        association=OURS,
    ),
    *many(
        Topic.THIRD_PLACES,
        [
            ("abbaye-visiteurs", 5000, "", "visiteuses et visiteurs", YEAR, {"qualifier": NEARLY}),
            ("abbaye-evenements", 14, "", "événements", YEAR, {}),
            ("abbaye-artisans", 100, "", "artisans et artistes", YEAR, {"qualifier": NEARLY}),
        ],
        association=OURS,
        scope="Abbaye de Saint-Sever-de-Rustan",
    ),
    *many(
        Topic.PRESS,
        [
            (
                "presse",
                200,
                "",
                "sujets dans la presse",
                YEAR,
                {"population": "articles et émissions relevés par l’équipe"},
            ),
            (
                "presse-guinguettes",
                75,
                "",
                "sujets sur les guinguettes",
                YEAR,
                {"population": "parmi les sujets relevés"},
            ),
        ],
    ),
    *many(
        Topic.CONTEXT,
        [
            (
                "communes-sans-commerce",
                21000,
                "",
                "communes n’ont plus aucun commerce",
                "en 2021",
                {
                    "population": "communes de France, toutes tailles",
                    "source": "Insee, 2021",
                    "definition": "Soit 62 % des communes.",
                },
            ),
            (
                "petites-communes",
                31673,
                "",
                "communes comptent moins de 3 500 habitants",
                "en 2026",
                {
                    "population": "communes de France, outre-mer compris",
                    "source": "Découpage administratif Etalab, données Insee 2026",
                    "source_url": "https://github.com/etalab/decoupage-administratif",
                    "definition": "Communes dont la population municipale est inférieure à 3 500.",
                },
            ),
            (
                "seniors-sorties",
                50,
                "%",
                "ne sortent pas de chez eux tous les jours",
                "en 2019",
                {
                    "population": "seniors vivant à la campagne",
                    "source": "Petits Frères des Pauvres, 2019, cités par le rapport d’activité 2025",
                },
            ),
            (
                "seniors-silence",
                25,
                "%",
                "passent plusieurs jours sans parler à personne",
                "en 2019",
                {
                    "population": "seniors vivant à la campagne",
                    "source": "Petits Frères des Pauvres, 2019, cités par le rapport d’activité 2025",
                },
            ),
        ],
    ),
    *many(
        Topic.FINANCE,
        [
            ("budget", 1082024, "€", "de budget", YEAR, {"population": "les deux associations réunies"}),
            (
                "mecenat-avant",
                80,
                "%",
                "de mécénat et d’aides privées",
                "en 2024",
                {"population": "ressources des deux associations", "is_survey": False},
            ),
            (
                "aide-banque-taux",
                50,
                "%",
                "du coût pris en charge",
                "depuis septembre 2025",
                {
                    "population": "prestations d’accompagnement",
                    "is_survey": False,
                    "definition": "Aide de la Banque des Territoires.",
                },
            ),
            (
                "aide-banque-plafond",
                10000,
                "€",
                "d’aide au plus par collectivité",
                "depuis septembre 2025",
                {
                    "definition": """Aide de la Banque des Territoires, comprise ici comme un plafond de l’aide
                        elle-même.""",
                },
            ),
            (
                "aide-fonds-plafond",
                5000,
                "€",
                "d’aide supplémentaire au plus",
                YEAR,
                {
                    "definition": "Fonds de soutien au commerce rural (ANCT et DGE), selon ses propres critères.",
                },
            ),
        ],
    ),
]


def synopsis() -> bytes:
    """The figures of the year as a plain text, for the page of the annual report."""
    lines = [
        "1000 cafés",
        "Rapport d’activité 2025 : synthèse des chiffres clés",
        "",
        "Ce texte reprend les chiffres du rapport publiés sur le site, avec leur période.",
        "Le rapport mis en page le remplacera à la même adresse.",
    ]
    for topic in Topic:
        rows = [row for row in FIGURES if row["topic"] == topic and row["source"] == REPORT]
        if rows:
            lines += ["", str(topic.label).upper(), *map(line_of, rows)]
    return "\r\n".join([*lines, ""]).encode()


def line_of(row: dict) -> str:
    number = f"{row['value']:,}".replace(",", "\u00a0")
    words = [str(Qualifier(row.get("qualifier", "")).label) if row.get("qualifier") else "", number, row["unit"]]
    value = "\u00a0".join(word for word in words if word)
    about = ", ".join(part for part in (row["period"], row.get("population", "")) if part)
    return f"- {value} {row['label']} ({about})"
