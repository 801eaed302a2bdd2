from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.people.portal import Entry


class PortalConfig(AppConfig):
    name = "members.portal"
    label = "portal"
    verbose_name = "Espace des membres"

    member_menu = [Entry(_("Accueil de l’espace"), "portal:home", "home", order=0)]
    member_tasks = "members.portal.services.tasks"
