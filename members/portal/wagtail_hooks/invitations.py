"""Invitations, on the desk of the network: anybody, to any place; how each stands."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from members.portal.forms.invitations import InvitationForm
from millecafes.core.permissions import ReadOnlyPolicy
from millecafes.people import services
from millecafes.people.invitation_desk import ImportView, model_file
from millecafes.people.models import Invitation
from millecafes.people.permissions import NETWORK

register_permission_policy(Invitation, ReadOnlyPolicy(Invitation))


class InviteView(WagtailAdminTemplateMixin, FormView):
    """One person, one role, one place."""

    form_class = InvitationForm
    template_name = "portal/desk/invite.html"
    page_title = _("Inviter quelqu’un")
    header_icon = "mail"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(NETWORK):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        here = {"url": reverse("invitations:index"), "label": _("Invitations")}
        return [*super().get_breadcrumbs_items(), here, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        invitation = form.save(self.request.user)
        messages.success(self.request, _("L’invitation de %(email)s est en route.") % {"email": invitation.email})
        return redirect("invitations:index")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=400)


class InvitationIndexView(IndexView):
    """The list, with what may be done of each."""

    @property
    def header_buttons(self):
        if not self.request.user.has_perm(NETWORK):
            return []
        return [
            HeaderButton(_("Inviter quelqu’un"), url=reverse("invitations:invite"), icon_name="plus"),
            HeaderButton(_("Inviter depuis un fichier"), url=reverse("invitations:import"), icon_name="upload"),
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("invited_by", "cafe", "commune", "delegated")

    def get_list_more_buttons(self, instance):
        return []


class ActsColumn(Column):
    """Buttons: send again, take back."""

    cell_template_name = "portal/desk/invitation_acts.html"

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {
            "invitation": instance,
            "csrf_token": parent_context.get("csrf_token"),
            "may_act": parent_context["request"].user.has_perm(NETWORK),
        }


class InvitationViewSet(ModelViewSet):
    """List, filter, send again, cancel, and invite."""

    model = Invitation
    name = "invitations"
    icon = "mail"
    menu_label = _("Invitations")
    menu_order = 202
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = InvitationIndexView
    list_display = [
        "email",
        "name",
        Column("function_label", label=_("Rôle")),
        Column("place", label=_("Lieu")),
        Column("state.label", label=_("État")),
        Column("invited_by", label=_("Par")),
        DateColumn("sent_at", label=_("Envoyée"), sort_key="sent_at"),
        ActsColumn("acts", label=_("Agir")),
    ]
    list_filter = ["role"]
    list_per_page = 50
    search_fields = ["email", "name", "cafe__name", "commune__name"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        readable = [url for url in super().get_urlpatterns() if url.name in {"index", "index_results"}]
        return [
            *readable,
            path("inviter/", InviteView.as_view(), name="invite"),
            path("importer/", ImportView.as_view(), name="import"),
            path("importer/modele.csv", model_file, name="model"),
            path("<int:pk>/<slug:verb>/", act, name="act"),
        ]


@require_POST
def act(request, pk, verb):
    """Send it again, at most once a day, or take it back."""
    if verb not in {"renvoyer", "annuler"}:
        raise Http404
    if not request.user.has_perm(NETWORK):
        raise PermissionDenied
    found = get_object_or_404(Invitation, pk=pk)
    done = (services.cancel_invitation if verb == "annuler" else services.send_invitation_again)(found, request.user)
    if done:
        messages.success(request, _("C’est fait."))
    else:
        messages.warning(request, _("Rien n’est fait : elle est partie il y a moins d’un jour, ou n’est plus ouverte."))
    return redirect("invitations:index")


@hooks.register("register_admin_viewset")
def register_invitation_viewset():
    return InvitationViewSet()
