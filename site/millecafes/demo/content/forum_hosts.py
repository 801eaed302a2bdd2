"""What is said by those who run a café, and by those who prepare one."""

TOPICS = [
    {
        "code": "multiservice",
        "board": "tenir-un-cafe",
        "kind": "question",
        "title": "Pain, colis, retrait d’argent : qu’est-ce qui fait venir, qu’est-ce qui fait perdre du temps ?",
        "tags": ["multiservice", "services"],
        "solved": 3,
        "useful": {2: ["katell"], 3: ["katell", "gaelle", "hippolyte"], 4: ["katell"]},
        "posts": [
            (
                "katell",
                26,
                "18:20",
                """Je passe dans six villages avec le camion. On me demande tout : pain, colis, timbres, espèces, gaz.
                Je
                ne peux pas tout prendre. Vous, qu’avez-vous gardé au bout d’un an ?""",
            ),
            (
                "joachim",
                25,
                "09:10",
                """Les colis, jamais plus. Vingt par jour en décembre dans une réserve de quatre mètres carrés, et des
                gens
                pressés qui ne boivent rien.""",
            ),
            (
                "gerante",
                25,
                "15:45",
                """Nous avons tenu un cahier pendant deux mois : pour chaque service, combien de passages, combien
                prennent
                autre chose, combien de minutes.

                - **Le pain** : tout le monde, tous les jours, une consommation sur trois. On garde.
                - **Les colis** : beaucoup de passages, peu de consommations. On garde, de 17 h à 19 h seulement.
                - **Le retrait d’espèces** : quatre par jour, mais ce sont des gens qui n’ont plus rien d’autre. On
                garde,
                et on en parle à la mairie.
                - **Le gaz** : lourd, réglementé, peu rentable. On a arrêté.

                Le cahier a décidé à notre place, et personne ne s’est vexé.""",
            ),
            (
                "gaelle",
                24,
                "11:30",
                """Pour la presse et les timbres, regardez la commission avant de dire oui : chez moi cela paie à peine
                l’heure de comptage. Mais le monsieur du journal vient tous les matins, et il amène les autres.""",
            ),
            (
                "katell",
                23,
                "20:05",
                """Je commence le cahier lundi. Le pain et les espèces d’abord, donc.""",
            ),
        ],
    },
    {
        "code": "soirees",
        "board": "tenir-un-cafe",
        "kind": "discussion",
        "title": "Animations : combien de soirées par mois, et qui les paie ?",
        "tags": ["animations", "budget"],
        "useful": {2: ["joachim", "gerante"], 5: ["joachim"]},
        "added": {3: "Une ligne de plus, apprise depuis. Le fonds ne rembourse que ce que le compte du café a payé."},
        "posts": [
            (
                "joachim",
                14,
                "10:50",
                """Un concert le premier samedi, complet à chaque fois, et à la fin du mois je n’ai rien gagné : cachet,
                repas, une serveuse de plus. Combien en faites-vous, et comment cela s’équilibre ?""",
            ),
            (
                "gaelle",
                13,
                "16:15",
                """Deux par mois : une où je gagne (jeux, quiz, soupe), une où je donne (concert, lecture). J’écris le
                résultat de chacune sur la même feuille. Celle qui donne fait venir celle qui rapporte, mais il faut les
                deux.""",
            ),
            (
                "gerante",
                12,
                "14:40",
                """Et demander : la commune a voté une petite enveloppe, et une partie de nos frais est remboursée par
                le
                fonds d’animation. Gardez les factures au nom du café, pas à votre nom, sinon c’est perdu.""",
            ),
            (
                "hippolyte",
                11,
                "23:50",
                """Franchement, qui ne sait pas compter ses consommations ne devrait pas ouvrir un bar. Un concert qui
                ne
                rapporte rien, c’est du bénévolat déguisé, et après on pleure sur le forum.""",
            ),
            (
                "katell",
                10,
                "08:35",
                """Dans le camion, impossible de payer un cachet. J’ai proposé aux associations des villages de porter
                la
                soirée : elles paient l’artiste, je tiens le bar, on partage le chapeau. Huit soirées l’an dernier,
                aucune
                à perte.""",
            ),
        ],
    },
    {
        "code": "concert",
        "board": "tenir-un-cafe",
        "kind": "question",
        "title": "Petit concert gratuit : qui déclare quoi ?",
        "tags": ["musique", "formalités"],
        "solved": 2,
        "team": [2],
        "useful": {2: ["hippolyte", "joachim", "gerante"]},
        "posts": [
            (
                "hippolyte",
                33,
                "17:05",
                """Un duo veut jouer un dimanche à l’heure de l’apéritif, entrée libre, au chapeau. Que faut-il faire,
                et
                qui doit le faire ?""",
            ),
            (
                "culture",
                32,
                "09:30",
                """Dans l’ordre : les droits d’auteur se déclarent **avant**, même si l’entrée est libre ; les musiciens
                sont déclarés par la personne qui les engage, le chapeau ne dispense de rien ; l’assurance du café doit
                couvrir un spectacle, appelez-la ; et prévenez la mairie si vous sortez sur la place.

                Pour les dates de notre programme, nous faisons les trois premières démarches.""",
            ),
            (
                "hippolyte",
                31,
                "12:20",
                """Clair. J’ai fait les déclarations en une heure, l’assurance était déjà comprise.""",
            ),
        ],
    },
    {
        "code": "apport",
        "board": "monter-un-projet",
        "kind": "question",
        "title": "Reprendre sans apport : association d’abord, société ensuite ?",
        "tags": ["statut", "financement"],
        "posts": [
            (
                "porteur",
                5,
                "22:30",
                """J’ai trouvé un village, des murs à la commune et une licence. Il me manque quinze mille euros
                d’apport,
                et la banque sourit poliment.

                On me conseille de commencer en association, avec les habitants, puis de passer en société quand le
                café tourne. Quelqu’un l’a-t-il fait ? Qu’est-ce qui se transmet, qu’est-ce qui est à refaire (licence,
                bail, contrats) ?""",
            ),
        ],
    },
    {
        "code": "entretien",
        "board": "monter-un-projet",
        "kind": "question",
        "title": "Premier entretien avec la mairie : que faut-il apporter ?",
        "tags": ["recrutement", "mairie"],
        "solved": 2,
        "useful": {2: ["mireille", "porteur", "leopold"], 3: ["mireille"]},
        "posts": [
            (
                "mireille",
                19,
                "09:00",
                """Première rencontre dans dix jours. J’ai un projet, pas encore de chiffres sûrs. Faut-il venir avec un
                budget complet, ou est-ce trop tôt ?""",
            ),
            (
                "gerante",
                18,
                "15:10",
                """Trois feuilles m’ont suffi : une semaine type, heure par heure ; ce que je sais faire et ce que je ne
                sais pas ; un budget à la louche avec, en face de chaque ligne, d’où vient le chiffre.

                La semaine type a pris toute la discussion. C’est là que la maire a vu que je ne pourrais pas faire le
                pain et la fermeture du soir.""",
            ),
            (
                "joachim",
                17,
                "18:45",
                """Et vos questions ! Qui paie la chaudière, où dort-on, que se passe-t-il si l’un des deux veut
                arrêter ?
                Ceux qui n’en posent pas inquiètent.""",
            ),
            (
                "mireille",
                7,
                "13:35",
                """Cela s’est très bien passé, la semaine type surtout. Deuxième rendez-vous le mois prochain, avec une
                journée derrière leur comptoir.""",
            ),
        ],
    },
    {
        "code": "immersion",
        "board": "monter-un-projet",
        "kind": "discussion",
        "title": "Deux jours derrière un comptoir avant de se lancer : racontez",
        "tags": ["immersion", "formation"],
        "useful": {2: ["leopold", "porteur"]},
        "posts": [
            (
                "leopold",
                6,
                "19:55",
                """On me propose une immersion dans un café du réseau. J’ai travaillé en cuisine, jamais au bar. Que
                regarder, que demander, comment ne pas gêner ?""",
            ),
            (
                "gaelle",
                5,
                "17:25",
                """Faites la fermeture. Tout le monde veut voir le service de midi ; c’est à 20 h, en comptant la
                caisse et
                en lavant le sol, qu’on sait si on aimera ce métier.""",
            ),
            (
                "leopold",
                3,
                "21:40",
                """Merci, je demanderai la fermeture. J’ai reçu entre-temps une offre de « crédit immédiat sans
                justificatif » pour financer le matériel, par un message qui disait venir du réseau. C’est sérieux, ou
                c’est une arnaque ?""",
            ),
        ],
    },
]
