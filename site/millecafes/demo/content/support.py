"""How a commune is accompanied, from the first letter to the years that follow the opening."""

from home.models import ContentPage
from millecafes.demo.entry import page

OURS = "action_territoriale"

PHASES = [
    {
        "number": 1,
        "title": "Définir le projet",
        "figure": "prefigurations",
        "summary": """Avant de chercher quelqu’un, savoir quoi : quel lieu, pour qui, avec quels services et quel
            budget.""",
        "contents": ["Étude de faisabilité", "Consultation des habitants", "Choix du modèle de café", "Plan d’action"],
        "town_hall": ["Ouvre ses portes et ses chiffres", "Réunit les habitants", "Choisit la suite à donner"],
        "manager": ["Pas encore : la personne vient à la phase suivante"],
        "association": [
            "Enquête sur place",
            "Étudie le local et la concurrence",
            "Remet un budget et des recommandations",
        ],
    },
    {
        "number": 2,
        "title": "Trouver la bonne personne",
        "figure": "recrutements",
        "summary": "Une annonce fidèle, des candidatures lues une à une, une rencontre en mairie.",
        "contents": [
            "Annonce de la gérance",
            "Étude des candidatures",
            "Rencontre avec la mairie",
            "Formation et remise à niveau",
        ],
        "town_hall": ["Précise ce qu’elle propose", "Rencontre les candidats", "Fait son choix"],
        "manager": ["Présente son projet", "Visite le village", "Se forme à ce qui lui manque"],
        "association": ["Rédige et diffuse l’annonce", "Examine chaque candidature", "Prépare la formation"],
    },
    {
        "number": 3,
        "title": "Ouvrir",
        "figure": "ouvertures",
        "summary": "Les murs, les meubles, les services, et un village qui découvre son café avant d’y entrer.",
        "contents": ["Aménagement du lieu", "Réunion publique", "Mise en route des services"],
        "town_hall": ["Mène les travaux du local", "Invite à la réunion publique"],
        "manager": ["Compose sa carte et ses horaires", "Se présente aux habitants", "Met en route les services"],
        "association": ["Conseille l’aménagement", "Anime la réunion publique", "Aide à installer chaque service"],
    },
    {
        "number": 4,
        "title": "Tenir dans la durée",
        "figure": "exploitations",
        "summary": "C’est après l’inauguration que tout se joue. Nous restons joignables.",
        "contents": [
            "Entrée dans le Réseau",
            "Suivi individuel",
            "Ajustement de l’offre ou du modèle",
            "Service minimum pendant une transition",
            "Modèle tremplin vers l’indépendance",
        ],
        "town_hall": ["Garde un œil sur la vie du lieu", "Prévient dès qu’un départ s’annonce"],
        "manager": ["Fait vivre le café", "Partage ses difficultés comme ses trouvailles"],
        "association": ["Suit les comptes et l’offre", "Relie aux autres cafés", "Organise le relais s’il le faut"],
    },
]

