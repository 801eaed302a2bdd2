"""Writing to the team."""

from home.models import ContactPage
from millecafes.demo.entry import page

PAGES = [
    page(
        "contact",
        ContactPage,
        "Écrivez-nous",
        illustration="letter",
        summary="""Un projet mûr ou une simple question : trois lignes suffisent. Le sujet choisi envoie votre lettre à
            la bonne personne.""",
        search_description="""Écrire à 1000 cafés : projet de café, guinguette, culture, soutien ou presse. Adresse et
            formulaire.""",
        thanks_text="""<p>Une personne de l’équipe va vous lire. Une copie part à votre adresse ; si elle n’arrive
            pas, regardez dans les courriers indésirables. D’ici là, les <a href="/questions-frequentes/">questions
            fréquentes</a> répondent peut-être déjà.</p>""",
        body=[
            ("heading", {"text": "Pour vous répondre mieux"}),
            (
                "paragraph",
                """<ul><li><b>Vous êtes élue ou élu</b> : le nom de la commune, l’état du café et du local.</li>
                <li><b>Vous voulez tenir un café</b> : votre parcours et les départements possibles.</li>
                <li><b>Vous voulez la guinguette</b> : la commune, la période, les associations partantes.</li>
                <li><b>Vous êtes journaliste</b> : votre média et votre délai.</li></ul>""",
            ),
            ("heading", {"text": "Par la poste ou par courriel"}),
            (
                "paragraph",
                """<p>1000 cafés, 102C, rue Amelot, 75011 Paris</p>
                <p><a href="mailto:contact@1000cafes.org">contact@1000cafes.org</a><br/>
                Presse : <a href="mailto:communication@1000cafes.org">communication@1000cafes.org</a></p>""",
            ),
        ],
    ),
]
