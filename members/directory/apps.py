from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


class DirectoryConfig(AppConfig):
    name = "members.directory"
    label = "directory"
    verbose_name = "Annuaire"

    member_menu = [
        Entry(_("L’annuaire"), "directory:index", "user", order=30),
        Entry(_("Mes messages"), "directory:inbox", "mail", order=40),
        Entry(_("Mon profil"), "directory:profile", "writing", order=60),
    ]
    member_steps = "members.directory.services.first_steps"
    member_latest = "members.directory.services.latest"
    member_tasks = "members.directory.services.tasks"
    mail_kinds = [
        Kind("member_message", _("un message d’un autre membre"), _("Entre membres")),
        Kind("member_report", _("la suite donnée à un message signalé"), _("Entre membres"), urgent=True),
    ]
    jobs = {"members.directory.services.forget_old_messages": timedelta(days=1)}
    job_names = {
        "members.directory.services.forget_old_messages": _("Oublier les messages entre membres de plus d’un an")
    }

    personal_data = ["members.directory.privacy.chapters"]
    erasers = ["members.directory.privacy.forget"]
    retentions = [
        Retention(
            _("Les messages que des membres s’écrivent"),
            _("Retrouver une réponse"),
            "members.directory.services.writing.KEPT",
            "members.directory.services.forget_old_messages",
        )
    ]

    def ready(self):
        from millecafes.core.search import sources
        from millecafes.people.finding import MemberSource

        sources.register(MemberSource())  # after the pages, in the list of what one may sift by
