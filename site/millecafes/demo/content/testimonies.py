"""Words that the association itself has published, in its annual report."""

from datetime import date

PUBLISHED = {"consent_on": date(2025, 12, 31), "consent_scope": "Parole publiée dans le rapport d’activité 2025"}

TESTIMONIES = [
    {
        "code": "odette",
        "name": "Odette",
        "role": "Bénévole du café associatif",
        "commune": "Cadalen (Tarn)",
        "text": """Avec le café, je suis devenue bénévole : ça permet de rencontrer les élus, les associations… On
            s’intéresse, on a l’impression de compter dans les choix du village, c’est intéressant.""",
    }
    | PUBLISHED,
    {
        "code": "maire-de-tiranges",
        "name": "Christian Collange",
        "role": "Maire",
        "commune": "Tiranges (Haute-Loire)",
        "text": """L’accompagnement par 1000 cafés est pour moi incontournable, je me sens épaulé, motivé pour la
            poursuite de l’activité de notre commerce.""",
    }
    | PUBLISHED,
    {
        "code": "maire-de-chaumont",
        "role": "Maire",
        "commune": "Chaumont (Haute-Savoie)",
        "text": "Les personnes que j’ai rencontrées ont été à mon écoute et connaissent le milieu rural.",
    }
    | PUBLISHED,
    {
        "code": "maire-de-thurageau",
        "role": "Maire",
        "commune": "Thurageau (Vienne)",
        "text": """Merci à l’équipe qui a compris nos attentes et nous a donné de bons conseils pour le projet que
            nous ne manquerons pas de suivre.""",
    }
    | PUBLISHED,
]
