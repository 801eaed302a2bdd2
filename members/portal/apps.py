from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


def has_places(access) -> bool:
    return not access.held.isdisjoint({"mandates", "cafe_roles"})


class PortalConfig(AppConfig):
    name = "members.portal"
    label = "portal"
    verbose_name = "Espace des membres"

    mail_kinds = [Kind("places", _("Qui arrive et qui part, là où vous êtes"), _("Vos lieux"))]
    member_menu = [
        Entry(_("Accueil de l’espace"), "portal:home", "home", order=0),
        Entry(_("Mes lieux"), "portal:places", "pin", who=has_places, order=10),
    ]
    member_tasks = "members.portal.services.tasks"
    member_steps = "members.portal.services.first_steps"
    personal_data = ["members.portal.privacy.chapters"]
    erasers = ["members.portal.privacy.forget"]
