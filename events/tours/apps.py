from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


def may_ask(access) -> bool:
    return bool({"cafe_roles", "mandates"} & access.held) or access.standing.value == "team"


class ToursConfig(AppConfig):
    name = "events.tours"
    label = "tours"
    verbose_name = _("Programmation culturelle")

    letter_writers = {"programme": "events.tours.emails.write"}
    mail_kinds = [
        Kind(
            "programme", _("Vos demandes de programmation : réponses et changements"), _("Programmation"), urgent=True
        ),
        Kind("programme_desk", _("Les demandes de programmation qui arrivent"), _("Programmation")),
    ]
    member_menu = [
        Entry(_("Le programme culturel"), "tours:catalogue", "lantern", who=may_ask, order=16),
    ]
    member_tasks = "events.tours.services.portal.tasks"
    member_next = "events.tours.services.portal.upcoming"
    personal_data = ["events.tours.privacy.chapters"]
    erasers = ["events.tours.privacy.forget"]
