from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom.kinds import Kind
from millecafes.people.portal import Entry


def runs_a_cafe(access) -> bool:
    return "cafe_roles" in access.held


class AnimationsConfig(AppConfig):
    """No table of its own: what a café announces is an event of the agenda."""

    name = "events.animations"
    label = "animations"
    verbose_name = "Animations des cafés"

    member_menu = [Entry(_("Les animations de mon café"), "animations:index", "cup", who=runs_a_cafe, order=15)]
    mail_kinds = [
        Kind("animations", _("Les animations que vous proposez : acceptées, ou à revoir"), _("Agenda"), urgent=True)
    ]

    def ready(self):
        from wagtail.models import WorkflowState
        from wagtail.signals import published, workflow_approved, workflow_rejected

        from events.agenda.models import Event

        from . import emails

        published.connect(emails.was_published, sender=Event)
        workflow_approved.connect(emails.was_approved, sender=WorkflowState)
        workflow_rejected.connect(emails.was_sent_back, sender=WorkflowState)
