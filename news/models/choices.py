"""The closed lists of the news wing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What an article, or what others publish about us, is about."""

    NETWORK = "network", _("Vie du réseau")
    GUINGUETTES = "guinguettes", _("Guinguettes")
    CULTURE = "culture", _("Culture")
    ADVOCACY = "advocacy", _("Plaidoyer")
    PARTNERSHIP = "partnership", _("Partenariats")
    IMPACT = "impact", _("Impact")

    @property
    def about(self):
        """The same inside a sentence: « 75 sur les guinguettes »."""
        return ABOUT[self]


class Medium(models.TextChoices):
    """How the press reached its public."""

    PRINT = "print", _("Presse écrite")
    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Télévision")
    WEB = "web", _("Web")

    @property
    def through(self):
        """The same inside a sentence: « 12 retombées à la radio »."""
        return THROUGH[self]


ABOUT = {
    Category.NETWORK: _("sur la vie du réseau"),
    Category.GUINGUETTES: _("sur les guinguettes"),
    Category.CULTURE: _("sur la culture"),
    Category.ADVOCACY: _("sur le plaidoyer"),
    Category.PARTNERSHIP: _("sur les partenariats"),
    Category.IMPACT: _("sur l’impact"),
}
THROUGH = {
    Medium.PRINT: _("dans la presse écrite"),
    Medium.RADIO: _("à la radio"),
    Medium.TELEVISION: _("à la télévision"),
    Medium.WEB: _("sur le web"),
}
