"""What is said at the board of everybody."""

TOPICS = [
    {
        "code": "bienvenue",
        "board": "comptoir",
        "kind": "announcement",
        "title": "Bienvenue : comment on se parle ici",
        "tags": ["mode d’emploi"],
        "is_pinned": True,
        "useful": {1: ["elue", "gerante", "irma", "fernand"]},
        "posts": [
            (
                "reseau",
                41,
                "09:15",
                """Ce forum est à vous : on y pose la question qu’on n’ose pas poser en réunion, et quelqu’un l’a
                sûrement
                déjà vécue.

                - **Une question** reste ouverte jusqu’à ce que vous la marquiez comme résolue. Au bout de trois jours
                sans
                réponse, nous cherchons quelqu’un pour y répondre.
                - **Un échange** n’attend pas de solution : on raconte, on compare.
                - Ce que vous écrivez dans un espace n’est lu que par celles et ceux à qui il est destiné, et par
                l’équipe.

                Pas de nom d’habitant, pas de chiffre d’affaires d’un autre que vous. Pour le reste, parlez comme au
                comptoir.""",
            ),
            (
                "fernand",
                40,
                "20:48",
                """Merci. Est-ce que les gérants lisent ce qu’on écrit dans « Entre élus » ? Je voudrais parler de loyer
                sans mettre la nôtre dans l’embarras.""",
            ),
            (
                "reseau",
                39,
                "08:52",
                """Non : seules les personnes qui ont un mandat, et nous. Si un sujet doit changer d’espace, l’équipe le
                déplace et vous le dit avant.""",
            ),
        ],
    },
    {
        "code": "aines",
        "board": "comptoir",
        "kind": "discussion",
        "title": "Faire revenir les plus âgés : ce qui marche chez vous",
        "tags": ["séniors", "animations", "transport"],
        "team": [6],
        "useful": {2: ["elue", "irma", "celeste"], 4: ["irma", "gerante", "joachim", "edwige"], 6: ["elue"]},
        "posts": [
            (
                "irma",
                24,
                "10:05",
                """Notre association a ouvert le café il y a deux ans. Les familles viennent, les jeunes aussi. Ceux qui
                avaient l’habitude de l’ancien café, eux, restent chez eux. Quand je leur demande pourquoi, on me répond
                « je ne connais plus personne ». Qu’avez-vous essayé ?""",
            ),
            (
                "joachim",
                24,
                "14:30",
                """Le loto n’a rien donné, la belote du mardi à 14 h, si. La différence : pour la belote, il manque
                toujours quelqu’un, alors on s’appelle.""",
            ),
            (
                "celeste",
                23,
                "21:12",
                """Chez nous c’était le trajet. Deux adjoints prennent chacun trois personnes le jeudi midi, au retour
                de
                la pharmacie. On l’a écrit au bulletin avec un numéro de téléphone, pas avec une inscription en
                ligne.""",
            ),
            (
                "gaelle",
                22,
                "16:40",
                """Je ne propose plus « un atelier pour les séniors ». Je demande un service : qui sait recoudre, qui
                a la
                recette, qui peut reconnaître les gens sur les photos de classe de 1962. On vient pour être utile, on
                reste pour le café.

                Et une chaise avec des accoudoirs près de la porte. Cela paraît bête ; c’est la première chose qu’on
                m’ait
                demandée.""",
            ),
            (
                "irma",
                22,
                "19:25",
                """Les photos de classe, c’est pour samedi. @gaelle je vous pique aussi la chaise.""",
            ),
            (
                "culture",
                21,
                "11:00",
                """Côté équipe : le programme *Bien vieillir* prend en charge des ateliers de cuisine et d’activité
                physique dans les cafés qui y participent, et rembourse une partie des animations entre générations. Si
                vous voulez en être, dites-nous quel jour votre salle est libre : c’est ce qui manque le plus souvent
                pour fixer une date.""",
            ),
        ],
    },
    {
        "code": "horaires",
        "board": "comptoir",
        "kind": "question",
        "title": "Ouvrir plus longtemps sans épuiser l’équipe ?",
        "tags": ["horaires", "bénévoles"],
        "solved": 3,
        "useful": {3: ["edwige", "gerante", "irma", "bernard"], 4: ["elue"]},
        "posts": [
            (
                "edwige",
                17,
                "22:10",
                """Les habitants nous demandent d’ouvrir le dimanche et le soir. Nous avons une gérante et quarante
                bénévoles, dont douze viennent vraiment. Comment faites-vous pour élargir sans que tout repose sur les
                mêmes ?""",
            ),
            (
                "hippolyte",
                16,
                "08:20",
                """En ouvrant moins, d’abord. Nous avons compté les cafés servis par heure pendant un mois : le lundi
                matin, trois. Nous fermons le lundi, et nous avons pris ces heures pour le dimanche.""",
            ),
            (
                "irma",
                16,
                "12:45",
                """Ce qui nous a sauvés :

                1. Un créneau de bénévoles dure deux heures, jamais plus, et ils sont toujours deux.
                2. On s’engage pour un trimestre, pas pour la vie.
                3. La gérante ne remplace personne. S’il manque quelqu’un, on ferme et on l’écrit sur la porte.

                La première porte fermée a fait parler. Il n’y en a pas eu de deuxième.""",
            ),
            (
                "elue",
                15,
                "18:33",
                """Côté mairie, un conseil : affichez les mêmes horaires partout. La fiche du café, la porte, le
                panneau d’entrée du village. Chez nous c’étaient trois horaires différents, et les gens ne venaient plus
                vérifier.""",
            ),
            (
                "edwige",
                15,
                "21:58",
                """Merci à tous. Nous essayons le créneau de deux heures à deux dès septembre, et nous comptons un mois
                avant de décider pour le dimanche.""",
            ),
        ],
    },
    {
        "code": "recit",
        "board": "comptoir",
        "kind": "discussion",
        "title": "Raconter le village : photo, écriture, son ?",
        "tags": ["culture", "animations"],
        "team": [3],
        "useful": {2: ["gaelle"], 3: ["gaelle", "elue"]},
        "posts": [
            (
                "gaelle",
                9,
                "17:20",
                """J’aimerais proposer cet hiver quelque chose où les gens racontent leur village. Un atelier d’écriture
                fait peur, la photo attire ceux qui en font déjà. Vous avez une expérience ?""",
            ),
            (
                "bernard",
                8,
                "20:02",
                """Nous avons trois villages qui se parlaient peu. Nous avons enregistré des voix : chacun raconte un
                lieu en deux minutes, debout, devant le lieu. Personne n’a eu l’impression d’écrire ni de jouer. On
                écoute au café, au casque, en buvant quelque chose.""",
            ),
            (
                "culture",
                7,
                "10:30",
                """Le son est une très bonne porte. Trois choses à prévoir avant d’enregistrer qui que ce soit : une
                autorisation signée, une date de fin, et quelqu’un qui réécoute avec la personne avant de rendre public.

                Pour une résidence d’artiste, écrivez à l’équipe : nous regardons d’abord les
                cafés qui n’ont encore rien reçu.""",
            ),
            (
                "gaelle",
                2,
                "15:05",
                """Deux minutes, debout, devant le lieu : je garde la règle telle quelle. Qui aurait un modèle
                d’autorisation tout simple ?""",
            ),
        ],
    },
]
