"""Who we are."""

from home.models import ContentPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "qui-sommes-nous",
        ContentPage,
        "Qui sommes-nous",
        illustration="village",
        share_image="carte",
        summary="""1000 cafés aide les villages à retrouver un endroit où se retrouver. Deux associations du Groupe
            SOS portent le travail, sans but lucratif, sans drapeau politique ni religieux.""",
        search_description="""Deux associations du Groupe SOS aident depuis 2019 les communes de moins de 3 500
            habitants à garder ou à retrouver leur café.""",
        body=[
            ("heading", {"text": "Pourquoi un café"}),
            (
                "paragraph",
                """<p>Regardez la place d’un village à dix-huit heures. S’il y a un café, il y a de la lumière, deux
                    vélos contre le mur, quelqu’un qui attend son colis et quelqu’un qui attend quelqu’un. S’il n’y
                    en a plus, il reste un parking.</p>
                    <p>En France, [[petites-communes]] communes comptent moins de 3 500 habitants. Et
                    [[communes-sans-commerce]], toutes tailles confondues, n’ont plus un seul commerce.
                    Quand le dernier rideau tombe, on perd plus qu’un expresso : l’endroit où l’on apprend les
                    nouvelles, où l’on trouve un coup de main, où l’on remarque l’absence de quelqu’un.</p>""",
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
            ("heading", {"text": "Notre métier"}),
            (
                "paragraph",
                """<p>Nous ne possédons pas les cafés et nous ne les tenons pas. Nous travaillons entre la mairie,
                    qui veut faire revivre un lieu, et la personne ou le collectif qui le fera vivre. Nous écoutons
                    les habitants, nous comptons, nous cherchons la bonne personne, et nous répondons encore au
                    téléphone quand l’inauguration est passée.</p>""",
            ),
            (
                "figures",
                {"title": "Depuis 2019", "items": ["maires", "communes-accompagnees", "habitants"]},
            ),
            (
                "steps",
                {
                    "title": "Trois manières d’agir",
                    "items": [
                        {
                            "title": "Ouvrir, reprendre, maintenir",
                            "text": "Un accompagnement en quatre phases, au plus près du terrain, pour chaque commune.",
                        },
                        {
                            "title": "Mettre en réseau",
                            "text": """Des rencontres, des outils et des animations pour celles et ceux qui élisent,
                                gèrent ou préparent un café.""",
                        },
                        {
                            "title": "Inventer",
                            "text": """Une guinguette qui roule, une abbaye qui se partage : quand un café fixe n’est
                                pas possible, nous essayons autre chose.""",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Le Groupe SOS",
                    "text": """<p>1000 cafés est née au sein du Groupe SOS, une organisation à but non lucratif
                        fondée en 1984, laïque et apartisane. Elle réunit des associations et des entreprises
                        sociales, de la santé à la culture, et emploie 26 000 personnes.</p>""",
                },
            ),
        ],
    ),
    page(
        "qui-sommes-nous/histoire",
        ContentPage,
        "Notre histoire",
        illustration="bicycle",
        summary="""Un appel lancé aux maires à la rentrée 2019, et depuis, une place de village après l’autre.
            Quelques dates pour comprendre ce qui a changé en chemin.""",
        search_description="""De l’appel aux maires de 2019 à la deuxième guinguette mobile : l’histoire de 1000 cafés
            en quelques dates.""",
        body=[
            (
                "timeline",
                {
                    "title": "Année après année",
                    "items": [
                        {
                            "date": "Sept. 2019",
                            "title": "L’appel aux maires",
                            "text": """Le 12 septembre, le Groupe SOS annonce 1000 cafés. Les réponses des communes
                                arrivent en quelques jours. La Fondation Kronenbourg est de la partie.""",
                        },
                        {
                            "date": "2022",
                            "title": "La culture prend la route",
                            "text": """La première Tournée des Villages apporte cinéma, théâtre et musique dans les
                                cafés. La même année, l’équipe devient coordinatrice de l’abbaye de
                                Saint-Sever-de-Rustan.""",
                        },
                        {
                            "date": "2023",
                            "title": "On commence à mesurer",
                            "text": """Un doctorant rejoint l’équipe, en convention Cifre. Sa question : que change
                                vraiment un café dans une commune ?""",
                        },
                        {
                            "date": "2025",
                            "title": "L’accompagnement change de base",
                            "text": """Gratuites jusqu’en 2024, les prestations deviennent payantes. Une étape s’ajoute
                                au début du chemin : l’étude de préfiguration.""",
                        },
                        {
                            "date": "Été 2025",
                            "title": "Une guinguette picarde",
                            "text": """Le Grand Est a désormais son propre véhicule, et une deuxième guinguette part
                                sur les routes de l’Aisne : [[guinguettes-picardie]] soirées pour sa première
                                saison.""",
                        },
                        {
                            "date": "Sept. 2025",
                            "title": "La Banque des Territoires s’engage",
                            "text": """Elle paie une partie de l’accompagnement des communes, dans la limite d’un
                                plafond.""",
                        },
                        {
                            "date": "2025",
                            "title": "Cinq ans au Sénat",
                            "text": """Maires, gérantes, partenaires : l’association fête ses cinq ans au palais du
                                Luxembourg.""",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Cinq ans ou six ?",
                    "text": """<p>Le programme a été lancé en septembre 2019 ; l’association, elle, a fêté ses cinq
                        ans en 2025. D’où les deux âges que l’on rencontre. Nos chiffres « depuis 2019 » comptent à
                        partir du lancement.</p>""",
                },
            ),
            ("heading", {"text": "Ce qui n’a pas bougé"}),
            (
                "paragraph",
                """<p>Les modèles ont changé, les financements aussi. Une conviction est restée : aucun village ne
                    ressemble au suivant, et un café copié d’ailleurs ne tient pas. On commence donc toujours par la
                    même chose : s’asseoir avec les gens et leur demander ce qui leur manque.</p>""",
            ),
            (
                "buttons",
                {
                    "items": [
                        {"label": "Voir comment nous travaillons", "page": "accompagnement", "style": "primary"},
                        {"label": "Lire les rapports", "page": "rapports", "style": "secondary"},
                    ]
                },
            ),
        ],
    ),
    page(
        "qui-sommes-nous/deux-associations",
        ContentPage,
        "Deux associations, un même comptoir",
        illustration="hands",
        summary="""L’une vend des services aux communes et paie des impôts. L’autre travaille pour l’intérêt
            général. Elles se partagent les métiers, jamais les comptes.""",
        search_description="""Action territoriale accompagne les communes, Le Réseau 1000 cafés anime et défend :
            qui fait quoi, et avec quel argent.""",
        body=[
            ("heading", {"text": "1000 cafés – Action territoriale"}),
            (
                "paragraph",
                """<p>C’est l’équipe de terrain. Elle mène les études, cherche les gérantes et les gérants, prépare
                    les ouvertures et suit les premiers mois. Elle fait rouler les guinguettes du Grand Est et de
                    Picardie, et coordonne l’abbaye de Saint-Sever-de-Rustan.</p>
                    <p>Parce qu’elle vend des prestations et des boissons, elle est soumise aux impôts
                    commerciaux.</p>""",
            ),
            ("heading", {"text": "Le Réseau 1000 cafés"}),
            (
                "paragraph",
                """<p>C’est la maison commune. Elle relie les élues et les élus, les gérantes et les gérants, les
                    collectifs d’habitants. Elle programme des spectacles et des ateliers, cherche les mécènes,
                    porte le plaidoyer et mène la recherche. La direction des deux structures y est rattachée.</p>
                    <p>Son activité est d’intérêt général : elle n’est pas fiscalisée.</p>""",
            ),
            (
                "cards",
                {
                    "title": "Qui porte quoi",
                    "items": [
                        {
                            "title": "L’accompagnement",
                            "text": "Action territoriale",
                            "illustration": "meeting",
                            "page": "accompagnement",
                        },
                        {
                            "title": "Les guinguettes",
                            "text": "Action territoriale",
                            "illustration": "guinguette",
                            "page": "guinguettes",
                        },
                        {
                            "title": "L’abbaye",
                            "text": "Action territoriale",
                            "illustration": "abbaye",
                            "page": "abbaye",
                        },
                        {
                            "title": "Le réseau",
                            "text": "Le Réseau 1000 cafés",
                            "illustration": "letter",
                            "page": "reseau",
                        },
                        {
                            "title": "La culture",
                            "text": "Le Réseau 1000 cafés",
                            "illustration": "concert",
                            "page": "culture",
                        },
                        {
                            "title": "Le plaidoyer",
                            "text": "Le Réseau 1000 cafés",
                            "illustration": "report",
                            "page": "plaidoyer",
                        },
                    ],
                },
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Comment les reconnaître",
                    "text": """<p>Quand une page parle d’un programme, elle dit laquelle des deux associations en a
                        la charge. Les comptes sont présentés séparément sur la page <a
                        href="/transparence/">Transparence</a>.</p>""",
                },
            ),
        ],
    ),
    page(
        "qui-sommes-nous/gouvernance",
        ContentPage,
        "Équipe et gouvernance",
        illustration="meeting",
        summary="""Une présidente, une directrice, une équipe sur les routes. Voici à qui vous parlez quand vous nous
            écrivez.""",
        search_description="""La présidence, la direction et les métiers de l’équipe 1000 cafés, et l’adresse qui
            répond à chaque sujet.""",
        body=[
            (
                "team",
                {
                    "title": "Qui représente 1000 cafés",
                    "items": [
                        {
                            "name": "Chloé Brillon",
                            "role": "Présidente",
                            "text": "Elle préside l’association et la représente devant les pouvoirs publics.",
                        },
                        {
                            "name": "Camille Sebaux",
                            "role": "Directrice",
                            "association": "reseau",
                            "text": "Elle dirige l’initiative et en porte la voix dans les débats sur la ruralité.",
                        },
                    ],
                },
            ),
            ("heading", {"text": "Les métiers de l’équipe"}),
            (
                "paragraph",
                """<ul><li><b>Accompagner</b> : aller voir les mairies, animer les ateliers d’habitants, établir un
                    budget qui tient debout.</li>
                    <li><b>Animer</b> : faire vivre la communauté des élues et des élus, celle des gérantes et des
                    gérants.</li>
                    <li><b>Programmer</b> : choisir les compagnies, dessiner les tournées, soutenir les idées des
                    cafés.</li>
                    <li><b>Faire rouler</b> : conduire la guinguette, monter les tables, servir.</li>
                    <li><b>Chercher</b> : un doctorant salarié étudie ce que les cafés changent. Des apprenties et
                    des apprentis complètent l’équipe.</li></ul>""",
            ),
            ("heading", {"text": "À qui écrire"}),
            (
                "paragraph",
                """<p>Pour un projet, une guinguette, un partenariat : <a
                    href="mailto:contact@1000cafes.org">contact@1000cafes.org</a>. Pour la presse et la
                    communication : <a href="mailto:communication@1000cafes.org">communication@1000cafes.org</a>. Le
                    <a href="/contact/">formulaire</a> fait le tri pour vous.</p>""",
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Ce qui manque encore ici",
                    "text": """<p>La composition des deux conseils d’administration et la liste complète de l’équipe
                        seront publiées quand chaque personne aura donné son accord.</p>""",
                },
            ),
        ],
    ),
]
