from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention
from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry

STILL_OPEN = "members.forum.emails.still_open"


class ForumConfig(AppConfig):
    name = "members.forum"
    label = "forum"
    verbose_name = _("Forum")

    member_menu = [Entry(_("Forum"), "forum:index", "quote", order=20)]
    member_latest = "members.forum.services.home.latest"
    member_tasks = "members.forum.services.moderating.tasks"
    file_kinds = ["members.forum.permissions.FILES"]

    jobs = {
        "members.forum.services.telling.tell_waiting": timedelta(minutes=1),
        "members.forum.services.helping.seek_help": timedelta(hours=1),
        "members.forum.services.notices.forget_old": timedelta(days=1),
        "members.forum.services.files.forget_orphans": timedelta(hours=6),
        "members.forum.services.drafts.forget_old_drafts": timedelta(days=1),
        "members.forum.services.forgetting.forget_reports": timedelta(days=1),
        "members.forum.services.forgetting.forget_acts": timedelta(days=1),
    }
    job_names = {
        "members.forum.services.telling.tell_waiting": _("Prévenir des nouveaux messages du forum"),
        "members.forum.services.helping.seek_help": _("Chercher qui réponde aux questions du forum"),
        "members.forum.services.notices.forget_old": _("Oublier les avis du forum de plus de 90 jours"),
        "members.forum.services.files.forget_orphans": _("Oublier les fichiers du forum qu’aucun message n’a"),
        "members.forum.services.drafts.forget_old_drafts": _("Oublier les brouillons du forum laissés six mois"),
        "members.forum.services.forgetting.forget_reports": _("Oublier les signalements traités il y a un an"),
        "members.forum.services.forgetting.forget_acts": _("Oublier les décisions de modération d’il y a deux ans"),
    }
    mail_kinds = [
        Kind("forum_mention", _("un message du forum qui vous nomme"), _("Forum"), still_open=STILL_OPEN),
        Kind("forum_reply", _("une réponse dans un sujet que vous suivez"), _("Forum"), still_open=STILL_OPEN),
        Kind("forum_topic", _("un nouveau sujet dans un espace que vous suivez"), _("Forum"), still_open=STILL_OPEN),
        Kind(
            "forum_unanswered",
            _("une question sans réponse, dans un espace où vous répondez volontiers"),
            _("Forum"),
            still_open=STILL_OPEN,
        ),
        Kind(
            "forum_moderation",
            _("une décision de l’équipe sur un message que vous avez écrit ou signalé"),
            _("Forum"),
            urgent=True,
        ),
    ]
    letter_writers = {
        "forum_post": "members.forum.emails.write_post",
        "forum_unanswered": "members.forum.emails.write_unanswered",
    }

    personal_data = ["members.forum.privacy.chapters"]
    erasers = ["members.forum.privacy.forget"]
    retentions = [
        Retention(
            _("Les lignes qui vous préviennent de ce qui s’écrit dans le forum"),
            _("Retrouver les avis que le forum vous a envoyés"),
            "members.forum.services.notices.KEPT",
            "members.forum.services.notices.forget_old",
        ),
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
        Retention(
            _("Les signalements de messages du forum, une fois traités"),
            _("Répondre à qui demande pourquoi un message a été retiré, ou est resté"),
            "members.forum.services.forgetting.REPORTS_KEPT",
            "members.forum.services.forgetting.forget_reports",
            outlives=True,
        ),
        Retention(
            _("Ce que l’équipe a décidé d’un message ou d’un membre du forum"),
            _("Voir ce qui se répète : tant qu’une personne ne peut plus écrire, ce qui l’explique est gardé"),
            "members.forum.services.forgetting.ACTS_KEPT",
            "members.forum.services.forgetting.forget_acts",
            outlives=True,
        ),
    ]

    def ready(self):
        from millecafes.core.search import sources

        from .services.finding import POSTS

        sources.register(POSTS)
