"""The report, as a form for a thumb: one number is enough, the rest is a kindness."""

from pathlib import PurePosixPath

from django import forms
from django.utils.translation import gettext_lazy as _

from events.tours.models import Activity
from events.tours.models.activities import MOST_PEOPLE
from millecafes.core.forms import PictureField, cleaned_picture

LONGEST_SIDE = 2000  # pixels
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/avif": "avif"}
NUMBERS = ("participants", "seniors", "newcomers", "meals")


def number(label, required_words="", **options) -> forms.IntegerField:
    """Whole, and of the size of a village."""
    messages = {
        "required": required_words,
        "invalid": _("Écrivez un nombre, en chiffres."),
        "min_value": _("Un nombre ne descend pas sous zéro."),
        "max_value": _("Vérifiez ce nombre : 20 000 au plus."),
    }
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    given = {"min_value": 0, "max_value": MOST_PEOPLE, "required": bool(required_words), "widget": widget}
    return forms.IntegerField(label=label, error_messages=messages, **given | options)


class ReportForm(forms.Form):
    """How many, of whom; a few words; a photo if those who are on it agree."""

    use_required_attribute = False
    participants = number(_("Combien étiez-vous ?"), _("Dites combien de personnes sont venues, à peu près."))
    seniors = number(_("Dont 65 ans et plus"))
    newcomers = number(
        _("Dont nouvelles têtes"), help_text=_("Venues au café, ou à une animation, pour la première fois.")
    )
    meals = number(_("Repas servis"))
    comment = forms.CharField(
        label=_("En quelques mots"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qui a plu, ce qui a manqué."),
    )
    photo = PictureField(label=_("Une photo"), required=False, widget=forms.FileInput)
    photo_consent = forms.BooleanField(label=_("Les personnes qu’on y reconnaît sont d’accord"), required=False)

    def __init__(self, data=None, files=None, *, known: Activity | None = None):
        initial = {name: getattr(known, name) for name in (*NUMBERS, "comment")} if known else None
        super().__init__(data, files, initial=initial)
        self.known = known
        self.fields["photo"].help_text = _("Une photo prise avec un téléphone convient.")
        if known and known.photo:
            self.fields["without"] = forms.BooleanField(label=_("Retirer la photo déjà envoyée"), required=False)

    def clean_photo(self):
        upload = self.cleaned_data.get("photo")
        if not upload:
            return None
        clean = cleaned_picture(upload, LONGEST_SIDE)
        clean.name = str(PurePosixPath("photo").with_suffix(f".{EXTENSIONS.get(clean.content_type, 'png')}"))
        return clean

    def clean(self):
        cleaned = super().clean()
        total = cleaned.get("participants")
        words = {
            "seniors": _("Les 65 ans et plus font partie des participants : pas plus qu’eux."),
            "newcomers": _("Les nouvelles têtes font partie des participants : pas plus qu’eux."),
        }
        for name, message in words.items():
            if total is not None and (cleaned.get(name) or 0) > total:
                self.add_error(name, message)
        if cleaned.get("photo") and not cleaned.get("photo_consent"):
            self.add_error("photo_consent", _("Une photo demande l’accord des personnes qu’on y reconnaît."))
        return cleaned

    @property
    def figures(self) -> dict:
        """As the service takes them."""
        given = self.cleaned_data
        photo = given["photo"] or (False if given.get("without") else None)
        numbers = {name: given[name] for name in NUMBERS}
        return numbers | {"comment": given["comment"], "photo": photo, "consent": given["photo_consent"]}
