"""All the figures, and what was learnt from them."""

from home.models import ImpactPage
from millecafes.core.models import Topic
from millecafes.demo.entry import page

SHOWN = [
    Topic.ECONOMY,
    Topic.SUPPORT,
    Topic.SATISFACTION,
    Topic.MOBILISATION,
    Topic.IMPACT_SENIORS,
    Topic.IMPACT_ELECTED,
    Topic.NETWORK,
    Topic.CULTURE,
    Topic.AGEING,
    Topic.GUINGUETTES,
    Topic.THIRD_PLACES,
    Topic.PRESS,
    Topic.CONTEXT,
]

PAGES = [
    page(
        "chiffres",
        ImpactPage,
        "Ce que les cafés changent",
        illustration="report",
        share_image="carte",
        summary="""Tous nos chiffres au même endroit. Chacun dit de qui il parle, sur quelle période et d’où il
            vient. Quand une information manque, c’est écrit.""",
        search_description="""Les chiffres de 1000 cafés, avec pour chacun la population, la période, la source et
            les limites : cafés, seniors, maires, culture.""",
        topics=[("topic", topic.value) for topic in SHOWN],
        body=[
            ("heading", {"text": "Comment nous mesurons"}),
            (
                "paragraph",
                """<p>Depuis 2023, un doctorant salarié, en convention Cifre, étudie ce que produit un café dans une
                    commune. Deux volets se sont achevés en 2025 : l’effet d’un café qui reste ouvert sur les
                    seniors, mené avec l’outil d’Impact Track et le soutien de KLESIA ; l’effet de l’accompagnement
                    et du réseau sur les élues et les élus.</p>""",
            ),
            (
                "chart",
                {
                    "title": "Ce que déclarent les seniors",
                    "kind": "bars",
                    "unit": "%",
                    "population": "seniors qui fréquentent un café du réseau",
                    "period": "mesure achevée en 2025",
                    "source": "Rapport d’activité 2025",
                    "rows": [
                        {"label": "Voient plus de monde depuis l’ouverture", "figure": "seniors-rencontres"},
                        {
                            "label": "Y ont rencontré quelqu’un sur qui compter",
                            "figure": "seniors-personne-ressource",
                        },
                    ],
                    "note": "Le nombre de personnes interrogées n’est pas communiqué.",
                },
            ),
            (
                "chart",
                {
                    "title": "Ce que déclarent les élues et élus",
                    "kind": "bars",
                    "unit": "%",
                    "population": "adhérents pour les deux premières lignes, accompagnés pour les deux suivantes",
                    "period": "mesure achevée en 2025",
                    "source": "Rapport d’activité 2025",
                    "rows": [
                        {"label": "Ont échangé de bonnes idées avec d’autres communes", "figure": "elus-echanges"},
                        {"label": "Exercent leur mandat dans de meilleures conditions", "figure": "elus-mandat"},
                        {"label": "Comprennent mieux la gestion d’un café-restaurant", "figure": "elus-commerce"},
                        {"label": "Savent mieux associer les habitants", "figure": "elus-participation"},
                    ],
                    "note": "Deux populations différentes : ces lignes ne s’additionnent pas. Effectif non communiqué.",
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Qui appelons-nous « bénéficiaire » ?",
                    "text": """<p>Toute personne ou organisation pour qui quelque chose a changé en bien, grâce à
                        nous au moins en partie. L’effet peut être direct ou non, ponctuel ou durable. Une même
                        personne peut apparaître dans plusieurs chiffres : nous ne les additionnons pas.</p>""",
                },
            ),
            ("testimonies", {"title": "Derrière les chiffres", "count": 1}),
        ],
    ),
]
