"""What a café costs a commune, and what somebody who lives there can do."""

from datetime import date

from home.models import SimulatorPage, VillagePage
from millecafes.demo.content.figures import CHECKED, REPORT
from millecafes.demo.entry import page

AIDS = [
    {
        "code": "banque-des-territoires",
        "name": "Aide de la Banque des Territoires",
        "funder": "Banque des Territoires",
        "rate": 50,
        "cap": 10_000,
        "valid_from": date(2025, 9, 1),
        "conditions": """Elle paie une part de l’accompagnement demandé par la commune, notamment dans les communes
            Villages d’Avenir.""",
        "doubts": """la limite de 10 000 € par collectivité est comptée ici sur l’aide, et le label n’est pas exigé. Le
            rapport ne le dit pas clairement.""",
        "source": REPORT,
        "checked_on": CHECKED,
        "sort_order": 10,
    },
    {
        "code": "fonds-commerce-rural",
        "name": "Fonds de soutien au commerce rural",
        "funder": "ANCT et DGE",
        "rate": 100,
        "cap": 5_000,
        "conditions": """Il complète l’autre aide, pour l’accompagnement. Il vise les communes rurales selon la grille
            de densité de l’Insee, ce qui n’est pas la même règle que les 3 500 habitants.""",
        "doubts": "son budget avait été annoncé pour 2023 et 2024. Vérifiez qu’il est ouvert avant d’y compter.",
        "source": REPORT,
        "checked_on": CHECKED,
        "sort_order": 20,
    },
]

LETTER = """[Vos nom et prénom]

[Votre adresse]

À l’attention de Madame la Maire ou de Monsieur le Maire

Commune : [commune] – [département]

Objet : un café pour notre village

Madame la Maire, Monsieur le Maire,

Quand le café ferme, on se croise sur la route et l’on ne se parle plus guère. Je vous écris parce que j’aimerais que
notre village retrouve un lieu où l’on entre sans raison, et d’où l’on sort avec des nouvelles.

L’initiative 1000 cafés accompagne les communes de moins de 3 500 habitants qui n’ont plus de café, ou qui risquent de
le perdre : étude, consultation des habitants, recherche de la personne qui le tiendra, suivi dans la durée. La demande
vient toujours de la mairie, et une lettre d’une page suffit pour commencer.

De mon côté, je peux apporter ceci : [un local, du temps, un métier, des voisines et des voisins prêts à aider].

J’aimerais beaucoup en parler avec vous, ou lors d’une réunion ouverte à tout le village.

Avec mes salutations respectueuses,

[Votre signature]

Pour en savoir plus : 1000cafes.org, contact@1000cafes.org"""

PAGES = [
    page(
        "simulateur",
        SimulatorPage,
        "Ce qu’il restera à payer",
        illustration="counter",
        association="action_territoriale",
        summary="""Un coût, deux aides possibles, et ce que la commune paierait vraiment. Le calcul tient en dix
            secondes, et dit d’où vient chaque chiffre.""",
        search_description="""Simulateur du reste à charge d’une commune qui veut rouvrir son café : aides, plafonds,
            total et conditions, sans rien enregistrer.""",
        body=[
            (
                "steps",
                {
                    "title": "Et après le calcul ?",
                    "items": [
                        {
                            "title": "Gardez l’adresse de cette page",
                            "text": """Elle contient votre réponse : envoyez-la à votre conseil, imprimez-la, revenez-y
                                plus tard.""",
                        },
                        {
                            "title": "Écrivez-nous avant de demander une aide",
                            "text": """Nous vérifions avec vous qu’elle est ouverte, que la commune y a droit, et dans
                                quel ordre faire les demandes.""",
                        },
                        {
                            "title": "Décidez quand tout est clair",
                            "text": "Rien n’engage la commune avant une délibération du conseil.",
                        },
                    ],
                },
            ),
            (
                "buttons",
                {
                    "items": [
                        {
                            "label": "Accueillir un café",
                            "page": "accompagnement/accueillir-un-cafe",
                            "style": "secondary",
                        },
                    ]
                },
            ),
        ],
    ),
    page(
        "mon-village",
        VillagePage,
        "Mon village n’a plus de café",
        illustration="village",
        summary="""Le rideau est baissé et il vous manque un comptoir ? Dites-nous où vous vivez : nous vous disons si
            la commune peut être accompagnée, et par où commencer.""",
        search_description="""Habitantes et habitants : votre commune peut-elle rouvrir son café avec 1000 cafés ? Ce
            que vous pouvez faire, et une lettre prête pour la mairie.""",
        letter=LETTER,
        body=[
            (
                "steps",
                {
                    "title": "Ce que vous pouvez faire",
                    "items": [
                        {
                            "title": "Parlez-en à trois personnes",
                            "text": """Une envie partagée pèse plus qu’une pétition. Demandez à chacune ce qu’elle
                                viendrait y faire, et quel jour.""",
                        },
                        {
                            "title": "Regardez les murs",
                            "text": """Un ancien café, une école vide, une salle communale : notez ce qui existe, et à
                                qui cela appartient.""",
                        },
                        {
                            "title": "Écrivez à la mairie",
                            "text": """C’est elle qui fait la demande. Si votre commune est concernée, une lettre prête
                                à envoyer vous attend sur cette page.""",
                        },
                        {
                            "title": "Proposez une rencontre",
                            "text": """Une réunion publique, même à quinze, montre à la mairie qu’elle ne sera pas
                                seule. Nous pouvons y venir.""",
                        },
                    ],
                },
            ),
            (
                "paragraph",
                """<p>D’autres questions ? Les <a href="/questions-frequentes/">réponses aux habitantes et aux
                    habitants</a> en disent plus.</p>""",
            ),
        ],
    ),
]
