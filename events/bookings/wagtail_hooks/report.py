"""How many dates were held, of which kind, and how many people came: by year, on screen and as a spreadsheet."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.agenda.models import Event, EventKind, Session, SessionState
from events.bookings.models import Attendance, Registration
from events.bookings.wagtail_hooks.notes import READ
from millecafes.core.desk_views import DeskView
from millecafes.core.spreadsheets import sheet_of


@dataclass
class Line:
    """A kind of event in a year."""

    year: int
    kind: str
    held: int = 0
    to_come: int = 0
    cancelled: int = 0
    registered: int = 0
    came: int = 0

    @property
    def label(self) -> str:
        return str(EventKind(self.kind).label)


def figures() -> list[Line]:
    """The latest year first; what nobody could read is left out, and what is invented, but in a demo. Two questions."""
    now = timezone.now()
    cancelled = Q(state=SessionState.CANCELLED)
    known = Session.objects.filter(event__live=True, event__is_example__in=[False, settings.DEMO]).order_by()
    counted = known.values(year=ExtractYear("day"), kind=F("event__kind")).annotate(
        held=Count("pk", filter=~cancelled & Q(ends_at__lte=now)),
        to_come=Count("pk", filter=~cancelled & Q(ends_at__gt=now)),
        cancelled=Count("pk", filter=cancelled),
    )
    lines = {(row["year"], row["kind"]): Line(**row) for row in counted}
    people = Registration.objects.confirmed().filter(session__in=known.filter(~cancelled, ends_at__lte=now)).order_by()
    counted = people.values(year=ExtractYear("session__day"), kind=F("session__event__kind")).annotate(
        registered=Sum("seats", default=0),
        came=Sum(Coalesce("attended_seats", "seats"), filter=Q(attendance=Attendance.PRESENT), default=0),
    )
    for row in counted:
        line = lines[row["year"], row["kind"]]
        line.registered, line.came = row["registered"], row["came"]
    kinds = EventKind.values
    return sorted(lines.values(), key=lambda line: (-line.year, kinds.index(line.kind)))


class ReportView(DeskView):
    """The table."""

    page_title = gettext_lazy("Chiffres de l’agenda")
    header_icon = "table"
    template_name = "bookings/desk/report.html"

    def may_open(self, user):
        return user.has_perm(READ)

    def crumbs(self):
        return [(reverse(Event.snippet_viewset.get_url_name("list")), _("Événements"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"lines": figures()}


class ReportSheetView(ReportView):
    """The same, to be taken away."""

    def get(self, request, *args, **kwargs):
        columns = [
            *(_("Année"), _("Sorte"), _("Dates tenues"), _("À venir"), _("Annulées")),
            *(_("Places inscrites"), _("Personnes venues")),
        ]
        rows = [
            [one.year, one.label, one.held, one.to_come, one.cancelled, one.registered, one.came] for one in figures()
        ]
        answer = HttpResponse(sheet_of(columns, rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="agenda-{timezone.localdate()}.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


@hooks.register("register_admin_urls")
def register_report_urls():
    return [
        path("agenda/chiffres/", ReportView.as_view(), name="bookings_report"),
        path("agenda/chiffres.csv", ReportSheetView.as_view(), name="bookings_report_sheet"),
    ]


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(READ)


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    return ReportMenuItem(_("Chiffres de l’agenda"), reverse("bookings_report"), icon_name="table", order=950)
