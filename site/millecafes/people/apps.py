from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "millecafes.people"
    label = "people"
    verbose_name = "Personnes"

    jobs = {
        "millecafes.people.services.remind_team": timedelta(hours=12),
        "millecafes.people.services.warn_of_ends": timedelta(hours=12),
        "millecafes.people.services.forget_unconfirmed": timedelta(days=1),
        "millecafes.people.services.forget_old_acts": timedelta(days=1),
        "millecafes.people.services.refresh_everybody": timedelta(days=1),
    }
    job_names = {
        "millecafes.people.services.remind_team": _("Rappeler les demandes qui attendent"),
        "millecafes.people.services.warn_of_ends": _("Prévenir de la fin des rôles"),
        "millecafes.people.services.forget_unconfirmed": _("Oublier les comptes jamais ouverts"),
        "millecafes.people.services.forget_old_acts": _("Oublier le journal de plus d’un an"),
        "millecafes.people.services.refresh_everybody": _("Mettre l’annuaire à jour"),
    }
