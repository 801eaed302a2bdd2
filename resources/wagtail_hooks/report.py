"""What is stale, what nobody uses, what is most useful, what leads nowhere: on screen and as a spreadsheet."""

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from millecafes.core.desk_views import DeskView
from millecafes.core.spreadsheets import sheet_of
from resources.models import Download, Favourite, Resource, Usefulness

READ = "resources.view_resource"
LINES_A_PAGE = 50
STALE, UNUSED, USEFUL, DEAD = "a-verifier", "sans-lecteur", "utiles", "liens-morts"
VIEWS = {
    STALE: gettext_lazy("À vérifier"),
    UNUSED: gettext_lazy("Sans lecteur"),
    USEFUL: gettext_lazy("Les plus utiles"),
    DEAD: gettext_lazy("Liens morts"),
}


def counted() -> QuerySet[Resource]:
    """Published resources, each with what members made of it: distinct members, never how often."""
    tables = {
        "download_count": Download.objects.all(),
        "favourite_count": Favourite.objects.all(),
        "useful_count": Usefulness.objects.filter(is_useful=True),
        "useless_count": Usefulness.objects.filter(is_useful=False),
    }
    return (
        Resource.objects.originals()
        .filter(live=True)
        .select_related("theme")
        .defer("story")
        .annotate(**{name: count_of(rows) for name, rows in tables.items()})
    )


def count_of(rows: QuerySet) -> Coalesce:
    own = rows.filter(resource=OuterRef("pk")).order_by().values("resource").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(own, output_field=IntegerField()), 0)


def lines_of(view: str) -> QuerySet[Resource]:
    """The oldest first, or the most useful."""
    if view == UNUSED:
        return counted().unused().order_by("first_published_at", "pk")
    if view == USEFUL:
        return counted().order_by("-useful_count", "-download_count", "-favourite_count", "pk")
    if view == DEAD:
        return counted().with_dead_link().order_by("link__dead_since", "pk")
    return counted().stale().order_by("reviewed_on", "pk")


class ReportView(DeskView):
    """One of four tables."""

    page_title = gettext_lazy("La bibliothèque en chiffres")
    header_icon = "table"
    template_name = "resources/desk/report.html"

    def may_open(self, user):
        return user.has_perm(READ)

    def crumbs(self):
        return [(reverse(Resource.snippet_viewset.get_url_name("list")), _("Ressources"))]

    @property
    def view_name(self) -> str:
        asked = self.request.GET.get("vue", "")
        return asked if asked in VIEWS else STALE

    def get_context_data(self, **kwargs):
        pages = Paginator(lines_of(self.view_name), LINES_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "view_name": self.view_name,
            "views": VIEWS.items(),
            "pages": pages,
            "edit": Resource.snippet_viewset.get_url_name("edit"),
        }


class ReportSheetView(ReportView):
    """All of it, to be taken away."""

    def get(self, request, *args, **kwargs):
        columns = [
            *(_("Ressource"), _("Thème"), _("À jour au"), _("Membres qui l’ont téléchargée")),
            *(_("Membres qui la gardent"), _("Utile"), _("Pas utile")),
        ]
        rows = [
            [one.title, one.theme.name, one.reviewed_on.isoformat(), *counts_of(one)]
            for one in counted().order_by("title", "pk").iterator(chunk_size=500)
        ]
        answer = HttpResponse(sheet_of(columns, rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="bibliotheque-{timezone.localdate()}.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


def counts_of(resource: Resource) -> list[int]:
    return [
        resource.download_count,
        resource.favourite_count,
        resource.useful_count,
        resource.useless_count,
    ]


@hooks.register("register_admin_urls")
def register_report_urls():
    return [
        path("bibliotheque/chiffres/", ReportView.as_view(), name="library_report"),
        path("bibliotheque/chiffres.csv", ReportSheetView.as_view(), name="library_report_sheet"),
    ]


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(READ)


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    return ReportMenuItem(_("La bibliothèque en chiffres"), reverse("library_report"), icon_name="table", order=960)
