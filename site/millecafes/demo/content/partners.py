"""The register of partners: those the 2025 report names in words. Its walls of logos were not readable."""

from millecafes.core.models import Family

INSTITUTIONAL, PRIVATE, NETWORK = Family.INSTITUTIONAL, Family.PRIVATE, Family.NETWORK
GUINGUETTES, ABBAYE = Family.GUINGUETTES, Family.ABBAYE


def partner(code, name, family, order, supports="", since=None, until=None):
    return {
        "code": code,
        "name": name,
        "family": family,
        "sort_order": order,
        "supports": supports,
        "since": since,
        "until": until,
    }


PARTNERS = [
    partner(
        "banque-des-territoires",
        "Banque des Territoires",
        INSTITUTIONAL,
        10,
        "La moitié du coût de l’accompagnement, dans la limite d’un plafond par collectivité.",
        2025,
    ),
    partner(
        "anct",
        "Agence nationale de la cohésion des territoires",
        INSTITUTIONAL,
        20,
        "Le fonctionnement du Réseau ; avec la DGE, le Fonds de soutien au commerce rural.",
    ),
    partner(
        "dge",
        "Direction générale des entreprises",
        INSTITUTIONAL,
        30,
        "Le Fonds de soutien au commerce rural, avec l’ANCT.",
    ),
    partner(
        "anrt",
        "Association nationale de la recherche et de la technologie",
        INSTITUTIONAL,
        40,
        "La thèse en convention Cifre qui mesure l’effet des cafés.",
    ),
    partner("asp", "Agence de services et de paiement", INSTITUTIONAL, 50, "L’embauche d’apprenties et d’apprentis."),
    partner(
        "fondation-kronenbourg",
        "Fondation Kronenbourg",
        PRIVATE,
        10,
        "Le lien social à la campagne, depuis le lancement de 1000 cafés.",
        2019,
    ),
    partner(
        "groupe-casino",
        "Groupe Casino et Monoprix",
        PRIVATE,
        20,
        "Une collecte auprès de la clientèle des magasins ; celle de juillet 2025 a payé « Raconte-moi ton village ».",
    ),
    partner("le-rustique", "Le Rustique", PRIVATE, 30, "Les missions d’intérêt général du Réseau."),
    partner("france-boissons", "France Boissons", PRIVATE, 40),
    partner("pmu", "PMU", PRIVATE, 90, "Les premières années du programme.", None, 2024),
    partner(
        "klesia",
        "KLESIA",
        NETWORK,
        10,
        "Le bien vieillir et les animations de dix cafés ; la mesure d’impact auprès des seniors.",
    ),
    partner("impact-track", "Impact Track", NETWORK, 20, "L’outil de la mesure d’impact auprès des seniors."),
    partner("concerts-de-poche", "Les Concerts de Poche", NETWORK, 30, "Des concerts dans les cafés du réseau."),
    partner(
        "grand-est", "Région Grand Est", GUINGUETTES, 10, "L’arrivée de la guinguette mobile dans de nouveaux villages."
    ),
    partner(
        "aube", "Département de l’Aube", GUINGUETTES, 20, "L’arrivée de la guinguette mobile dans de nouveaux villages."
    ),
    partner(
        "hautes-pyrenees",
        "Conseil départemental des Hautes-Pyrénées",
        ABBAYE,
        10,
        "Propriétaire de l’abbaye, dont il soutient la coordination.",
        2022,
    ),
    partner(
        "adour-madiran",
        "Communauté de communes Adour-Madiran",
        ABBAYE,
        20,
        "La coordination et l’animation de l’abbaye.",
        2022,
    ),
]
