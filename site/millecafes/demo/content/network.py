"""The network of elected officials and of those who run cafés."""

from home.models import ContentPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "reseau",
        ContentPage,
        "Le Réseau 1000 cafés",
        illustration="letter",
        association="reseau",
        summary="""Une maire de quatre cents habitants n’a personne au bureau d’à côté. Une gérante non plus. Le
            réseau leur donne des collègues.""",
        search_description="""Rencontres, webinaires, boîtes à outils et animations : ce que le Réseau 1000 cafés
            apporte aux communes et aux cafés membres.""",
        body=[
            ("heading", {"text": "Pour les élues et les élus"}),
            (
                "paragraph",
                """<p>Beaucoup exercent leur mandat le soir, après leur travail, avec une secrétaire de mairie à
                    temps partiel et peu de formations à leur portée. Le réseau met en relation des communes qui ne
                    se seraient jamais croisées, et qui ont pourtant le même local vide au même coin de place.</p>
                    <ul><li>Une communauté en ligne où poser sa question.</li>
                    <li>Des webinaires, et des boîtes à outils pour passer à l’acte : commerce, participation, lien
                    social.</li>
                    <li>Des rencontres autour d’une table, comme au Salon des maires.</li>
                    <li>Une voix commune auprès des pouvoirs publics : <a href="/plaidoyer/">le
                    plaidoyer</a>.</li></ul>""",
            ),
            ("figures", {"title": "Ce qu’ils et elles en disent", "items": ["elus-mandat", "elus-echanges"]}),
            ("heading", {"text": "Pour celles et ceux qui tiennent un café"}),
            (
                "paragraph",
                """<p>Gérantes, gérants, collectifs d’habitants, futurs repreneurs : on n’attend pas d’être en
                    difficulté pour se parler. Combien commander de fûts en août ? Comment dire non à une table
                    bruyante ? Qui a déjà monté une soirée cinéma ?</p>""",
            ),
            (
                "cards",
                {
                    "title": "Quatre appuis",
                    "items": [
                        {
                            "title": "Des animations prêtes à accueillir",
                            "text": "Spectacles, échecs, premiers secours : le café reçoit, nous organisons.",
                            "illustration": "chess",
                            "page": "culture",
                            "label": "La programmation",
                        },
                        {
                            "title": "Des pairs",
                            "text": """Une communauté et des rencontres entre cafés, pour échanger recettes et
                                fournisseurs.""",
                            "illustration": "meeting",
                        },
                        {
                            "title": "Un suivi et des outils",
                            "text": "Une personne référente, des modèles, des conseils pour progresser.",
                            "illustration": "report",
                        },
                        {
                            "title": "De la lumière",
                            "text": "Quand un journaliste cherche un café qui bouge, nous donnons des noms.",
                            "illustration": "lantern",
                            "page": "presse",
                            "label": "L’espace presse",
                        },
                    ],
                },
            ),
            (
                "figures",
                {
                    "title": "Depuis 2019, dans les cafés du réseau",
                    "items": ["animations-total", "generations-total", "repas-solidaires"],
                },
            ),
            (
                "buttons",
                {"items": [{"label": "Demander à rejoindre le réseau", "page": "contact", "style": "primary"}]},
            ),
        ],
    ),
]
