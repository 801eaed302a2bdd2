"""What the law and honesty ask for."""

from home.models import ContentPage, SiteMapPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "mentions-legales",
        ContentPage,
        "Mentions légales",
        show_children=False,
        summary="Qui publie ce site, qui l’héberge, et ce que vous pouvez en reprendre.",
        search_description="Éditeur, hébergement, droits et crédits du site de 1000 cafés.",
        body=[
            ("heading", {"text": "Éditeur"}),
            (
                "paragraph",
                """<p>1000 cafés, initiative du Groupe SOS<br/>102C, rue Amelot, 75011 Paris<br/> <a
                    href="mailto:contact@1000cafes.org">contact@1000cafes.org</a></p>
                    <p>Le site présente l’action de deux associations, 1000 cafés – Action territoriale et Le Réseau
                    1000 cafés.</p>""",
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "À compléter avant la mise en ligne",
                    "text": """<ul><li>Le nom de la directrice ou du directeur de la publication.</li>
                    <li>Les numéros d’inscription des deux associations.</li>
                    <li>Le nom, l’adresse et le téléphone de l’hébergeur.</li></ul>""",
                },
            ),
            ("heading", {"text": "Textes, chiffres et images"}),
            (
                "paragraph",
                """<p>Vous pouvez citer les textes et les chiffres en nommant 1000 cafés et leur date. Les dessins
                    sont ceux de 1000 cafés. Sous chaque image figure son crédit : pour réutiliser une photographie,
                    demandez-nous l’accord de son auteur. Les logos appartiennent à leurs propriétaires.</p>""",
            ),
            ("heading", {"text": "Villages et personnes fictifs"}),
            (
                "paragraph",
                """<p>Les communes et les comptes de démonstration sont signalés comme tels. Les personnes nommées
                    ailleurs sont citées parce que l’association les a citées publiquement. Vous êtes l’une d’elles
                    et vous changez d’avis ? <a href="/contact/">Écrivez-nous</a> : le texte est retiré.</p>""",
            ),
            ("heading", {"text": "Logiciel et polices"}),
            (
                "paragraph",
                """<p>Le site est construit avec Wagtail et Django, logiciels libres. Ses titres sont composés en
                    Young Serif, ses textes en Atkinson Hyperlegible Next, deux polices libres servies par le site
                    lui-même.</p>""",
            ),
        ],
    ),
    page(
        "confidentialite",
        ContentPage,
        "Confidentialité",
        show_children=False,
        summary="""Ce site ne vous suit pas. Il garde ce que vous lui confiez, le temps d’y répondre. Voici quoi,
            pourquoi et combien de temps.""",
        search_description="""Données recueillies, durées, droits : ce que le site de 1000 cafés sait de vous, et ce
            qu’il ne cherche pas à savoir.""",
        body=[
            ("heading", {"text": "Quand vous lisez"}),
            (
                "paragraph",
                """<p>Aucune mesure d’audience, aucune publicité, aucun traceur : c’est pourquoi aucun bandeau ne
                    vous demande rien. Les polices et les scripts viennent du site lui-même. Une vidéo hébergée
                    ailleurs ne se charge que si vous cliquez pour la voir ; la plateforme applique alors ses
                    propres règles.</p>""",
            ),
            ("heading", {"text": "Quand vous nous écrivez"}),
            (
                "paragraph",
                """<p>Le formulaire recueille votre nom, votre adresse e-mail, votre message et, si vous voulez,
                    votre commune. Ils servent à vous répondre et ne sont cédés à personne.</p>""",
            ),
            ("heading", {"text": "Quand vous vous connectez"}),
            (
                "paragraph",
                """<p>Un compte tient à une adresse e-mail et à un nom affiché. Il n’y a pas de mot de passe : un
                    code vous est envoyé. Un cookie, indispensable, retient que vous êtes connecté·e ; un autre
                    protège les formulaires.</p>""",
            ),
            ("heading", {"text": "Combien de temps nous gardons"}),
            ("retentions", {"title": ""}),
            ("heading", {"text": "Vos droits"}),
            (
                "paragraph",
                """<p>Avec un compte, vous emportez vos données et vous fermez ce compte vous-même, à la page « Mes
                    données ». Sans compte, vous pouvez demander à voir vos données, à les corriger, à les effacer,
                    ou vous opposer à leur usage : <a href="mailto:contact@1000cafes.org">contact@1000cafes.org</a>.
                    Si notre réponse ne vous convient pas, la Commission nationale de l’informatique et des libertés
                    (Cnil) reçoit les réclamations.</p>""",
            ),
            (
                "callout",
                {
                    "tone": "warning",
                    "title": "À compléter avant la mise en ligne",
                    "text": "<p>La personne déléguée à la protection des données, et le lieu d’hébergement.</p>",
                },
            ),
        ],
    ),
    page(
        "accessibilite",
        ContentPage,
        "Accessibilité",
        show_children=False,
        summary="""Ce site a été pensé pour être lu par tout le monde. Il n’a pas encore été audité : voici où nous en
            sommes.""",
        search_description="""Déclaration d’accessibilité du site de 1000 cafés : état, limites connues et contact pour
            signaler un obstacle.""",
        body=[
            ("heading", {"text": "Où nous en sommes"}),
            (
                "paragraph",
                """<p>Nous visons le niveau AA du référentiel RGAA. Aucun audit indépendant n’a encore eu lieu : au
                    sens du référentiel, le site est donc réputé <b>non conforme</b>, et nous n’annonçons aucun
                    pourcentage.</p>""",
            ),
            ("heading", {"text": "Ce que nous avons fait"}),
            (
                "paragraph",
                """<ul><li>Tout s’utilise au clavier, et sans JavaScript.</li>
                <li>Les textes sont grands et contrastés, en clair comme en sombre.</li>
                <li>Chaque graphique est doublé d’un tableau, chaque son d’une transcription.</li>
                <li>Les images disent ce qu’elles montrent, ou se taisent quand elles n’ajoutent rien.</li>
                <li>Les animations respectent votre réglage de mouvement réduit.</li></ul>""",
            ),
            ("heading", {"text": "Ce que nous savons imparfait"}),
            (
                "paragraph",
                """<ul><li>Certains documents à télécharger, mis en page pour l’impression, ne se lisent pas bien
                    avec un lecteur d’écran. Demandez-nous le texte.</li>
                    <li>Les vidéos hébergées ailleurs dépendent du lecteur de la plateforme.</li></ul>""",
            ),
            (
                "callout",
                {
                    "tone": "info",
                    "title": "Un obstacle ?",
                    "text": """<p>Dites-nous la page et ce qui vous arrête : <a
                        href="mailto:contact@1000cafes.org">contact@1000cafes.org</a>. Nous vous donnerons
                        l’information autrement, et nous réparerons. Sans réponse satisfaisante, vous pouvez saisir
                        le Défenseur des droits.</p>""",
                },
            ),
        ],
    ),
    page(
        "plan-du-site",
        SiteMapPage,
        "Plan du site",
        summary="Toutes les pages, dans l’ordre des menus.",
        search_description="Toutes les pages du site de 1000 cafés, rangées dans l’ordre des menus.",
    ),
]
