from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


class MailroomConfig(AppConfig):
    name = "millecafes.mailroom"
    label = "mailroom"
    verbose_name = "Courrier"

    # What the worker does from time to time; any application may name its own in the same way.
    jobs = {
        "millecafes.mailroom.services.purge": timedelta(days=1),
        "millecafes.mailroom.digests.send_digests": timedelta(minutes=1),
        "millecafes.mailroom.digests.forget_told": timedelta(days=1),
        "millecafes.mailroom.jobs.publish_scheduled": timedelta(minutes=5),
        "millecafes.mailroom.jobs.clear_sessions": timedelta(days=1),
    }
    # What the status page calls them; any application names its own in the same way.
    job_names = {
        "millecafes.mailroom.services.purge": _("Oublier le courrier de plus de 90 jours"),
        "millecafes.mailroom.digests.send_digests": _("Écrire les résumés, à 7 h"),
        "millecafes.mailroom.digests.forget_told": _("Oublier ce qui a été dit dans un résumé il y a plus de 90 jours"),
        "millecafes.mailroom.jobs.publish_scheduled": _("Publier et retirer ce qui est prévu"),
        "millecafes.mailroom.jobs.clear_sessions": _("Effacer les sessions terminées"),
    }
    # What people are written to about, for them to settle; any application may name its own in the same way.
    mail_kinds = [
        Kind("account", _("Votre compte : codes, réponses à vos demandes, invitations"), _("Votre compte"), urgent=True)
    ]
    member_menu = [Entry(_("Ce que vous recevez"), "mailroom:notifications", "mail", order=80)]
    member_steps = "millecafes.mailroom.preferences.first_steps"
    personal_data = ["millecafes.mailroom.privacy.chapters"]
    erasers = ["millecafes.mailroom.privacy.forget"]
    retentions = [
        Retention(
            _("La copie des messages que le site envoie ; un code est oublié dès qu’il est parti"),
            _("Retrouver un message qui n’est pas arrivé"),
            "millecafes.mailroom.services.KEPT",
            "millecafes.mailroom.services.purge",
            outlives=True,
        ),
        Retention(
            _("Les lignes de vos résumés, une fois dites"),
            _("Ne pas vous dire deux fois la même chose"),
            "millecafes.mailroom.digests.KEPT",
            "millecafes.mailroom.digests.forget_told",
        ),
        Retention(
            _("Une session ouverte sur un appareil qui ne sert plus"),
            _("Vous éviter de redemander un code à chaque visite"),
            "millecafes.mailroom.jobs.SESSIONS_KEPT",
            "millecafes.mailroom.jobs.clear_sessions",
        ),
    ]

    # What /sante/pret/ calls somebody for, and what it only says.
    watched = {
        "mail": "millecafes.mailroom.health.check_mail",
        "worker": "millecafes.mailroom.health.check_worker",
        "backup": "millecafes.mailroom.health.check_backup",
    }
    measures = {
        "oldest_mail_seconds": "millecafes.mailroom.services.oldest_waiting",
        "late_jobs": "millecafes.mailroom.health.late_jobs",
    }
