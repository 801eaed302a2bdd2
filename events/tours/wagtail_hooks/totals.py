"""« Bilan de la saison »: the figures, each with the rows it is added up from, and all of it as a spreadsheet."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.tours.models import Activity, PaperState, ProgrammeRequest, Season, Source, Stop, StopState, Tour
from events.tours.permissions import PLAN, plans
from events.tours.services import totals
from events.tours.wagtail_hooks.tours import PlannerScreen
from millecafes.core.desk import WAITING, Waiting
from millecafes.core.spreadsheets import sheet_of

A_PAGE = 100
NO_SEASON = "aucune"


class SeasonScreen(PlannerScreen):
    """A screen of the figures of one season, the latest unless another is asked for, or what is of none."""

    header_icon = "table"

    def find(self):
        self.seasons = list(Season.objects.order_by("-first_day"))
        wanted = self.request.GET.get("saison", "")
        latest = self.seasons[0] if self.seasons else None
        found = next((one for one in self.seasons if str(one.pk) == wanted), latest)
        self.season = None if wanted == NO_SEASON else found


def silent_stops(season: Season | None):
    """Those that were held, and whose host has not said how many came."""
    held = Stop.objects.filter(season=season, state=StopState.DONE)
    return held.exclude(activities__source=Source.REPORT)


class TotalsView(SeasonScreen):
    template_name = "tours/desk/totals.html"
    page_title = gettext_lazy("Bilan de la saison")

    def get_context_data(self, **kwargs):
        season = self.season
        return super().get_context_data(**kwargs) | {
            "seasons": self.seasons,
            "season": season,
            "figures": totals.figures_of(season) if season else [],
            "kinds": totals.kinds_of(season) if season else [],
            "tours": list(Tour.objects.filter(season=season, activities__isnull=False).distinct()) if season else [],
            "missing": silent_stops(season).count(),
            "outside": Activity.objects.filter(season=None).count(),
        }


class ActivitiesView(SeasonScreen):
    """The rows behind a figure."""

    template_name = "tours/desk/activities.html"
    page_title = gettext_lazy("Activités")

    def crumbs(self):
        back = f"{reverse('tours_totals')}?saison={self.season.pk if self.season else NO_SEASON}"
        return [*super().crumbs(), (back, _("Bilan de la saison"))]

    def get_context_data(self, **kwargs):
        rows = totals.rows_of(self.season, self.request.GET)
        kept = self.request.GET.copy()
        kept.pop("page", None)
        return super().get_context_data(**kwargs) | {
            "season": self.season,
            "pages": Paginator(rows, A_PAGE).get_page(self.request.GET.get("page")),
            "query": kept.urlencode(),
        }


class ActivitiesSheetView(SeasonScreen):
    """The same rows, as a spreadsheet."""

    page_title = gettext_lazy("Activités")

    def get(self, request, *args, **kwargs):
        rows = totals.rows_of(self.season, request.GET)
        content = sheet_of(totals.columns(), totals.cells(rows))
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="activites.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class TotalsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PLAN)


@hooks.register("register_reports_menu_item")
def totals_menu_item():
    return TotalsMenuItem(_("Bilan du programme culturel"), reverse("tours_totals"), icon_name="table", order=955)


@hooks.register("register_admin_urls")
def totals_urls():
    return [
        path("programmation/bilan/", TotalsView.as_view(), name="tours_totals"),
        path("programmation/activites/", ActivitiesView.as_view(), name="tours_activities"),
        path("programmation/activites.csv", ActivitiesSheetView.as_view(), name="tours_activities_sheet"),
    ]


@hooks.register(WAITING)
def planning_waiting(request):
    """Requests without a date once their season has closed, and papers that could not be made."""
    if not plans(request.user):
        return
    closed = [season.pk for season in Season.objects.shown() if season.has_closed()]
    requests = ProgrammeRequest.objects.filter(season__in=closed, state="submitted", slot=None).count()
    words = ngettext("%(count)d demande attend une date.", "%(count)d demandes attendent une date.", requests)
    kept = f"?saison={closed[0]}&etat=submitted" if closed else ""
    yield Waiting(requests, words, reverse("tours_requests") + kept)
    failed = Stop.objects.filter(agreements__state=PaperState.FAILED).distinct()
    count = failed.count()
    words = ngettext(
        "%(count)d convention n’a pas pu être fabriquée.", "%(count)d conventions n’ont pas pu être fabriquées.", count
    )
    first = [(stop.host_name, reverse("tours_stop", args=[stop.pk])) for stop in failed.told()[:5]] if count else []
    yield Waiting(count, words, first=first)
