"""Tours of the demo: what 2025 adds up to, and a season in which something is at each stage. All of it is invented."""

PAST = "Programme 2025"
RUNNING = "L’arrière-saison"
# (name, company of the catalogue or (name, kind), kind, title, [(month, day, café or commune, participants)])
PAST_TOURS = [
    (
        "La Dame du comptoir en tournée",
        ("Compagnie des Lanternes imaginaires", "company"),
        "show",
        "La Dame du comptoir",
        [(6, 6, "cafe", 52), (6, 8, "commune", 38), (6, 11, "cafe", 41), (6, 14, "commune", 47)],
    ),
    (
        "Les Faux Rideaux au village",
        ("Théâtre du Faux Rideau", "company"),
        "show",
        "Le Facteur sonne toujours un air",
        [(7, 4, "cafe", 35), (7, 6, "cafe", 44), (7, 9, "commune", 39), (7, 12, "cafe", 33)],
    ),
    (
        "Un été sous les étoiles",
        ("Ciné Exemple sous les étoiles", "association"),
        "cinema",
        "Un film sous les étoiles",
        [(8, 2, "commune", 45), (8, 7, "cafe", 40), (8, 10, "commune", 36)],
    ),
]
# (kind, title, how many rows, sessions a row, meals a row)
PAST_ACTIVITIES = [
    ("chess", "Atelier d’échecs", 8, 5, None),
    ("concert", "Concert de poche", 2, 1, None),
    ("first_aid", "Initiation aux premiers secours", 5, 1, None),
    ("nutrition", "Atelier nutrition", 11, 1, None),
    ("physical", "Séance d’activité physique adaptée", 10, 1, None),
    ("intergenerational", "Rencontre entre générations", 43, 1, None),
    ("meal", "Repas partagé", 13, 1, 20),
]
SOURCE = "Reprise du rapport d’activité 2025 : le rapport ne dit pas combien de personnes sont venues."
COUNTED = "Bilan d’exemple"
TOURS = {
    "show": ("La Dame du comptoir, d’un café à l’autre", "la-dame-du-comptoir"),
    "ball": ("Bals d’hiver", "bal-aux-accordeons"),
    "summer": ("Bal aux accordéons, la grande boucle", "bal-aux-accordeons"),
}
# Of the running season: (tour, days from today, whose, state, what more)
STOPS = [
    ("show", -24, 1, "done", {"participants": 46, "seniors": 21, "newcomers": 9, "comment": "On a rajouté des bancs."}),
    ("show", -17, 2, "done", {"participants": 31, "seniors": 12, "newcomers": 4, "comment": ""}),
    ("show", -3, 0, "done", None),
    ("show", 9, 3, "confirmed", None),
    ("show", 16, 4, "cancelled", "La salle refait son plancher : ce sera pour le printemps."),
    ("show", 16, 5, "proposed", None),
    ("show", 24, 6, "proposed", None),
    ("show", 31, 7, "option", None),
    ("show", 33, 8, "option", None),
    ("ball", 12, 0, "confirmed", None),
    ("ball", 20, 1, "confirmed", None),
    ("ball", 27, 9, "option", None),
]
PLACE, FALLBACK = "La grande salle", "La salle des fêtes"
# Villages that ask for the summer tour: (first day, message)
ASKED = [
    (66, "Le 14 juillet serait parfait, mais nous sommes souples."),
    (70, ""),
    (73, "Nous avons un parquet de bal dans la grange communale."),
    (77, "Le comité des fêtes tient la buvette."),
    (80, ""),
    (84, "Trois villages se sont mis d’accord pour venir ensemble."),
    (87, ""),
    (91, "La place est en pente, mais la halle est couverte."),
    (94, ""),
    (98, "Pour la réouverture de l’école."),
    (101, ""),
    (105, "Quarante ans du jumelage."),
    (108, ""),
    (112, "Nous pouvons loger les musiciens."),
    (115, ""),
    (119, "Après le marché de producteurs."),
]
