"""The boards of the forum, in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from members.forum.models import Board
from millecafes.core.permissions import NeverDeleted

# A board that is over is archived: its topics are still read.
register_permission_policy(Board, NeverDeleted(Board))


class BoardViewSet(SnippetViewSet):
    model = Board
    icon = "openquote"
    menu_label = _("Forum")
    menu_order = 247
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "name",
        Column("topic_count", label=_("Sujets")),
        Column("position", label=_("Rang"), sort_key="position"),
        Column("is_archived", label=_("Archivé"), sort_key="is_archived"),
    ]
    list_per_page = 50
    search_fields = ["name", "name_en"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("description"),
        FieldPanel("description_en"),
        FieldPanel("audiences"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("position")]),
        FieldPanel("is_archived"),
    ]

    def get_queryset(self, request):
        return Board.objects.select_related("tally")


register_snippet(BoardViewSet)
