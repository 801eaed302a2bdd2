"""The outbox in the back office: to be read, and to give a failed message another chance; the state of the worker."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import InspectView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from millecafes.core import faults
from millecafes.core.desk import WAITING, Waiting
from millecafes.core.models import Fault
from millecafes.core.permissions import ReadOnlyPolicy
from millecafes.mailroom.health import job_states, kept_state, late_jobs, queue_state, worker_state
from millecafes.mailroom.models import Mail
from millecafes.mailroom.services import send_again

READ_JOBS = "mailroom.view_job"
SHOWN_FAULTS = 50
register_permission_policy(Mail, ReadOnlyPolicy(Mail))


class MailInspectView(InspectView):
    def get_field_label(self, field_name, field):
        return _("Texte") if field_name == "readable_text" else super().get_field_label(field_name, field)

    def get_readable_text_display_value(self):
        return linebreaksbr(self.object.readable_text)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"mail": self.object}


class MailViewSet(ModelViewSet):
    """List, filter and read."""

    model = Mail
    name = "courrier"
    icon = "mail"
    menu_label = _("Courrier envoyé")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = MailInspectView
    inspect_template_name = "mailroom/mail_inspect.html"
    inspect_view_fields = [
        *("state", "to", "from_email", "reply_to", "subject", "readable_text"),
        *("attempts", "not_before", "last_error", "created_at", "sent_at", "message_id"),
    ]
    list_display = [
        "subject",
        "to",
        Column("get_state_display", label=_("État"), sort_key="state"),
        DateColumn("created_at", label=_("Écrit"), sort_key="created_at"),
    ]
    list_filter = ["state"]
    list_per_page = 50
    search_fields = ["to", "subject"]
    search_backend_name = None
    form_fields: list[str] = []

    def get_urlpatterns(self):
        readable = [url for url in super().get_urlpatterns() if url.name in {"index", "index_results", "inspect"}]
        return [*readable, path("renvoyer/<int:pk>/", send_again_view, name="send_again")]


@require_POST
def send_again_view(request, pk):
    mail = get_object_or_404(Mail, pk=pk)
    if not ReadOnlyPolicy(Mail).user_has_permission(request.user, "view"):
        raise PermissionDenied
    if send_again(mail):
        messages.success(request, _("Le message est remis dans la file : il repartira dans la minute."))
    else:
        messages.warning(request, _("Ce message n’est plus en échec : rien n’a été fait."))
    return redirect("courrier:inspect", pk)


@hooks.register("register_admin_viewset")
def register_mail_viewset():
    return MailViewSet()


class JobsView(WagtailAdminTemplateMixin, TemplateView):
    """What the worker does, since when it has not, and what waits in the outbox."""

    template_name = "mailroom/desk/jobs.html"
    page_title = _("Tâches et file d’envoi")
    header_icon = "tasks"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(READ_JOBS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        states = {"jobs": job_states(), "queue": queue_state(), "worker": worker_state(), "kept": kept_state()}
        states |= {"faults": Fault.objects.open()[:SHOWN_FAULTS], "fault_count": Fault.objects.open().count()}
        return super().get_context_data(**kwargs) | states


@hooks.register("register_admin_urls")
def register_jobs_url():
    return [
        path("taches/", JobsView.as_view(), name="mailroom_jobs"),
        path("taches/pannes/<slug:fingerprint>/traitee/", handle_fault, name="handle_fault"),
    ]


@require_POST
def handle_fault(request, fingerprint):
    if not request.user.has_perm(READ_JOBS):
        raise PermissionDenied
    if faults.handle(fingerprint):
        messages.success(request, _("C’est noté : cette panne reviendra ici si elle se reproduit."))
    else:
        messages.warning(request, _("Cette panne était déjà traitée."))
    return redirect("mailroom_jobs")


class JobsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(READ_JOBS)


@hooks.register("register_settings_menu_item")
def register_jobs_menu_item():
    return JobsMenuItem(_("Tâches et file d’envoi"), reverse("mailroom_jobs"), icon_name="tasks", order=910)


@hooks.register(WAITING)
def trouble_waiting(request):
    """What the worker does not do, for who can have it mended."""
    if not request.user.has_perm(READ_JOBS):
        return
    url, count = reverse("mailroom_jobs"), late_jobs()
    words = ngettext(
        "%(count)d tâche régulière est en retard ou en échec.",
        "%(count)d tâches régulières sont en retard ou en échec.",
        count,
    )
    yield Waiting(count, words, url)
    kept = kept_state()
    yield Waiting(int(kept.is_red), _("Les sauvegardes ou la place sur le disque demandent qu’on s’en occupe."), url)
    yield Waiting(int(worker_state().is_silent), _("Le programme qui envoie le courrier ne travaille plus."), url)
    count = Fault.objects.open().count()
    words = ngettext("%(count)d panne du site est à traiter.", "%(count)d pannes du site sont à traiter.", count)
    yield Waiting(count, words, f"{url}#pannes")
    queue = queue_state()
    waiting = queue.waiting if queue.is_red else 0
    words = ngettext(
        "%(count)d message attend, et le courrier ne part plus.",
        "%(count)d messages attendent, et le courrier ne part plus.",
        waiting,
    )
    yield Waiting(waiting, words, url)
