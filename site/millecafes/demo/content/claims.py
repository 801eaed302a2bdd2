"""Funds and claims of the demo: invented, but for what the 2025 report says, 25,000 € given to ten cafés."""

from decimal import Decimal

EXAMPLE = "Exemple : les demandes et les factures sont inventées."
REPORTED = {
    "name": "KLESIA 2025 (exemple)",
    "funder": "KLESIA",
    "rules": "Les animations pour les aînés : intervenants, matériel, repas partagés. " + EXAMPLE,
    "year": 2025,
    "total": "25000.00",
    "ceiling": "3000.00",
    "two_people_above": "2500.00",
}
CURRENT = {
    "name": "KLESIA, année en cours (exemple)",
    "funder": "KLESIA",
    "rules": "Les animations pour les aînés : intervenants, matériel, repas partagés. " + EXAMPLE,
    "total": "18000.00",
    "ceiling": "2500.00",
    "two_people_above": "1500.00",
}
# Café, what was done, the day, what was spent; the sum given and why, when it is not the whole. All were paid.
PAID = [
    (
        *("le-four-banal", "Les goûters du vendredi", (2, 14)),
        [("artists", "Douze ateliers de mémoire", "1980.40"), ("food", "Farine, beurre et fruits", "1000.00")],
    ),
    (
        *("cafe-associatif-de-cadalen", "Gymnastique douce", (3, 4)),
        [("artists", "Professeure de gymnastique", "2400.00"), ("equipment", "Tapis et ballons", "350.00")],
    ),
    (
        *("la-table-du-potier", "Les mains dans la terre", (3, 22)),
        [("artists", "Potière, dix séances", "1900.00"), ("equipment", "Terre et cuissons", "715.35")],
    ),
    (
        *("le-quart-d-heure", "Lire à deux voix", (4, 9)),
        [("artists", "Lectrice, vingt séances", "2240.00"), ("equipment", "Livres en gros caractères", "350.00")],
    ),
    (
        *("chez-la-meuniere", "La grande tablée", (4, 26)),
        [("food", "Repas partagés, avril à juin", "2099.99"), ("print", "Affiches et invitations", "400.00")],
    ),
    (
        *("le-banc-public", "Bien dans ses pas", (5, 13)),
        [("artists", "Ateliers d’équilibre", "2160.00"), ("hire", "Salle des fêtes", "320.26")],
    ),
    (
        *("la-buvette-du-cloitre", "Le jardin d’en face", (5, 24)),
        [("equipment", "Plants, outils et bacs surélevés", "2400.00")],
    ),
    (
        *("le-comptoir-qui-roule", "Le café vient à vous", (6, 12)),
        [("travel", "Tournée des hameaux", "950.50"), ("food", "Goûters", "1400.00")],
    ),
    (
        *("les-deux-soeurs", "Chansons d’autrefois", (9, 20)),
        [("artists", "Accordéoniste, six après-midi", "1800.00"), ("rights", "Droits d’auteur", "433.50")],
    ),
    (
        *("le-pont-tournant", "Tablettes et petits-enfants", (10, 8)),
        [("artists", "Médiatrice numérique", "1560.00"), ("equipment", "Quatre tablettes", "760.00")],
        *("2100.00", "Le fonds touche à sa fin : c’est tout ce qu’il en reste."),
    ),
]
# Café, what was done, how many days ago, what was spent, where it stands, and what goes with it.
IN_PROGRESS = [
    ("le-four-banal", "Soupes du monde", 12, [("food", "Légumes et épices", "86.40")], "draft", ""),
    (
        *("le-four-banal", "Belote entre générations", 34),
        [("food", "Goûter", "64.20"), ("equipment", "Jeux de cartes en grand format", "118.00")],
        *("incomplete", "La facture des jeux de cartes\nLa date du goûter"),
    ),
    ("le-four-banal", "Conter au coin du four", 61, [("artists", "Conteuse", "450.00")], "accepted", ""),
    ("le-four-banal", "La dictée du village", 120, [("print", "Affiches", "74.30")], "paid", ""),
    ("chez-la-meuniere", "La grande tablée d’automne", 20, [("food", "Repas partagés", "612.75")], "submitted", ""),
    (
        *("le-banc-public", "Marcher ensemble", 26),
        [("artists", "Animatrice de marche", "720.00"), ("travel", "Minibus", "240.00")],
        *("submitted", ""),
    ),
    ("la-table-du-potier", "Four solaire", 40, [("equipment", "Four et briques", "1890.00")], "checked", ""),
    (
        *("les-deux-soeurs", "Bal musette", 75),
        [("artists", "Orchestre", "900.00"), ("food", "Apéritif", "310.00")],
        *("refused", "Un bal ouvert à tous n’entre pas dans ce fonds ; le fonds « convivialité » le peut."),
    ),
]
UNCLAIMED = ("le-four-banal", "Atelier brioches", 6)  # nobody has asked anything for it yet
DESK = ("finances", "admin")  # who gives the first agreement, and the second


def total_of(spent: list[tuple]) -> Decimal:
    return sum((Decimal(amount) for _expense, _label, amount in spent), Decimal(0))
