from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.people.portal import Entry


class PeopleConfig(AppConfig):
    name = "millecafes.people"
    label = "people"
    verbose_name = "Personnes"

    # Kinds of files that not everybody reads; any application may name its own in the same way.
    file_kinds = [
        "millecafes.people.files.DOCUMENTS",
        "millecafes.people.files.ORIGINALS",
        "millecafes.people.files.PORTRAITS",
    ]
    jobs = {
        "millecafes.people.services.remind_team": timedelta(hours=12),
        "millecafes.people.services.warn_of_ends": timedelta(hours=12),
        "millecafes.people.services.forget_unconfirmed": timedelta(days=1),
        "millecafes.people.services.forget_old_acts": timedelta(days=1),
        "millecafes.people.services.refresh_everybody": timedelta(days=1),
        "millecafes.people.services.forget_invitations": timedelta(days=1),
        "millecafes.people.services.warn_inactive": timedelta(hours=12),
        "millecafes.people.services.close_inactive": timedelta(hours=12),
    }
    job_names = {
        "millecafes.people.services.remind_team": _("Rappeler les demandes qui attendent"),
        "millecafes.people.services.warn_of_ends": _("Prévenir de la fin des rôles"),
        "millecafes.people.services.forget_unconfirmed": _("Oublier les comptes jamais ouverts"),
        "millecafes.people.services.forget_old_acts": _("Oublier le journal de plus d’un an"),
        "millecafes.people.services.refresh_everybody": _("Mettre l’annuaire à jour"),
        "millecafes.people.services.forget_invitations": _("Oublier les invitations de plus de soixante jours"),
        "millecafes.people.services.warn_inactive": _("Prévenir qui ne vient plus depuis 23 mois"),
        "millecafes.people.services.close_inactive": _("Fermer les comptes que personne n’a rouverts"),
    }
    member_menu = [Entry(_("Mes données"), "account_data", "lock", order=90)]
    personal_data = ["millecafes.people.privacy.chapters"]
    erasers = ["millecafes.people.privacy.forget"]
    retentions = [
        Retention(
            _("Un compte demandé dont l’adresse n’a jamais été confirmée"),
            _("Vous laisser le temps de lire le message"),
            "millecafes.people.services.addresses.UNCONFIRMED",
            "millecafes.people.services.forget_unconfirmed",
        ),
        Retention(
            _("Une invitation : l’adresse et le nom de la personne invitée"),
            _("Lui laisser le temps d’entrer"),
            "millecafes.people.models.requests.LASTS",
            "millecafes.people.services.forget_invitations",
        ),
        Retention(
            _("Un compte où personne n’entre plus ; un message prévient d’abord"),
            _("Retrouver ses affaires après une longue absence"),
            "millecafes.people.services.closing.INACTIVE",
            "millecafes.people.services.warn_inactive",
        ),
        Retention(
            _("Ce compte, après le message qui prévient : il est alors effacé"),
            _("Vous laisser le temps de revenir"),
            "millecafes.people.services.closing.NOTICE",
            "millecafes.people.services.close_inactive",
        ),
        Retention(
            _("Le journal de ce que l’équipe fait sur les personnes et leurs fichiers"),
            _("Pouvoir en répondre"),
            "millecafes.people.services.reminders.LOG_KEPT",
            "millecafes.people.services.forget_old_acts",
            outlives=True,
        ),
    ]
