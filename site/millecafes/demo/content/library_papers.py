"""The words of the documents of the demo's library. « ## » opens a part, « - » a line of a list, « [] » a box
to tick,
« ! » a remark set apart, « __ » a line to fill in; anything else is a paragraph.
"""

PAPERS = {
    "tenir-une-reunion-publique": """
Une réunion publique réussie ne se mesure pas au nombre de chaises occupées, mais à ce que l’on sait en repartant :
qui viendrait au café, pour quoi faire, et qui donnera un coup de main.

## Trois semaines avant
- Choisir une date qui ne chasse personne : ni match, ni moisson, ni conseil municipal. Le jeudi à 18 h 30
  convient souvent.
- Prendre une salle de plain-pied, chauffée, connue de tous. L’école ou la salle des fêtes valent mieux que la mairie.
- Inviter par le bulletin, par affiche à la boulangerie et à l’arrêt de car, et de vive voix : les associations, les
  agriculteurs, l’école, l’aide à domicile.
- Trouver deux personnes qui ne sont pas élues pour accueillir à la porte et pour tenir le micro.

## Le soir même
- Ouvrir la salle une demi-heure plus tôt, avec du café. On parle mieux une tasse à la main.
- Mettre les chaises en cercle ou par tables de six. Une estrade fabrique des discours.
- Dire d’emblée ce qui est décidé, ce qui ne l’est pas, et qui décidera.
- Donner la parole avant de la prendre : dix minutes de présentation, pas plus.
- Noter au mur, en grand, tout ce qui se dit. Personne ne doit se demander s’il a été entendu.

! Quelqu’un dira que cela ne marchera jamais. Remerciez-le, et demandez-lui ce qu’il faudrait pour que cela marche :
c’est souvent la meilleure question de la soirée.

## Les trois questions qui servent
- Quand avez-vous bu un café avec un voisin pour la dernière fois, et où ?
- Qu’est-ce qui vous ferait venir une fois par semaine : du pain, un colis, une soupe, une partie de cartes ?
- Que pourriez-vous apporter : une heure, un savoir-faire, des légumes, une part ?

## La semaine suivante
- Publier un compte rendu d’une page, avec les désaccords. Les absents le liront.
- Rappeler chaque personne qui s’est proposée, avant qu’elle ne croie qu’on l’a oubliée.
- Annoncer la date de la suite, même lointaine.
""",
    "deroule-reunion": """
Une heure et demie, pour trente à quatre-vingts personnes. Adaptez les minutes, gardez l’ordre.

## 18 h 00 · On arrive
- Café, tisane, gâteaux. Deux personnes à la porte, une feuille pour laisser son nom et son téléphone, si l’on veut.

## 18 h 30 · On se dit pourquoi on est là (10 minutes)
- Le maire ou la maire : deux phrases sur l’idée, deux sur ce qui n’est pas décidé.
- La règle du soir : une minute chacun, et personne ne coupe.

## 18 h 40 · On se souvient (15 minutes)
- Par tables : le café d’avant, ce qui s’y passait, ce qui manque depuis.

## 18 h 55 · On imagine (30 minutes)
- Par tables : un lundi, un vendredi soir, un dimanche au café. Une feuille par moment de la semaine.
- Chaque table choisit trois idées et les colle au mur.

## 19 h 25 · On choisit (15 minutes)
- Trois gommettes par personne. On compte à voix haute.

## 19 h 40 · On s’engage (15 minutes)
- Qui veut suivre le projet ? Qui connaît un artisan, un local, un porteur de projet ?
- La date de la prochaine rencontre, dite deux fois.

## À emporter dans la salle
[] Feuilles de papier d’un mètre, feutres qui marchent, gommettes, ruban adhésif
[] Rallonge, cafetière, eau chaude, tasses en nombre
[] Le questionnaire sur papier, pour les personnes qui n’ont pas d’internet
[] Un appareil photo : les feuilles du mur sont le compte rendu
""",
    "questionnaire-habitants": """
Un recto, deux minutes. À glisser dans les boîtes aux lettres, à laisser à l’école et à la boulangerie. Les réponses
sont sans nom : ne demandez jamais ce dont vous ne ferez rien.

## Vous et le village
[] Je vis ici toute l’année
[] J’y travaille
[] J’y viens le week-end ou en vacances

## Si un café ouvrait, j’y viendrais plutôt
[] Le matin, avant d’aller travailler
[] À midi, pour manger un plat simple
[] L’après-midi
[] Le soir en semaine
[] Le week-end

## Ce qui me ferait pousser la porte (trois réponses au plus)
[] Du pain, des journaux
[] Un peu d’épicerie, des produits d’ici
[] Un relais pour les colis
[] Une aide pour les démarches sur internet
[] Des jeux, des concerts, du cinéma
[] Voir du monde, tout simplement

## Ce que je pourrais y dépenser dans une semaine ordinaire
[] Moins de 5 €
[] De 5 à 15 €
[] Plus de 15 €

## Ce que je pourrais apporter
[] Un peu de temps
[] Un savoir-faire, lequel :
__
[] Une part, si une association ou une coopérative se monte

## Ce que nous avons oublié de demander
__
__

! Réponse à déposer en mairie ou dans l’urne de la boulangerie. Prévoyez trois semaines, et une relance de vive voix.
""",
    "financer-un-cafe": """
Les aides ne font pas un café : elles paient une partie du chemin. Commencez par compter, puis demandez dans l’ordre.

## 1. Séparer trois dépenses
- L’accompagnement : l’étude, la recherche d’un gérant, le suivi. C’est du conseil, qui se finance à part.
- Les murs : achat, travaux, mise aux normes, cuisine. C’est de l’investissement, le plus souvent communal.
- Le démarrage : stock, trésorerie, premiers salaires. C’est l’affaire de l’exploitant, et le poste que l’on oublie.

## 2. Pour l’accompagnement
- La Banque des Territoires peut prendre en charge la moitié du coût, dans la limite de 10 000 € par collectivité,
  depuis septembre 2025 et notamment dans les communes de Villages d’avenir.
- Le Fonds de soutien au commerce rural peut ajouter jusqu’à 5 000 €. Vérifiez que le guichet est ouvert.
- Exemple : pour 12 000 €, 6 000 € puis 5 000 € ; il reste 1 000 € à la commune. Le simulateur du site fait ce calcul.

## 3. Pour les murs
- Parler très tôt avec la préfecture, le département, la région et l’intercommunalité : chacun a son calendrier.
- Demander les aides avant de signer un devis. Une dépense engagée trop tôt est le plus souvent perdue.
- Prévoir la part qui reste à la commune, et l’avance : une subvention est versée après les travaux.

## 4. Pour le démarrage
- Compter six mois de charges d’avance. Le premier hiver est plus long que prévu.
- Fixer un loyer progressif : faible la première année, puis indexé sur ce que le café gagne vraiment.
- Proposer aux habitants de prêter, de donner ou de prendre une part. Un village qui a payé une chaise vient s’y
  asseoir.

! Ce guide donne l’ordre, pas le droit : montants et conditions changent. Vérifiez chaque aide à sa source avant de
délibérer.

## La fiche à tenir, aide par aide
[] Qui la donne, et qui y répond au téléphone
[] Pour quelle dépense, à quel taux, jusqu’à quel plafond
[] La date limite, et la pièce la plus longue à obtenir
[] Ce qu’il faut avoir signé, et surtout ne pas avoir signé
""",
    "licence-et-securite": """
Ouvrir un café, c’est accueillir du public et servir à boire. Voici les démarches dans l’ordre où elles
bloquent. Elles
dépendent du lieu et changent : faites-les confirmer par la mairie et la préfecture.

## La licence
- Sans alcool, pas de licence, mais tout le reste demeure.
- La licence III permet les boissons fermentées : vin, bière, cidre, poiré. La licence IV ajoute les alcools forts.
- Une licence IV se rachète ou se transfère plus souvent qu’elle ne se crée. Demandez d’abord si celle de
  l’ancien café
  existe encore, et qui la détient : sans service pendant plusieurs années, elle peut être perdue.
- La commune peut être propriétaire de la licence et la confier à l’exploitant. Elle reste alors au village.

## Le permis et la déclaration
- L’exploitant suit la formation au permis d’exploitation avant d’ouvrir. Réservez-la deux mois plus tôt.
- Il déclare l’ouverture en mairie au moins quinze jours avant. Le récépissé s’affiche.
- S’il cuisine, quelqu’un de l’équipe est formé à l’hygiène alimentaire.

## Le lieu
- Un petit café est d’ordinaire un établissement recevant du public de cinquième catégorie : sorties dégagées,
  éclairage de secours, extincteurs vérifiés, alarme, consignes affichées.
- L’accessibilité se prépare avec les travaux : entrée, comptoir, toilettes. Après, elle coûte trois fois plus.
- L’assurance du lieu et celle de l’exploitant sont deux contrats. Lisez ensemble qui couvre quoi.

## Le soir
- La musique se déclare à ceux qui la font vivre, et se mesure pour ceux qui dorment.
- On ne sert ni les mineurs, ni une personne ivre ; l’affiche est obligatoire.
- Un éthylotest et un numéro de taxi au comptoir : personne ne repart seul s’il ne le faut pas.

## La chemise à tenir prête pour un contrôle
[] Permis d’exploitation et récépissé de déclaration
[] Licence, bail ou convention d’occupation
[] Registre de sécurité, vérification électrique, extincteurs
[] Attestation de formation à l’hygiène, relevés de température
[] Attestations d’assurance de l’année
""",
    "trente-jours-avant": """
Imprimez cette page et clouez-la derrière le comptoir. Ce qui n’est pas coché à J – 15 décale l’ouverture :
c’est mieux
que d’ouvrir à moitié.

## J – 30
[] Date d’ouverture choisie à trois : mairie, exploitant, accompagnement
[] Compte bancaire, terminal de paiement, caisse conforme commandés
[] Fournisseurs choisis, livraison testée jusqu’au village
[] Formation au permis d’exploitation faite, ou datée

## J – 15
[] Déclaration déposée en mairie, récépissé rangé
[] Assurance signée, vérification électrique passée
[] Services convenus : pain, colis, presse, chacun avec son jour de départ
[] Horaires décidés pour trois mois, écrits sur la porte et sur la fiche du site

## J – 7
[] Stock en place, carte courte : huit boissons et deux plats suffisent
[] Une soirée d’essai avec les bénévoles : on casse les verres entre nous
[] Affiches, bulletin, correspondant du journal prévenus

## J – 1
[] Fond de caisse, rouleaux, ampoules, papier, savon
[] Le numéro de l’électricien, du plombier et de la mairie au mur
[] Une bonne nuit

## Le jour même
[] Un café offert à la première personne qui entre, et son prénom retenu
""",
    "ecrire-une-offre-de-gerance": """
Une offre de gérance n’est pas une petite annonce : c’est la première conversation avec la personne qui fera vivre le
lieu. Dites tout, y compris ce qui est difficile.

## Ce que l’on doit y lire en une minute
- Où : le village, ses habitants, l’école, les routes, le café le plus proche.
- Quoi : la salle, la cuisine, la terrasse, le logement s’il y en a un.
- Comment : le statut proposé, le loyer, la licence, ce que la commune garde à sa charge.
- Quand : la date d’entrée et celle où les candidatures se ferment.

## Les chiffres à donner, même incertains
- Le chiffre d’affaires attendu la première année, et d’où vient ce calcul.
- Ce qui resterait pour vivre, une fois tout payé, dans l’hypothèse basse.
- Ce que les habitants ont répondu : combien ont parlé, et ce qu’ils demandent.

! Ne promettez pas un revenu. Donnez les hypothèses, et laissez chacun refaire le compte.

## Les phrases à éviter
- « Profil polyvalent et motivé » ne dit rien. Dites : ouvrir tôt, cuisiner simple, compter juste, aimer les gens.
- « Couple souhaité » écarte, et n’est pas permis.
- « Contactez la mairie » décourage. Donnez un prénom, un numéro, des heures.

## Après la publication
[] Répondre à chaque candidature dans la semaine, même d’une phrase
[] Proposer une visite du village avant l’entretien, un jour de pluie aussi
[] Tenir un tableau : reçue, rencontrée, retenue, refusée et pourquoi
""",
    "grille-entretien": """
À remplir à deux, séparément, puis à comparer. Les mêmes questions pour chaque personne, dans le même ordre.

## Le projet
- Racontez-nous une journée de février dans ce café, de l’ouverture à la fermeture.
- Qu’est-ce que vous n’y feriez pas, même si on vous le demandait ?
__

## Les comptes
- Combien vous faut-il pour vivre chaque mois ? Que se passe-t-il si vous ne l’avez pas au bout de six mois ?
- Qu’avez-vous déjà géré : une caisse, un stock, une équipe, un budget de famille ?
__

## Les gens
- Une personne âgée reste trois heures pour un café. Que faites-vous ?
- Deux habitués se disputent un soir d’élection. Que dites-vous ?
__

## Le village
- Qu’avez-vous vu, en venant, qui vous plaît ? Qui vous inquiète ?
- Où habiterez-vous, et qui vient avec vous dans cette aventure ?
__

## Notre avis, de 1 à 4
[] Accueil
[] Cuisine et service
[] Comptes
[] Solidité du projet

! Ne demandez ni la santé, ni la famille, ni la religion, ni les opinions. Détruisez les notes des personnes non
retenues une fois le choix fait, et dites-leur pourquoi.
""",
    "accueillir-les-seniors": """
Pour beaucoup d’anciens, le café est la seule sortie choisie de la semaine : pas le médecin, pas les courses,
une sortie
pour le plaisir. Avec KLESIA, dix cafés du réseau y travaillent en Occitanie et en Auvergne-Rhône-Alpes : ateliers de
cuisine, activité physique, rencontres entre générations, repas partagés. Voici ce que l’on en retient.

## Le lieu
- Deux chaises avec accoudoirs, près de la fenêtre et loin de la porte.
- Une table où l’on s’entend : du feutre sous les pieds, la musique baissée l’après-midi.
- Des toilettes sans marche, une barre, une lumière qui s’allume seule.
- La carte en gros caractères, et quelqu’un qui la lit à voix haute sans qu’on le demande.

## Le moment
- Entre 14 h et 17 h, quand le café est calme et qu’il fait jour pour rentrer.
- Toujours le même jour : on n’a pas besoin d’agenda pour le mardi.
- Finir à l’heure. L’aide à domicile attend, le car aussi.

## L’invitation
- Un prospectus n’a jamais fait sortir personne. Une voisine qui passe prendre, si.
- Demander un service plutôt que d’offrir une activité : apprendre la belote aux enfants, goûter une recette, raconter
  une photo.
- Faire venir les plus jeunes en même temps : la rencontre vaut mieux que le programme.

## Des idées qui ont tenu
- La soupe du jeudi, épluchée à dix le matin, mangée à midi.
- Vingt minutes de gymnastique sur chaise, avant le café, jamais après.
- L’album du village : chacun apporte une photo, un enfant écrit la légende.
- Le courrier à plusieurs : on vient avec son papier incompris, on repart avec une réponse.

! Une habituée ne vient pas deux fois de suite ? Téléphonez. C’est la moitié du métier.
""",
    "douze-animations": """
Chacune demande moins de deux heures de préparation et moins de cinquante euros. Choisissez-en deux, tenez-les
trois mois,
puis changez.

## Toutes les semaines
- La table ouverte : une table où l’on s’assoit seul pour ne pas le rester.
- L’échiquier du vendredi : deux jeux, un débutant face à un ancien.
- Le pain partagé : ceux qui attendent la fournée goûtent celle d’hier.

## Tous les mois
- La soirée des inventions : chacun montre ce qu’il répare.
- Le repas à une seule assiette : un plat, un prix, un cuisinier du village.
- Le troc de graines et de boutures, au printemps et à l’automne.
- La dictée du certificat, corrigée par les écoliers.
- Le disque raconté : on apporte une chanson, et l’histoire qui va avec.

## Une fois par saison
- La carte au trésor des anciens commerces, à pied, enfants devant.
- Le cinéma dehors, ou contre le mur de la salle s’il pleut.
- La veillée « Raconte-moi ton village » : on écoute, on enregistre si chacun est d’accord.
- Le concert de poche : quarante chaises, un instrument, pas de micro.

## Pour que cela dure
[] Une personne qui n’est pas le gérant tient l’animation
[] On a décidé comment savoir si c’est réussi, et ce n’est pas seulement la recette
[] L’affiche dit l’heure de fin et si l’on peut venir seul
[] Le café est inscrit à l’agenda du site au moins quinze jours avant
""",
    "colis-presse-pain": """
Un service de proximité amène du monde, rapporte peu, et prend du temps. Comptez les trois avant de dire oui.

## Les colis
- Un relais occupe un placard et dix minutes par jour ; davantage avant les fêtes.
- Demandez la commission par colis, l’assurance, et qui répond quand un paquet manque.

## La presse
- Peu de titres, rendus chaque semaine. Le quotidien local suffit souvent.

## Le pain
- Un dépôt se convient avec le boulanger le plus proche : jours, invendus, prix affiché.
- Le pain fait ouvrir à sept heures. Est-ce possible toute l’année ?

## Le compte
[] Ce que le service rapporte par mois
[] Le temps qu’il prend par semaine
[] Les personnes qui entrent pour lui, et ce qu’elles prennent d’autre
""",
    "village-cafes-in-brief": """
A short paper in English, for partners and visitors who ask what this is all about.

## What we do
In France, many villages have lost their last café. With the town hall and the people who live there, the 1000 cafés
initiative helps to open one again, or to keep the one that is left.

## How it goes, in four phases
- Definition: what the village needs, what the place allows, what it would cost.
- Recruitment: a call for somebody to run it, interviews, training.
- Opening: works, a public meeting, services such as bread, parcels or newspapers.
- Operation: a network of peers, and help through the first winters.

## For whom
Villages of fewer than 3,500 inhabitants. The café is run by an independent manager or by an association of
inhabitants: there is no franchise, no uniform, no menu to follow.

## To go further
Figures, maps and yearly reports are on the site. To visit a café, simply push the door.
""",
}
