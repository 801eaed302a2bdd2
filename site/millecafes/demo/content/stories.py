"""« Raconte-moi ton village ». The report does not name its seven communes: these four are invented, and say so."""

from home.models import VillageStoriesPage, VillageStoryPage
from millecafes.demo.entry import page

UNDER = "culture/raconte-moi-ton-village"
INVENTED = {
    "department": "Département fictif",
    "year": 2025,
    "association": "reseau",
    "consent_note": """Commune, récit et personnages inventés pour la démonstration : personne n’est cité, aucun
        accord n’est donc nécessaire.""",
}


def notice(tone: str = "info") -> tuple:
    return (
        "callout",
        {
            "tone": tone,
            "title": "Récit de démonstration",
            "text": "<p>Ce village n’existe pas. Il montre comment une vraie commune pourrait se raconter ici.</p>",
        },
    )


PAGES = [
    page(
        UNDER,
        VillageStoriesPage,
        "Raconte-moi ton village",
        illustration="village",
        association="reseau",
        share_image="clocher",
        summary="""Donner un appareil photo, un micro ou un stylo aux habitants, s’asseoir au café, et écouter. Ce
            qui en sort tient dans un cadre, ou dans une oreille.""",
        search_description="""Photographies, sons et textes : des habitants racontent leur village depuis le café,
            avec le Réseau 1000 cafés.""",
        body=[
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "Des villages d’essai",
                    "text": """<p>Sept communes ont participé en 2025. Leurs œuvres seront accrochées ici avec
                        l’accord de chaque personne. Les quatre récits ci-dessus sont inventés, le temps de la
                        démonstration.</p>""",
                },
            ),
            ("heading", {"text": "Comment naît un récit"}),
            (
                "steps",
                {
                    "title": "",
                    "items": [
                        {
                            "title": "On choisit une forme",
                            "text": "Cinéma, photographie, écriture, son : le café et les habitants décident.",
                        },
                        {
                            "title": "On se réunit au café",
                            "text": "Traditions, métiers, recettes, querelles anciennes : tout est bon à raconter.",
                        },
                        {"title": "On fabrique", "text": "Avec l’aide de professionnels, chacun à sa mesure."},
                        {
                            "title": "On montre",
                            "text": "Au village d’abord. Ici ensuite, si les personnes le veulent bien.",
                        },
                    ],
                },
            ),
            (
                "figures",
                {
                    "title": "L’édition 2025",
                    "items": ["raconte-communes", "raconte-participants", "raconte-expositions", "raconte-films"],
                },
            ),
            (
                "paragraph",
                """<p>Cette édition a été payée par une collecte menée en juillet avec le
                <a href="/partenaires/groupe-casino/">Groupe Casino</a>.</p>""",
            ),
        ],
    ),
    page(
        f"{UNDER}/saint-exemple-les-tilleuls",
        VillageStoryPage,
        "Saint-Exemple-les-Tilleuls, dans l’eau du lavoir",
        commune="Saint-Exemple-les-Tilleuls",
        medium="photo",
        cover="lavoir",
        share_image="lavoir",
        **INVENTED,
        summary="""Trois générations autour d’un bassin. On y lavait, on s’y disputait, on s’y fiançait. On y
            photographie maintenant.""",
        search_description="""Récit fictif en images : le lavoir de Saint-Exemple-les-Tilleuls, village inventé pour la
            démonstration.""",
        body=[
            notice(),
            (
                "paragraph",
                """<p>Le projet a commencé par une dispute. Le lavoir avait-il quatre ou cinq piliers avant la crue ? Au
                café, chacun a fouillé sa mémoire, puis son grenier. On a fini par sortir les appareils.</p>""",
            ),
            (
                "gallery",
                {
                    "title": "L’exposition",
                    "items": [
                        {"image": "lavoir", "caption": "Quatre piliers, définitivement."},
                        {"image": "pont", "caption": "Le vélo de la factrice, au milieu du pont."},
                        {"image": "banc", "caption": "Le banc où l’on attend que ça sèche."},
                    ],
                },
            ),
            (
                "quote",
                {
                    "text": "On ne lave plus rien ici, mais on y vient encore pour se dire les choses.",
                    "author": "Une habitante imaginaire",
                },
            ),
        ],
    ),
    page(
        f"{UNDER}/villedemo-sur-rive",
        VillageStoryPage,
        "Villedémo-sur-Rive, trois coups de cloche",
        commune="Villedémo-sur-Rive",
        medium="sound",
        cover="clocher",
        share_image="clocher",
        **INVENTED,
        summary="""Le sonneur a pris sa retraite ; personne ne savait plus quel coup disait quoi. Le village a
            enregistré sa cloche.""",
        search_description="""Récit fictif à écouter : la cloche de Villedémo-sur-Rive, village inventé pour la
            démonstration.""",
        body=[
            notice(),
            (
                "paragraph",
                """<p>Un coup pour l’heure, deux pour le feu, trois pour la fête. C’est du moins ce que l’on
                    croyait. Les anciens, réunis au café autour d’un micro, ont reconstitué le code, en se
                    contredisant beaucoup.</p>""",
            ),
            (
                "audio",
                {
                    "title": "Les trois coups de la fête",
                    "document": "cloche",
                    "credit": "Son de synthèse, 1000 cafés",
                    "transcript": """<p>Une cloche grave sonne trois fois. Chaque coup résonne environ deux secondes
                        avant de s’éteindre. Aucune parole.</p>""",
                },
            ),
            (
                "steps",
                {
                    "title": "Le code retrouvé",
                    "items": [
                        {
                            "title": "Un coup",
                            "text": "L’heure juste. Ou presque : elle avance de quatre minutes depuis toujours.",
                        },
                        {"title": "Deux coups", "text": "Le feu. Personne ne les a entendus de mémoire d’habitué."},
                        {
                            "title": "Trois coups",
                            "text": "La fête. On les sonne maintenant quand le café rouvre après les congés.",
                        },
                    ],
                },
            ),
        ],
    ),
    page(
        f"{UNDER}/fictif-le-haut",
        VillageStoryPage,
        "Fictif-le-Haut, la recette du four banal",
        commune="Fictif-le-Haut",
        medium="writing",
        cover="four",
        share_image="four",
        **INVENTED,
        summary="""Une recette de pain, onze versions, aucune quantité. Un atelier d’écriture l’a mise au propre sans
            mettre d’accord.""",
        search_description="""Récit fictif à lire : la recette du pain de Fictif-le-Haut, village inventé pour la
            démonstration.""",
        body=[
            notice(),
            ("heading", {"text": "Version du bas du village"}),
            (
                "paragraph",
                """<p>« De la farine, assez. De l’eau, jusqu’à ce que ça colle, puis un peu moins. Le sel, tu le
                    sens. Tu pétris le temps d’une messe courte. Tu laisses sous un linge, et tu vas voir la
                    voisine. Quand tu reviens, c’est prêt, sauf si elle était bavarde. »</p>""",
            ),
            ("heading", {"text": "Version du haut du village"}),
            ("paragraph", """<p>« La même chose, mais mieux. »</p>"""),
            ("image", {"image": "four", "caption": "Le four, allumé deux fois l’an.", "size": "normal"}),
            (
                "callout",
                {
                    "tone": "success",
                    "title": "L’atelier",
                    "text": """<p>Huit soirées imaginaires au café, un carnet qui passe de main en main, et un livret
                        agrafé vendu au comptoir.</p>""",
                },
            ),
        ],
    ),
    page(
        f"{UNDER}/la-maquette",
        VillageStoryPage,
        "La Maquette, un bal pour de faux",
        commune="La Maquette",
        medium="film",
        cover="bal",
        share_image="bal",
        **INVENTED,
        summary="""Faute de bal depuis vingt ans, le village en a tourné un. À la dernière prise, les figurants ont fini
            par danser pour de bon.""",
        search_description="""Récit fictif d’un court-métrage : le bal de La Maquette, village inventé pour la
            démonstration.""",
        body=[
            notice(),
            (
                "paragraph",
                """<p>L’idée était d’écrire un court-métrage sur les bals d’autrefois. Il fallait des figurants, puis
                    un accordéon, puis des lampions. Quand on a crié « coupez », personne ne s’est arrêté de
                    danser. Le film serait ici, s’il existait.</p>""",
            ),
            ("image", {"image": "bal", "caption": "Dernier plan, ou premier bal.", "size": "wide"}),
            (
                "timeline",
                {
                    "title": "En quatre dates imaginaires",
                    "items": [
                        {
                            "date": "Janvier",
                            "title": "On se souvient",
                            "text": "Les premières séances, au chaud, autour des photos.",
                        },
                        {
                            "date": "Mars",
                            "title": "On écrit",
                            "text": "Une scène par table. Les tables se volent des répliques.",
                        },
                        {"date": "Mai", "title": "On répète", "text": "Dans le café fermé, le lundi, sans caméra."},
                        {
                            "date": "Juin",
                            "title": "On tourne",
                            "text": "Le scénario prévoyait la pluie. Il a fait beau.",
                        },
                    ],
                },
            ),
        ],
    ),
]
