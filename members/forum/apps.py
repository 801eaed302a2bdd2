from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.people.portal import Entry


class ForumConfig(AppConfig):
    name = "members.forum"
    label = "forum"
    verbose_name = _("Forum")

    member_menu = [Entry(_("Forum"), "forum:index", "quote", order=20)]
    file_kinds = ["members.forum.permissions.FILES"]

    jobs = {
        "members.forum.services.files.forget_orphans": timedelta(hours=6),
        "members.forum.services.drafts.forget_old_drafts": timedelta(days=1),
    }
    job_names = {
        "members.forum.services.files.forget_orphans": _("Oublier les fichiers du forum qu’aucun message n’a"),
        "members.forum.services.drafts.forget_old_drafts": _("Oublier les brouillons du forum laissés six mois"),
    }
    retentions = [
        Retention(
            _("Vos brouillons du forum"),
            _("Reprendre un texte commencé"),
            "members.forum.services.drafts.KEPT",
            "members.forum.services.drafts.forget_old_drafts",
        ),
        Retention(
            _("Les fichiers déposés dans le forum et qu’aucun message n’a"),
            _("Finir d’écrire le message"),
            "members.forum.services.files.KEPT_ALONE",
            "members.forum.services.files.forget_orphans",
        ),
    ]
