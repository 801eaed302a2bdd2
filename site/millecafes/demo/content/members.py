"""Members of the demo: nobody bears the family name « Exemple », and each presentation says that it is invented.

The communes are real, so that the directory can be sifted as it will be.
"""

INVENTED = "(Personne inventée, pour la démonstration.)"

# What the people of the sign-in page say of themselves: by what comes before the @.
SAID = {
    "elue": {
        "presentation": """Maire depuis 2020, j’aime les réunions qui finissent au café. Nous avons racheté les murs,
            trouvé les financements et attendu deux ans : je raconte volontiers comment.""",
        "themes": ["funding", "works"],
        "phone": "05 63 00 00 01",
        "phone_visibility": "members",
    },
    "gerante": {
        "presentation": """Cuisinière, puis boulangère, maintenant les deux. Le jeudi, soupe pour tout le monde.""",
        "presentation_visibility": "public",
        "roles_visibility": "public",
        "themes": ["activities", "services", "licence"],
    },
    "porteur": {
        "presentation": """Ancien libraire, je cherche un village qui cherche un café. J’ai le livre de comptes, il me
            manque les murs.""",
        "themes": ["accounts"],
    },
}

# Who they are, what they are there, where (a commune, or the address of a café), and what they say.
NEIGHBOURS = [
    {
        "box": "armelle",
        "name": "Armelle Exemple",
        "function": "mayor",
        "commune": "29176",
        "presentation": """Notre commune compte une église, une plage et, bientôt, un comptoir. La licence IV n’a plus
            de secret pour moi.""",
        "themes": ["licence", "funding"],
    },
    {
        "box": "bernard",
        "name": "Bernard Exemple",
        "function": "mayor",
        "commune": "52411",
        "presentation": """Commune nouvelle, trois villages, un café : il a fallu choisir la place. Je peux raconter la
            concertation.""",
        "themes": ["recruiting", "volunteers"],
    },
    {
        "box": "celeste",
        "name": "Céleste Exemple",
        "function": "deputy",
        "commune": "88531",
        "presentation": """Adjointe aux travaux. Chauffer une salle de cent mètres carrés à l’ancienne : j’ai fait tous
            les devis.""",
        "themes": ["works"],
    },
    {
        "box": "desire",
        "name": "Désiré Exemple",
        "function": "mayor",
        "commune": "97110",
        "presentation": "Sur une île, tout arrive par bateau, les fûts aussi. Je réponds le soir, heure de Guadeloupe.",
        "themes": ["services"],
    },
    {
        "box": "edwige",
        "name": "Edwige Exemple",
        "function": "councillor",
        "commune": "35122",
        "presentation": "Conseillère municipale, j’anime le comité des bénévoles : quarante personnes, un seul agenda.",
        "themes": ["volunteers", "activities"],
    },
    {
        "box": "fernand",
        "name": "Fernand Exemple",
        "function": "mayor",
        "commune": "48096",
        "presentation": "Maire d’un bourg de montagne. L’été il faut trois serveurs, l’hiver une bonne cheminée.",
        "themes": ["recruiting", "accounts"],
    },
    {
        "box": "gaelle",
        "name": "Gaëlle Exemple",
        "kind": "manager",
        "cafe": "la-table-du-potier",
        "presentation": "Le tour de potier est dans l’arrière-salle, le pâté en croûte au comptoir.",
        "themes": ["activities", "accounts"],
        "roles_visibility": "public",
    },
    {
        "box": "hippolyte",
        "name": "Hippolyte Exemple",
        "kind": "co_manager",
        "cafe": "le-four-banal",
        "presentation": "Je suis au four quand Lucie est au comptoir, et le contraire le dimanche.",
        "presentation_visibility": "public",
        "roles_visibility": "public",
        "themes": ["services"],
    },
    {
        "box": "irma",
        "name": "Irma Exemple",
        "kind": "president",
        "cafe": "cafe-associatif-de-cadalen",
        "presentation": "L’association compte plus de bénévoles que le café n’a de chaises.",
        "themes": ["volunteers", "accounts"],
        "phone": "05 63 00 00 02",
        "phone_visibility": "members",
    },
    {
        "box": "joachim",
        "name": "Joachim Exemple",
        "kind": "manager",
        "cafe": "l-ancre",
        "presentation": "Marinier à la retraite, cafetier à l’écluse. Concerts le premier samedi du mois.",
        "themes": ["activities", "licence"],
    },
    {
        "box": "katell",
        "name": "Katell Exemple",
        "kind": "manager",
        "cafe": "le-comptoir-qui-roule",
        "presentation": "Un camion, six villages, un marché par jour. On m’appelle quand on n’a pas de murs.",
        "themes": ["services", "works"],
    },
    {
        "box": "leopold",
        "name": "Léopold Exemple",
        "commune": "23239",
        "presentation": "Je cherche une cuisine assez grande pour deux, et un village assez petit pour trois.",
        "themes": [],
    },
    {
        "box": "mireille",
        "name": "Mireille Exemple",
        "presentation": "Je cherche encore où : quelque part entre la mer et la Loire.",
        "themes": ["recruiting"],
    },
    {
        "box": "nestor",
        "name": "Nestor Exemple",
        "function": "deputy",
        "commune": "12094",
        "presentation": "Adjoint discret : il n’apparaît nulle part, et c’est ce que montre la démonstration.",
        "themes": ["funding"],
        "is_hidden": True,
    },
]

LETTER = {
    "from": "gerante",
    "to": "elue",
    "subject": "Votre dossier de financement",
    "body": """Bonjour Madeleine,

La commune d’à côté veut racheter ses murs, comme vous l’avez fait. Auriez-vous une heure pour en parler avec leur
maire ? Je prépare la soupe.

Lucie""",
}
