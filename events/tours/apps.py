from datetime import timedelta

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

    jobs = {
        "events.tours.services.papers.make_waiting": timedelta(minutes=1),
        "events.tours.services.slots.serve_waiting": timedelta(minutes=5),
        "events.tours.services.answering.remind": timedelta(hours=6),
        "events.tours.services.preparing.remind_hosts": timedelta(hours=6),
        "events.tours.services.reporting.after_the_day": timedelta(hours=6),
        "events.tours.services.own.ask_for_reports": timedelta(hours=6),
    }
    job_names = {
        "events.tours.services.papers.make_waiting": _("Fabriquer les conventions et les affiches des étapes"),
        "events.tours.services.preparing.remind_hosts": _("Rappeler ses préparatifs à qui accueille"),
        "events.tours.services.slots.serve_waiting": _("Donner les créneaux redevenus libres à qui attend"),
        "events.tours.services.answering.remind": _("Rappeler les dates proposées qui attendent une réponse"),
        "events.tours.services.reporting.after_the_day": _("Clore les étapes passées, et demander leur bilan"),
        "events.tours.services.own.ask_for_reports": _("Demander leur bilan aux cafés après leurs animations"),
    }
    letter_writers = {
        "programme": "events.tours.emails.write",
        "programme_stop": "events.tours.emails.write_of_stop",
        "programme_own": "events.tours.emails.write_of_own",
        "programme_company": "events.tours.emails.write_to_company",
    }
    file_kinds = [
        "events.tours.permissions.AGREEMENTS",
        "events.tours.permissions.POSTERS",
        "events.tours.permissions.PHOTOS",
    ]
    mail_kinds = [
        Kind(
            "programme", _("Vos demandes de programmation : réponses et changements"), _("Programmation"), urgent=True
        ),
        Kind(
            "programme_desk",
            _("Les demandes de programmation qui arrivent"),
            _("Programmation"),
            only_for="events.tours.permissions.plans",
        ),
    ]
    member_menu = [
        Entry(_("Le programme culturel"), "tours:catalogue", "lantern", who=may_ask, order=16),
    ]
    member_tasks = "events.tours.services.portal.tasks"
    member_next = "events.tours.services.portal.upcoming"
    personal_data = ["events.tours.privacy.chapters"]
    erasers = ["events.tours.privacy.forget"]
