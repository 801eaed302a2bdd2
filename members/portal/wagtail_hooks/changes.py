"""What cafés propose of their sheets: read beside what is public, then published or sent back with a reason."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.compare import TextDiff, diff_text
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from members.portal import services
from members.portal.models import CafeChange
from members.portal.permissions import PUBLISH, may_read_over
from millecafes.core.desk import WAITING, Waiting
from millecafes.core.permissions import ReadOnlyPolicy
from millecafes.people.permissions import access_of

MOST_NAMED = 5
register_permission_policy(CafeChange, ReadOnlyPolicy(CafeChange))


class ChangeInspectView(InspectView):
    """The difference, field by field."""

    template_name = inspect_template_name = "portal/desk/change.html"

    def get_context_data(self, **kwargs):
        change, user = self.object, self.request.user
        waits = change.state == CafeChange.State.WAITING
        lines = services.said_since(change) if waits else services.said(change)
        return super().get_context_data(**kwargs) | {
            "change": change,
            "lines": [(line, compared(line)) for line in lines],
            "read": services.fingerprint(change.after),
            "may_decide": waits and may_read_over(user, access_of(user), change),
            "is_waiting": waits,
        }


def compared(line) -> TextDiff | None:
    """A text, its words taken away and added marked."""
    return diff_text("\n".join(line.before), "\n".join(line.after)) if line.is_text else None


class ChangeViewSet(ModelViewSet):
    """List, filter, read and decide."""

    model = CafeChange
    name = "fiches"
    icon = "history"
    menu_label = _("Fiches des cafés")
    menu_order = 235
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = ChangeInspectView
    inspect_template_name = "portal/desk/change.html"
    inspect_view_fields = ["cafe", "state"]
    list_display = [
        "cafe",
        Column("by", label=_("Par")),
        BooleanColumn("on_behalf", label=_("L’équipe, pour le café")),
        Column("get_state_display", label=_("État"), sort_key="state"),
        DateColumn("at", label=_("Quand"), sort_key="at"),
    ]
    list_filter = ["state", "on_behalf"]
    list_per_page = 50
    search_fields = ["cafe__name", "by__display_name", "by__email"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        readable = [url for url in super().get_urlpatterns() if url.name in {"index", "index_results", "inspect"}]
        return [*readable, path("<int:pk>/<slug:verb>/", decide, name="decide")]


@require_POST
def decide(request, pk, verb):
    """Publish it, or send it back: what the café's people will read is asked for before anything is written."""
    if verb not in {"publier", "refuser"}:
        raise Http404
    change = get_object_or_404(CafeChange.objects.select_related("cafe", "by"), pk=pk)
    if not may_read_over(request.user, access_of(request.user), change):
        raise PermissionDenied
    reason, read = request.POST.get("reason", "").strip()[:2000], request.POST.get("read", "")
    if verb == "refuser" and not reason:
        messages.error(request, _("Rien n’est fait : écrivez d’abord ce que la personne lira."))
        return redirect("fiches:inspect", pk)
    try:
        if verb == "publier":
            services.accept_change(change, request.user, read)
        else:
            services.refuse_change(change, request.user, read, reason)
    except services.AlreadyRead:
        messages.warning(
            request, _("Cette proposition a changé, ou quelqu’un d’autre y a répondu : relisez-la. Rien n’a été fait.")
        )
        return redirect("fiches:inspect", pk)
    done = _("C’est publié, et la personne est prévenue.") if verb == "publier" else _("La personne est prévenue.")
    messages.success(request, done)
    return redirect("fiches:index")


@hooks.register("register_admin_viewset")
def register_change_viewset():
    return ChangeViewSet()


@hooks.register(WAITING)
def changes_waiting(request):
    """Proposals of cafés, for who publishes them."""
    if not request.user.has_perm(PUBLISH):
        return
    waiting = CafeChange.objects.filter(state=CafeChange.State.WAITING).select_related("cafe").order_by("at", "pk")
    count = waiting.count()
    words = ngettext(
        "%(count)d café propose de changer sa fiche.", "%(count)d cafés proposent de changer leur fiche.", count
    )
    first = [(one.cafe.name, reverse("fiches:inspect", args=[one.pk])) for one in waiting[:MOST_NAMED]]
    yield Waiting(count, words, "" if count <= MOST_NAMED else f"{reverse('fiches:index')}?state=waiting", first)
