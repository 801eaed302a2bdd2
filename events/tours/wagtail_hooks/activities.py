"""« Ajouter une activité »: what nobody reported, typed by the team; and what was reported, corrected."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.tours.models import Activity, Source
from events.tours.services.own import keeps_its_kind, season_of
from events.tours.services.register import FIGURES, is_of_the_team, write_activity
from events.tours.wagtail_hooks.totals import NO_SEASON
from events.tours.wagtail_hooks.tours import PlannerScreen
from millecafes.core.desk_views import DayInput, DeskFormView
from millecafes.places.finding import place_of
from millecafes.places.forms import CommuneField
from millecafes.places.models import Cafe

MORE_THAN_ALL = {
    "seniors": gettext_lazy("Les 65 ans et plus font partie des participants : pas plus qu’eux."),
    "newcomers": gettext_lazy("Les nouvelles têtes font partie des participants : pas plus qu’eux."),
}


class ActivityForm(forms.ModelForm):
    """Where it was, what, when, how many; of what a host reported, how many only."""

    use_required_attribute = False
    commune = CommuneField(
        label=gettext_lazy("Ou dans quelle commune"),
        required=False,
        help_text=gettext_lazy("S’il n’y a pas de café du réseau : son nom, son code postal ou son code INSEE."),
    )

    class Meta:
        model = Activity
        fields = ["kind", "title", "day", "cafe", "commune", "place", "season", *FIGURES]
        widgets = {"day": DayInput, "comment": forms.Textarea({"rows": 3})}
        help_texts = {
            "season": gettext_lazy("Vide : celle qui contient ce jour, s’il y en a une."),
            "source_note": gettext_lazy("D’où vient l’information : un appel, un courrier, un rapport."),
        }
        error_messages = {
            "kind": {"required": gettext_lazy("Dites ce que c’était.")},
            "day": {"required": gettext_lazy("Donnez le jour.")},
        }

    def __init__(self, data=None, *, instance: Activity):
        initial = {"commune": place_of(instance.commune_id)} if instance.commune_id else {}
        super().__init__(data, instance=instance, initial=initial)
        self.fields["cafe"].queryset = Cafe.objects.select_related("commune", "delegated").order_by("name", "pk")
        self.fields["cafe"].label_from_instance = lambda cafe: f"{cafe.name}, {cafe.village.name}"
        self.fields["cafe"].label = _("Dans quel café")
        if not is_of_the_team(instance):
            for name in set(self.fields) - set(FIGURES):
                del self.fields[name]
        elif keeps_its_kind(instance if instance.pk else None):
            # A café asks for money on it: the claim stands on this place, this day and this kind.
            for name in ("kind", "day", "cafe", "commune", "place"):
                del self.fields[name]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("Ce jour n’est pas encore venu."))
        return day

    def clean_commune(self):
        place = self.cleaned_data.get("commune")
        return place.whole if place else None

    def clean(self):
        given = super().clean()
        places = [name for name in ("cafe", "commune", "place") if given.get(name)]
        if "cafe" in self.fields and len(places) != 1 and not {"cafe", "commune", "place"} & self.errors.keys():
            self.add_error("cafe", _("Dites où : un café, une commune, ou un autre lieu, et un seul."))
        total = given.get("participants")
        for name, message in MORE_THAN_ALL.items():
            if given.get(name) is not None and given[name] > (total or 0):
                self.add_error(name, message)
        return given


def rows_url(activity: Activity) -> str:
    """The rows among which it is read."""
    return f"{reverse('tours_activities')}?saison={activity.season_id or NO_SEASON}"


class ActivityFormView(PlannerScreen, DeskFormView):
    """One line of the register."""

    def crumbs(self):
        return [*super().crumbs(), (rows_url(self.activity), _("Activités"))]

    def make_form(self, data=None):
        return ActivityForm(data, instance=self.activity)

    def save(self, form):
        activity = form.instance
        if activity.season is None and "season" in form.fields and activity.day:
            activity.season = season_of(activity.day)
        try:
            write_activity(activity, self.request.user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return None
        messages.success(self.request, _("C’est au registre."))
        return redirect(rows_url(activity))


class AddActivityView(ActivityFormView):
    page_title = gettext_lazy("Ajouter une activité")
    submit_label = gettext_lazy("Ajouter au registre")

    def find(self):
        self.activity = Activity(source=Source.TYPED)


class ChangeActivityView(ActivityFormView):
    page_title = gettext_lazy("Corriger une activité")

    def find(self, pk):
        found = Activity.objects.select_related("cafe__commune", "cafe__delegated", "commune", "season", "session")
        self.activity = get_object_or_404(found, pk=pk)

    def get_page_subtitle(self):
        return f"{self.activity.title or self.activity.get_kind_display()}, {self.activity.where}"


@hooks.register("register_admin_urls")
def activity_urls():
    return [
        path("programmation/activites/ajouter/", AddActivityView.as_view(), name="tours_activity_add"),
        path("programmation/activites/<int:pk>/", ChangeActivityView.as_view(), name="tours_activity"),
    ]
