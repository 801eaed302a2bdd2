"""The front door."""

from datetime import timedelta

from django.utils import timezone

from home.models import HomePage
from millecafes.demo.entry import page

FIRST_MONTH, LAST_MONTH = 5, 9  # the guinguette is out from May to September
SATURDAY = 5


def next_evening():
    """A Saturday of the season, at least three weeks ahead: the demo always has something to announce."""
    day = timezone.localdate() + timedelta(days=21)
    if day.month > LAST_MONTH:
        day = day.replace(year=day.year + 1, month=FIRST_MONTH, day=15)
    elif day.month < FIRST_MONTH:
        day = day.replace(month=FIRST_MONTH, day=15)
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


PAGES = [
    page(
        "",
        HomePage,
        "Accueil",
        illustration="cafe",
        share_image="carte",
        share_title="1000 cafés, pour que le village ait son café",
        search_description="""1000 cafés aide les communes de moins de 3 500 habitants à ouvrir, reprendre ou garder
            leur café, avec la mairie et les habitants.""",
        hero_title="Rouvrir le café, réveiller la place",
        hero_text="""Un village sans café, c’est un village où l’on se croise sans s’arrêter. Avec les communes de
            moins de 3 500 habitants, nous rallumons la lumière au-dessus du comptoir, et nous restons après
            l’ouverture.""",
        entries=[
            (
                "entry",
                {
                    "title": "Vous êtes élu·e",
                    "text": "Votre commune n’a plus de café, ou le sien vacille ? Voici par où commencer, et avec qui.",
                    "illustration": "school",
                    "label": "Accueillir un café",
                    "page": "accompagnement/accueillir-un-cafe",
                },
            ),
            (
                "entry",
                {
                    "title": "Vous voulez tenir un café",
                    "text": "Un lieu, une mairie qui vous attend, une équipe au bout du fil : le métier tel qu’il est.",
                    "illustration": "counter",
                    "label": "Passer derrière le comptoir",
                    "page": "accompagnement/tenir-un-cafe",
                },
            ),
        ],
        figures=[
            ("figure", code)
            for code in (
                "communes-accompagnees",
                "habitants",
                "candidatures",
                "services",
                "guinguettes-dates",
                "animations-total",
            )
        ],
        pillars=[
            (
                "pillar",
                {
                    "title": "Des cafés qui durent",
                    "text": """De la première réunion au premier café servi, puis tout au long de la vie du lieu :
                        quatre phases, une mairie, une gérante ou un gérant, et nous au milieu.""",
                    "illustration": "bread",
                    "label": "Notre accompagnement",
                    "page": "accompagnement",
                },
            ),
            (
                "pillar",
                {
                    "title": "Un réseau pour se parler",
                    "text": """Élues et élus d’un côté, gérantes et gérants de l’autre. On y pose ses questions, on
                        y copie sans honte ce qui marche chez le voisin.""",
                    "illustration": "meeting",
                    "label": "Le Réseau 1000 cafés",
                    "page": "reseau",
                },
            ),
            (
                "pillar",
                {
                    "title": "La guinguette mobile",
                    "text": """Un véhicule d’un autre âge, des lampions, une buvette. L’été, elle s’arrête là où il
                        n’y a plus de comptoir du tout.""",
                    "illustration": "guinguette",
                    "label": "La recevoir",
                    "page": "guinguettes",
                },
            ),
            (
                "pillar",
                {
                    "title": "La culture au comptoir",
                    "text": """Cinéma en plein air, théâtre, échecs, concerts : le spectacle vient au village, pas
                        l’inverse.""",
                    "illustration": "tour",
                    "label": "La programmation",
                    "page": "culture",
                },
            ),
            (
                "pillar",
                {
                    "title": "Bien vieillir au village",
                    "text": """Un repas partagé, un cours de gymnastique, un prénom que l’on retient : le café veille,
                        mine de rien.""",
                    "illustration": "hands",
                    "label": "Bien vieillir",
                    "page": "bien-vieillir",
                },
            ),
            (
                "pillar",
                {
                    "title": "Une abbaye à partager",
                    "text": """À Saint-Sever-de-Rustan, dans les Hautes-Pyrénées, un monument historique s’ouvre aux
                        artisans, aux artistes et aux voisins.""",
                    "illustration": "abbaye",
                    "label": "L’abbaye",
                    "page": "abbaye",
                },
            ),
        ],
        next_date=[
            (
                "date",
                {
                    "title": "La guinguette ouvre sa saison",
                    "starts_on": next_evening(),
                    "place": "Place du Village, à Saint-Exemple (commune fictive)",
                    "text": """Date inventée pour la démonstration. Les vraies soirées s’annonceront ici, de mai à
                        septembre.""",
                    "label": "Tout sur la guinguette",
                    "page": "guinguettes",
                },
            ),
        ],
        body=[
            ("testimonies", {"title": "Paroles de villages", "count": 2}),
            (
                "cards",
                {
                    "title": "Pour vous faire une idée",
                    "items": [
                        {
                            "title": "Ce que change un café",
                            "text": "Des chiffres datés et sourcés, avec leurs limites.",
                            "illustration": "report",
                            "page": "chiffres",
                            "label": "Lire les chiffres",
                        },
                        {
                            "title": "Raconte-moi ton village",
                            "text": "Des habitants prennent l’appareil photo, le micro ou le stylo.",
                            "illustration": "village",
                            "page": "culture/raconte-moi-ton-village",
                            "label": "Voir les récits",
                        },
                        {
                            "title": "Vos questions, nos réponses",
                            "text": "Le coût, le local, la licence, et ce qui arrive si ça ne marche pas.",
                            "illustration": "letter",
                            "page": "questions-frequentes",
                            "label": "Chercher une réponse",
                        },
                    ],
                },
            ),
            (
                "partners",
                {
                    "title": "Ils rendent cela possible",
                    "families": ["institutional", "private", "network"],
                    "past": False,
                },
            ),
            (
                "callout",
                {
                    "tone": "success",
                    "title": "Un doute, une idée, une clé à confier ?",
                    "text": """<p>Écrivez-nous trois lignes, même si tout est encore flou. Une personne de l’équipe
                        vous lit et vous répond. <a href="/contact/">Écrire à 1000 cafés</a></p>""",
                },
            ),
        ],
    ),
]