PAGES = [
    page(
        "accompagnement",
        ContentPage,
        "Notre accompagnement",
        illustration="meeting",
        association=OURS,
        summary="""Quatre phases, dans l’ordre, et trois voix autour de la table : la mairie, la personne qui
            tiendra le café, et nous. Une commune peut demander tout le parcours ou une seule étape.""",
        search_description="""Définir, recruter, ouvrir, tenir : les quatre phases de l’accompagnement 1000 cafés,
            et qui fait quoi à chacune.""",
        body=[
            (
                "paragraph",
                """<p>Un café ne rouvre pas parce qu’on a repeint la façade. Il faut une idée juste de ce que le
                    village attend, un local qui s’y prête, quelqu’un qui ait envie d’y être, et un compte qui
                    s’équilibre. Nous prenons ces questions une par une. En 2025, l’équipe a mené [[prestations]]
                    prestations d’accompagnement, dans [[villages]] villages.</p>""",
            ),
            ("phases", {"title": "Les quatre phases", "items": PHASES}),
            ("heading", {"text": "Deux règles, partout"}),
            (
                "paragraph",
                """<p><b>Les habitants d’abord.</b> Ils répondent au questionnaire, viennent à l’atelier, disent
                    s’ils veulent un dépôt de pain ou une soirée jeux. Un café qu’on leur impose ne passe pas
                    l’hiver.</p>
                    <p><b>Un tiers entre deux.</b> La mairie et la personne qui gère n’ont pas toujours les mêmes
                    urgences. Nous sommes là pour que chacun entende l’autre, et pour que les engagements soient
                    écrits.</p>""",
            ),
            (
                "chart",
                {
                    "title": "Ce qu’en disent les maires",
                    "kind": "shares",
                    "unit": "%",
                    "population": "maires accompagnés",
                    "period": "en 2025",
                    "source": "Rapport d’activité 2025",
                    "rows": [{"label": "Très satisfaits", "value": 71}, {"label": "Satisfaits", "value": 29}],
                    "note": "Le nombre de maires interrogés n’est pas communiqué.",
                },
            ),
            ("testimony", "maire-de-tiranges"),
            (
                "buttons",
                {
                    "items": [
                        {
                            "label": "Je suis élue ou élu",
                            "page": "accompagnement/accueillir-un-cafe",
                            "style": "primary",
                        },
                        {
                            "label": "Je veux tenir un café",
                            "page": "accompagnement/tenir-un-cafe",
                            "style": "secondary",
                        },
                    ]
                },
            ),
        ],
    ),
    page(
        "accompagnement/accueillir-un-cafe",
        ContentPage,
        "Accueillir un café dans ma commune",
        illustration="school",
        association=OURS,
        summary="""Le café a fermé, ou la retraite du gérant approche. Vous n’avez pas besoin d’un dossier ficelé
            pour nous parler : une situation et l’envie d’agir suffisent.""",
        search_description="""Maires et équipes municipales : conditions, étapes, aides et contact pour rouvrir ou
            garder le café de votre commune.""",
        body=[
            ("heading", {"text": "Pour quelles communes"}),
            (
                "paragraph",
                """<ul><li>La commune compte <b>moins de 3 500 habitants</b>.</li>
                    <li>Elle n’a <b>plus de café</b>, ou <b>risque de le perdre</b> : départ, vente, local à
                    reprendre.</li>
                    <li>La demande vient de <b>la mairie</b>. Si vous êtes une association ou un groupe d’habitants,
                    commencez par lui en parler : nous travaillons toujours avec elle.</li></ul>
                    <p>En 2025, [[candidatures]] communes nous ont écrit. Le besoin est grand : plus votre message
                    décrit la situation, plus vite nous comprenons ce qui presse.</p>""",
            ),
            (
                "steps",
                {
                    "title": "Comment cela commence",
                    "items": [
                        {
                            "title": "Vous nous écrivez",
                            "text": """La commune, le local s’il y en a un, ce qui a été tenté, ce que vous souhaitez.
                                Une page suffit.""",
                        },
                        {
                            "title": "Nous en parlons",
                            "text": """Un échange pour comprendre où vous en êtes, et par quelle phase il serait utile
                                de commencer.""",
                        },
                        {
                            "title": "Vous recevez une proposition",
                            "text": """Ce que nous ferions, avec quel coût, et quelles aides pourraient le réduire. Le
                                conseil municipal décide.""",
                        },
                        {
                            "title": "Nous venons",
                            "text": """Le travail commence sur place, avec les habitants. Le plus souvent par une étude
                                de préfiguration.""",
                        },
                    ],
                },
            ),
            ("heading", {"text": "Ce que cela coûte"}),
            (
                "paragraph",
                """<p>Jusqu’en 2024, notre intervention était gratuite, portée presque entièrement par le mécénat.
                    Elle est désormais payante : cela nous rend moins dépendants, et cela engage tout le monde. Le
                    prix dépend des phases choisies et de la commune ; il figure dans la proposition, avant toute
                    décision.</p>
                    <p>Deux aides peuvent alléger ce qui reste à votre charge.</p>""",
            ),
            (
                "cards",
                {
                    "title": "Les aides",
                    "items": [
                        {
                            "title": "Banque des Territoires",
                            "illustration": "hands",
                            "text": """Depuis septembre 2025 : [[aide-banque-taux]] du coût des prestations, jusqu’à
                                [[aide-banque-plafond]] par collectivité. En particulier pour les communes « Villages
                                d’avenir ».""",
                            "page": "partenaires/banque-des-territoires",
                            "label": "Le partenariat",
                        },
                        {
                            "title": "Fonds de soutien au commerce rural",
                            "illustration": "bread",
                            "text": """Porté par l’ANCT et la DGE, il peut ajouter jusqu’à [[aide-fonds-plafond]],
                                selon ses propres critères.""",
                            "page": "questions-frequentes",
                            "label": "Vos questions",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "À vérifier pour votre commune",
                    "text": """<p>Ces montants sont indicatifs. Chaque aide a ses conditions et son calendrier, qui
                        peuvent changer : nous les regardons avec vous avant que le conseil ne vote.</p>""",
                },
            ),
            ("testimony", "maire-de-chaumont"),
            (
                "buttons",
                {
                    "items": [
                        {"label": "Parler de ma commune", "page": "contact", "style": "primary"},
                        {
                            "label": "Lire les questions des maires",
                            "page": "questions-frequentes",
                            "style": "secondary",
                        },
                    ]
                },
            ),
        ],
    ),
    page(
        "accompagnement/etude-de-prefiguration",
        ContentPage,
        "L’étude de préfiguration",
        illustration="map",
        association=OURS,
        summary="""La commune veut un lieu, mais lequel ? L’étude répond avant les travaux et avant les dépenses.
            Elle peut aussi conclure qu’il faut attendre, ou faire autrement.""",
        search_description="""Enquête, atelier d’habitants, étude du local, budget prévisionnel : le contenu d’une
            étude de préfiguration 1000 cafés.""",
        body=[
            (
                "paragraph",
                """<p>Beaucoup de mairies nous appellent avec un bâtiment en tête et une inconnue devant : bar,
                    épicerie, restaurant, un peu des trois ? L’étude de préfiguration, proposée depuis 2025, sert à
                    trancher. Nous en avons mené [[prefigurations]] cette année-là.</p>""",
            ),
            (
                "steps",
                {
                    "title": "Ce qu’elle contient",
                    "items": [
                        {
                            "title": "Le portrait du territoire",
                            "text": """Les statistiques, puis les gens : associations, entreprises, intercommunalité.
                                Qui vit là, qui travaille, qui passe.""",
                        },
                        {
                            "title": "La parole des habitants",
                            "text": "Un questionnaire pour tout le village, et un atelier où l’on débat de vive voix.",
                        },
                        {
                            "title": "La concurrence",
                            "text": "Ce qui existe déjà autour, pour compléter plutôt que pour concurrencer.",
                        },
                        {"title": "Le lieu", "text": "L’état du local, l’agencement possible, le matériel à prévoir."},
                        {
                            "title": "Le budget",
                            "text": "Un prévisionnel qui montre à quelles conditions une personne peut en vivre.",
                        },
                        {
                            "title": "Les recommandations",
                            "text": "Les forces, les fragilités, et le modèle qui nous paraît tenir la route.",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "success",
                    "title": "À la fin",
                    "text": """<p>Le conseil municipal a entre les mains de quoi décider : poursuivre, changer
                        d’idée, ou prendre son temps.</p>""",
                },
            ),
            ("figures", {"title": "Les habitants répondent", "items": ["reunions", "questionnaires"]}),
            ("testimony", "maire-de-thurageau"),
            ("buttons", {"items": [{"label": "Demander une étude", "page": "contact", "style": "primary"}]}),
        ],
    ),
    page(
        "accompagnement/tenir-un-cafe",
        ContentPage,
        "Tenir un café",
        illustration="counter",
        association=OURS,
        summary="""Se lever tôt, connaître les prénoms, compter la caisse, inventer la soirée de vendredi. Si cette
            vie vous tente, nous cherchons avec vous le village où elle est possible.""",
        search_description="""Devenir gérante ou gérant d’un café de village : le métier, la formation,
            l’accompagnement et la manière de se faire connaître.""",
        body=[
            ("heading", {"text": "Le métier, sans carte postale"}),
            (
                "paragraph",
                """<p>Un café de village ne vit pas que de café. On y prend le pain, on y dépose un colis, on y
                    déjeune le midi, on y joue aux cartes le soir. C’est ce mélange qui fait vivre le lieu, et qui
                    remplit la semaine. Les journées sont longues et l’hiver compte double. En échange : un métier
                    où l’on voit l’effet de ce qu’on fait, et un village qui vous connaît.</p>""",
            ),
            (
                "cards",
                {
                    "title": "Trois façons de s’y prendre",
                    "items": [
                        {
                            "title": "Seul·e ou à deux",
                            "text": """Vous exploitez le café pour votre compte, dans un local que la commune met
                                parfois à disposition.""",
                            "illustration": "counter",
                        },
                        {
                            "title": "En collectif",
                            "text": """Des habitants créent une association et se relaient, parfois avec une personne
                                salariée.""",
                            "illustration": "hands",
                        },
                        {
                            "title": "Par un tremplin",
                            "text": """Certains débuts se font par étapes, avec un soutien qui s’allège jusqu’à
                                l’indépendance.""",
                            "illustration": "bicycle",
                        },
                    ],
                },
            ),
            (
                "steps",
                {
                    "title": "De l’envie à l’ouverture",
                    "items": [
                        {
                            "title": "Vous vous présentez",
                            "text": """Votre parcours, la région où vous pourriez vivre, le café dont vous rêvez.
                                Écrivez-nous par le formulaire, sujet « Tenir un café ».""",
                        },
                        {
                            "title": "Une annonce vous convient",
                            "text": """À la phase de recrutement, nous diffusons l’offre de gérance : le lieu, les
                                conditions, ce que la mairie attend.""",
                        },
                        {
                            "title": "La mairie vous rencontre",
                            "text": """Nous lisons toutes les candidatures et présentons les plus solides. C’est la
                                commune qui choisit.""",
                        },
                        {
                            "title": "Vous vous formez",
                            "text": """Une remise à niveau sur ce qui vous manque : gestion, cuisine, accueil,
                                réglementation.""",
                        },
                        {
                            "title": "Vous ouvrez, entouré·e",
                            "text": """Réunion publique, mise en route des services, puis un suivi et un réseau de
                                collègues.""",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Les formalités",
                    "text": """<p>Servir de l’alcool demande un permis d’exploitation, une licence et une
                        déclaration en mairie au moins quinze jours avant l’ouverture. Vérifiez les règles en
                        vigueur sur service-public.fr : elles changent, et nous les relisons avec vous.</p>""",
                },
            ),
            ("figures", {"title": "En une année", "items": ["recrutements", "ouvertures", "exploitations"]}),
            ("testimony", "odette"),
            (
                "buttons",
                {
                    "items": [
                        {"label": "Me présenter", "page": "contact", "style": "primary"},
                        {"label": "Ce que m’apporte le réseau", "page": "reseau", "style": "secondary"},
                    ]
                },
            ),
        ],
    ),
]
