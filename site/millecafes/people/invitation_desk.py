"""Many invitations at once, from a file: two pages of the desk of invitations."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from millecafes.people import services
from millecafes.people.permissions import NETWORK

MOST_LINES = 1_000  # on the screen: each is a letter to write; more go by the command
LARGEST = 1_000_000  # bytes


class MembersFileForm(forms.Form):
    """A file just chosen, or the one that was checked a moment ago, carried by the page."""

    file = forms.FileField(label=_("Fichier CSV"), required=False, allow_empty_file=True)
    content = forms.CharField(required=False, strip=False, max_length=LARGEST, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file is None and not cleaned.get("content") and not self.errors:
            self.add_error("file", _("Choisissez un fichier."))
        elif file is not None and file.size > LARGEST:
            self.add_error("file", _("Ce fichier est trop gros pour cet écran (1 Mo) : coupez-le en plusieurs."))
        return cleaned

    def plan(self):
        """What the file would do; None when it cannot be read, and the field says why."""
        file = self.cleaned_data["file"]
        raw = file.read() if file is not None else self.cleaned_data["content"].encode()
        try:
            self.text = services.words_of(raw)
            return services.plan_import(raw, MOST_LINES)
        except services.MembersFileError as error:
            self.add_error("file", str(error))

    @property
    def file_name(self) -> str:
        file = self.cleaned_data["file"]
        return file.name[:120] if file is not None else self.cleaned_data["name"]


class ForTheNetwork:
    """Open to who approves and invites."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(NETWORK):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportView(ForTheNetwork, WagtailAdminTemplateMixin, TemplateView):
    """Check a file first, and say what it would do; then do it."""

    template_name = "people/desk/import.html"
    page_title = _("Inviter depuis un fichier")
    header_icon = "upload"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        form = MembersFileForm(request.POST, request.FILES)
        plan = form.plan() if form.is_valid() else None
        if plan is None or plan.faults:
            return self.shown(form=form, plan=plan, status=400)
        if "import" not in request.POST:
            known = MembersFileForm(initial={"content": form.text, "name": form.file_name})
            return self.shown(form=known, plan=plan)
        count = services.write_import(plan, by=request.user, name=form.file_name)
        if count:
            words = ngettext("%(count)d invitation est partie.", "%(count)d invitations sont parties.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.success(request, _("Rien à envoyer : tout le monde est déjà invité, ou en place."))
        return redirect("invitations:index")

    def shown(self, *, form, plan=None, status=200):
        context = self.get_context_data(form=form, plan=plan)
        return self.render_to_response(context, status=status)

    def get_context_data(self, **kwargs):
        shown = {"form": kwargs.pop("form", None) or MembersFileForm(), "plan": kwargs.pop("plan", None)}
        return super().get_context_data(**kwargs) | shown | {"most": MOST_LINES}


def model_file(request):
    """The titles of the columns, in an empty file."""
    if not request.user.has_perm(NETWORK):
        raise PermissionDenied
    answer = HttpResponse(services.model_file(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="membres.csv"'
    return answer
