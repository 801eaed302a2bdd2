"""The library of the demo: themes, resources, toolkits, in our own words. Examples, and they say so."""

NOT_KNOWN = 40  # months since the one nobody has read over

# code, French, English
THEMES = [
    ("habitants", "Associer les habitants", "Involving residents"),
    ("financer", "Financer", "Funding"),
    ("regles", "Règles et sécurité", "Rules and safety"),
    ("recruter", "Recruter et s’entendre", "Recruiting and working together"),
    ("animer", "Faire vivre le café", "Keeping the café alive"),
    ("ages", "Accueillir tous les âges", "Welcoming all ages"),
]

# ``months``: since it was read over. What has a paper is a PDF made by the site; « xlsx » a sheet; ``story`` a page.
RESOURCES = [
    {
        "slug": "tenir-une-reunion-publique",
        "title": "Tenir une réunion publique sur le café",
        "summary": "Qui inviter, comment placer les chaises, quoi demander, et que faire la semaine d’après.",
        "kind": "guide",
        "theme": "habitants",
        "phase": "definition",
        "audiences": ["elected", "holders"],
        "association": "action_territoriale",
        "months": 2,
    },
    {
        "slug": "deroule-reunion",
        "title": "Déroulé minuté d’une réunion d’une heure et demie",
        "summary": "L’ordre du jour prêt à imprimer, minute par minute, avec la liste de ce qu’il faut apporter.",
        "kind": "template",
        "theme": "habitants",
        "phase": "definition",
        "audiences": ["elected", "holders"],
        "association": "action_territoriale",
        "months": 2,
    },
    {
        "slug": "questionnaire-habitants",
        "title": "Questionnaire pour les habitants, sur une page",
        "summary": "Six questions à cocher, à glisser dans les boîtes aux lettres. À reprendre et à raccourcir.",
        "kind": "template",
        "theme": "habitants",
        "phase": "definition",
        "audiences": ["elected", "holders"],
        "association": "action_territoriale",
        "months": 5,
    },
    {
        "slug": "ce-que-regarde-une-etude",
        "title": "Ce que regarde une étude de préfiguration",
        "summary": """Le territoire, les habitants, le local, les comptes : les quatre regards qui
            disent si un café tient.""",
        "kind": "guide",
        "theme": "habitants",
        "phase": "definition",
        "audiences": ["public"],
        "association": "action_territoriale",
        "months": 3,
        "story": [
            (
                "paragraph",
                """<p>Une étude de préfiguration répond à une seule question : un café peut-il vivre ici, et
                lequel ? Elle ne dit pas toujours oui. Un non bien expliqué évite des années de regrets.</p>""",
            ),
            (
                "steps",
                {
                    "title": "Les quatre regards",
                    "items": [
                        {
                            "title": "Le territoire",
                            "text": """Qui vit là, qui passe, ce qui existe à dix minutes en voiture. On
                    lit les statistiques, puis on va voir.""",
                        },
                        {
                            "title": "Les habitants",
                            "text": """Un questionnaire pour entendre beaucoup de monde, un atelier pour
                    comprendre. L’un sans l’autre trompe.""",
                        },
                        {
                            "title": "Le local",
                            "text": """Les murs, la cuisine, la terrasse, l’accès, les travaux. On
                    compte aussi
                    ce qui ne se voit pas : l’électricité, l’évacuation, le voisin du dessus.""",
                        },
                        {
                            "title": "Les comptes",
                            "text": """Un budget prévisionnel, avec une hypothèse basse que l’on regarde en
                    face.""",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "À la fin",
                    "text": """<p>Le conseil municipal reçoit des
                recommandations : un modèle de café, un plan d’action, et ce que chaque scénario coûte à la commune.</p>
                 """,
                },
            ),
            ("heading", {"text": "Ce que vous pouvez préparer"}),
            (
                "paragraph",
                """<ul><li>Les plans du local et les dernières factures d’énergie.</li><li>La liste des
                associations, avec un numéro de téléphone chacune.</li><li>Ce que vous savez de l’ancien café : sa
                licence, ses heures, la raison de sa fermeture.</li></ul>""",
            ),
        ],
    },
    {
        "slug": "financer-un-cafe",
        "title": "Financer un café : les aides, dans l’ordre",
        "summary": """Trois dépenses à ne pas confondre, les aides de chacune, et la fiche à tenir
            pour n’en perdre aucune.""",
        "kind": "guide",
        "theme": "financer",
        "phase": "",
        "audiences": ["public"],
        "association": "action_territoriale",
        "months": 1,
    },
    {
        "slug": "budget-previsionnel",
        "title": "Budget prévisionnel d’un café, sur douze mois",
        "summary": """Un tableur à remplir : recettes, charges, trésorerie, et ce qui reste pour
            vivre dans l’hypothèse basse.""",
        "kind": "spreadsheet",
        "theme": "financer",
        "phase": "",
        "audiences": ["members"],
        "association": "reseau",
        "months": 4,
        "xlsx": True,
    },
    {
        "slug": "annuaire-des-aides",
        "title": "Aides-territoires, l’annuaire public des aides",
        "summary": """Le moteur de recherche de l’État pour les collectivités : cherchez
            « commerce », puis votre département.""",
        "kind": "link",
        "theme": "financer",
        "phase": "",
        "audiences": ["public"],
        "association": "reseau",
        "months": 1,
        "url": "https://aides-territoires.beta.gouv.fr/",
    },
    {
        "slug": "licence-et-securite",
        "title": "Licence, permis, sécurité : les démarches dans l’ordre",
        "summary": "Ce qu’il faut avoir en main avant de servir le premier verre, et la chemise à tenir prête.",
        "kind": "guide",
        "theme": "regles",
        "phase": "opening",
        "audiences": ["members"],
        "association": "reseau",
        "months": 6,
    },
    {
        "slug": "trente-jours-avant",
        "title": "Les trente jours avant l’ouverture",
        "summary": "La liste à clouer derrière le comptoir, de J – 30 au premier café offert.",
        "kind": "template",
        "theme": "regles",
        "phase": "opening",
        "audiences": ["members"],
        "association": "reseau",
        "months": 6,
    },
    {
        "slug": "ecrire-une-offre-de-gerance",
        "title": "Écrire une offre de gérance qui donne envie",
        "summary": "Ce que l’on doit y lire en une minute, les chiffres à donner, les phrases à éviter.",
        "kind": "guide",
        "theme": "recruter",
        "phase": "recruitment",
        "audiences": ["elected"],
        "association": "action_territoriale",
        "months": 3,
    },
    {
        "slug": "grille-entretien",
        "title": "Grille d’entretien avec une candidate ou un candidat",
        "summary": "Les mêmes questions pour tout le monde, et ce que l’on n’a pas le droit de demander.",
        "kind": "template",
        "theme": "recruter",
        "phase": "recruitment",
        "audiences": ["elected"],
        "association": "action_territoriale",
        "months": 3,
    },
    {
        "slug": "cent-premiers-jours",
        "title": "Les cent premiers jours, à trois",
        "summary": """Mairie, exploitant, accompagnement : qui fait quoi, quand on se parle, et sur
            quoi l’on ne cède pas.""",
        "kind": "guide",
        "theme": "recruter",
        "phase": "operation",
        "audiences": ["elected", "managers"],
        "association": "reseau",
        "months": 2,
        "story": [
            (
                "paragraph",
                """<p>Un café qui ouvre a trois parents : la mairie, qui a voulu le lieu ; l’exploitante ou
                l’exploitant, qui le tient ; l’accompagnement, qui a vu d’autres villages. Les cent premiers jours
                décident de la façon dont ils se parleront ensuite.</p>""",
            ),
            (
                "steps",
                {
                    "title": "Trois rendez-vous",
                    "items": [
                        {
                            "title": "Au dixième jour",
                            "text": """Une heure au comptoir, après la fermeture. Ce qui
                    surprend, ce qui
                    fatigue, ce qu’il faut réparer tout de suite.""",
                        },
                        {
                            "title": "Au quarantième jour",
                            "text": """On ouvre les comptes. Les heures du matin sont-elles
                    tenues ?
                    Quel service amène du monde ?""",
                        },
                        {
                            "title": "Au centième jour",
                            "text": """On change une chose, une seule : les heures, la carte ou le
                    loyer. On le dit aux habitants.""",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "Ce qui abîme",
                    "text": """<p>La mairie qui passe commande comme un
                client mécontent. L’exploitant qui ferme sans prévenir. L’accompagnement qui répond à leur place.</p>
                 """,
                },
            ),
            (
                "questions",
                {
                    "title": "",
                    "items": [
                        {
                            "question": "Qui décide des horaires ?",
                            "answer": """<p>L’exploitant, dans le cadre de la convention.
                    La mairie dit ses attentes une fois par saison, pas chaque lundi.</p>""",
                        },
                        {
                            "question": "Et si le chiffre ne vient pas ?",
                            "answer": """<p>On en parle au premier mois trop maigre,
                    pas au sixième. Un service minimum vaut mieux qu’un rideau baissé : le réseau sait le monter.</p>
                     """,
                        },
                    ],
                },
            ),
        ],
    },
    {
        "slug": "accueillir-les-seniors",
        "title": "Accueillir les anciens sans en faire une activité",
        "summary": "Deux chaises à accoudoirs, un mardi qui revient, une voisine qui passe prendre : ce qui marche.",
        "kind": "guide",
        "theme": "ages",
        "phase": "operation",
        "audiences": ["members"],
        "association": "reseau",
        "months": 4,
    },
    {
        "slug": "douze-animations",
        "title": "Douze animations à moins de cinquante euros",
        "summary": "De la table ouverte au concert de poche : à choisir par deux, à tenir trois mois.",
        "kind": "guide",
        "theme": "animer",
        "phase": "operation",
        "audiences": ["managers", "holders", "elected"],
        "association": "reseau",
        "months": 7,
    },
    {
        "slug": "colis-presse-pain",
        "title": "Colis, presse, pain : compter avant de dire oui",
        "summary": "Ce que rapporte un service, le temps qu’il prend, et les questions à poser au fournisseur.",
        "kind": "guide",
        "theme": "animer",
        "phase": "operation",
        "audiences": ["managers", "holders"],
        "association": "reseau",
        "months": NOT_KNOWN,
    },
    {
        "slug": "village-cafes-in-brief",
        "title": "Village cafés in brief, une page en anglais",
        "summary": "Pour présenter l’initiative à une ville jumelée, à un partenaire ou à des visiteurs étrangers.",
        "kind": "guide",
        "theme": "animer",
        "phase": "",
        "audiences": ["public"],
        "association": "reseau",
        "months": 8,
        "language": "en",
    },
]

# steps: resource, title, text
TOOLKITS = [
    {
        "slug": "reussir-sa-reunion-publique",
        "title": "Réussir sa réunion publique",
        "goal": "En trois semaines, savoir ce que le village attend d’un café, et qui est prêt à aider.",
        "introduction": "<p>Une seule personne peut tenir cette boîte ; à deux, c’est plus gai.</p>",
        "phase": "definition",
        "audiences": ["elected", "holders"],
        "steps": [
            (
                "ce-que-regarde-une-etude",
                "Savoir ce que l’on cherche",
                """<p>Lisez cette page d’abord : la réunion
                nourrit
                l’étude, elle ne la remplace pas.</p>""",
            ),
            (
                "questionnaire-habitants",
                "Distribuer le questionnaire",
                """<p>Trois semaines avant. Les réponses arrivées
                tôt vous donneront les sujets de la soirée.</p>""",
            ),
            (
                "tenir-une-reunion-publique",
                "Préparer la soirée",
                """<p>La date, la salle, les deux personnes à la
                porte.</p>""",
            ),
            (
                "deroule-reunion",
                "Tenir l’heure et demie",
                """<p>Imprimez-le, donnez-le à qui garde l’heure, et tenez
                l’ordre.</p>""",
            ),
        ],
    },
    {
        "slug": "de-l-offre-au-premier-cafe",
        "title": "De l’offre de gérance au premier café servi",
        "goal": "Trouver la bonne personne, ouvrir dans les règles, et bien commencer à travailler ensemble.",
        "introduction": """<p>Comptez six mois, dont trois où rien ne semble avancer. C’est normal : les
            autres communes
            vous le diront.</p>""",
        "phase": "recruitment",
        "audiences": ["elected"],
        "steps": [
            ("budget-previsionnel", "Refaire les comptes", "<p>L’hypothèse basse va dans l’offre. Pas la haute.</p>"),
            (
                "ecrire-une-offre-de-gerance",
                "Écrire l’offre",
                """<p>Faites-la relire par quelqu’un qui n’est pas
                d’ici.</p>""",
            ),
            ("grille-entretien", "Recevoir les candidates et les candidats", "<p>À deux, et le même jour.</p>"),
            ("licence-et-securite", "Lancer les démarches", "<p>Dès le choix fait : la formation se réserve tôt.</p>"),
            ("trente-jours-avant", "Ouvrir", "<p>Une page, clouée derrière le comptoir.</p>"),
            (
                "cent-premiers-jours",
                "Prendre de bonnes habitudes",
                """<p>Trois rendez-vous à noter dès
                aujourd’hui.</p>""",
            ),
        ],
    },
    {
        "slug": "un-cafe-pour-tous-les-ages",
        "title": "Un café pour tous les âges",
        "goal": "Faire venir, et revenir, celles et ceux qui ne sortent plus beaucoup.",
        "introduction": "",
        "phase": "operation",
        "audiences": ["members"],
        "steps": [
            (
                "accueillir-les-seniors",
                "Regarder son café avec d’autres yeux",
                """<p>Asseyez-vous à chaque table,
                et relevez-vous sans les mains.</p>""",
            ),
            ("douze-animations", "Choisir deux rendez-vous", "<p>Pas trois. Tenez-les un trimestre.</p>"),
            (
                "colis-presse-pain",
                "Ajouter un service, si le compte y est",
                """<p>Un colis fait entrer des gens qui
                n’osaient pas.</p>""",
            ),
            (
                "budget-previsionnel",
                "Vérifier que cela se paie",
                """<p>Une ligne pour les animations, une pour le
                temps.</p>""",
            ),
        ],
    },
    {
        "slug": "financer-son-cafe",
        "title": "Financer son café",
        "goal": "Savoir combien il manque, et à qui le demander en premier.",
        "introduction": "<p>Ouverte à tout le monde ; le tableur, lui, est réservé aux membres.</p>",
        "phase": "",
        "audiences": ["public"],
        "steps": [
            ("financer-un-cafe", "Séparer les dépenses", "<p>L’accompagnement, les murs, le démarrage.</p>"),
            (
                "budget-previsionnel",
                "Compter sur douze mois",
                """<p>Commencez par les charges : elles ne mentent
                pas.</p>""",
            ),
            ("annuaire-des-aides", "Chercher les aides ouvertes", "<p>Notez la date de chaque recherche.</p>"),
        ],
    },
]

# Who keeps, ticks and says what, among the accounts of the demo: the page of progress has something to show.
KEPT = {"elue": ["financer-un-cafe", "grille-entretien"], "gerante": ["douze-animations", "accueillir-les-seniors"]}
DONE = {"elue": ("reussir-sa-reunion-publique", ["ce-que-regarde-une-etude", "questionnaire-habitants"])}
USEFUL = {
    "elue": ["tenir-une-reunion-publique"],
    "gerante": ["accueillir-les-seniors"],
    "porteur": ["financer-un-cafe"],
}
