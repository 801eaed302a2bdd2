"""What the back office asks of a café, and how it answers what cannot be."""

from collections import defaultdict
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from millecafes.places.distances import km_between
from millecafes.places.models import Cafe, Commune, DelegatedCommune, Precision, Service, Weekday
from millecafes.places.models.cafes import RESERVED
from millecafes.places.opening import overlap
from millecafes.places.opening_words import span

FARTHEST = 30  # kilometres from a commune's point to one of its cafés
FARTHEST_IN_GUYANE = 150  # where communes are as large as departments
GUYANE = "973"


class CodeField(forms.ModelChoiceField):
    """A place of the register by its INSEE code: thirty-five thousand rows make no list."""

    widget = forms.TextInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        code = str(value).split()[0].upper() if str(value).split() else ""
        place = self.queryset.filter(pk=code).first() if "\x00" not in code else None
        if place is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return place

    def has_changed(self, initial, data):
        return str(initial or "") != (data or "").strip().upper()


class CafeForm(WagtailAdminModelForm):
    """Fills what follows from the commune, and refuses at the field what cannot be."""

    commune = CodeField(
        Commune.objects.in_force(),
        label=_("commune"),
        help_text=_("Son code INSEE, par exemple 81046 pour Cadalen."),
        error_messages={"invalid_choice": _("Aucune commune d’aujourd’hui ne porte ce code INSEE.")},
    )
    delegated = CodeField(
        DelegatedCommune.objects.all(),
        label=_("commune déléguée"),
        required=False,
        help_text=_("Son code INSEE, quand le village est dans une commune nouvelle."),
        error_messages={"invalid_choice": _("Aucune commune déléguée ne porte ce code INSEE.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "services" in self.fields:
            self.fields["services"].queryset = Service.objects.in_language("fr").order_by("number")
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "successor" in self.fields:
            self.fields["successor"].queryset = Cafe.objects.exclude(pk=self.instance.pk).order_by("name", "pk")

    def clean_slug(self):
        """Nothing typed: the name, with the commune when another café has that name."""
        slug = self.cleaned_data.get("slug", "")
        if slug in RESERVED:
            raise ValidationError(_("Cette adresse est celle de la carte : choisissez-en une autre."))
        return slug or self.free_slug()

    def free_slug(self) -> str:
        name = slugify(self.data.get(self.add_prefix("name"), ""))[:80] or "cafe"
        code = self.data.get(self.add_prefix("commune"), "").strip().lower()[:5]
        taken = set(
            Cafe.objects.filter(slug__startswith=name).exclude(pk=self.instance.pk).values_list("slug", flat=True)
        )
        candidates = [name, *([f"{name}-{slugify(code)}"] if code else []), *(f"{name}-{n}" for n in range(2, 100))]
        return next((slug for slug in candidates if slug not in taken | RESERVED), name)

    def clean(self):
        cleaned = super().clean()
        self.check_delegated(cleaned)
        self.check_point(cleaned)
        self.check_life(cleaned)
        self.check_week()
        self.check_exceptions()
        return cleaned

    def check_delegated(self, cleaned):
        commune, delegated = cleaned.get("commune"), cleaned.get("delegated")
        if commune and delegated and delegated.parent_id != commune.pk:
            words = _("%(village)s n’est pas dans %(commune)s.") % {"village": delegated, "commune": commune}
            self.add_error("delegated", words)

    def check_point(self, cleaned):
        """Without a point, that of the village; one by hand must be near it."""
        place = cleaned.get("delegated") or cleaned.get("commune")
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if self.errors.keys() & {"lat", "lon", "commune", "delegated"} or place is None:
            return
        if (lat is None) != (lon is None):
            missing, other = ("lat", _("longitude")) if lat is None else ("lon", _("latitude"))
            self.add_error(missing, _("Donnez aussi ce nombre, ou effacez la %(other)s.") % {"other": other})
        elif lat is None:
            cleaned |= {"lat": place.lat, "lon": place.lon, "precision": place.precision}
        elif not (-90 <= lat <= 90 and -180 <= lon <= 180):
            self.add_error(
                "lat" if not -90 <= lat <= 90 else "lon", _("Ce point n’est pas sur la Terre : comptez en degrés.")
            )
        elif place.lat is not None and place.precision != Precision.DEPARTMENT:
            self.check_distance(place, cleaned)
        self.name_precision(place, cleaned)

    def check_distance(self, place, cleaned):
        commune = cleaned["commune"]
        farthest = FARTHEST_IN_GUYANE if commune.department_id == GUYANE else FARTHEST
        km = km_between(place.lat, place.lon, cleaned["lat"], cleaned["lon"])
        if km > farthest:
            words = _(
                "Ce point est à %(km)d km de %(place)s, en mer peut-être : vérifiez la latitude et la longitude, "
                "ou effacez-les pour prendre le point de la commune."
            )
            self.add_error("lat", words % {"km": km, "place": place.name})

    def name_precision(self, place, cleaned):
        """A point that is that of the village bears its precision; another one was put at the address."""
        if self.errors.keys() & {"lat", "lon"} or cleaned.get("lat") is None:
            return
        if (cleaned["lat"], cleaned["lon"]) == (place.lat, place.lon):
            cleaned["precision"] = place.precision
            return
        has_moved = {"lat", "lon"} & set(self.changed_data) and "precision" not in self.changed_data
        if has_moved or not cleaned.get("precision"):
            cleaned["precision"] = Precision.ADDRESS

    def check_life(self, cleaned):
        opened, closed, ending = cleaned.get("opened_on"), cleaned.get("closed_on"), cleaned.get("ending")
        if closed and not ending:
            self.add_error("ending", _("Dites ce qu’il est devenu : fermé, ou repris."))
        if ending and not closed and "closed_on" not in self.errors:
            self.add_error("closed_on", _("Dites depuis quel jour."))
        if opened and closed and closed < opened:
            self.add_error("closed_on", _("Le café ne peut pas fermer avant d’avoir ouvert."))
        if cleaned.get("manager_consent_on") and not cleaned.get("manager_name"):
            self.add_error("manager_name", _("Dites de qui vient cet accord."))

    def kept(self, relation):
        """The lines of a list that are not being taken away."""
        formset = self.formsets.get(relation)
        for form in formset.forms if formset else []:
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form, dict(form.cleaned_data)  # a fault found later takes its value away from the form

    def check_week(self):
        """Two spans of one day may not meet."""
        days = defaultdict(dict)
        for form, line in self.kept("hours"):
            hours = (line["opens"], line["closes"])
            if hours in days[line["weekday"]]:
                form.add_error("opens", _("Cet horaire est déjà donné."))
            days[line["weekday"]][hours] = form
        for weekday, forms_by_hours in days.items():
            if met := overlap(forms_by_hours):
                words = _("Le %(day)s, ces heures en recouvrent d’autres : %(other)s.")
                known = {"day": Weekday(weekday).label, "other": span(met[0])}
                forms_by_hours[met[1]].add_error("opens", words % known)

    def check_exceptions(self):
        """On the same days, a closure leaves no room for hours; periods that cross must be the same."""
        lines = sorted(self.kept("special_openings"), key=lambda pair: pair[1]["first_day"])
        for number, (_form, line) in enumerate(lines):
            for form, other in lines[number + 1 :]:
                if other["first_day"] > line["last_day"]:
                    break
                same = (line["first_day"], line["last_day"]) == (other["first_day"], other["last_day"])
                if not same:
                    form.add_error("first_day", _("Ces jours sont déjà dans une autre ligne, qui dit autre chose."))
                elif line["opens"] is None or other["opens"] is None:
                    form.add_error("opens", _("Une autre ligne dit autre chose de ces jours-là : gardez-en une."))
        hours = [(pair[1]["first_day"], pair) for pair in lines if pair[1]["opens"] is not None]
        for _day, group in groupby(hours, key=lambda item: item[0]):
            by_hours = {(line["opens"], line["closes"]): form for _first, (form, line) in group}
            if met := overlap(by_hours):
                by_hours[met[1]].add_error("opens", _("Ces heures en recouvrent d’autres."))
