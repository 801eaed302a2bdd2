"""For journalists. The report counts what was published and names two media; it lists no article: those of the demo are
invented (``demo/press.py``), and say so."""

from millecafes.demo.entry import page
from news.models import PressIndexPage

PAGES = [
    page(
        "presse",
        PressIndexPage,
        "Espace presse",
        illustration="letter",
        summary="""Une personne vous répond, vous trouve un village où tourner et vérifie un chiffre avec vous.
            Voici comment la joindre, et ce que vous pouvez reprendre.""",
        search_description="""Contact presse, chiffres sourcés, logo et sujets possibles : l’espace des journalistes
            sur 1000 cafés.""",
        body=[
            (
                "callout",
                {
                    "tone": "success",
                    "title": "Le contact presse",
                    "text": """<p><a href="mailto:communication@1000cafes.org">communication@1000cafes.org</a>.
                        Indiquez votre média et votre délai : cela nous aide.</p>""",
                },
            ),
            ("figures", {"title": "On parle des cafés", "items": ["presse", "presse-guinguettes"]}),
            (
                "paragraph",
                """<p>En 2025, des rédactions ont poussé la porte des cafés, parmi lesquelles franceinfo et ici.</p>""",
            ),
            ("heading", {"text": "Des sujets à votre porte"}),
            (
                "cards",
                {
                    "title": "",
                    "items": [
                        {
                            "title": "Une saison de guinguette",
                            "text": "De mai à septembre, dans le Grand Est et dans l’Aisne.",
                            "illustration": "guinguette",
                            "page": "guinguettes",
                        },
                        {
                            "title": "L’effet d’un café sur les seniors",
                            "text": "Une mesure d’impact, ses résultats et ses limites.",
                            "illustration": "hands",
                            "page": "rapports/mesure-impact-2025",
                        },
                        {
                            "title": "Une abbaye qui se partage",
                            "text": "Les métiers d’art dans un monument historique.",
                            "illustration": "abbaye",
                            "page": "abbaye",
                        },
                    ],
                },
            ),
            ("heading", {"text": "Citer nos chiffres"}),
            (
                "paragraph",
                """<p>Prenez-les sur <a href="/chiffres/">la page des chiffres</a> : elle est corrigée en premier.
                    Citez avec le nombre sa période et sa population, et précisez « déclarations » pour les
                    pourcentages tirés des enquêtes. Le nom s’écrit <b>1000 cafés</b>, en chiffres et sans
                    espace.</p>""",
            ),
            (
                "buttons",
                {
                    "items": [
                        {"label": "Les chiffres et leurs sources", "page": "chiffres", "style": "primary"},
                        {"label": "Les rapports", "page": "rapports", "style": "secondary"},
                    ]
                },
            ),
        ],
    ),
]
