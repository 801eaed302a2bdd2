"""What the association says in public. The report gives the year of these meetings, not their day: no date is made
up."""

from home.models import AdvocacyPage
from millecafes.demo.entry import page


def spoken(kind, theme, title, text, label="", target=None, position=None):
    said = {"kind": kind, "theme": theme, "title": title, "text": text, "label": label, "page": target}
    return ("entry", said | {"position": position})


PAGES = [
    page(
        "plaidoyer",
        AdvocacyPage,
        "Plaidoyer",
        illustration="school",
        association="reseau",
        summary="""Un café de village est un équipement public que personne n’a inscrit sur la liste. Avec les
            maires du réseau, nous demandons qu’il y figure.""",
        search_description="""Positions, publications et rendez-vous : ce que le Réseau 1000 cafés défend pour les
            commerces et les communes rurales.""",
        body=[
            (
                "paragraph",
                """<p>Nos demandes ne sortent pas d’un bureau. Elles viennent des communes et des cafés membres : ce qui
                a bloqué, ce qui a coûté, ce qui aurait tout changé. Nous les portons devant l’État, le Parlement et les
                collectivités, sans couleur politique.</p>""",
            ),
            (
                "steps",
                {
                    "title": "Ce que nous défendons",
                    "items": [
                        {
                            "title": "Le café est un équipement de proximité",
                            "text": """On finance une salle des fêtes, une bibliothèque, un terrain de sport. Le lieu
                                le plus fréquenté du village mérite la même attention.""",
                        },
                        {
                            "title": "Un mandat rural se soutient",
                            "text": """Former, relier, alléger : une commune sans services techniques ne peut pas tout
                                savoir sur un bail commercial.""",
                        },
                        {
                            "title": "L’isolement se prévient au comptoir",
                            "text": """Un lieu vivant à deux pas agit avant que la solitude ne s’installe. Le
                                soutenir est aussi une politique de santé.""",
                        },
                    ],
                },
            ),
            (
                "figures",
                {"title": "Des repères", "items": ["communes-sans-commerce", "elus-mandat", "seniors-rencontres"]},
            ),
        ],
        entries=[
            spoken(
                "event",
                "local_shops",
                "Cinq ans fêtés au Sénat",
                """En 2025, maires, gérantes et partenaires se retrouvent au palais du Luxembourg. Une table ronde
                    réunit l’État, une assurance, un distributeur, une fondation et un maire.""",
                "Lire le récit",
                "actualites/cinq-ans-au-senat",
            ),
            spoken(
                "event",
                "elected_status",
                "Un petit déjeuner avec la ministre",
                """En 2025, les élues et élus du réseau rencontrent au Sénat la ministre déléguée à la Ruralité, autour
                    d’un café, comme il se doit.""",
            ),
            spoken(
                "event",
                "elected_status",
                "Le réseau au Salon des maires",
                """Un stand, un moment convivial, et la parole à un maire du réseau : l’édition 2025 a servi à se
                    rencontrer pour de vrai.""",
            ),
            spoken(
                "event",
                "social_economy",
                "Bordeaux, Forum mondial de l’économie sociale et solidaire",
                "En 2025, nous y présentons le café de village comme une entreprise du lien social.",
            ),
            spoken(
                "event",
                "social_economy",
                "ChangeNOW : le lien social dans les territoires",
                """La directrice, Camille Sebaux, y tient en 2025 une conférence sur ce qui relie encore les habitants
                    d’un territoire.""",
            ),
            spoken(
                "publication",
                "ageing",
                "Ce qu’un café change pour les seniors",
                """Premier volet de la mesure d’impact, achevé en 2025 : [[seniors-rencontres]] des seniors interrogés
                    voient plus de monde depuis l’ouverture.""",
                "Lire la mesure",
                "rapports/mesure-impact-2025",
            ),
            spoken(
                "publication",
                "elected_status",
                "Ce que le réseau change pour un mandat",
                "Deuxième volet : [[elus-mandat]] des élues et élus adhérents disent mieux exercer leur mandat.",
                "Lire la mesure",
                "rapports/mesure-impact-2025",
            ),
            spoken(
                "position",
                "elected_status",
                "La dernière licence IV reste au village",
                """Quand la dernière licence IV d’une petite commune est à vendre, la commune devrait pouvoir
                    l’acquérir en priorité. Les élues et élus du réseau en débattent.""",
                position="licence-iv",
            ),
            spoken(
                "position",
                "mobility_services",
                "Plusieurs services, une seule porte",
                """Colis, pain, courrier, accès numérique : réunis au café, ils évitent des kilomètres et font vivre le
                    lieu. Les règles de chaque service devraient permettre ce mélange.""",
                position="services-reunis",
            ),
            spoken(
                "position",
                "culture",
                "Le comptoir est une scène",
                """Une tournée dans les cafés touche un public que les salles ne voient pas. Les aides à la création
                    devraient compter ces dates-là.""",
            ),
        ],
    ),
]
