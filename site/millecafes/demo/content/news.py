"""Four articles that look back on 2025. Their date is that of the look back: the report does not give the day of each
fact."""

from datetime import date

from millecafes.demo.entry import page
from news.models import ArticlePage, NewsIndexPage

PAGES = [
    page(
        "actualites",
        NewsIndexPage,
        "Actualités",
        illustration="bread",
        summary="""Ce qui s’ouvre, ce qui roule, ce qui se décide. Des nouvelles du réseau, servies quand elles sont
            chaudes.""",
        search_description="""Les actualités de 1000 cafés : ouvertures, guinguettes, partenariats, culture et
            plaidoyer pour les villages.""",
    ),
    page(
        "actualites/ce-que-mesure-un-cafe",
        ArticlePage,
        "Ce que vaut un café, enfin mesuré",
        date=date(2025, 12, 18),
        category="impact",
        illustration="report",
        association="reseau",
        summary="""Après deux ans d’enquête, les premiers résultats de la mesure d’impact sont là. Ils parlent
            d’amitié, et de compétences municipales.""",
        search_description="""Mesure d’impact 2025 : ce que les cafés de village changent pour les seniors et pour les
            élues et élus.""",
        body=[
            (
                "paragraph",
                """<p>« Cela fait du bien au village » : tout le monde le dit, personne ne l’avait compté. Un
                    doctorant s’y est mis en 2023. En 2025, deux volets de son travail sont achevés.</p>""",
            ),
            ("heading", {"text": "Au comptoir, des appuis"}),
            (
                "paragraph",
                """<p>Chez les seniors qui fréquentent un café du réseau, [[seniors-rencontres]] disent voir plus de
                    monde qu’avant. Plus inattendu : [[seniors-personne-ressource]] y ont rencontré quelqu’un qu’ils
                    appelleraient en cas de coup dur.</p>""",
            ),
            ("heading", {"text": "À la mairie, de l’assurance"}),
            (
                "paragraph",
                """<p>Les élues et élus ne parlent pas d’abord du café. Ils parlent de leur mandat : [[elus-mandat]]
                    des adhérents l’exercent dans de meilleures conditions, et [[elus-participation]] de celles et
                    ceux que nous avons accompagnés se sentent plus à l’aise pour associer les habitants à une
                    décision.</p>""",
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "À lire avec prudence",
                    "text": """<p>Ce sont des déclarations, et l’effectif interrogé n’est pas publié. <a
                        href="/rapports/mesure-impact-2025/">La mesure et ses limites</a></p>""",
                },
            ),
            ("buttons", {"items": [{"label": "Tous les chiffres", "page": "chiffres", "style": "primary"}]}),
        ],
    ),
    page(
        "actualites/cinq-ans-au-senat",
        ArticlePage,
        "Cinq bougies au Sénat",
        date=date(2025, 12, 16),
        category="advocacy",
        illustration="lantern",
        association="reseau",
        summary="""En 2025, l’association a fêté ses cinq ans sous les ors du palais du Luxembourg. On y a surtout
            parlé de ce qui fait tenir un café.""",
        search_description="""Retour sur les cinq ans de 1000 cafés fêtés au Sénat en 2025, avec les maires du réseau
            et les partenaires.""",
        body=[
            (
                "paragraph",
                """<p>Faire entrer un café de village au Sénat n’a rien d’évident. L’anniversaire de 2025 l’a fait
                    par la porte principale : la présidente, Chloé Brillon, y a présenté cinq ans de travail devant
                    celles et ceux qui les ont vécus.</p>""",
            ),
            (
                "quote",
                {
                    "text": """Les cafés de village ne sont pas de simples commerces, mais des lieux essentiels au lien
                        social.""",
                    "author": "Chloé Brillon",
                    "role": "présidente",
                },
            ),
            ("heading", {"text": "Une table, cinq chaises"}),
            (
                "paragraph",
                """<p>La table ronde disait assez bien ce qu’il faut pour qu’un café rouvre. Autour : l’Agence
                    nationale de la cohésion des territoires, KLESIA, France Boissons, la Fondation Kronenbourg, et
                    le maire de Saint-Léger-de-Montbrillais, dans la Vienne. L’État, une assurance, un distributeur,
                    un mécène, une commune.</p>
                    <p>Au Sénat encore, les maires du réseau ont partagé un petit déjeuner avec la ministre déléguée
                    à la Ruralité.</p>""",
            ),
            ("image", {"image": "banc", "caption": "Après les discours, la pause.", "size": "normal"}),
            ("buttons", {"items": [{"label": "Ce que nous défendons", "page": "plaidoyer", "style": "primary"}]}),
        ],
    ),
    page(
        "actualites/banque-des-territoires",
        ArticlePage,
        "La Banque des Territoires partage l’addition",
        date=date(2025, 12, 12),
        category="partnership",
        illustration="hands",
        association="action_territoriale",
        summary="""Depuis septembre 2025, une commune qui fait appel à nous peut ne payer qu’une partie de la note. Mode
            d’emploi.""",
        search_description="""Depuis septembre 2025, la Banque des Territoires finance une part de l’accompagnement
            1000 cafés des communes.""",
        body=[
            (
                "paragraph",
                """<p>L’accompagnement des communes est payant depuis 2025. Restait à éviter que le prix n’écarte
                    les villages qui en ont le plus besoin. C’est le sens de l’accord conclu avec la Banque des
                    Territoires.</p>""",
            ),
            (
                "steps",
                {
                    "title": "En trois lignes",
                    "items": [
                        {
                            "title": "Combien",
                            "text": """[[aide-banque-taux]] du coût des prestations, jusqu’à [[aide-banque-plafond]]
                                par collectivité.""",
                        },
                        {
                            "title": "Pour qui",
                            "text": """Des communes rurales sans commerce de proximité, en particulier celles du
                                programme « Villages d’avenir ».""",
                        },
                        {
                            "title": "Et en plus",
                            "text": """Le Fonds de soutien au commerce rural peut ajouter jusqu’à
                                [[aide-fonds-plafond]], selon ses propres règles.""",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "Indicatif",
                    "text": """<p>Chaque aide se vérifie au cas par cas, et peut évoluer. Nous le faisons avec vous,
                        avant le vote du conseil.</p>""",
                },
            ),
            (
                "buttons",
                {
                    "items": [
                        {
                            "label": "Accueillir un café",
                            "page": "accompagnement/accueillir-un-cafe",
                            "style": "primary",
                        },
                        {
                            "label": "La page du partenariat",
                            "page": "partenaires/banque-des-territoires",
                            "style": "secondary",
                        },
                    ]
                },
            ),
        ],
    ),
    page(
        "actualites/une-guinguette-picarde",
        ArticlePage,
        "Une deuxième guinguette prend la route de l’Aisne",
        date=date(2025, 12, 5),
        category="guinguettes",
        illustration="guinguette",
        association="action_territoriale",
        summary="""Le Grand Est avait la sienne. La Picardie a inauguré la sienne à l’été 2025, et n’a pas attendu
            pour se mettre à danser.""",
        search_description="""Été 2025 : une deuxième guinguette mobile sillonne l’Aisne. Bilan des soirées dans le
            Grand Est et en Picardie.""",
        body=[
            (
                "paragraph",
                """<p>Une guinguette mobile, c’est un comptoir qui tient la route. Celle de Picardie a posé ses
                    lampions sur [[guinguettes-picardie]] places de l’Aisne pour sa première saison. Pendant ce
                    temps, dans le Grand Est, l’aînée en comptait [[guinguettes-grand-est]] et étrennait un véhicule
                    rien qu’à elle.</p>""",
            ),
            (
                "figures",
                {
                    "title": "2025 en soirées",
                    "items": ["guinguettes-dates", "guinguettes-grand-est", "guinguettes-picardie"],
                },
            ),
            ("heading", {"text": "Pourquoi ça marche"}),
            (
                "paragraph",
                """<p>Parce que rien n’arrive tout fait. La mairie prête la place, les associations amènent leur
                    monde, les producteurs leurs produits. Le village ne reçoit pas une fête, il la donne. Et le
                    lendemain, on reparle du café qu’il n’y a plus.</p>""",
            ),
            (
                "buttons",
                {"items": [{"label": "Comment recevoir la guinguette", "page": "guinguettes", "style": "primary"}]},
            ),
        ],
    ),
]
