"""The requests of a season as a spreadsheet, for the team."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from events.tours.models import ProgrammeRequest, Season
from events.tours.models.requests import MOST_DAYS, MOST_WISHES, OF_A_SQUARE
from events.tours.permissions import plans
from millecafes.core.spreadsheets import sheet_of
from millecafes.people.services.log import log


def columns() -> list[str]:
    return [
        _("Numéro"), _("Saison"), _("État"), _("Lieu"), _("Commune"), _("Département"),
        *(_("Choix %(rank)d") % {"rank": rank} for rank in range(1, MOST_WISHES + 1)),
        *(_("Jour %(rank)d") % {"rank": rank} for rank in range(1, MOST_DAYS + 1)),
        _("Souple"), _("Créneau"), _("Offre retenue"), _("Jour retenu"), _("Raison"), _("Message"), _("Téléphone"),
        _("Faite par"), _("Envoyée le"),
        *(str(ProgrammeRequest._meta.get_field(name).verbose_name) for name in OF_A_SQUARE),
    ]  # fmt: skip


def rows(requests) -> Iterator[list]:
    for request in requests:
        commune = request.host_commune
        wishes = [wish.offer.title for wish in request.wishes.all()]
        days = [row.day.isoformat() for row in request.days.all()]
        yield [
            request.pk, str(request.season), request.get_state_display(), request.host_name, commune.name,
            commune.department_id,
            *wishes, *[""] * (MOST_WISHES - len(wishes)), *days, *[""] * (MOST_DAYS - len(days)),
            _("oui") if request.flexible else "", request.slot.day.isoformat() if request.slot else "",
            request.offer.title if request.offer else "", request.day.isoformat() if request.day else "",
            request.reason, request.message, request.contact_phone, str(request.made_by or ""),
            f"{timezone.localtime(request.submitted_at):%Y-%m-%d %H:%M}" if request.submitted_at else "",
            *(getattr(request, name) for name in OF_A_SQUARE),
        ]  # fmt: skip


def requests_sheet(request):
    """All that was sent; ``?saison=`` keeps one season. Drafts are nobody’s but their host’s."""
    if not plans(request.user):
        raise PermissionDenied
    found = ProgrammeRequest.objects.sent().told().select_related("made_by").prefetch_related("wishes__offer", "days")
    season = None
    if wanted := request.GET.get("saison", ""):
        season = get_object_or_404(Season, pk=wanted if wanted.isdecimal() and len(wanted) < 10 else 0)
        found = found.filter(season=season)
    content = sheet_of(columns(), rows(found.order_by("submitted_at", "pk")))
    log("demandes de programmation emportées", by=request.user, subject=season or "")
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="demandes-de-programmation.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@hooks.register("register_admin_urls")
def sheet_urls():
    return [path("programmation/demandes.csv", requests_sheet, name="tours_requests_sheet")]
