"""Tours in the back office: the list, a tour and its board, the requests beside it, a shorter order."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.tours.models import ProgrammeRequest, Season, StopState, Tour
from events.tours.models.choices import LIVE_STOPS
from events.tours.permissions import PLAN, plans
from events.tours.services.machine import Refused
from events.tours.services.planning import act_on_tour
from millecafes.core.desk_views import DayInput, DeskFormView, DeskView

ALREADY = gettext_lazy("C’était déjà fait.")


class PlannerScreen(DeskView):
    """A screen of those who compose the programme."""

    header_icon = "calendar-alt"

    def may_open(self, user):
        return plans(user)

    def crumbs(self):
        return [(reverse("tours_list"), _("Tournées"))]


class TourListView(PlannerScreen):
    """The tours of a season, and how far each is."""

    template_name = "tours/desk/tours.html"
    page_title = gettext_lazy("Tournées")

    def crumbs(self):
        return []

    def get_context_data(self, **kwargs):
        seasons = list(Season.objects.order_by("-first_day"))
        wanted = self.request.GET.get("saison", "")
        season = next((one for one in seasons if str(one.pk) == wanted), seasons[0] if seasons else None)
        counts = {
            name: Count("stops", filter=Q(stops__state__in=states))
            for name, states in (
                ("options", [StopState.OPTION]),
                ("proposed", [StopState.PROPOSED]),
                ("confirmed", [StopState.CONFIRMED]),
                ("done", [StopState.DONE]),
            )
        }
        tours = Tour.objects.filter(season=season).select_related("company", "territory").annotate(**counts)
        sent = ProgrammeRequest.objects.filter(season=season, slot=None)
        return super().get_context_data(**kwargs) | {
            "seasons": seasons,
            "season": season,
            "tours": list(tours),
            "waiting": sent.filter(state="submitted").count(),
        }


class TourForm(forms.ModelForm):
    """What a tour is; its company and its season stay once it has stops."""

    class Meta:
        model = Tour
        fields = ("name", "kind", "company", "season", "territory", "first_day", "last_day", "has_route", "notes")
        widgets = {"first_day": DayInput, "last_day": DayInput, "notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = self.fields["company"].queryset.filter(is_active=True)
        if self.instance.pk and self.instance.stops.exists():
            for name in ("company", "season", "kind"):
                self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean()
        season = cleaned.get("season")
        for name in ("first_day", "last_day"):
            if season and (day := cleaned.get(name)) and not season.holds(day):
                self.add_error(name, _("Ce jour n’est pas dans la saison."))
        self.keep_its_stops(cleaned)
        return cleaned

    def keep_its_stops(self, cleaned):
        """A tour that becomes shorter leaves none of its dates outside."""
        if not self.instance.pk:
            return
        live = self.instance.stops.filter(state__in=LIVE_STOPS)
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and live.filter(day__lt=first).exists():
            self.add_error("first_day", _("Une étape est avant ce jour : déplacez-la d’abord."))
        if last and live.filter(day__gt=last).exists():
            self.add_error("last_day", _("Une étape est après ce jour : déplacez-la d’abord."))


class AddTourView(PlannerScreen, DeskFormView):
    page_title = gettext_lazy("Nouvelle tournée")
    submit_label = gettext_lazy("Créer la tournée")

    def make_form(self, data=None):
        season = self.request.GET.get("saison", "")
        return TourForm(data, initial={"season": season if season.isdecimal() else None})

    def save(self, form):
        tour = form.save()
        messages.success(self.request, _("La tournée est créée, en préparation : personne ne la voit encore."))
        return redirect("tours_board", tour.pk)


class TourScreen(PlannerScreen):
    """A screen of one tour."""

    def find(self, pk, **kwargs):
        self.tour = get_object_or_404(Tour.objects.select_related("company", "season", "territory"), pk=pk)

    def get_page_subtitle(self):
        return self.tour.name

    def crumbs(self):
        return [*super().crumbs(), (self.board_url(), self.tour.name)]

    def board_url(self) -> str:
        return reverse("tours_board", args=[self.tour.pk])


class EditTourView(TourScreen, DeskFormView):
    page_title = gettext_lazy("Modifier")

    def make_form(self, data=None):
        return TourForm(data, instance=self.tour)

    def save(self, form):
        form.save()
        messages.success(self.request, _("C’est enregistré."))
        return redirect(self.board_url())


class ReasonForm(forms.Form):
    """Why, for the other side."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Qui accueille le lira."),
        error_messages={"required": gettext_lazy("Dites pourquoi, en quelques mots.")},
    )


class CancelTourView(TourScreen, DeskFormView):
    page_title = gettext_lazy("Annuler la tournée")
    submit_label = gettext_lazy("Annuler la tournée et toutes ses étapes")

    def make_form(self, data=None):
        return ReasonForm(data)

    def save(self, form):
        try:
            _tour, is_new = act_on_tour(self.tour, "cancel", self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return None
        messages.success(self.request, _("La tournée est annulée : chaque lieu est prévenu.")) if is_new else None
        return redirect(self.board_url())


class ToursMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PLAN)


@hooks.register("register_admin_menu_item")
def tours_menu_item():
    return ToursMenuItem(_("Tournées"), reverse("tours_list"), icon_name="calendar-alt", order=243)


@hooks.register("register_admin_urls")
def tour_urls():
    root = "programmation/tournees/"
    return [
        path(root, TourListView.as_view(), name="tours_list"),
        path(f"{root}nouvelle/", AddTourView.as_view(), name="tours_add"),
        path(f"{root}<int:pk>/modifier/", EditTourView.as_view(), name="tours_edit"),
        path(f"{root}<int:pk>/annuler/", CancelTourView.as_view(), name="tours_cancel"),
    ]
