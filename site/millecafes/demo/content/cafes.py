"""The page of the map."""

from home.models import CafesPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "cafes",
        CafesPage,
        "Trouver un café",
        summary="Les cafés de village que nous accompagnons, et où passe le café itinérant.",
        search_description="""La carte et la liste des cafés de village accompagnés par 1000 cafés : par commune, par
            région, par service rendu.""",
        body=[
            ("heading", {"text": "D’où vient cette carte"}),
            (
                "paragraph",
                """<p>Elle montre les cafés que nous avons aidés à ouvrir, ceux que nous
                    accompagnons dans leur exploitation, et les dates du café itinérant. Un café fermé la quitte le jour
                    même. Les points sont à l’adresse du café quand elle est connue, à la mairie sinon.</p>""",
            ),
        ],
    ),
]
