"""The shelf of reports."""

from home.models import ReportPage, ReportsPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "rapports",
        ReportsPage,
        "Rapports et études",
        illustration="report",
        summary="""Chaque année, ce qui a été fait, compté, réussi ou manqué. Les documents se téléchargent à une
            adresse qui ne change pas.""",
        search_description="""Les rapports d’activité et les mesures d’impact de 1000 cafés, année par année, à lire ou
            à télécharger.""",
        body=[
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Un document manque ?",
                    "text": """<p>Les rapports des années précédentes rejoindront cette étagère. D’ici là,
                        demandez-les à <a
                        href="mailto:communication@1000cafes.org">communication@1000cafes.org</a>.</p>""",
                },
            ),
        ],
    ),
    page(
        "rapports/rapport-activite-2025",
        ReportPage,
        "Rapport d’activité 2025",
        year=2025,
        kind="activity",
        document="synthese-2025",
        summary="""L’année des cinq ans : un accompagnement repensé, une deuxième guinguette, et une première preuve
            chiffrée de ce que change un café.""",
        search_description="""Le rapport d’activité 2025 de 1000 cafés : l’essentiel en quelques chiffres, et la
            synthèse à télécharger.""",
        body=[
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Une synthèse, pour commencer",
                    "text": """<p>Le fichier à télécharger reprend les chiffres clés en texte simple. Le rapport mis
                        en page le remplacera, à la même adresse.</p>""",
                },
            ),
            ("heading", {"text": "L’année en bref"}),
            (
                "figures",
                {
                    "title": "",
                    "items": [
                        "candidatures",
                        "prestations",
                        "guinguettes-dates",
                        "tournee-lieux",
                        "raconte-communes",
                        "presse",
                    ],
                },
            ),
            ("heading", {"text": "Ce qui change"}),
            (
                "steps",
                {
                    "title": "",
                    "items": [
                        {
                            "title": "On commence plus tôt",
                            "text": "L’étude de préfiguration aide les communes à choisir avant d’investir.",
                        },
                        {
                            "title": "On dépend moins de quelques mécènes",
                            "text": """Prestations payantes, ventes, subventions et générosité du public se partagent
                                le poids.""",
                        },
                        {"title": "On mesure", "text": "Deux volets de la mesure d’impact sont terminés."},
                    ],
                },
            ),
            (
                "cards",
                {
                    "title": "Lire la suite",
                    "items": [
                        {
                            "title": "Les comptes",
                            "text": "Association par association, avec les réserves qu’il faut.",
                            "illustration": "report",
                            "page": "transparence",
                        },
                        {
                            "title": "Tous les chiffres",
                            "text": "Population, période, source et limites.",
                            "illustration": "map",
                            "page": "chiffres",
                        },
                    ],
                },
            ),
        ],
    ),
    page(
        "rapports/mesure-impact-2025",
        ReportPage,
        "Mesure d’impact : seniors, élues et élus",
        year=2025,
        kind="impact",
        association="reseau",
        summary="""Deux enquêtes achevées en 2025. La première demande aux seniors ce que le café a changé pour eux.
            La seconde le demande aux communes.""",
        search_description="""Deux volets de la mesure d’impact 1000 cafés, achevés en 2025 : les seniors, et les élues
            et élus ruraux.""",
        body=[
            ("heading", {"text": "Premier volet : les seniors"}),
            (
                "paragraph",
                """<p>L’enquête a été menée avec l’outil du cabinet Impact Track et le soutien de KLESIA. Un
                    résultat frappe : seule une personne sur trois dispose ailleurs d’un lieu comparable. Pour les
                    autres, il n’y a que le café. Et si un jour il ferme, les amitiés qui s’y sont nouées, elles,
                    resteront.</p>""",
            ),
            (
                "figures",
                {"title": "", "items": ["seniors-rencontres", "seniors-personne-ressource", "seniors-ailleurs"]},
            ),
            ("testimony", "odette"),
            ("heading", {"text": "Second volet : les élues et élus"}),
            (
                "paragraph",
                """<p>On y lit deux effets distincts. Le réseau rompt la solitude du mandat. L’accompagnement, lui,
                    laisse des compétences qui serviront à d’autres projets que le café.</p>""",
            ),
            (
                "figures",
                {"title": "", "items": ["elus-echanges", "elus-mandat", "elus-commerce", "elus-participation"]},
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "Les limites",
                    "text": """<p>Ce sont des déclarations, et le nombre de réponses n’est pas publié. Nous
                        l’ajouterons dès qu’il nous sera communiqué.</p>""",
                },
            ),
        ],
    ),
]
