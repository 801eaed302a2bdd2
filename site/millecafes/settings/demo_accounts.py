"""The fictional people one may sign in as when ``DEMO=1``; the demo content creates them from this list."""

from django.utils.translation import gettext_lazy as _

# Address, what the sign-in page says of the person. The order is the order on the page.
DEMO_ACCOUNTS = [
    ("elue@example.org", _("Élue d’une commune membre")),
    ("gerante@example.org", _("Gérante d’un café membre")),
    ("porteur@example.org", _("Porteur d’un projet de café")),
    ("attente@example.org", _("Compte en attente d’accord")),
    ("redaction@example.org", _("Équipe, rédaction du site")),
    ("validation@example.org", _("Équipe, validation et publication")),
    ("reseau@example.org", _("Équipe, animation du réseau")),
    ("instruction@example.org", _("Équipe, instruction des candidatures")),
    ("culture@example.org", _("Équipe, programmation culturelle")),
    ("finances@example.org", _("Équipe, remboursements")),
    ("admin@example.org", _("Équipe, administration")),
]
