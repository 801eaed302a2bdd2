"""The talk of the forum in the demo: boards for each audience, and what its invented members ask and answer there.

A post is (who, how many days ago, at what time, what); who is what comes before the @ of the address. Every village,
figure of a budget and date told in a post belongs to its invented author.
"""

from millecafes.demo.content import forum_elected, forum_everybody, forum_hosts

BOARDS = [
    {
        "slug": "comptoir",
        "name": "Le comptoir",
        "name_en": "The counter",
        "description": "Ce qui regarde tout le monde : mairies, cafés, porteurs de projet, équipe.",
        "description_en": "What concerns everybody: town halls, cafés, project holders, the team.",
        "audiences": ["members"],
        "position": 10,
    },
    {
        "slug": "mairies",
        "name": "Entre élus",
        "name_en": "Among elected members",
        "description": "Murs, licence, subventions, réunions publiques : d’une mairie à l’autre.",
        "description_en": "Premises, licence, grants, public meetings: from one town hall to the next.",
        "audiences": ["elected"],
        "position": 20,
    },
    {
        "slug": "tenir-un-cafe",
        "name": "Tenir un café",
        "name_en": "Running a café",
        "description": "Le quotidien derrière le bar : services, animations, fournisseurs, fatigue.",
        "description_en": "Everyday life behind the bar: services, events, suppliers, weariness.",
        "audiences": ["managers"],
        "position": 30,
    },
    {
        "slug": "monter-un-projet",
        "name": "Monter un projet",
        "name_en": "Starting a project",
        "description": "Avant l’ouverture : trouver un village, un statut, un budget. Des cafés répondent.",
        "description_en": "Before opening: finding a village, a legal form, a budget. Cafés answer.",
        "audiences": ["holders", "managers"],
        "position": 40,
    },
]

TOPICS = [*forum_everybody.TOPICS, *forum_elected.TOPICS, *forum_hosts.TOPICS]

# What the team has put on its list; a post of the demo says it, and waits to be read again.
WATCHED = {"word": "crédit immédiat", "note": "Publicités reçues (exemple de la démonstration)"}

# How far the people of the sign-in page have read: a topic of which nothing is said here is new to them.
READ = {
    "elue": {
        "bienvenue": 3,
        "aines": 4,
        "horaires": 5,
        "reunion-publique": 3,
        "licence": 5,
        "chauffage": 5,
        "loyer": 4,
    },
    "gerante": {
        "bienvenue": 3,
        "horaires": 5,
        "recit": 2,
        "multiservice": 5,
        "soirees": 3,
        "concert": 3,
        "entretien": 4,
    },
    "porteur": {"bienvenue": 3, "aines": 6, "entretien": 2},
    "reseau": {"bienvenue": 3, "licence": 5, "dossiers": 5},
}
FOLLOWED = {"elue": ["mairies"], "gerante": ["tenir-un-cafe"]}
VOLUNTEERS = {"armelle": ["mairies"], "gaelle": ["tenir-un-cafe", "monter-un-projet"], "reseau": ["comptoir"]}

# Of which topic, which post, by whom, why.
REPORTS = [
    ("soirees", 4, "gaelle", "rude", "Le ton est vif pour quelqu’un qui débute. Je préfère que l’équipe en juge."),
]
