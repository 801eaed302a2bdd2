"""The closed lists that registers and pages share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom something is written; several at once may be chosen."""

    PUBLIC = "public", _("Tout le monde")
    MEMBERS = "members", _("Tous les membres")
    ELECTED = "elected", _("Élues et élus")
    MANAGERS = "managers", _("Gérantes et gérants")
    HOLDERS = "holders", _("Porteuses et porteurs de projet")


# What is kept for some: nothing chosen is everybody.
RESERVED_FOR = [choice for choice in Audience.choices if choice[0] != Audience.PUBLIC]


class Association(models.TextChoices):
    """Which of the two associations bears a programme, a figure or a page."""

    ACTION_TERRITORIALE = "action_territoriale", _("1000 cafés – Action territoriale")
    RESEAU = "reseau", _("Le Réseau 1000 cafés")


class Qualifier(models.TextChoices):
    """How exact a figure is, as its source says it."""

    EXACT = "", _("exactement")
    MORE_THAN = "more_than", _("plus de")
    NEARLY = "nearly", _("près de")


class Topic(models.TextChoices):
    """What a key figure speaks of."""

    MOBILISATION = "mobilisation", _("Mobilisation citoyenne")
    NETWORK = "network", _("Vie du réseau")
    ECONOMY = "economy", _("Économie et services")
    SUPPORT = "support", _("Accompagnement des communes")
    SATISFACTION = "satisfaction", _("Satisfaction des maires")
    GUINGUETTES = "guinguettes", _("Guinguettes mobiles")
    CULTURE = "culture", _("Programmation culturelle")
    AGEING = "ageing", _("Bien vieillir")
    IMPACT_SENIORS = "impact_seniors", _("Effets pour les seniors")
    IMPACT_ELECTED = "impact_elected", _("Effets pour les élues et élus")
    THIRD_PLACES = "third_places", _("Tiers-lieux")
    PRESS = "press", _("Presse")
    CONTEXT = "context", _("Contexte")
    FINANCE = "finance", _("Finances")


class Family(models.TextChoices):
    """Groups of the partners' wall, in the order of the page."""

    INSTITUTIONAL = "institutional", _("Partenaires institutionnels")
    PRIVATE = "private", _("Partenaires privés")
    NETWORK = "network", _("Partenaires du réseau")
    GUINGUETTES = "guinguettes", _("Partenaires des guinguettes")
    ABBAYE = "abbaye", _("Partenaires de l’abbaye")


class Illustration(models.TextChoices):
    """Drawings of the site, shown where there is no photograph; each is a file of static/img/illustrations/."""

    CAFE = "cafe", _("Le café et son auvent")
    VILLAGE = "village", _("Le village et son clocher")
    GUINGUETTE = "guinguette", _("La guinguette mobile")
    ABBAYE = "abbaye", _("Le cloître de l’abbaye")
    COUNTER = "counter", _("Le comptoir")
    MEETING = "meeting", _("La réunion publique")
    CHESS = "chess", _("La partie d’échecs")
    TOUR = "tour", _("Le cinéma en plein air")
    MAP = "map", _("La carte de France")
    LETTER = "letter", _("La boîte aux lettres")
    REPORT = "report", _("Le rapport ouvert")
    HANDS = "hands", _("Les mains qui partagent")
    BREAD = "bread", _("Le pain et les colis")
    BICYCLE = "bicycle", _("Le vélo contre le mur")
    CONCERT = "concert", _("Le petit concert")
    LANTERN = "lantern", _("Les lampions")
    SCHOOL = "school", _("La mairie")
