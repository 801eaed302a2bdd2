"""The partners' wall, and the story of some partnerships."""

from home.models import PartnerPage, PartnersPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "partenaires",
        PartnersPage,
        "Nos partenaires",
        illustration="hands",
        summary="""Des collectivités, des entreprises, des fondations, des associations. Certains paient des
            salaires, d’autres des repas, des kilomètres ou des spectacles.""",
        search_description="""Institutions, entreprises, fondations et collectivités : celles et ceux qui
            soutiennent les cafés de village avec 1000 cafés.""",
        body=[
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Liste en cours",
                    "text": """<p>Nous complétons ce mur. Votre structure nous soutient et n’y figure pas ?
                    <a href="mailto:communication@1000cafes.org">Dites-le-nous.</a></p>""",
                },
            ),
            ("buttons", {"items": [{"label": "Soutenir 1000 cafés", "page": "contact", "style": "primary"}]}),
        ],
    ),
    page(
        "partenaires/banque-des-territoires",
        PartnerPage,
        "Banque des Territoires",
        partner="banque-des-territoires",
        illustration="school",
        association="action_territoriale",
        summary="""Depuis septembre 2025, elle paie une part de l’accompagnement des communes. Pour une petite
            mairie, cela change la nature de la décision.""",
        search_description="""Ce que la Banque des Territoires finance avec 1000 cafés depuis septembre 2025, et pour
            quelles communes.""",
        body=[
            ("heading", {"text": "Ce que cela permet"}),
            (
                "paragraph",
                """<p>La Banque des Territoires prend en charge [[aide-banque-taux]] du coût de nos prestations,
                    sans dépasser [[aide-banque-plafond]] par collectivité. L’objectif est simple : qu’un village
                    sans commerce puisse faire étudier son projet sans vider sa ligne d’études.</p>""",
            ),
            (
                "steps",
                {
                    "title": "Concrètement",
                    "items": [
                        {
                            "title": "La commune nous consulte",
                            "text": "Nous regardons ensemble quelles phases sont utiles.",
                        },
                        {
                            "title": "Nous vérifions l’aide",
                            "text": """Les communes « Villages d’avenir » sont visées en particulier ; les autres
                                peuvent poser la question.""",
                        },
                        {"title": "Le conseil décide", "text": "Avec le reste à charge sous les yeux."},
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "Indicatif",
                    "text": """<p>Les conditions exactes sont celles de la Banque des Territoires au moment de la
                        demande.</p>""",
                },
            ),
            (
                "buttons",
                {
                    "items": [
                        {"label": "Accueillir un café", "page": "accompagnement/accueillir-un-cafe", "style": "primary"}
                    ]
                },
            ),
        ],
    ),
    page(
        "partenaires/klesia",
        PartnerPage,
        "KLESIA",
        partner="klesia",
        illustration="hands",
        association="reseau",
        summary="""Un groupe de protection sociale et des cafés de village : l’alliance surprend une minute. Elle
            dure depuis trois ans en 2025, et ses résultats sont mesurés.""",
        search_description="""KLESIA soutient le bien vieillir dans dix cafés de village et la mesure d’impact auprès
            des seniors : bilan 2025.""",
        body=[
            (
                "paragraph",
                """<p>Le soutien vise dix cafés adhérents, en Occitanie et en Auvergne-Rhône-Alpes. Il paie des
                    ateliers, des repas, des séances de mouvement, et rembourse les animations que les cafés montent
                    eux-mêmes.</p>""",
            ),
            (
                "figures",
                {
                    "title": "Les résultats 2025",
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
            ("heading", {"text": "Et une enquête"}),
            (
                "paragraph",
                """<p>KLESIA a aussi rendu possible la mesure d’impact auprès des seniors. On y apprend que
                [[seniors-personne-ressource]] d’entre eux ont trouvé au café quelqu’un sur qui compter.
                <a href="/rapports/mesure-impact-2025/">Lire la mesure</a></p>""",
            ),
            ("testimony", "odette"),
        ],
    ),
    page(
        "partenaires/fondation-kronenbourg",
        PartnerPage,
        "Fondation Kronenbourg",
        partner="fondation-kronenbourg",
        illustration="counter",
        association="reseau",
        summary="Elle était là au lancement, en 2019, quand le projet tenait sur une feuille. Elle l’est toujours.",
        search_description="""La Fondation Kronenbourg soutient le lien social à la campagne aux côtés de 1000 cafés
            depuis le lancement de 2019.""",
        body=[
            (
                "paragraph",
                """<p>Un mécène de la première heure paie ce que personne d’autre ne paie : les débuts, les essais,
                    l’équipe qui cherche encore sa méthode. La fondation soutient le lien social dans les campagnes,
                    et à ce titre les missions d’intérêt général du Réseau.</p>""",
            ),
            ("figures", {"title": "Le chemin depuis 2019", "items": ["maires", "communes-accompagnees", "habitants"]}),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Au Sénat",
                    "text": """<p>La fondation était à la table ronde des cinq ans, en 2025. <a
                        href="/actualites/cinq-ans-au-senat/">Le récit</a></p>""",
                },
            ),
        ],
    ),
    page(
        "partenaires/groupe-casino",
        PartnerPage,
        "Groupe Casino et Monoprix",
        partner="groupe-casino",
        illustration="village",
        association="reseau",
        summary="De petits dons en magasin, et au bout de la chaîne, un village qui se raconte.",
        search_description="""Une collecte auprès de la clientèle du Groupe Casino et de Monoprix a financé
            « Raconte-moi ton village » en 2025.""",
        body=[
            (
                "paragraph",
                """<p>La générosité du public passe par les magasins : une campagne d’appel aux dons a été menée chez
                    Monoprix, avec le Groupe Casino. Une collecte de juillet 2025, avec le même groupe, a payé
                    l’édition de l’année de <a href="/culture/raconte-moi-ton-village/">Raconte-moi ton
                    village</a>, dont [[raconte-films]] court-métrage.</p>""",
            ),
            (
                "figures",
                {
                    "title": "Ce que la collecte a permis",
                    "items": ["raconte-communes", "raconte-participants", "raconte-expositions"],
                },
            ),
        ],
    ),
    page(
        "partenaires/grand-est",
        PartnerPage,
        "Région Grand Est",
        partner="grand-est",
        illustration="guinguette",
        association="action_territoriale",
        summary="C’est là que la guinguette a appris à rouler. La Région l’a aidée à grandir, puis à faire des petits.",
        search_description="""La Région Grand Est soutient la guinguette mobile : nombre de soirées en 2025, et comment
            recevoir une étape.""",
        body=[
            (
                "paragraph",
                """<p>Avec le Département de l’Aube et des intercommunalités, la Région soutient des soirées dans
                    des villages qui n’ont plus de comptoir. En 2025, elles ont été [[guinguettes-grand-est]], et la
                    guinguette du Grand Est a reçu son propre véhicule.</p>""",
            ),
            ("figures", {"title": "La saison", "items": ["guinguettes-grand-est", "guinguettes-picardie"]}),
            ("buttons", {"items": [{"label": "Comprendre la guinguette", "page": "guinguettes", "style": "primary"}]}),
        ],
    ),
    page(
        "partenaires/hautes-pyrenees",
        PartnerPage,
        "Département des Hautes-Pyrénées",
        partner="hautes-pyrenees",
        illustration="abbaye",
        association="action_territoriale",
        summary="""Propriétaire d’une abbaye classée, le Département aurait pu la fermer à clé. Il a choisi d’en faire
            un lieu commun.""",
        search_description="""Le Département des Hautes-Pyrénées, propriétaire de l’abbaye de Saint-Sever-de-Rustan, en
            soutient la coordination.""",
        body=[
            (
                "paragraph",
                """<p>Depuis 2022, le Département et la communauté de communes Adour-Madiran soutiennent la
                    coordination de <a href="/abbaye/">l’abbaye de Saint-Sever-de-Rustan</a>, confiée à Action
                    territoriale.</p>""",
            ),
            (
                "figures",
                {"title": "L’abbaye en 2025", "items": ["abbaye-visiteurs", "abbaye-evenements", "abbaye-artisans"]},
            ),
        ],
    ),
]
