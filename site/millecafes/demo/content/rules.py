"""The rules of the members' area in the demo: an example, in our own words, for the association to write again."""

RULES = {
    "name": "Règles d’exemple",
    "changes": (
        "Premier texte de l’espace des membres. Il dit comment on se parle, ce que l’on partage, et ce que le "
        "site garde de vous.\n\nC’est un exemple, écrit pour montrer le site."
    ),
    "text": (
        "<h3>Se parler</h3><p>On se tutoie ou l’on se vouvoie, mais on se répond. On critique une idée, pas une "
        "personne. Ce qui ne se dirait pas au comptoir ne s’écrit pas ici.</p>"
        "<h3>Partager</h3><p>Les guides, les modèles et les tableurs sont à vous : reprenez-les, améliorez-les, "
        "rapportez-nous ce qui n’a pas marché. Ce qui est marqué « Réservée » reste entre membres.</p>"
        "<h3>Ce qui se raconte reste ici</h3><p>Les comptes d’un café, les ennuis d’une commune, le nom d’un "
        "client : on ne les emporte pas hors de l’espace sans l’accord de qui les a racontés.</p>"
        "<h3>Vos données</h3><p>Le site garde ce que vous lui dites de vous, le temps de votre rôle. La page "
        "« Mes données » montre tout, permet de l’emporter, et de fermer votre compte.</p>"
        "<h3>Si cela se passe mal</h3><p>Écrivez à l’équipe du réseau. Elle relit, elle appelle, et elle peut "
        "suspendre un compte en disant pourquoi.</p>"
    ),
    "changes_en": (
        "The first wording of the rules of the members’ area: how we talk to each other, what we share, and what the "
        "site keeps about you.\n\nIt is an example, written to show the site."
    ),
    "text_en": (
        "<h3>Talking</h3><p>Formal or friendly, we answer each other. We argue with an idea, never with a person. "
        "What you would not say at the counter, do not write here.</p>"
        "<h3>Sharing</h3><p>The guides, templates and spreadsheets are yours: reuse them, improve them, and tell us "
        "what did not work. Whatever is marked “Members only” stays among members.</p>"
        "<h3>What is told here stays here</h3><p>A café’s accounts, a commune’s troubles, a customer’s name: none of "
        "it leaves the members’ area without the consent of the person who told it.</p>"
        "<h3>Your data</h3><p>The site keeps what you tell it about yourself for as long as you hold your role. The "
        "“My data” page shows everything, and lets you take it away or close your account.</p>"
        "<h3>If something goes wrong</h3><p>Write to the network team. They read, they call, and they may suspend an "
        "account, saying why.</p>"
    ),
}
