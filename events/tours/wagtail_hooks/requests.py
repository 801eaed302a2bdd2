"""« Demandes » of a season: where each stands, the date it has, and a refusal that is taken back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.tours.models import ProgrammeRequest, RequestState, Season, Stop, StopState
from events.tours.services import act
from events.tours.services.machine import Refused
from events.tours.wagtail_hooks.tours import ALREADY, PlannerScreen

A_PAGE = 50
# What a request has become in the agenda, the latest first; a pencil is nobody’s business but the board’s.
DATES = Prefetch("stops", Stop.objects.exclude(state=StopState.OPTION).order_by("-pk"), to_attr="dates")


class RequestListView(PlannerScreen):
    """All that was sent to a season, slots included, whether a tour exists or not."""

    template_name = "tours/desk/requests.html"
    page_title = gettext_lazy("Demandes de la saison")

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        seasons = list(Season.objects.order_by("-first_day"))
        season = next((one for one in seasons if str(one.pk) == asked.get("saison")), seasons[0] if seasons else None)
        sent = ProgrammeRequest.objects.sent().filter(season=season)
        counts = dict(sent.order_by().values_list("state").annotate(Count("pk")))
        state, words = asked.get("etat", ""), asked.get("q", "").strip()[:80]
        found = sent.filter(state=state) if state in counts else sent
        found = found.at(words) if words else found
        shown = found.told().prefetch_related("wishes__offer", "days", DATES).order_by("-submitted_at", "-pk")
        kept = {"saison": season.pk if season else "", "etat": state if state in counts else "", "q": words}
        return super().get_context_data(**kwargs) | {
            "seasons": seasons,
            "season": season,
            "states": [(one.value, one.label, counts[one]) for one in RequestState if one in counts],
            "state": kept["etat"],
            "words": words,
            "pages": Paginator(shown, A_PAGE).get_page(asked.get("page", "1")),
            "query": urlencode(kept),
        }


class ReopenView(PlannerScreen):
    """A refusal by mistake, or a day that has become free: the request waits again, and its host is told."""

    http_method_names = ["post"]

    def find(self, pk):
        self.asked = get_object_or_404(ProgrammeRequest.objects.sent(), pk=pk)

    def post(self, request, *args, **kwargs):
        try:
            asked, is_new = act(self.asked, "reopen", request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("%(host)s : la demande attend à nouveau une date, et le lieu le lit.") % {"host": asked.host_name}
            messages.success(request, said) if is_new else messages.info(request, ALREADY)
        return HttpResponseRedirect(f"{reverse('tours_requests')}?saison={self.asked.season_id}")


@hooks.register("register_admin_urls")
def request_urls():
    return [
        path("programmation/demandes/", RequestListView.as_view(), name="tours_requests"),
        path("programmation/demandes/<int:pk>/rouvrir/", ReopenView.as_view(), name="tours_request_reopen"),
    ]
