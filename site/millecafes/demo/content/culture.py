"""The cultural programme and the villages' tour."""

from home.models import ContentPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "culture",
        ContentPage,
        "La programmation culturelle",
        illustration="concert",
        association="reseau",
        summary="""Le théâtre le plus proche est à une heure ? Le comptoir fera une très bonne scène. Le Réseau
            envoie spectacles et ateliers dans les cafés, et rembourse une part de ceux qu’ils inventent.""",
        search_description="""Tournées, échecs, concerts, premiers secours : les spectacles et ateliers que le
            Réseau 1000 cafés propose aux cafés de village.""",
        body=[
            ("heading", {"text": "Ce que nous apportons"}),
            (
                "paragraph",
                """<p>Le principe tient en une phrase : le café ouvre sa porte, nous nous occupons du reste. Les
                    propositions sont gratuites pour les cafés du réseau. Chacun choisit selon son public, sa place,
                    et l’humeur de ses habitués.</p>""",
            ),
            (
                "figures",
                {
                    "title": "En 2025, dans les cafés",
                    "items": ["echecs", "premiers-secours", "concerts-de-poche"],
                },
            ),
            ("heading", {"text": "Ce que les cafés inventent"}),
            (
                "paragraph",
                """<p>Un loto des plantes, un bal trad, une nuit du conte : les meilleures idées naissent derrière
                    le comptoir. Nous en finançons une partie. En 2025, [[remboursements]] ont ainsi été reversés à
                    des cafés, grâce à KLESIA.</p>""",
            ),
            (
                "callout",
                {
                    "tone": "success",
                    "title": "Vous tenez un café du réseau",
                    "text": """<p>Dites-nous ce que vous aimeriez recevoir, et à quelle saison. <a
                        href="/contact/">Nous écrire</a></p>""",
                },
            ),
        ],
    ),
    page(
        "culture/tournee-des-villages",
        ContentPage,
        "La Tournée des Villages",
        illustration="tour",
        association="reseau",
        summary="""Un drap tendu entre deux platanes, une troupe qui arrive en camionnette : depuis 2022, la tournée
            s’arrête de café en café, clés en main.""",
        search_description="""Depuis 2022, la Tournée des Villages apporte cinéma en plein air, théâtre et concerts
            dans les cafés et communes du réseau.""",
        body=[
            (
                "paragraph",
                """<p>La tournée amène tout : les artistes, le matériel, l’affiche à coller chez la boulangère. Le
                    café prépare la salle et les assiettes. Plus besoin de voiture pour voir une pièce. En 2025,
                    [[tournee-compagnies]] compagnies de théâtre et une structure associative étaient à
                    l’affiche.</p>""",
            ),
            (
                "figures",
                {
                    "title": "La tournée 2025",
                    "items": ["tournees", "tournee-lieux", "tournee-participants"],
                },
            ),
            (
                "steps",
                {
                    "title": "Une journée de tournée",
                    "items": [
                        {
                            "title": "Le midi",
                            "text": "L’équipe arrive. On déjeune ensemble, on mesure la salle, on cherche les prises.",
                        },
                        {"title": "L’après-midi", "text": "Montage. Les enfants regardent, puis aident."},
                        {"title": "Le soir", "text": "Film, pièce ou concert. On parle longtemps après la fin."},
                    ],
                },
            ),
            ("image", {"image": "bal", "caption": "Un soir d’été, tel qu’on le raconte.", "size": "normal"}),
            ("heading", {"text": "Faire étape chez vous"}),
            (
                "paragraph",
                """<p>Les étapes sont proposées aux cafés et aux communes du réseau avant chaque saison. Il faut une
                    salle ou une place, de l’électricité, et quelqu’un pour accueillir. Depuis les débuts,
                    [[tournees-total]] personnes ont assisté à une étape.</p>""",
            ),
            ("buttons", {"items": [{"label": "Proposer une étape", "page": "contact", "style": "primary"}]}),
        ],
    ),
]
