"""What stands around every page. No banner: nothing is cancelled."""


def link(page: str, label: str = "") -> dict:
    """Without a label, the title of the page, in its own language: pages that have no English need one."""
    return {"label": label, "page": page, "url": ""}


def entry(label: str, page: str | None, *children: dict) -> tuple:
    return ("entry", {"label": label, "page": page, "url": "", "children": list(children)})


def column(title: str, *links: dict) -> tuple:
    return ("column", {"title": title, "links": list(links)})


MENU = [
    entry("Trouver un café", "cafes"),
    entry(
        "Qui sommes-nous",
        "qui-sommes-nous",
        link("qui-sommes-nous/histoire"),
        link("qui-sommes-nous/deux-associations"),
        link("qui-sommes-nous/gouvernance"),
        link("partenaires", "Nos partenaires"),
        link("transparence", "Transparence"),
    ),
    entry(
        "Ouvrir un café",
        "accompagnement",
        link("accompagnement/accueillir-un-cafe"),
        link("accompagnement/tenir-un-cafe"),
        link("accompagnement/etude-de-prefiguration"),
        link("simulateur", "Simuler le reste à charge"),
        link("mon-village"),
        link("reseau", "Le Réseau 1000 cafés"),
        link("questions-frequentes", "Questions fréquentes"),
    ),
    entry(
        "Dans les villages",
        None,
        link("guinguettes", "Les guinguettes mobiles"),
        link("abbaye", "L’abbaye"),
        link("culture", "La programmation culturelle"),
        link("culture/tournee-des-villages", "La Tournée des Villages"),
        link("culture/raconte-moi-ton-village", "Raconte-moi ton village"),
        link("bien-vieillir", "Bien vieillir au village"),
    ),
    entry(
        "Notre impact",
        None,
        link("chiffres", "Les chiffres"),
        link("plaidoyer", "Plaidoyer"),
        link("rapports", "Rapports et études"),
    ),
    entry(
        "Actualités",
        None,
        link("actualites", "Toutes les actualités"),
        {"label": "Agenda", "page": None, "url": "/agenda/"},
        link("presse", "Espace presse"),
    ),
    entry("Contact", "contact"),
]

FOOTER = [
    column(
        "Agir",
        link("accompagnement/accueillir-un-cafe", "Accueillir un café"),
        link("accompagnement/tenir-un-cafe", "Tenir un café"),
        link("mon-village", "Mon village n’a plus de café"),
        link("guinguettes", "Recevoir la guinguette"),
        link("questions-frequentes", "Questions fréquentes"),
        link("contact", "Nous écrire"),
    ),
    column(
        "Connaître",
        link("qui-sommes-nous", "Qui sommes-nous"),
        link("chiffres", "Les chiffres"),
        link("transparence", "Transparence"),
        link("partenaires", "Partenaires"),
        link("presse", "Espace presse"),
    ),
    column(
        "Ce site",
        link("mentions-legales", "Mentions légales"),
        link("confidentialite", "Confidentialité"),
        link("accessibilite", "Accessibilité"),
        link("donnees", "Données ouvertes"),
        link("plan-du-site", "Plan du site"),
    ),
]

FOOTER_TEXT = "Une initiative du Groupe SOS.\n102C, rue Amelot, 75011 Paris\ncontact@1000cafes.org"
