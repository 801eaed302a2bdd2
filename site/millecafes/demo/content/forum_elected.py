"""What is said among those elected."""

TOPICS = [
    {
        "code": "reunion-publique",
        "board": "mairies",
        "kind": "question",
        "title": "Réunion publique : comment éviter que trois personnes parlent pour toutes ?",
        "tags": ["réunion publique", "concertation"],
        "solved": 3,
        "useful": {2: ["bernard", "fernand"], 3: ["bernard", "elue", "armelle", "jeanne"], 5: ["bernard"]},
        "posts": [
            (
                "bernard",
                30,
                "22:47",
                """Commune nouvelle, trois villages, un seul café possible. À la première réunion, soixante personnes et
                trois voix : un ancien maire, un riverain, un commerçant du bourg voisin. Les autres se sont tus, puis
                ont parlé sur le parking. Comment faites-vous pour la deuxième ?""",
            ),
            (
                "celeste",
                29,
                "07:55",
                """Pas de tribune. Des tables de six, une feuille par table, une question par feuille. On lit les
                feuilles à voix haute, sans dire de qui elles viennent. Celui qui veut le micro doit d’abord avoir
                écrit.""",
            ),
            (
                "elue",
                29,
                "21:30",
                """Nous avons fait la réunion **après** le questionnaire, pas avant. J’ai commencé par lire les
                réponses :
                « 212 foyers ont répondu, 160 veulent du pain, 34 craignent le bruit ». Ensuite, impossible de parler au
                nom de tout le monde : tout le monde avait déjà parlé.

                Et j’ai annoncé en ouvrant ce qui était décidé, ce qui ne l’était pas, et ce que nous ne ferions
                pas.""",
            ),
            (
                "jeanne",
                28,
                "12:10",
                """J’ajoute, pour avoir tenu la porte ce soir-là : une garde d’enfants dans la salle d’à côté. La moitié
                des gens de moins de quarante ans n’auraient pas pu venir.""",
            ),
            (
                "armelle",
                27,
                "19:15",
                """Et un compte rendu d’une page le lendemain, affiché à la boulangerie, sans aucun nom. Les
                phrases gênantes aussi. C’est là qu’ils nous ont crus.""",
            ),
            (
                "bernard",
                4,
                "20:20",
                """La deuxième réunion a eu lieu hier, avec les feuilles et le questionnaire lu d’abord. Quatre-vingts
                personnes, trente prises de parole. L’ancien maire a écrit comme tout le monde. Merci.""",
            ),
        ],
    },
    {
        "code": "licence",
        "board": "mairies",
        "kind": "question",
        "title": "La dernière licence IV de la commune va partir : que peut le maire ?",
        "tags": ["licence IV", "urgent"],
        "solved": 2,
        "team": [4],
        "useful": {2: ["armelle", "fernand", "desire", "elue"], 4: ["armelle", "nestor"]},
        "posts": [
            (
                "armelle",
                20,
                "19:40",
                """Le fonds est en vente depuis deux ans. J’apprends que la licence seule intéresse un établissement
                de la
                côte. Puis-je m’y opposer, ou dois-je l’acheter ?""",
            ),
            (
                "nestor",
                20,
                "21:05",
                """Si c’est la dernière de la commune, son transfert demande un **avis favorable du maire** (code de la
                santé publique, article L. 3332-11). Écrivez dès demain au préfet et au propriétaire que vous n’en
                donnez
                pas. Cela ne suffit pas toujours, mais cela arrête la montre.

                Ensuite la commune peut l’acheter, même sans les murs. Il faut une délibération, et l’exploiter ou la
                louer : une licence qui dort trop longtemps se perd.""",
            ),
            (
                "fernand",
                19,
                "07:30",
                """Nous l’avons achetée puis mise à disposition de la gérante, par une convention à part du bail. Le
                jour
                où elle partira, la licence restera. Faites bien deux contrats.""",
            ),
            (
                "instruction",
                18,
                "09:45",
                """L’équipe confirme les deux points. N’oubliez pas que la personne qui tiendra le café suit la
                formation
                au *permis d’exploitation* et fait sa déclaration en mairie quinze jours avant d’ouvrir : c’est souvent
                ce délai, et pas la licence, qui retarde une ouverture. En cas de doute, la préfecture répond par écrit,
                demandez-le-lui.""",
            ),
            (
                "armelle",
                13,
                "18:00",
                """Lettres parties, le conseil a délibéré hier à l’unanimité. Le vendeur préfère finalement nous la
                céder. Je marque la question comme résolue, et j’offre la première tournée.""",
            ),
        ],
    },
    {
        "code": "position",
        "board": "mairies",
        "kind": "consultation",
        "title": "Plaidoyer : faut-il demander que la licence IV reste au village ?",
        "tags": ["plaidoyer", "licence IV"],
        "question": "Le réseau doit-il porter cette position ?",
        "answers": ["Oui, telle quelle", "Oui, avec un délai pour la commune", "Non", "Je ne me prononce pas"],
        "closes_in": 12,
        "votes": {"armelle": 0, "fernand": 1, "bernard": 1, "celeste": 0, "jeanne": 1},
        "posts": [
            (
                "reseau",
                5,
                "09:00",
                """Projet de position, soumis aux élus du réseau : *lorsqu’une licence IV est la dernière d’une commune
                de moins de 3 500 habitants, la commune devrait pouvoir l’acquérir en priorité, au prix proposé à
                l’acheteur*.

                Une voix par membre. Commentez ci-dessous : les réserves comptent autant que les voix, et nous les
                joindrons au texte.""",
            ),
            (
                "bernard",
                4,
                "21:25",
                """D’accord sur le fond. Mais une petite commune ne délibère pas en huit jours : sans un délai de deux
                mois, la priorité restera sur le papier.""",
            ),
            (
                "desire",
                3,
                "02:30",
                """Pensez aux îles, où l’acheteur n’est jamais loin et où la mairie l’est souvent. Le délai doit partir
                du jour où elle est prévenue, pas de l’annonce.""",
            ),
        ],
    },
    {
        "code": "dossiers",
        "board": "mairies",
        "kind": "question",
        "title": "Financement : dans quel ordre déposer les dossiers ?",
        "tags": ["financement", "subventions"],
        "team": [2],
        "useful": {2: ["elue", "bernard"], 4: ["elue"]},
        "posts": [
            (
                "elue",
                12,
                "23:05",
                """Une commune voisine se lance. Pour nous j’ai tout déposé en même temps et j’ai passé un an à
                expliquer
                à chacun ce que faisaient les autres. Si c’était à refaire, par lequel commencer ?""",
            ),
            (
                "instruction",
                11,
                "10:20",
                """Par l’étude. La Banque des Territoires prend en charge la moitié de l’étude de préfiguration, dans
                la limite de 10 000 € par collectivité, et le Fonds de soutien au commerce rural peut ajouter jusqu’à
                5 000 €. Vous aurez alors des chiffres, que tous les autres dossiers demandent.

                Le simulateur du site donne le reste à charge à partir de votre budget ; il ne remplace pas la réponse
                des financeurs.""",
            ),
            (
                "fernand",
                11,
                "20:55",
                """Une règle que j’ai apprise à mes dépens : **ne rien signer avant l’accusé de réception**. Un devis
                accepté trop tôt, et la ligne tombe.""",
            ),
            (
                "desire",
                10,
                "03:15",
                """Depuis la Guadeloupe : ajoutez le fret et comptez une saison. Notre tableau a une colonne « accordé
                sur quelle dépense » ; sans elle, deux financeurs paient le même four et tout est à reprendre.""",
            ),
            (
                "celeste",
                6,
                "12:30",
                """Nous avons nommé une seule personne pour tous les dossiers, une secrétaire de mairie partagée entre
                deux communes, un jour par semaine pendant six mois. C’est la meilleure dépense du projet.""",
            ),
        ],
    },
    {
        "code": "chauffage",
        "board": "mairies",
        "kind": "discussion",
        "title": "Chauffer cent mètres carrés à l’ancienne sans couler le café",
        "tags": ["énergie", "travaux"],
        "useful": {2: ["celeste", "elue"], 4: ["celeste", "fernand", "armelle"]},
        "posts": [
            (
                "celeste",
                16,
                "20:40",
                """Murs de soixante centimètres, plafond à quatre mètres, une salle qui ne chauffe qu’à midi. La facture
                de l’hiver dernier : deux mois de loyer. J’ai cinq devis et cinq avis. Racontez-moi vos hivers.""",
            ),
            (
                "fernand",
                15,
                "06:50",
                """Mille deux cents mètres d’altitude. Un rideau épais à la porte, un sas de deux mètres, un faux
                plafond
                acoustique isolé : moins un tiers, avant de toucher à la chaudière.""",
            ),
            (
                "jeanne",
                15,
                "13:20",
                """On a gagné aussi en regardant les frigos. Trois vitrines ouvertes tournaient pour des boissons que
                personne ne prend en janvier.""",
            ),
            (
                "armelle",
                14,
                "19:35",
                """Le conseiller énergie de la communauté de communes est venu gratuitement, avec une caméra
                thermique. Il
                a divisé le devis par deux : l’isolation du plancher de la réserve ne servait à rien. Demandez-le avant
                de choisir, pas après.

                Dans le bail, nous avons écrit que la commune paie l’enveloppe et la gérante ce qu’elle consomme, avec
                un
                relevé par trimestre. Depuis, plus de surprise en avril.""",
            ),
            (
                "celeste",
                13,
                "21:15",
                """Rendez-vous pris. Je reviendrai avec les chiffres après l’hiver, promis.""",
            ),
        ],
    },
    {
        "code": "loyer",
        "board": "mairies",
        "kind": "discussion",
        "title": "Loyer : gratuit la première année, et après ?",
        "tags": ["loyer", "bail"],
        "useful": {2: ["fernand", "bernard"], 3: ["fernand"]},
        "posts": [
            (
                "fernand",
                38,
                "21:20",
                """Nous avons offert la première année. La deuxième arrive, le conseil se partage : un loyer symbolique
                pour toujours, ou un vrai loyer tout de suite ? Je ne voudrais ni étrangler la gérante, ni fausser les
                comptes.""",
            ),
            (
                "elue",
                37,
                "19:10",
                """Progressif et écrit d’avance : rien, puis un quart, la moitié, le tout en quatre ans. Elle l’avait
                dans son budget le jour de la signature, et nous aussi.""",
            ),
            (
                "bernard",
                36,
                "12:55",
                """Une part fixe basse et une petite part sur le chiffre d’affaires, revue une fois par an autour d’une
                table. Attention à bien dire ce que la commune garde à sa charge : toiture, chaudière, terrasse.""",
            ),
            (
                "fernand",
                35,
                "20:00",
                """Ce sera progressif. La gérante préfère savoir, même si c’est plus.""",
            ),
        ],
    },
    {
        "code": "depart",
        "board": "mairies",
        "kind": "question",
        "title": "Notre gérant part après dix mois : recommencer le recrutement comment ?",
        "tags": ["recrutement", "gérance"],
        "team": [3],
        "useful": {2: ["desire", "armelle"], 3: ["desire"]},
        "posts": [
            (
                "desire",
                8,
                "02:40",
                """Il s’est bien entendu avec tout le monde et il s’en va : trop seul, trop d’heures. Nous allons
                rouvrir
                un appel à candidatures. Faut-il chercher un couple ? Une association pour le quotidien ? Combien de
                temps
                tenez-vous avec une porte fermée ?""",
            ),
            (
                "armelle",
                7,
                "08:05",
                """Ne refermez pas tout. Pendant quatre mois, deux associations ont tenu le vendredi soir et le dimanche
                matin. Ce n’était pas un commerce, mais la lumière était allumée, et c’est là que la suivante nous a
                trouvés.

                Dans l’annonce, nous avons écrit les heures, le logement, ce que la commune fait et ce qu’elle ne fait
                pas. Deux fois moins de candidatures, toutes sérieuses.""",
            ),
            (
                "reseau",
                6,
                "11:40",
                """C’est ce que nous appelons le service minimum, et l’équipe peut vous y aider. Pour l’annonce : nous
                relisons, diffusons l’offre et organisons une rencontre avec la mairie. Proposez aux personnes retenues
                deux jours en immersion dans un café voisin avant de s’engager, dans les deux sens.""",
            ),
            (
                "fernand",
                1,
                "20:15",
                """Un mot sur la solitude : nous avons fixé un rendez-vous par mois avec la gérante, le même jour, sans
                ordre du jour. On y a parlé vacances bien avant de parler argent.""",
            ),
        ],
    },
]
