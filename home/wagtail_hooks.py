"""In the back office: what people wrote, to be read and never changed; the aids of the simulator."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Aid, ContactMessage, Position
from millecafes.core.permissions import NeverDeleted, ReadOnlyPolicy

register_permission_policy(ContactMessage, ReadOnlyPolicy(ContactMessage))
register_permission_policy(Position, NeverDeleted(Position))


class ContactMessageViewSet(ModelViewSet):
    """List, filter and read."""

    model = ContactMessage
    name = "messages"
    icon = "comment"
    menu_label = _("Messages reçus")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["created_at", "subject", "name", "email", "commune", "message", "sent_to"]
    list_display = [
        "name",
        Column("get_subject_display", label=_("Sujet"), sort_key="subject"),
        "commune",
        "email",
        DateColumn("created_at", label=_("Reçu"), sort_key="created_at"),
    ]
    list_filter = ["subject"]
    list_per_page = 50
    search_fields = ["name", "email", "commune", "message"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name in {"index", "index_results", "inspect"}]


@hooks.register("register_admin_viewset")
def register_contact_message_viewset():
    return ContactMessageViewSet()


class AidViewSet(SnippetViewSet):
    """The sheets the simulator counts from."""

    model = Aid
    icon = "pick"
    menu_label = _("Aides du simulateur")
    menu_order = 255
    add_to_admin_menu = True
    list_display = ["name", "funder", "rate", "cap", "valid_from", "valid_until", "checked_on"]
    search_fields = ["name", "funder", "code"]
    search_backend_name = None


register_snippet(AidViewSet)


class PositionViewSet(SnippetViewSet):
    """Where each common position stands, and the consultation that feeds it; pages choose the one they tell."""

    model = Position
    icon = "openquote"
    menu_label = _("Positions")
    menu_order = 256
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "name",
        Column("get_status_display", label=_("État"), sort_key="status"),
        Column("topic", label=_("Consultation")),
    ]
    list_filter = ["status"]
    list_per_page = 50
    search_fields = ["name", "name_en"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("slug"),
        FieldPanel("topic"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("since")]),
        FieldPanel("outcome"),
        FieldPanel("outcome_en"),
    ]

    def get_queryset(self, request):
        return Position.objects.select_related("topic")


register_snippet(PositionViewSet)
