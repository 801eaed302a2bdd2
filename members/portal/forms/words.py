"""What is told of a café, and what one needs to know to come and play there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.portal.services.sheets import VENUE
from millecafes.people.request_forms import plain
from millecafes.places.models import Service, VenueSheet

LONGEST_STORY = 5000
LARGEST = 100_000  # square metres, or seats
PLAIN_FIELDS = ("summary", "description", "phone", "email", "website")


class WordsForm(forms.Form):
    """The texts, the ways to reach the café, its services, its venue sheet."""

    use_required_attribute = False

    summary = forms.CharField(
        label=_("En deux phrases"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Ce qui donne envie d’y entrer."),
    )
    description = forms.CharField(
        label=_("Votre café, raconté"), max_length=LONGEST_STORY, required=False, widget=forms.Textarea({"rows": 10})
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        max_length=20,
        required=False,
        validators=[plain],
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("Adresse e-mail du café"), max_length=254, required=False)
    website = forms.URLField(label=_("Site ou page"), max_length=200, required=False, assume_scheme="https")
    services = forms.MultipleChoiceField(
        label=_("Ce qu’on y trouve, outre les boissons"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data, *, values: dict, files=None):
        told = {name: values[name] for name in (*PLAIN_FIELDS, "services")}
        super().__init__(data, initial=told | values["venue"])
        services = Service.objects.in_language("fr").order_by("number")
        self.fields["services"].choices = [(service.code, service.name) for service in services]
        for name in VENUE:
            self.fields[name] = venue_field(name)

    @property
    def venue(self) -> list:
        """The fields of the venue sheet, that the page shows apart."""
        return [self[name] for name in VENUE]

    @property
    def told(self) -> list:
        return [self[name] for name in (*PLAIN_FIELDS, "services")]

    def values(self) -> dict:
        """In the form they are kept in; an untouched blank is a blank."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in PLAIN_FIELDS},
            "services": sorted(cleaned["services"]),
            "venue": {name: cleaned[name] for name in VENUE},
        }


def venue_field(name: str) -> forms.Field:
    """As the model has it; a number is a number of people, or of square metres."""
    field = VenueSheet._meta.get_field(name).formfield(required=False)
    field.label = str(field.label).capitalize()
    if isinstance(field, forms.IntegerField):
        return forms.IntegerField(label=field.label, required=False, min_value=0, max_value=LARGEST)
    if isinstance(field.widget, forms.Textarea):
        return forms.CharField(label=field.label, required=False, max_length=2000, widget=forms.Textarea({"rows": 4}))
    return field
