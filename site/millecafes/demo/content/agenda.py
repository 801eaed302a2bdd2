"""A season of the agenda: the counts are those of the 2025 report, everything else is invented and says so."""

TERRITORIES = {"grand-est": "Grand Est", "picardie": "Picardie"}

# Where the guinguettes stop: departments of the territory, and the villages that come first.
ROUTES = {
    "grand-est": {"departments": ["08", "10", "51", "52", "54", "55", "88"], "first": ["51358", "52347", "51286"]},
    "picardie": {"departments": ["02"], "first": ["02070"]},
}
STORM = "Orage : la préfecture a placé le département en vigilance orange."
WORKS = "La place est en travaux : la soirée est reportée à l’an prochain."

# slug, title, territory, dates held, others cancelled, season (None: the next one from today)
GUINGUETTES = [
    ("guinguette-grand-est-2025", "La guinguette mobile en Grand Est, saison 2025", "grand-est", 64, 2, 2025),
    ("guinguette-picardie-2025", "La guinguette mobile en Picardie, saison 2025", "picardie", 19, 1, 2025),
    ("guinguette-grand-est", "La guinguette mobile en Grand Est", "grand-est", 13, 1, None),
    ("guinguette-picardie", "La guinguette mobile en Picardie", "picardie", 6, 0, None),
]
GUINGUETTE = {
    "summary": "Un comptoir d’un autre âge se pose sur la place : à boire, à grignoter, de la musique et du monde.",
    "body": """<p>Exemple : ces étapes sont inventées, pour montrer l’agenda.</p><p>Chacun vient comme il est, avec sa
        chaise s’il en a une. Le comité des fêtes tient les grillades, la guinguette sert à boire.</p>""",
    "price_note": "Boissons et repas payants",
    "practical": "De 19 h à 23 h. Sous la halle ou dans la salle des fêtes s’il pleut.",
    "accessibility": "Place de plain-pied, toilettes adaptées à la salle des fêtes.",
}

# One registers to these. ``at``: days from today and hour, one pair a date; ``capacity`` of each date; ``people`` come
# or wait; ``came``: of the past ones, how many were there. ``where``: cafés (by slug), communes (by code) or on line.
MEETINGS = [
    {
        "slug": "webinaire-trouver-la-bonne-personne",
        "title": "Trouver la bonne personne pour tenir le café",
        "kind": "webinar",
        "summary": "Annonce, candidatures, entretien, essai : comment une commune choisit avec nous.",
        "theme": "Recrutement",
        "audiences": ["elected", "holders"],
        "association": "reseau",
        "at": [(12, 12, 1)],
        "capacity": 100,
        "people": 23,
        "joins": "elue",
    },
    {
        "slug": "webinaire-financer-les-travaux",
        "title": "Financer les travaux : les aides, dans l’ordre",
        "kind": "webinar",
        "summary": "Qui appeler d’abord, quelles pièces réunir, quelles erreurs coûtent six mois.",
        "theme": "Financement",
        "audiences": ["members"],
        "association": "reseau",
        "at": [(33, 18, 1)],
        "capacity": 20,
        "people": 24,
    },
    {
        "slug": "webinaire-le-premier-hiver",
        "title": "Passer le premier hiver",
        "kind": "webinar",
        "summary": "Moins de monde, plus de charges : ce que trois cafés d’exemple ont essayé.",
        "theme": "Gestion",
        "audiences": ["members"],
        "association": "reseau",
        "at": [(-24, 18, 1)],
        "capacity": 100,
        "people": 41,
        "came": 33,
    },
    {
        "slug": "webinaire-seniors-au-comptoir",
        "title": "Les seniors au comptoir : rompre l’isolement sans en avoir l’air",
        "kind": "webinar",
        "summary": "Repas partagés, ateliers, visites : monter une première action avec peu de moyens.",
        "theme": "Lien social",
        "audiences": ["members"],
        "association": "reseau",
        "at": [(-75, 12, 1)],
        "capacity": 100,
        "people": 36,
        "came": 29,
    },
    {
        "slug": "webinaire-une-enquete-au-village",
        "title": "Demander au village ce qu’il veut",
        "kind": "webinar",
        "summary": "Préparer le questionnaire, tenir la réunion publique, lire les réponses.",
        "theme": "Participation",
        "audiences": ["elected"],
        "association": "reseau",
        "at": [(-140, 18, 1)],
        "capacity": 60,
        "people": 28,
        "came": 21,
    },
    {
        "slug": "formation-tenir-sa-carte",
        "title": "Tenir sa carte et ses marges",
        "kind": "training",
        "summary": "Une journée avec des chiffres simples : ce que coûte une assiette, ce que rapporte un café.",
        "theme": "Gestion",
        "audiences": ["managers"],
        "association": "reseau",
        "at": [(26, 9, 8)],
        "where": ["le-four-banal"],
        "capacity": 12,
        "people": 8,
        "joins": "gerante",
    },
    {
        "slug": "formation-premiers-secours",
        "title": "Premiers secours derrière le comptoir",
        "kind": "training",
        "summary": "Les gestes qui sauvent, en une demi-journée, entre gérantes et gérants.",
        "theme": "Sécurité",
        "audiences": ["managers"],
        "association": "reseau",
        "at": [(40, 14, 4)],
        "where": ["chez-la-meuniere"],
        "capacity": 8,
        "people": 11,
    },
    {
        "slug": "rencontre-du-reseau",
        "title": "La rencontre du réseau, dans deux cafés à la fois",
        "kind": "meeting",
        "summary": "La même journée dans deux villages : on échange le matin, puis on mange ensemble.",
        "theme": "Réseau",
        "audiences": ["members"],
        "association": "reseau",
        "at": [(54, 10, 6), (54, 10, 6)],
        "where": ["le-four-banal", "l-ancre"],
        "capacity": 30,
        "people": 17,
    },
    {
        "slug": "reunion-publique-tiranges",
        "title": "Réunion publique : quel café pour le village ?",
        "kind": "public_meeting",
        "summary": "Ce que l’étude dit, ce que les habitants veulent, ce qui peut ouvrir. Entrée libre.",
        "association": "action_territoriale",
        "at": [(18, 18, 2)],
        "where": ["43246"],
        "place": "Salle des fêtes",
    },
    {
        "slug": "reunion-publique-cadalen",
        "title": "Réunion publique : un an après l’ouverture",
        "kind": "public_meeting",
        "summary": "Le café fait ses comptes devant le village, et demande ce qui manque.",
        "association": "action_territoriale",
        "at": [(-52, 18, 2)],
        "where": ["81046"],
        "place": "Mairie",
    },
    {
        "slug": "portes-ouvertes-de-l-abbaye",
        "title": "Portes ouvertes de l’abbaye",
        "kind": "open_day",
        "summary": "Ateliers d’artisans, visite de l’église et du cloître, buvette : une journée pour tout voir.",
        "association": "action_territoriale",
        "at": [(68, 10, 8)],
        "where": ["65397"],
        "place": "Abbaye de Saint-Sever-de-Rustan",
        "capacity": 60,
        "people": 60,
        "most_seats": 4,
    },
]

