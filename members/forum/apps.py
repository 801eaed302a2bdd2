from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.people.portal import Entry


class ForumConfig(AppConfig):
    name = "members.forum"
    label = "forum"
    verbose_name = _("Forum")

    member_menu = [Entry(_("Forum"), "forum:index", "quote", order=20)]
    file_kinds = ["members.forum.permissions.FILES"]
