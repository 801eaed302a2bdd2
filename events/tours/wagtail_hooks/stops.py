"""A stop in the back office: what is said of it, what may be done, its papers, its list, its history."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.tours.models import (
    Agreement,
    Cause,
    PaperState,
    Poster,
    ProgrammeRequest,
    RequestState,
    Season,
    Stop,
    StopState,
)
from events.tours.permissions import TEAM
from events.tours.services import history
from events.tours.services.describing import ALIVE, OF_THE_HOST, describe
from events.tours.services.machine import Refused
from events.tours.services.planning import do, replace
from events.tours.services.stop_machine import STOPS, moves_of
from events.tours.wagtail_hooks.tours import ALREADY, PlannerScreen, ReasonForm
from millecafes.core.desk_views import DayInput, DeskFormView, HourInput
from millecafes.core.spreadsheets import sheet_of
from millecafes.people.services.log import log

# By the word of the address: done in one click.
AT_ONCE = {
    "proposer": ("propose", gettext_lazy("La date est proposée : le lieu le lit.")),
    "confirmer": ("confirm", gettext_lazy("La date est confirmée : l’agenda l’annonce.")),
    "tenue": ("done", gettext_lazy("La date a eu lieu.")),
    "lever": ("drop", gettext_lazy("L’option est levée.")),
}


class StopForm(forms.ModelForm):
    """What is said of a stop beside its day."""

    use_required_attribute = False

    class Meta:
        model = Stop
        fields = ("starts_at", "ends_at", *OF_THE_HOST, "notes")
        widgets = {"starts_at": HourInput, "ends_at": HourInput, "notes": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self):
        """The row is written by the service, which locks it: nothing is put on it here."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_at") and cleaned.get("starts_at") == cleaned.get("ends_at"):
            self.add_error("ends_at", _("La fin n’est pas l’heure du début."))
        return cleaned


class StopScreen(PlannerScreen, DeskFormView):
    """A screen of one stop."""

    def find(self, pk, **kwargs):
        self.stop = get_object_or_404(Stop.objects.told(), pk=pk)

    def get_page_subtitle(self):
        return f"{self.stop.host_name} ({self.stop.day:%d/%m/%Y})"

    def crumbs(self):
        tour = self.stop.tour
        above = [(reverse("tours_board", args=[tour.pk]), tour.name)] if tour else []
        return [*super().crumbs(), *above, (self.stop_url(), self.stop.host_name)]

    def stop_url(self) -> str:
        return reverse("tours_stop", args=[self.stop.pk])


class StopView(StopScreen):
    """All of it, and the form of what may still be said."""

    template_name = "tours/desk/stop.html"
    page_title = gettext_lazy("Étape")
    refusal = ""

    def crumbs(self):
        return super().crumbs()[:-1]

    def make_form(self, data=None):
        return StopForm(data, instance=self.stop)

    def get_context_data(self, **kwargs):
        agreements, posters = list(self.stop.agreements.all()), list(self.stop.posters.all())
        acts = self.stop.acts.select_related("by__member").order_by("at", "pk")
        return super().get_context_data(**kwargs) | {
            "stop": self.stop,
            "is_alive": self.stop.state in ALIVE,
            "moves": self.moves(),
            "has_failed": any(one.state == PaperState.FAILED for one in (*agreements, *posters)),
            "agreements": agreements,
            "posters": posters,
            "tasks": list(self.stop.tasks.all()),
            "report": self.stop.activities.filter(source="report").first(),
            "history": history.lines_of(acts),
            "refusal": self.refusal,
        }

    def moves(self) -> set[str]:
        """What a button is shown for: what is still ahead has neither been held nor counted."""
        found = moves_of(STOPS, self.stop.state, {TEAM})
        if self.stop.state == StopState.DONE and self.stop.activities.exists():
            found -= {"cancel"}
        return found - {"done", "report"} if self.stop.day > timezone.localdate() else found

    def save(self, form):
        try:
            _stop, changed = describe(self.stop, form.cleaned_data, self.request.user)
        except Refused as refusal:
            return self.refused(refusal)
        messages.success(self.request, _("C’est enregistré.")) if changed else None
        return redirect(self.stop_url())

    def refused(self, refusal: Refused):
        """The stop as it is now, with what has just been refused and why."""
        self.stop = Stop.objects.told().get(pk=self.stop.pk)
        self.refusal = str(refusal)
        return self.render_to_response(self.get_context_data(form=self.make_form()), status=409)


class AtOnceView(StopView):
    """Propose, confirm, say that it was held, drop an option."""

    http_method_names = ["post"]

    def find(self, pk, verb):
        super().find(pk)
        self.action, self.said = AT_ONCE[verb]

    def post(self, request, *args, **kwargs):
        try:
            stop, is_new = do(self.stop, self.action, request.user)
        except Refused as refusal:
            return self.refused(refusal)
        messages.success(request, self.said) if is_new else messages.info(request, ALREADY)
        back = reverse("tours_board", args=[stop.tour_id]) if request.POST.get("retour") and stop.tour_id else ""
        return HttpResponseRedirect(f"{back}#etape-{stop.pk}" if back else self.stop_url())


class EndForm(ReasonForm):
    """Why, and whose doing it is."""

    cause = forms.ChoiceField(label=gettext_lazy("À cause de"), choices=[("", "—"), *Cause.choices], required=False)


class VerbView(StopScreen):
    """One action that asks for something first."""

    action = ""
    said = ""

    def save(self, form):
        try:
            stop, is_new = self.act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, self.said) if is_new else messages.info(self.request, ALREADY)
        return redirect("tours_stop", stop.pk)

    def act(self, values: dict):
        return do(self.stop, self.action, self.request.user, **values)


