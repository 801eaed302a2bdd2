"""The abbey."""

from home.models import ThirdPlacePage
from millecafes.demo.entry import page

PAGES = [
    page(
        "abbaye",
        ThirdPlacePage,
        "L’abbaye de Saint-Sever-de-Rustan",
        illustration="abbaye",
        association="action_territoriale",
        summary="""Dans un village de cent cinquante habitants, au pied des Pyrénées, un monument historique cherche
            une nouvelle vie. Depuis 2022, nous aidons ses voisins à la lui donner.""",
        search_description="""Monument historique des Hautes-Pyrénées, l’abbaye de Saint-Sever-de-Rustan devient un
            tiers-lieu dédié aux savoir-faire.""",
        facts=[
            ("fact", {"label": "Commune", "text": "Saint-Sever-de-Rustan, Hautes-Pyrénées"}),
            ("fact", {"label": "Propriétaire", "text": "Département des Hautes-Pyrénées"}),
            ("fact", {"label": "Coordination", "text": "1000 cafés – Action territoriale, depuis 2022"}),
            ("fact", {"label": "Avec", "text": "Communauté de communes Adour-Madiran"}),
            ("fact", {"label": "Protection", "text": "Monument historique"}),
        ],
        figures=[("figure", code) for code in ("abbaye-visiteurs", "abbaye-evenements", "abbaye-artisans")],
        body=[
            ("heading", {"text": "Des murs, et des mains"}),
            (
                "paragraph",
                """<p>Une abbaye se visite. Celle-ci se pratique : artisanes, artisans et artistes y travaillent, y
                    montrent ce qu’ils font et l’apprennent à d’autres. Le fil conducteur s’est imposé de lui-même :
                    transmettre les gestes du bâti ancien et des métiers d’art, là où les vieilles pierres les
                    réclament.</p>
                    <p>Un tiers-lieu, c’est exactement cela : ni la maison, ni le bureau, un endroit commun où l’on
                    vient faire, montrer, apprendre.</p>""",
            ),
            ("heading", {"text": "Notre rôle"}),
            (
                "paragraph",
                """<p>Le Département est chez lui. Nous sommes les entremetteurs : nous mettons autour de la table
                    les collectivités, les associations, les artisanes et artisans, les habitants et les acteurs
                    culturels, et nous veillons à ce que l’agenda de l’un ne marche pas sur celui de l’autre.</p>""",
            ),
            (
                "cards",
                {
                    "title": "Ce qui s’y passe",
                    "items": [
                        {
                            "title": "Apprendre",
                            "text": """Les gestes du bâti ancien et des métiers d’art, auprès de celles et ceux qui les
                                pratiquent.""",
                            "illustration": "abbaye",
                        },
                        {
                            "title": "Montrer",
                            "text": "Des événements ouverts, où l’on croise artisans, artistes et voisins.",
                            "illustration": "concert",
                        },
                        {
                            "title": "Se rencontrer",
                            "text": "Un lieu où les générations et les métiers se mélangent sans prévenir.",
                            "illustration": "hands",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Et ailleurs ?",
                    "text": """<p>L’équipe étudie aussi le futur tiers-lieu « Cœur de Nièvre ». Vous avez un
                        bâtiment et une idée ? <a href="/contact/">Parlons-en.</a></p>""",
                },
            ),
            ("partners", {"title": "Les partenaires de l’abbaye", "families": ["abbaye"], "past": False}),
        ],
    ),
]
