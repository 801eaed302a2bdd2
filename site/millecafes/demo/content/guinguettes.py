"""The travelling café."""

from home.models import ContentPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "guinguettes",
        ContentPage,
        "Les guinguettes mobiles",
        illustration="guinguette",
        association="action_territoriale",
        summary="""Quand un village n’a plus de café, le café vient à lui. De mai à septembre, un véhicule d’un
            autre âge se gare sur la place, déplie son comptoir et allume ses lampions.""",
        search_description="""De mai à septembre, la guinguette mobile installe un café d’un soir sur la place des
            villages du Grand Est et de Picardie.""",
        body=[
            (
                "paragraph",
                """<p>À dix-neuf heures, les premiers arrivent avec leur chaise, par habitude. Il y en a déjà. Le
                    comité des fêtes a préparé les grillades, l’école a peint une banderole, un accordéon cherche
                    son la. La guinguette ne remplace rien de ce qui existe : elle donne une occasion à tout le
                    monde d’être là le même soir.</p>""",
            ),
            (
                "figures",
                {
                    "title": "La saison 2025",
                    "items": ["guinguettes-dates", "guinguettes-grand-est", "guinguettes-picardie"],
                },
            ),
            (
                "steps",
                {
                    "title": "Comment se monte une soirée",
                    "items": [
                        {
                            "title": "Une commune se propose",
                            "text": "Elle n’a ni café, ni bar, ni restaurant ouvert. Elle a une place et l’envie.",
                        },
                        {
                            "title": "On la prépare ensemble",
                            "text": """Mairie, associations et producteurs décident de l’ambiance : musique, jeux,
                                repas.""",
                        },
                        {
                            "title": "La guinguette arrive",
                            "text": "Nous apportons le véhicule, son comptoir, ses guirlandes et l’équipe.",
                        },
                        {
                            "title": "On sert",
                            "text": """Bière, vin, jus, de quoi grignoter. La licence III couvre les boissons peu
                                alcoolisées ; pas d’alcools forts.""",
                        },
                    ],
                },
            ),
            ("heading", {"text": "Deux régions, deux guinguettes"}),
            (
                "paragraph",
                """<p>Le Grand Est a ouvert la route. Il dispose depuis 2025 de son propre véhicule, acquis avec
                    l’aide de nos partenaires. La même année, une deuxième guinguette a été inaugurée en Picardie,
                    dans l’Aisne : elle y a tenu [[guinguettes-picardie]] soirées dès sa première saison.</p>""",
            ),
            (
                "figures",
                {
                    "title": "Le bilan",
                    "items": ["guinguettes-participants", "guinguettes-retombees", "guinguettes-partenaires"],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Dates et animations, ce n’est pas pareil",
                    "text": """<p>Une date est une soirée dans un village. Une animation est ce qui s’y passe,
                        concert ou jeu : il peut y en avoir plusieurs le même soir. Le bilan en compte
                        [[guinguettes-animations]]. Le rapport 2025 ne dit pas s’il couvre une seule saison ; nous
                        l’indiquons tant que ce n’est pas confirmé.</p>""",
                },
            ),
            ("partners", {"title": "Ils soutiennent la guinguette", "families": ["guinguettes"], "past": False}),
            ("buttons", {"items": [{"label": "Recevoir la guinguette", "page": "contact", "style": "primary"}]}),
        ],
    ),
]