class CancelStopView(VerbView):
    action, page_title = "cancel", gettext_lazy("Annuler cette étape")
    submit_label, said = page_title, gettext_lazy("L’étape est annulée : le lieu et l’agenda le disent.")

    def find(self, pk):
        super().find(pk)
        if self.stop.state == StopState.DONE:
            self.page_title = self.submit_label = _("Cette date n’a pas eu lieu")

    def make_form(self, data=None):
        return EndForm(data)


class ReleaseStopView(VerbView):
    action, page_title = "release", gettext_lazy("Reprendre cette date")
    submit_label, said = page_title, gettext_lazy("La date est reprise : la demande attend un autre jour.")

    def make_form(self, data=None):
        return EndForm(data)


class MoveForm(forms.Form):
    """Another day."""

    use_required_attribute = False
    day = forms.DateField(
        label=gettext_lazy("Nouveau jour"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("Dites quel jour."), "invalid": gettext_lazy("Ce jour n’existe pas.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Un mot pour qui accueille"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveStopView(VerbView):
    action, page_title = "move", gettext_lazy("Changer de jour")
    submit_label, said = page_title, gettext_lazy("Le jour est changé : le lieu et l’agenda le disent.")

    def make_form(self, data=None):
        return MoveForm(data, initial={"day": self.stop.day})


class ReplaceForm(EndForm):
    """Who comes in its place."""

    asked = forms.ModelChoiceField(
        ProgrammeRequest.objects.none(), label=gettext_lazy("Le lieu qui prend la date"), empty_label=None
    )
    field_order = ["asked", "reason", "cause"]


class ReplaceStopView(VerbView):
    page_title = gettext_lazy("Remplacer cette étape")
    submit_label, said = page_title, gettext_lazy("La date est proposée à un autre lieu.")

    def make_form(self, data=None):
        form = ReplaceForm(data)
        waiting = ProgrammeRequest.objects.filter(season=self.stop.season_id, state=RequestState.SUBMITTED, slot=None)
        asked = waiting.filter(wishes__offer__company=self.stop.company_id).told().distinct().order_by("pk")
        form.fields["asked"].queryset = asked
        form.fields["asked"].label_from_instance = lambda one: one.host_name
        return form

    def act(self, values):
        return replace(self.stop, values["asked"], self.request.user, reason=values["reason"], cause=values["cause"])


class AgainView(StopView):
    """Papers that could not be made are asked for again; posters always may be, as the agenda or a logo changes."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        Agreement.objects.filter(stop=self.stop, state=PaperState.FAILED).update(state=PaperState.WAITING)
        Poster.objects.filter(stop=self.stop).update(state=PaperState.WAITING, wanted_at=timezone.now())
        messages.success(request, _("Les papiers seront refaits dans une minute."))
        return redirect(self.stop_url())


def columns() -> list[str]:
    return [
        _("Numéro"), _("Saison"), _("Tournée"), _("Compagnie"), _("Offre"), _("Jour"), _("Début"), _("Fin"), _("État"),
        _("Lieu d’accueil"), _("Commune"), _("Département"), _("Où"), _("S’il pleut"), _("Sur place"), _("Raison"),
        _("Participants"),
    ]  # fmt: skip


def rows(stops):
    for stop in stops:
        commune = stop.host_commune
        hours = [f"{moment:%H:%M}" if moment else "" for moment in (stop.starts_at, stop.ends_at)]
        told = next((one.participants for one in stop.activities.all() if one.source == "report"), None)
        yield [
            stop.pk, str(stop.season), stop.tour.name if stop.tour else "", str(stop.company), str(stop.offer),
            stop.day.isoformat(), *hours, stop.get_state_display(), stop.host_name, commune.name,
            commune.department_id, ", ".join(filter(None, [stop.place, stop.address])), stop.fallback,
            " ".join(filter(None, [stop.contact_name, stop.contact_phone])), stop.reason,
            "" if told is None else told,
        ]  # fmt: skip


class StopsSheetView(PlannerScreen):
    """All the stops of a season, as a spreadsheet."""

    page_title = gettext_lazy("Étapes")

    def get(self, request, *args, **kwargs):
        stops = Stop.objects.exclude(state=StopState.OPTION).told().prefetch_related("activities")
        season = None
        if wanted := request.GET.get("saison", ""):
            season = get_object_or_404(Season, pk=wanted if wanted.isdecimal() and len(wanted) < 10 else 0)
            stops = stops.filter(season=season)
        content = sheet_of(columns(), rows(stops.order_by("day", "pk")))
        log("étapes de tournée emportées", by=request.user, subject=season or "")
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="etapes-de-tournee.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


@hooks.register("register_admin_urls")
def stop_urls():
    root = "programmation/etapes/<int:pk>/"
    verbs = [
        path(f"{root}{verb}/", AtOnceView.as_view(), {"verb": verb}, name=f"tours_stop_{action}")
        for verb, (action, _said) in AT_ONCE.items()
    ]
    return [
        path("programmation/etapes.csv", StopsSheetView.as_view(), name="tours_stops_sheet"),
        path(root, StopView.as_view(), name="tours_stop"),
        path(f"{root}annuler/", CancelStopView.as_view(), name="tours_stop_cancel"),
        path(f"{root}reprendre/", ReleaseStopView.as_view(), name="tours_stop_release"),
        path(f"{root}deplacer/", MoveStopView.as_view(), name="tours_stop_move"),
        path(f"{root}remplacer/", ReplaceStopView.as_view(), name="tours_stop_replace"),
        path(f"{root}papiers/", AgainView.as_view(), name="tours_stop_again"),
        *verbs,
    ]
