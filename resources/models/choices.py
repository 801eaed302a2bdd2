"""The closed lists of the library, in the order of its filters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourceKind(models.TextChoices):
    """What one comes to fetch."""

    GUIDE = "guide", _("Guide")
    TEMPLATE = "template", _("Modèle")
    SPREADSHEET = "spreadsheet", _("Tableur")
    VIDEO = "video", _("Vidéo")
    LINK = "link", _("Lien")


class Phase(models.TextChoices):
    """The four phases of the support; a resource without one is good for all of them."""

    DEFINITION = "definition", _("1. Définition du projet")
    RECRUITMENT = "recruitment", _("2. Recrutement")
    OPENING = "opening", _("3. Ouverture")
    OPERATION = "operation", _("4. Exploitation")


class Language(models.TextChoices):
    """The language of a file, whatever that of the words which present it."""

    FRENCH = "fr", _("Français")
    ENGLISH = "en", _("Anglais")


class TextState(models.TextChoices):
    """Where the reading of a file stands."""

    PENDING = "pending", _("À lire")
    DONE = "done", _("Lu")
    FAILED = "failed", _("Illisible")
    ENCRYPTED = "encrypted", _("Protégé par un mot de passe")
