"""What the back office asks of a café, and how it answers what cannot be."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from millecafes.places.distances import km_between
from millecafes.places.forms import VillageField
from millecafes.places.hours_rules import check_exceptions, check_week
from millecafes.places.models import Cafe, DelegatedCommune, Precision, Service
from millecafes.places.models.cafes import RESERVED
from millecafes.places.shores import is_at_sea

FARTHEST = 30  # kilometres from a commune's point to one of its cafés
FARTHEST_IN_GUYANE = 150  # where communes are as large as departments
GUYANE = "973"


class CafeForm(WagtailAdminModelForm):
    """Fills what follows from the commune, and refuses at the field what cannot be."""

    commune = VillageField(
        label=_("Commune"),
        help_text=_(
            "Son nom, son code INSEE ou son code postal ; une commune déléguée aussi, si c’est le village même."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.commune_id:
            self.initial["commune"] = self.instance.village
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
            raise ValidationError(_("Cette adresse est celle de la carte : choisissez-en une autre."))
        return slug or self.free_slug()

    def free_slug(self) -> str:
        name = slugify(self.data.get(self.add_prefix("name"), ""))[:80] or "cafe"
        place = self.cleaned_data.get("commune")
        taken = set(
            Cafe.objects.filter(slug__startswith=name).exclude(pk=self.instance.pk).values_list("slug", flat=True)
        )
        candidates = [
            name,
            *([f"{name}-{slugify(place.name)}"] if place else []),
            *(f"{name}-{n}" for n in range(2, 100)),
        ]
        return next((slug for slug in candidates if slug not in taken | RESERVED), name)

    def clean(self):
        cleaned = super().clean()
        place = self.split_place(cleaned)
        self.check_point(place, cleaned)
        self.check_life(cleaned)
        check_week(self.kept("hours"))
        check_exceptions(self.kept("special_openings"))
        return cleaned

    def split_place(self, cleaned):
        """The village that was typed; a former commune is kept beside the commune it is in."""
        place = cleaned.get("commune")
        if place is None and "commune" not in self.errors:  # a draft may lack anything but a place
            self.add_error("commune", _("Dites d’abord dans quelle commune il est."))
        if place is not None:
            self.instance.delegated = place if isinstance(place, DelegatedCommune) else None
            cleaned["commune"] = place.parent if isinstance(place, DelegatedCommune) else place
        return place

    def check_point(self, place, cleaned):
        """Without a point, that of the village; one by hand must be near it."""
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if self.errors.keys() & {"lat", "lon", "commune"} or place is None:
            return
        if (lat is None) != (lon is None):
            missing, other = ("lat", _("longitude")) if lat is None else ("lon", _("latitude"))
            self.add_error(missing, _("Donnez aussi ce nombre, ou effacez la %(other)s.") % {"other": other})
        elif lat is None:
            cleaned |= {"lat": place.lat, "lon": place.lon, "precision": place.precision}
        elif not (-90 <= lat <= 90 and -180 <= lon <= 180):
            self.add_error(
                "lat" if not -90 <= lat <= 90 else "lon", _("Ce point n’est pas sur la Terre : comptez en degrés.")
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
                "Ce point est à %(km)d km de %(place)s, en mer peut-être : vérifiez la latitude et la longitude, "
                "ou effacez-les pour prendre le point de la commune."
            )
            self.add_error("lat", words % {"km": km, "place": place.name})
        elif is_at_sea(cleaned["lat"], cleaned["lon"], commune.department_id):
            words = _(
                "Ce point est en mer, ou hors de France, à %(km)d km de %(place)s : vérifiez la latitude et la "
                "longitude, ou effacez-les pour prendre le point de la commune."
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
            self.add_error("ending", _("Dites ce qu’il est devenu : fermé, ou repris."))
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
