"""Requests to join, in the back office: read, then accepted, questioned or refused, in two clicks."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from millecafes.core.desk import WAITING, Waiting
from millecafes.core.models import Document, Image
from millecafes.core.permissions import ReadOnlyPolicy
from millecafes.people import services
from millecafes.people.desk_exports import ExportedIndexView
from millecafes.people.hints import hints_of
from millecafes.people.member_desk import PolicyAgreementViewSet, PolicyVersionViewSet
from millecafes.people.models import RoleRequest, StaffAct, User
from millecafes.people.permissions import may_decide

MOST_NAMED = 5
register_permission_policy(RoleRequest, ReadOnlyPolicy(RoleRequest))
register_permission_policy(StaffAct, ReadOnlyPolicy(StaffAct))


class RoleRequestInspectView(InspectView):
    template_name = inspect_template_name = "people/desk/request.html"

    def get_context_data(self, **kwargs):
        waits = self.object.state in {RoleRequest.State.REQUESTED, RoleRequest.State.ASKED}
        return super().get_context_data(**kwargs) | {
            "role_request": self.object,
            "hints": hints_of(self.object),
            "may_decide": waits and may_decide(self.request.user, self.object),
            "others": self.object.person.role_requests.exclude(pk=self.object.pk)[:10],
        }


class RoleRequestViewSet(ModelViewSet):
    """List, filter, read and decide."""

    model = RoleRequest
    name = "demandes"
    icon = "group"
    menu_label = _("Demandes d’accès")
    menu_order = 200
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = RoleRequestInspectView
    inspect_template_name = "people/desk/request.html"
    inspect_view_fields = ["person", "message"]
    list_display = [
        "person",
        Column("function_label", label=_("Rôle")),
        Column("place", label=_("Lieu")),
        Column("get_state_display", label=_("État"), sort_key="state"),
        DateColumn("requested_at", label=_("Demandé"), sort_key="requested_at"),
    ]
    list_filter = ["state", "role"]
    list_per_page = 50
    search_fields = ["person__email", "person__display_name", "commune__name", "cafe__name"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        readable = [url for url in super().get_urlpatterns() if url.name in {"index", "index_results", "inspect"}]
        return [*readable, path("<int:pk>/<slug:verb>/", decide, name="decide")]


VERBS = {
    "accepter": (
        services.accept,
        None,
        _("C’est fait : la personne est prévenue, et l’espace des membres lui est ouvert."),
    ),
    "demander": (services.ask, "question", _("La question est partie ; la demande vous reviendra avec la réponse.")),
    "refuser": (services.refuse, "reason", _("La personne est prévenue, avec la raison.")),
}


@require_POST
def decide(request, pk, verb):
    """Accept, ask or refuse: what the person will read is asked for before anything is written."""
    if verb not in VERBS:
        raise Http404
    wanted = get_object_or_404(RoleRequest.objects.select_related("person"), pk=pk)
    if not may_decide(request.user, wanted):
        raise PermissionDenied
    act, said, done = VERBS[verb]
    text = request.POST.get(said, "").strip() if said else ""
    if said and not text:
        messages.error(request, _("Rien n’est fait : écrivez d’abord ce que la personne lira."))
        return redirect("demandes:inspect", pk)
    try:
        act(wanted, request.user, text) if said else act(wanted, request.user)
    except services.AlreadyDecided:
        messages.warning(request, _("Quelqu’un d’autre vient de répondre à cette demande : rien n’a été fait."))
        return redirect("demandes:inspect", pk)
    messages.success(request, done)
    return redirect("demandes:index")


class StaffActViewSet(ModelViewSet):
    """The log: who did what to whom."""

    model = StaffAct
    name = "actes"
    icon = "history"
    menu_label = _("Journal de l’équipe")
    index_view_class = ExportedIndexView
    list_export = ["at", "by", "action", "person", "subject", "detail"]
    export_filename = "journal"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        DateColumn("at", label=_("Quand"), sort_key="at"),
        Column("by", label=_("Par")),
        Column("action", label=_("Quoi")),
        Column("person", label=_("Personne")),
        Column("subject", label=_("Sur quoi")),
    ]
    list_filter = ["action"]
    list_per_page = 50
    search_fields = ["action", "subject", "detail", "person__email", "person__display_name", "by__email"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        return [url for url in super().get_urlpatterns() if url.name in {"index", "index_results"}]


@hooks.register("register_admin_viewset")
def register_role_request_viewset():
    return [RoleRequestViewSet(), StaffActViewSet(), PolicyAgreementViewSet()]


register_snippet(PolicyVersionViewSet)


def log_user(action):
    """Accounts are only written by an administrator, in Wagtail's own screens: the log says so too."""

    def write(request, user):
        still_there = type(user).objects.filter(pk=user.pk).first()
        services.log(action, by=request.user, person=still_there, subject=user.email)

    return write


hooks.register("after_create_user", log_user("compte créé"))
hooks.register("after_edit_user", log_user("compte modifié"))
hooks.register("after_delete_user", log_user("compte supprimé"))


@hooks.register("after_bulk_action")
def log_bulk_action(request, action_type, objects, action):
    """Accounts, documents and pictures acted upon together."""
    for thing in objects:
        if isinstance(thing, (User, Document, Image)):
            services.log(f"action groupée : {action_type}", by=request.user, subject=thing)


@hooks.register(WAITING)
def requests_waiting(request):
    """People who wait for an answer, for who decides."""
    if not request.user.has_perm("people.view_rolerequest"):
        return
    waiting = RoleRequest.objects.waiting()
    count = waiting.count()
    named = waiting.select_related("person", "commune", "delegated", "cafe")[:MOST_NAMED]
    words = ngettext("%(count)d personne attend votre réponse.", "%(count)d personnes attendent votre réponse.", count)
    first = [(str(one), reverse("demandes:inspect", args=[one.pk])) for one in named]
    yield Waiting(count, words, "" if count <= MOST_NAMED else f"{reverse('demandes:index')}?state=requested", first)
