"""Growing old well."""

from home.models import ContentPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "bien-vieillir",
        ContentPage,
        "Bien vieillir au village",
        illustration="hands",
        association="reseau",
        summary="""On vient pour le journal, on reste pour la conversation. Avec KLESIA, dix cafés font de cette
            évidence un vrai programme pour les personnes âgées.""",
        search_description="""Ateliers, repas, rencontres entre générations : dix cafés de village agissent contre
            l’isolement des seniors avec KLESIA.""",
        body=[
            ("heading", {"text": "Le silence à la campagne"}),
            (
                "paragraph",
                """<p>En 2019, les Petits Frères des Pauvres ont interrogé des personnes âgées vivant à la
                    campagne : [[seniors-sorties]] ne sortaient pas de chez elles tous les jours, et
                    [[seniors-silence]] passaient plusieurs jours sans parler à personne. Un café ne soigne pas.
                    Mais il donne une raison de mettre son manteau.</p>""",
            ),
            (
                "figures",
                {
                    "title": "En 2025, dans dix cafés",
                    "items": [
                        "cafes-bien-vieillir",
                        "rencontres-generations",
                        "ateliers-nutrition",
                        "activite-physique",
                        "repas-partages",
                        "remboursements",
                    ],
                },
            ),
            ("heading", {"text": "Comment s’y prend un café"}),
            (
                "paragraph",
                """<p>Pas de club du troisième âge au fond de la salle. On cuisine à plusieurs et on mange ce qu’on
                    a cuisiné. On bouge, assis ou debout, avec quelqu’un dont c’est le métier. On fait réviser les
                    tables de multiplication contre une leçon de smartphone. Et la personne derrière le comptoir
                    remarque vite qui ne vient plus.</p>""",
            ),
            ("testimony", "odette"),
            ("heading", {"text": "Ce que l’on a mesuré"}),
            (
                "figures",
                {"title": "", "items": ["seniors-rencontres", "seniors-personne-ressource", "seniors-ailleurs"]},
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Un partenariat suivi",
                    "text": """<p>KLESIA soutenait ce programme depuis trois ans en 2025, pour des cafés d’Occitanie et
                    d’Auvergne-Rhône-Alpes. <a href="/partenaires/klesia/">Lire la page du partenariat</a></p>""",
                },
            ),
        ],
    ),
]
