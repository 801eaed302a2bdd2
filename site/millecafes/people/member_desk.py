"""Members, their notes, and the rules they agree to, in the back office."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView
from wagtail.snippets.views.snippets import SnippetViewSet

from millecafes.core.permissions import ReadOnlyPolicy
from millecafes.people.desk_exports import ExportedIndexView
from millecafes.people.models import Member, PolicyAgreement, PolicyVersion
from millecafes.people.permissions import people_who_enter
from millecafes.people.services.log import log


class MemberPolicy(ModelPermissionPolicy):
    """Members come by their own request, and leave by their own will: the desk reads them, and writes its notes."""

    def user_has_permission(self, user, action):
        return action in {"view", "change"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) & {"view", "change"})


register_permission_policy(Member, MemberPolicy(Member))
register_permission_policy(PolicyAgreement, ReadOnlyPolicy(PolicyAgreement))


class MemberEditView(EditView):
    """The notes of the team. The log says who wrote them and when; what they say, the person may ask for."""

    def get_usage_url(self):
        """No screen of Wagtail's on where a member is referred to, nor on what was changed: the log is ours."""
        return None

    def get_history_url(self):
        return None

    def form_valid(self, form):
        answer = super().form_valid(form)
        if form.has_changed():
            log("notes de l’équipe modifiées", by=self.request.user, person=self.object.person)
        return answer


class MemberViewSet(ModelViewSet):
    """Find somebody, read what the network knows of them, write a note."""

    model = Member
    name = "membres"
    icon = "group"
    menu_label = _("Membres")
    menu_order = 210
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["person", "state", "reason", "since", "state_at", "team_notes"]
    index_view_class = ExportedIndexView
    edit_view_class = MemberEditView
    list_display = [
        "person",
        Column("person.email", label=_("Adresse e-mail")),
        Column("get_state_display", label=_("État"), sort_key="state"),
        DateColumn("since", label=_("Depuis"), sort_key="since"),
    ]
    list_export = ["person", "person.email", "get_state_display", "since"]
    export_filename = "membres"
    list_filter = ["state"]
    list_per_page = 50
    search_fields = ["person__email", "person__display_name", "team_notes"]
    search_backend_name = None
    form_fields = ["team_notes"]

    def get_urlpatterns(self):
        opened = {"index", "index_results", "inspect", "edit"}
        return [url for url in super().get_urlpatterns() if url.name in opened]


class PolicyAgreementViewSet(ModelViewSet):
    """Who agreed to which rules, and when."""

    model = PolicyAgreement
    name = "accords"
    icon = "tick-inverse"
    menu_label = _("Accords sur les règles")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ExportedIndexView
    list_display = ["person", "version", DateColumn("at", label=_("Quand"), sort_key="at")]
    list_export = ["person", "person.email", "version", "at"]
    export_filename = "accords"
    list_filter = ["version"]
    list_per_page = 50
    search_fields = ["person__email", "person__display_name"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name in {"index", "index_results"}]


class PolicyVersionIndexView(SnippetIndexView):
    """Each version with how many agreed to it, of how many who may enter."""

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(agreed=Count("agreements"))


def awaited(version) -> int:
    """How many of those who may enter today have not agreed to it."""
    return people_who_enter().exclude(agreements__version=version).count()


class PolicyVersionViewSet(SnippetViewSet):
    """The wording of the rules; the latest in force is the one that is asked about."""

    model = PolicyVersion
    icon = "doc-full"
    menu_label = _("Règles et accords")
    menu_name = "regles"
    menu_order = 220
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = PolicyVersionIndexView
    list_display = [
        "name",
        DateColumn("in_force_from", label=_("En vigueur"), sort_key="in_force_from"),
        Column("agreed", label=_("Accords")),
        Column("awaited", label=_("Encore attendus"), accessor=awaited),
    ]
    search_fields = ["name", "changes"]
    search_backend_name = None
