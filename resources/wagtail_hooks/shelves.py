"""Resources, toolkits and themes, as the back office writes them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, DateColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet, SnippetViewSetGroup

from millecafes.core.permissions import NeverDeleted
from millecafes.core.snippet_views import ReviewedEditView, state_of
from resources.forms import ResourceForm, ToolkitForm
from resources.models import Resource, Theme, Toolkit
from resources.permissions import may_add_version
from resources.wagtail_hooks.replays import ReplayViewSet

register_permission_policy(Resource, NeverDeleted(Resource))
register_permission_policy(Toolkit, NeverDeleted(Toolkit))

WHAT = [
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
    FieldRowPanel([FieldPanel("phase"), FieldPanel("reviewed_on")]),
    FieldPanel("audiences"),
    FieldRowPanel([FieldPanel("association"), FieldPanel("language")]),
    HelpPanel(
        content=_("Le fichier a son propre écran : le bouton « Fichier », en haut, une fois le brouillon gardé.")
    ),
    FieldPanel("url"),
    FieldPanel("slug"),
    FieldPanel("is_example"),
]
TOOLKIT = [
    FieldPanel("title"),
    FieldPanel("goal"),
    FieldPanel("introduction"),
    FieldRowPanel([FieldPanel("phase"), FieldPanel("slug")]),
    FieldPanel("audiences"),
    FieldPanel("is_example"),
]
STEPS = [
    InlinePanel(
        "steps",
        [FieldPanel("title"), FieldPanel("resource"), FieldPanel("text")],
        heading=_("Étapes"),
        label=_("Étape"),
        help_text=_("Dans l’ordre. Une étape ne se montre qu’à qui peut lire sa ressource."),
        min_num=1,
        max_num=40,
    )
]


class ResourceFilterSet(WagtailFilterSet):
    class Meta:
        model = Resource
        fields = ["live", "kind", "theme", "phase", "language", "association", "is_example"]


class ResourceEditView(ReviewedEditView):
    """Leads to the file, which no draft holds."""

    @cached_property
    def header_buttons(self):
        original = self.object.original
        if not may_add_version(self.request.user, original):
            return super().header_buttons
        files = reverse("resource_files", args=[original.pk])
        return [*super().header_buttons, HeaderButton(_("Fichier"), url=files, icon_name="doc-full")]


class ResourceIndexView(IndexView):
    """Leads to the screen where many files are sent at once."""

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("resources.add_resource"):
            return super().header_buttons
        url = reverse("resource_bulk")
        return [*super().header_buttons, HeaderButton(_("Déposer plusieurs fichiers"), url=url, icon_name="upload")]


class ResourceViewSet(SnippetViewSet):
    model = Resource
    icon = "doc-full"
    menu_label = _("Ressources")
    add_to_reference_index = True
    copy_view_enabled = False
    edit_view_class = ResourceEditView
    index_view_class = ResourceIndexView
    list_display = [
        "title",
        Column("get_kind_display", label=_("Sorte"), sort_key="kind"),
        Column("theme", label=_("Thème"), sort_key="theme__name"),
        DateColumn("reviewed_on", label=_("À jour au"), sort_key="reviewed_on"),
        Column("live", label=_("État"), accessor=state_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_per_page = 30
    filterset_class = ResourceFilterSet
    search_fields = ["title", "summary"]
    search_backend_name = None
    chooser_per_page = 100
    edit_handler = TabbedInterface(
        [ObjectList(WHAT, heading=_("La ressource")), ObjectList([FieldPanel("story")], heading=_("Page du site"))],
        base_form_class=ResourceForm,
    )

    def get_queryset(self, request):
        return Resource.objects.select_related("theme").defer("story")


class ToolkitFilterSet(WagtailFilterSet):
    class Meta:
        model = Toolkit
        fields = ["live", "phase", "is_example"]


class ToolkitViewSet(SnippetViewSet):
    model = Toolkit
    icon = "folder-inverse"
    menu_label = _("Boîtes à outils")
    add_to_reference_index = True
    copy_view_enabled = False
    edit_view_class = ReviewedEditView
    list_display = [
        "title",
        Column("get_phase_display", label=_("Phase"), sort_key="phase"),
        Column("live", label=_("État"), accessor=state_of, sort_key="live"),
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = ToolkitFilterSet
    search_fields = ["title", "goal"]
    search_backend_name = None
    edit_handler = TabbedInterface(
        [ObjectList(TOOLKIT, heading=_("La boîte à outils")), ObjectList(STEPS, heading=_("Étapes"))],
        base_form_class=ToolkitForm,
    )


class ThemeDeleteView(DeleteView):
    """A theme that resources have is not taken away from them."""

    def dispatch(self, request, *args, **kwargs):
        keys = Theme.objects.filter(pk=kwargs["pk"]).values("translation_key")
        count = Resource.objects.filter(theme__translation_key__in=keys).count()
        if count:
            words = ngettext(
                "%(count)d ressource a ce thème : donnez-lui-en d’abord un autre.",
                "%(count)d ressources ont ce thème : donnez-leur-en d’abord un autre.",
                count,
            )
            messages.error(request, words % {"count": count})
            return redirect(reverse(Theme.snippet_viewset.get_url_name("edit"), args=[kwargs["pk"]]))
        return super().dispatch(request, *args, **kwargs)


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Thèmes")
    list_display = ["name", "code", Column("position", label=_("Rang"), sort_key="position")]
    delete_view_class = ThemeDeleteView
    search_fields = ["name", "code"]
    search_backend_name = None


class LibraryGroup(SnippetViewSetGroup):
    """What the network shares."""

    menu_label = _("Bibliothèque")
    menu_icon = "folder-open-inverse"
    menu_order = 245
    items = (ResourceViewSet, ToolkitViewSet, ReplayViewSet, ThemeViewSet)


register_snippet(LibraryGroup)