# ``at``: days from today, hour, length; ``weeks`` it comes back.
ANIMATIONS = [
    {
        "slug": "apres-midi-belote",
        "title": "Après-midi belote",
        "summary": "On joue, on rit, on rejoue. Débutants bienvenus.",
        "cafe": "le-four-banal",
        "at": (-9, 14, 3),
        "weeks": 10,  # two of them are over: their report is awaited
    },
    {
        "slug": "soiree-tartines",
        "title": "Soirée tartines et chansons",
        "summary": "Chacun apporte une chanson, le café fait les tartines.",
        "cafe": "le-four-banal",
        "at": (16, 19, 4),
        "price": "8",
    },
    {
        "slug": "atelier-tricot",
        "title": "Atelier tricot",
        "summary": "Pelotes, aiguilles et bavardages, chaque semaine.",
        "cafe": "chez-la-meuniere",
        "at": (9, 15, 2),
        "weeks": 4,
    },
    {
        "slug": "concert-de-quartier",
        "title": "Concert d’accordéon",
        "summary": "Un accordéon, une terrasse, et qui veut danse.",
        "cafe": "l-ancre",
        "at": (21, 20, 3),
        "cancelled": True,
        "price": "5",
    },
    {
        "slug": "repas-des-voisins",
        "title": "Repas des voisins",
        "summary": "Une grande table, un plat chacun.",
        "cafe": "les-deux-soeurs",
        "at": (-30, 12, 4),
    },
    {
        "slug": "tournoi-de-petanque",
        "title": "Tournoi de pétanque",
        "summary": "Doublettes tirées au sort, lots d’exemple.",
        "cafe": "le-banc-public",
        "at": (-61, 14, 5),
        "price": "3",
    },
]
# Lucie has just announced this one: the team has not read it yet.
PROPOSED = {
    "slug": "quiz-du-village",
    "title": "Quiz du village",
    "summary": "Dix questions sur le village, dont trois que personne ne sait.",
    "cafe": "le-four-banal",
    "at": (30, 19, 2),
    "by": "gerante",
}
ILL = "La musicienne est souffrante : on cherche une autre date."
PLACES = ["Place de l’église", "Place de la mairie", "Sous la halle", "Au bord du canal", "Cour de l’école"]
