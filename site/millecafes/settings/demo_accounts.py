"""The fictional people one may sign in as when ``DEMO=1``; the demo content creates them from this list."""

from django.utils.translation import gettext_lazy as _

# Address, what the sign-in page says of the person. The order is the order on the page.
DEMO_ACCOUNTS = [
    ("elue@example.org", _("Élue d’une commune membre")),
    ("gerante@example.org", _("Gérante d’un café membre")),
    ("porteur@example.org", _("Porteur d’un projet de café")),
    ("coupdemain@example.org", _("Bénévole d’un café membre")),
    ("compte@example.org", _("Compte qui n’a rien demandé encore")),
    ("attente@example.org", _("Compte en attente d’accord")),
    ("question@example.org", _("Une question de l’équipe attend la réponse")),
    ("refus@example.org", _("Demande refusée, avec la raison")),
    ("suspension@example.org", _("Accès suspendu")),
    ("fin@example.org", _("Mandat qui se termine dans vingt jours")),
    ("lecture@example.org", _("Mandat terminé : trente jours de lecture")),
    ("ancienne@example.org", _("Mandat terminé : la porte est fermée")),
    ("redaction@example.org", _("Équipe, rédaction du site")),
    ("validation@example.org", _("Équipe, validation et publication")),
    ("reseau@example.org", _("Équipe, animation du réseau")),
    ("instruction@example.org", _("Équipe, instruction des candidatures")),
    ("culture@example.org", _("Équipe, programmation culturelle")),
    ("finances@example.org", _("Équipe, remboursements")),
    ("admin@example.org", _("Équipe, administration")),
]
