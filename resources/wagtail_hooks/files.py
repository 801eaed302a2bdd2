"""« Fichier » of a resource, its versions; and many files at once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from millecafes.core.desk_views import DeskFormView
from millecafes.core.uploads import was_left_out
from millecafes.people.services.log import log
from resources.forms import BulkForm, VersionForm
from resources.models import Resource
from resources.permissions import CHANGE, may_add_version
from resources.services.drafts import make_drafts
from resources.services.versions import add_version


def listed() -> tuple[str, str]:
    return reverse(Resource.snippet_viewset.get_url_name("list")), _("Ressources")


class FilesView(DeskFormView):
    """The file of a resource, the former ones, and the one to come: its address does not change."""

    page_title = gettext_lazy("Fichier")
    header_icon = "doc-full"
    template_name = "resources/desk/files.html"
    submit_label = gettext_lazy("Déposer ce fichier")

    def find(self, resource):
        self.resource = get_object_or_404(Resource.objects.originals().select_related("locale"), pk=resource)

    def may_open(self, user):
        return may_add_version(user, self.resource)

    def get_page_subtitle(self):
        return self.resource.title

    def crumbs(self):
        edited = reverse(Resource.snippet_viewset.get_url_name("edit"), args=[self.resource.pk])
        return [listed(), (edited, self.resource.title)]

    def make_form(self, data=None):
        request = self.request
        return VersionForm(data, request.FILES if data is not None else None, was_left_out=was_left_out(request))

    def save(self, form):
        version = add_version(self.resource, form.cleaned_data["file"], self.request.user)
        log("fichier de la bibliothèque déposé", by=self.request.user, subject=self.resource, detail=version.name)
        messages.success(self.request, _("Le fichier est déposé : son adresse n’a pas changé."))
        return redirect("resource_files", self.resource.pk)

    def get_context_data(self, **kwargs):
        versions = self.resource.files.described().select_related("uploaded_by").order_by("-number")
        return super().get_context_data(**kwargs) | {"resource": self.resource, "versions": versions}


class BulkView(DeskFormView):
    """As many drafts as there are files."""

    page_title = gettext_lazy("Déposer plusieurs fichiers")
    header_icon = "upload"
    submit_label = gettext_lazy("En faire des brouillons")

    def may_open(self, user):
        return user.has_perm(CHANGE) and user.has_perm("resources.add_resource")

    def crumbs(self):
        return [listed()]

    def make_form(self, data=None):
        request = self.request
        return BulkForm(data, request.FILES if data is not None else None, was_left_out=was_left_out(request))

    def save(self, form):
        drafts = make_drafts(form.cleaned_data["files"], form.common(), self.request.user)
        words = ngettext(
            "%(count)d brouillon est prêt : complétez-le, puis publiez-le.",
            "%(count)d brouillons sont prêts : complétez-les, puis publiez-les.",
            len(drafts),
        )
        messages.success(self.request, words % {"count": len(drafts)})
        return redirect(f"{listed()[0]}?live=false&ordering=-updated_at")


@hooks.register("register_admin_urls")
def register_file_urls():
    return [
        path("bibliotheque/<int:resource>/fichier/", FilesView.as_view(), name="resource_files"),
        path("bibliotheque/deposer/", BulkView.as_view(), name="resource_bulk"),
    ]
