"""Questions people ask, by who asks them."""

from home.models import FaqPage
from millecafes.demo.entry import page


def asked(question: str, answer: str) -> tuple:
    return ("question", {"question": question, "answer": answer})


PAGES = [
    page(
        "questions-frequentes",
        FaqPage,
        "Questions fréquentes",
        illustration="letter",
        summary="""Les réponses que nous donnons le plus souvent au téléphone, rangées selon qui demande. Chacune a
            son lien : vous pouvez l’envoyer.""",
        search_description="""Coût, local, licence, aides, guinguette, soutien : les réponses de 1000 cafés aux
            mairies, aux gérants, aux habitants et aux partenaires.""",
        intro="""<p>Il manque votre question ? <a href="/contact/">Posez-la</a> : elle servira sans doute à quelqu’un
            d’autre.</p>""",
        elected=[
            asked(
                "Ma commune peut-elle être accompagnée ?",
                """<p>Oui, si elle compte moins de 3 500 habitants et n’a plus de café, ou risque de perdre le sien.
                    Votre village est une commune déléguée dans une commune nouvelle plus grande ? Décrivez-nous la
                    situation, nous regarderons.</p>""",
            ),
            asked(
                "Notre café est encore ouvert, mais plus pour longtemps. Est-ce trop tôt ?",
                """<p>C’est le bon moment. Reprendre un lieu vivant est plus facile que rallumer un local vide
                    depuis deux ans. Le maintien du dernier café fait partie de notre mission au même titre que
                    l’ouverture.</p>""",
            ),
            asked(
                "Combien coûte l’accompagnement ?",
                """<p>Cela dépend des phases que vous retenez. Nous vous remettons une proposition chiffrée avant
                    toute décision du conseil. L’accompagnement était gratuit jusqu’en 2024 ; il est payant depuis,
                    et deux aides peuvent en couvrir une bonne part.</p>""",
            ),
            asked(
                "Quelles aides pouvons-nous demander ?",
                """<ul><li>La <b>Banque des Territoires</b> prend en charge [[aide-banque-taux]] du coût des
                    prestations, dans la limite de [[aide-banque-plafond]] par collectivité, en particulier pour les
                    « Villages d’avenir ».</li>
                    <li>Le <b>Fonds de soutien au commerce rural</b> peut apporter jusqu’à [[aide-fonds-plafond]] de
                    plus, selon ses critères.</li></ul>
                    <p>Ces montants sont indicatifs. Votre région ou votre département a peut-être aussi un
                    dispositif.</p>""",
            ),
            asked(
                "Faut-il déjà avoir un local ?",
                """<p>Pas pour nous écrire. L’<a href="/accompagnement/etude-de-prefiguration/">étude de
                    préfiguration</a> examine le bâtiment que vous envisagez : son état, son agencement, le matériel
                    à prévoir. Elle peut aussi montrer qu’un autre lieu conviendrait mieux.</p>""",
            ),
            asked(
                "Comment les habitants participent-ils ?",
                """<p>Par un questionnaire, par un atelier, puis par une réunion publique avant l’ouverture. Depuis
                    2019, [[reunions]] personnes sont venues à ces rendez-vous. Leurs réponses décident des services
                    proposés : pain, colis, restauration, jeux…</p>""",
            ),
            asked(
                "Et si la personne qui tient le café s’en va ?",
                """<p>Prévenez-nous tôt. La quatrième phase prévoit ce cas : un service minimum peut être assuré le
                    temps de la transition, et nous relançons la recherche avec vous.</p>""",
            ),
        ],
        holders=[
            asked(
                "Dois-je avoir déjà travaillé dans un café ?",
                """<p>L’expérience aide, mais elle peut venir d’ailleurs : cuisine, commerce, animation,
                    agriculture. Dites franchement ce que vous ne savez pas faire. Une remise à niveau est prévue
                    avant l’ouverture.</p>""",
            ),
            asked(
                "Comment trouver un café à reprendre ?",
                """<p>Quand une commune accompagnée est prête, nous diffusons son offre de gérance. Écrivez-nous
                    avec le sujet « Tenir un café » en précisant les départements où vous pourriez vivre : nous
                    saurons à qui penser.</p>""",
            ),
            asked(
                "Qui choisit parmi les candidatures ?",
                """<p>Nous les étudions toutes et présentons les plus adaptées à la mairie, qui vous rencontre. La
                    commune a le dernier mot : c’est elle qui vivra avec vous.</p>""",
            ),
            asked(
                "Peut-on tenir un café à plusieurs, en association ?",
                """<p>Oui. Des collectifs d’habitants font vivre des cafés associatifs, comme à Cadalen, dans le
                    Tarn. Le réseau leur est ouvert autant qu’aux gérantes et gérants à leur compte.</p>""",
            ),
            asked(
                "Quels services proposer en plus du bar ?",
                """<p>Ceux que le village demande et que la journée permet : dépôt de pain, point colis, relais
                    postal, épicerie, repas du midi, accès à internet. Plus de 300 services ont ainsi trouvé leur
                    place depuis 2019. Mieux vaut en réussir trois que d’en promettre dix.</p>""".replace(
                    "Plus de 300 services", "En tout, [[services]] services"
                ),
            ),
            asked(
                "Quelles démarches avant d’ouvrir ?",
                """<p>Pour servir de l’alcool : un permis d’exploitation, une licence adaptée, une déclaration en
                    mairie au moins quinze jours avant. S’y ajoutent les règles d’hygiène, de sécurité et
                    d’accessibilité du lieu. Les textes évoluent : vérifiez-les sur service-public.fr.</p>""",
            ),
            asked(
                "Serai-je seul·e une fois la porte ouverte ?",
                """<p>Non. Une personne référente vous suit, et le <a href="/reseau/">Réseau</a> vous relie à des
                    collègues qui ont connu les mêmes lundis. Vous recevez aussi des <a
                    href="/culture/">animations</a> clés en main.</p>""",
            ),
        ],
        residents=[
            asked(
                "J’aimerais un café dans mon village. Par où commencer ?",
                """<p>Parlez-en à la mairie, à plusieurs si possible : c’est elle qui nous sollicite. Venez avec des
                    idées simples, un local repéré, trois voisins prêts à aider. Puis montrez-lui la page <a
                    href="/accompagnement/accueillir-un-cafe/">Accueillir un café dans ma commune</a>.</p>""",
            ),
            asked(
                "Comment donner mon avis sur le futur café ?",
                """<p>Répondez au questionnaire que la mairie distribuera et venez à l’atelier. On vous y demandera
                    ce qui vous manque, à quelles heures vous viendriez, et ce que vous pourriez apporter.</p>""",
            ),
            asked(
                "Je ne bois pas d’alcool. Le café est-il pour moi ?",
                """<p>Bien sûr. On y vient pour le pain, un colis, un thé, une partie d’échecs, un spectacle, ou
                    simplement pour trouver quelqu’un à qui parler.</p>""",
            ),
            asked(
                "Puis-je aider bénévolement ?",
                """<p>Oui, dans un café associatif : service, bricolage, animation, comptes. Odette, à Cadalen,
                    raconte que c’est ainsi qu’elle a rencontré les élus et les associations. Ailleurs, proposez une
                    idée de soirée à la personne qui tient le lieu.</p>""",
            ),
            asked(
                "La guinguette mobile peut-elle venir chez nous ?",
                """<p>Elle circule de mai à septembre dans le Grand Est et dans l’Aisne, dans des villages qui n’ont
                    plus de café, de bar ni de restaurant. La demande passe par la mairie ou l’intercommunalité. <a
                    href="/guinguettes/">Voir comment se monte une soirée</a></p>""",
            ),
            asked(
                "Mon voisin âgé ne sort plus. Que peut faire le café ?",
                """<p>L’inviter pour une raison précise : un repas, un jeu, un service à rendre. Des cafés du réseau
                    organisent des rencontres entre générations. Si vous craignez pour sa santé, parlez-en aussi à
                    son médecin ou à la mairie. <a href="/bien-vieillir/">Bien vieillir au village</a></p>""",
            ),
        ],
        partners=[
            asked(
                "Qui vous finance aujourd’hui ?",
                """<p>Des subventions publiques, des prestations payées par les communes, les ventes des
                    guinguettes, des mécènes et des dons du public. La page <a
                    href="/transparence/">Transparence</a> présente les comptes de chaque association, et <a
                    href="/partenaires/">le mur des partenaires</a> les nomme.</p>""",
            ),
            asked(
                "À laquelle des deux associations irait mon soutien ?",
                """<p>Le plus souvent au Réseau 1000 cafés, qui mène les actions d’intérêt général. Les guinguettes,
                    l’abbaye et l’accompagnement relèvent d’Action territoriale. <a
                    href="/qui-sommes-nous/deux-associations/">Qui porte quoi</a></p>""",
            ),
            asked(
                "Peut-on soutenir un territoire ou un thème précis ?",
                """<p>Oui. KLESIA soutient le bien vieillir dans dix cafés de deux régions ; la Région Grand Est et
                    le Département de l’Aube, la guinguette ; une collecte a payé « Raconte-moi ton
                    village ».</p>""",
            ),
            asked(
                "Que montrez-vous comme résultats ?",
                """<p>Des chiffres datés, avec leur source et leurs limites, sur <a href="/chiffres/">une seule
                    page</a>. Et une mesure d’impact menée par un doctorant, dont deux volets sont achevés.</p>""",
            ),
            asked(
                "Notre intercommunalité veut une guinguette. Comment faire ?",
                """<p>Écrivez-nous avec le sujet « La guinguette mobile » : le nombre de villages, la période, les
                    associations partantes. Une tournée se prépare plusieurs mois avant le mois de mai.</p>""",
            ),
            asked(
                "Êtes-vous liés à un parti ou à une religion ?",
                """<p>Non. 1000 cafés est une initiative du Groupe SOS, organisation à but non lucratif, laïque et
                    apartisane. Nous travaillons avec toutes les municipalités qui partagent l’envie d’un lieu
                    ouvert à tous.</p>""",
            ),
        ],
    ),
]
