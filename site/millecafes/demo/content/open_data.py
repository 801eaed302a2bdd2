"""What one may take away, and how."""

from home.models import ContentPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "donnees",
        ContentPage,
        "Données ouvertes",
        show_children=False,
        summary="Les cafés de la carte, les dates de l’agenda et nos chiffres, à reprendre où vous voulez.",
        search_description="Les cafés de la carte de 1000 cafés en GeoJSON et en CSV, sous Licence Ouverte 2.0.",
        body=[
            (
                "paragraph",
                """<p>Ce sont les cafés de notre carte : publiés, ouverts, accompagnés par l’association. Rien n’y est
                    dit des personnes qui les tiennent. Les fiches d’exemple y sont aussi, et le disent.</p>
                    <ul><li><a href="/cafes.geojson">cafes.geojson</a> : GeoJSON (RFC 7946), en degrés WGS 84.</li>
                    <li><a href="/cafes.csv">cafes.csv</a> : CSV, séparé par des virgules, en UTF-8.</li></ul>""",
            ),
            ("heading", {"text": "Licence"}),
            (
                "paragraph",
                """<p>Licence Ouverte 2.0 : reprenez, transformez, publiez, en nommant la source et la date, par
                    exemple « 1000 cafés, 26 novembre 2026 ». Les communes, leurs codes et leurs points viennent de
                    l’IGN, de l’INSEE et de la DILA, sous la même licence.</p>""",
            ),
            ("heading", {"text": "Choisir un territoire"}),
            (
                "paragraph",
                """<p>Ajoutez à l’adresse, après un point d’interrogation, un code de l’INSEE ou le SIREN d’une
                    intercommunalité :
                    <b>departement=81</b>, <b>region=76</b>, <b>insee=81046</b>, <b>epci=200066124</b>. Un code
                    inconnu donne une erreur 400, qui dit lequel.</p>""",
            ),
            ("heading", {"text": "Les colonnes"}),
            (
                "paragraph",
                """<ul><li><b>id</b> : le numéro du café, qui ne change jamais et ne sert jamais deux fois.</li>
                    <li><b>nom</b>, <b>adresse</b>, <b>code_postal</b>, <b>commune</b>, <b>commune_deleguee</b>.</li>
                    <li><b>insee</b>, <b>departement</b>, <b>region</b> : codes de l’INSEE, à lire comme du texte.</li>
                    <li><b>longitude</b>, <b>latitude</b> et <b>precision</b> : « address » à l’adresse, « townhall » à
                    la mairie, « commune » dans la commune, « department » dans le département.</li>
                    <li><b>statut</b> : « ouverture » ou « exploitation », ce que l’association accompagne.</li>
                    <li><b>modele</b> : « entrepreneurial », « associatif » ou « itinerant ».</li>
                    <li><b>services</b> : des codes ; une liste en GeoJSON, séparés par « | » en CSV.</li>
                    <li><b>horaires</b> : à la manière d’OpenStreetMap, jours particuliers compris.</li>
                    <li><b>ouvert_le</b>, <b>modifie_le</b> : des dates, année d’abord.</li>
                    <li><b>exemple</b> : vrai si le café est inventé.</li>
                    <li><b>url</b> : l’adresse de sa fiche.</li></ul>""",
            ),
            ("heading", {"text": "Les dates de l’agenda"}),
            (
                "paragraph",
                """<p>Toutes les dates publiques, passées et annulées comprises, par ordre de début ; les territoires se
                    choisissent de la même façon.</p>
                    <ul><li><a href="/agenda.json">agenda.json</a> : JSON, les mêmes colonnes.</li>
                    <li><a href="/agenda.csv">agenda.csv</a> : CSV, séparé par des virgules, en UTF-8.</li>
                    <li><b>id</b> ne change jamais ; <b>debut</b> et <b>fin</b> disent l’heure du lieu et son
                    décalage ; <b>etat</b> : « prevue » ou « annulee » ; <b>prix</b> en euros.</li></ul>""",
            ),
            ("heading", {"text": "Nos chiffres"}),
            (
                "paragraph",
                """<p>Le registre que citent nos pages, tel qu’il est à cet instant : chaque chiffre avec ce qu’il
                    compte, sa période, sa source et le jour où nous l’avons vérifié.</p>
                    <ul><li><a href="/chiffres.json">chiffres.json</a> : JSON.</li>
                    <li><a href="/chiffres.csv">chiffres.csv</a> : CSV, séparé par des virgules, en UTF-8.</li>
                    <li><b>code</b> ne change jamais ; <b>effectif</b> est vide si nous ne le connaissons
                    pas.</li></ul>""",
            ),
            ("heading", {"text": "Suivre les changements"}),
            (
                "paragraph",
                """<p>Chaque réponse porte une étiquette (ETag) : envoyez-la la fois suivante, et rien
                    n’est renvoyé si rien n’a changé. Un café qui ferme quitte la liste le jour même ; sa fiche reste en
                    ligne.</p>""",
            ),
        ],
    ),
]
