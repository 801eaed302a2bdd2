"""The replay of the demo: its cards, and what is said over them. The people and the cafés in it are invented.

``premier-hiver.mp4`` shows these cards, twelve seconds each, without a sound: ``tools/demo_film.py`` made it.
"""

CARD_SECONDS = 12
CARDS = [
    ("Passer le premier hiver", "Webinaire d’exemple"),
    ("1. Compter", "Moins de monde,\nplus de charges"),
    ("2. Ouvrir autrement", "Moins d’heures,\nmieux choisies"),
    ("3. Donner rendez-vous", "La soupe du jeudi,\nle loto, la belote"),
    ("4. En parler tôt", "La mairie, le réseau,\navant que ça coince"),
    ("À vous", "Vos questions,\nvos essais"),
]
# (seconds, who, what); each line lasts until a little before the next one.
SAID = [
    (0, "Camille", "Bonjour à toutes et à tous. Ce film est un exemple, fait pour montrer le site."),
    (6, "Camille", "On y parle de l’hiver : le premier surprend presque tous les cafés."),
    (12, "Odile", "Chez nous, de novembre à février, la salle se vide une fois la nuit tombée."),
    (18, "Odile", "Et le chauffage arrive en même temps. On compte tout, chaque semaine, dans un cahier."),
    (24, "Odile", "On a fermé le mardi et ouvert le dimanche matin, quand le village sort."),
    (30, "Camille", "Avez-vous perdu des habitués ? Non : ils savent mieux quand venir."),
    (36, "Bruno", "Nous, on donne rendez-vous. La soupe du jeudi, à prix libre, remplit la salle."),
    (42, "Bruno", "Le loto amène des gens qui n’entraient jamais. Ils reviennent prendre un café."),
    (48, "Odile", "J’ai appelé la mairie trop tard, en février. Il fallait le faire dès novembre."),
    (54, "Camille", "Le réseau peut aider à revoir les horaires et les comptes : appelez avant que ça coince."),
    (60, "Camille", "À vous maintenant : qu’avez-vous essayé, et qu’est-ce qui n’a pas marché ?"),
    (66, "Bruno", "Chez moi, les concerts en janvier. Trop froid pour venir : je les garde pour mars."),
]
REPLAY = {
    "slug": "passer-le-premier-hiver",
    "title": "Passer le premier hiver",
    "summary": "Trois cafés d’exemple racontent ce qu’ils ont compté, fermé, rouvert et tenté quand la salle se vide.",
    "speakers": "Camille, Odile et Bruno, personnes inventées",
    "minutes": 1,
    "audiences": ["members"],
}
WEBINAR = "webinaire-le-premier-hiver"
END = CARD_SECONDS * len(CARDS)
