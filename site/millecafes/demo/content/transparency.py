"""The accounts of both associations, as far as the report allows."""

from home.models import TransparencyPage
from millecafes.demo.entry import page

SOURCE = "Rapport d’activité 2025"


def shares(title, population, *rows, note=""):
    return {
        "title": title,
        "kind": "shares",
        "unit": "%",
        "population": population,
        "period": "en 2025",
        "source": SOURCE,
        "rows": [{"label": label, "value": value} for label, value in rows],
        "note": note,
    }


PAGES = [
    page(
        "transparence",
        TransparencyPage,
        "Transparence",
        illustration="report",
        summary="""D’où vient l’argent, où il va, et ce que nous ne savons pas encore vous dire. Deux associations,
            donc deux comptabilités.""",
        search_description="""Dépenses, ressources et limites : les comptes 2025 des deux associations de 1000
            cafés, et leurs rapports d’activité.""",
        body=[
            ("figures", {"title": "Ensemble", "items": ["budget"]}),
            (
                "paragraph",
                """<p>Ce budget est celui des deux associations réunies. Le rapport ne le partage pas entre elles :
                    les pourcentages ci-dessous ne peuvent donc pas être convertis en euros, et nous ne le faisons
                    pas.</p>
                    <p>2025 a été une année de bascule. L’année d’avant, le mécénat et les aides privées apportaient
                    [[mecenat-avant]] des ressources. Plusieurs engagements pluriannuels sont arrivés à leur terme ;
                    l’accompagnement, gratuit jusque-là, est devenu payant ; les guinguettes ont vendu davantage.
                    Les recettes se répartissent mieux, et les charges ont baissé.</p>""",
            ),
        ],
        associations=[
            (
                "account",
                {
                    "association": "action_territoriale",
                    "text": """<p>L’équipe de terrain et les guinguettes. Plus de la moitié des dépenses sont des
                        salaires : notre métier, ce sont des personnes qui se déplacent. Les achats sont surtout des
                        boissons servies en soirée.</p>
                        <p>Côté recettes, les subventions viennent notamment du Département des Hautes-Pyrénées pour
                        l’abbaye, de la Région Grand Est, du Département de l’Aube et d’intercommunalités pour les
                        guinguettes.</p>""",
                    "charts": [
                        shares(
                            "À quoi sert l’argent",
                            "dépenses d’Action territoriale",
                            ("Salaires", 60),
                            ("Frais généraux", 23),
                            ("Achats", 11),
                            ("Déplacements et missions", 4),
                            ("Communication et événements", 2),
                        ),
                        shares(
                            "D’où vient l’argent",
                            "ressources d’Action territoriale",
                            ("Subventions publiques", 36),
                            ("Ventes des guinguettes", 31),
                            ("Prestations aux communes", 28),
                            ("Aides privées", 5),
                            note="À confirmer.",
                        ),
                    ],
                    "note": """Dans le rapport imprimé, le texte et le graphique des ressources échangent deux
                        valeurs, 28 et 31 %. Nous suivons le texte, dont les parts font bien cent, en attendant
                        confirmation.""",
                },
            ),
            (
                "account",
                {
                    "association": "reseau",
                    "text": """<p>La direction, l’animation, la programmation, le plaidoyer et la recherche. C’est
                        un travail d’équipe, et cela se voit dans les dépenses.</p>
                        <p>Ses ressources viennent :</p>
                        <ul><li>de fonds publics : l’ANCT pour le fonctionnement, l’ANRT pour la thèse, l’ASP pour
                        les apprentissages ;</li>
                        <li>de soutiens privés : la Fondation Kronenbourg, Le Rustique, KLESIA pour dix cafés
                        d’Occitanie et d’Auvergne-Rhône-Alpes ;</li>
                        <li>du public : une collecte dans les magasins Monoprix, avec le Groupe Casino.</li></ul>""",
                    "charts": [
                        shares(
                            "À quoi sert l’argent",
                            "dépenses du Réseau 1000 cafés",
                            ("Salaires", 84),
                            ("Frais généraux", 11),
                            ("Déplacements et missions", 5),
                            note="La communication et les événements sont une part trop petite pour être imprimée.",
                        ),
                    ],
                    "note": """Pas de graphique des ressources pour le Réseau : les parts imprimées dans le rapport
                        ne font que 59 %. Nous préférons nommer les financeurs que montrer un dessin faux. Les parts
                        seront publiées une fois vérifiées.""",
                },
            ),
        ],
    ),
]
