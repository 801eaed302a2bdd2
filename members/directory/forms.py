"""What a member says of herself, asks the directory, writes to another."""

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from millecafes.core.forms import PictureField
from millecafes.people import services
from millecafes.people.models import Role, Theme, Visibility
from millecafes.people.request_forms import plain
from millecafes.people.services.profile import portrait_of
from millecafes.places.models import Department

# Several lines, and nothing that turns the text around or hides in it.
plain_lines = RegexValidator(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028-\u202e\u2066-\u2069]",
    _("Ce texte contient des signes invisibles : retapez-le en lettres ordinaires."),
    inverse_match=True,
)
telephone = RegexValidator(
    r"^\+?[0-9][0-9 .()\u00a0\u202f-]{5,18}$", _("Écrivez un numéro, par exemple 05 63 00 00 00 ou +33 5 63 00 00 00.")
)


def visibility_field(label) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Visibility,
        error_messages={"invalid_choice": _("Choisissez une des trois réponses."), "required": _("Choisissez.")},
    )


class AccountForm(forms.Form):
    """Name and language: all that there is to say for the team, whom the directory does not list."""

    use_required_attribute = False

    display_name = forms.CharField(
        label=_("Nom affiché"),
        max_length=120,
        validators=[plain],
        help_text=_("Le nom que les autres membres lisent."),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom : les autres membres vous reconnaissent ainsi.")},
    )
    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=150,
        required=False,
        validators=[plain],
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Nom de famille"),
        max_length=150,
        required=False,
        validators=[plain],
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    language = forms.ChoiceField(
        label=_("Langue de vos messages"),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("Choisissez une des langues du site.")},
    )

    def __init__(self, *args, person, **kwargs):
        self.person = person
        super().__init__(*args, initial=self.initial_of(person), **kwargs)

    def initial_of(self, person) -> dict:
        return {name: getattr(person, name) for name in services.profile.OF_THE_PERSON}

    def save(self) -> None:
        services.save_profile(self.person, self.cleaned_data)


class ProfileForm(AccountForm):
    """All that a member says, line by line, and to whom."""

    photo = PictureField(label=_("Photo"), required=False, widget=forms.FileInput)
    remove_photo = forms.BooleanField(label=_("Retirer ma photo"), required=False)
    photo_visibility = visibility_field(_("Qui voit ma photo"))
    phone = forms.CharField(
        label=_("Téléphone"),
        max_length=20,
        required=False,
        validators=[telephone],
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    phone_visibility = visibility_field(_("Qui lit mon téléphone"))
    presentation = forms.CharField(
        label=_("Présentation"),
        max_length=1000,
        required=False,
        validators=[plain_lines],
        help_text=_("Quelques lignes : votre village, votre café, ce qui vous tient à cœur."),
        widget=forms.Textarea({"rows": 5}),
    )
    presentation_visibility = visibility_field(_("Qui lit ma présentation"))
    roles_visibility = visibility_field(_("Qui lit ma fonction et mon lieu"))
    themes = forms.MultipleChoiceField(
        label=_("Ce que je peux apporter aux autres"),
        choices=Theme,
        required=False,
        help_text=_("Les membres vous trouvent par ces sujets dans l’annuaire."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choisissez parmi les sujets de la liste.")},
    )
    is_hidden = forms.BooleanField(
        label=_("Ne pas apparaître"),
        required=False,
        help_text=_(
            "Ni dans l’annuaire, ni dans les recherches, ni dans les listes de participants, ni sur la page de votre "
            "café. Vous gardez tous vos accès. Ce que vous écrivez dans le forum garde votre nom."
        ),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, person=person, **kwargs)
        if not person.member.photo:
            del self.fields["remove_photo"]

    def initial_of(self, person):
        said = {name: getattr(person.member, name) for name in services.profile.OF_THE_MEMBER}
        return super().initial_of(person) | said

    def clean_photo(self):
        upload = self.cleaned_data.get("photo")
        return portrait_of(upload) if upload else None

    def clean(self):
        if self.cleaned_data.get("photo") is None and self.cleaned_data.get("remove_photo"):
            self.cleaned_data["photo"] = False

    def lines(self) -> list[tuple]:
        """What is said, each with the question of who reads it."""
        names = ("photo", "phone", "presentation")
        return [(self[name], self[f"{name}_visibility"]) for name in names]


class LookingForm(forms.Form):
    """What one looks for in the directory; its answers are kept in the address."""

    use_required_attribute = False

    SIZES = {
        "moins-de-250": (0, 249, _("Moins de 250 habitants")),
        "250-500": (250, 499, _("250 à 499 habitants")),
        "500-1000": (500, 999, _("500 à 999 habitants")),
        "1000-2000": (1000, 1999, _("1 000 à 1 999 habitants")),
        "2000-3500": (2000, 3499, _("2 000 à 3 499 habitants")),
        "3500-et-plus": (3500, 10_000_000, _("3 500 habitants et plus")),
    }
    LIKE_MINE = ("taille", "cafe")  # of the same size; with a café that is run or helped alike, too
    ELSEWHERE = _("Ce choix n’est pas dans la liste : choisissez-en un autre.")

    q = forms.CharField(
        label=_("Nom, commune ou café"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    departement = forms.ChoiceField(
        label=_("Département"), required=False, error_messages={"invalid_choice": ELSEWHERE}
    )
    taille = forms.ChoiceField(
        label=_("Taille de la commune"),
        choices=[("", _("Toutes les tailles")), *((code, words) for code, (_low, _high, words) in SIZES.items())],
        required=False,
        error_messages={"invalid_choice": ELSEWHERE},
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=[("", _("Tous les rôles")), *Role.choices],
        required=False,
        error_messages={"invalid_choice": ELSEWHERE},
    )
    theme = forms.ChoiceField(
        label=_("Peut aider à"),
        choices=[("", _("Tous les sujets")), *Theme.choices],
        required=False,
        error_messages={"invalid_choice": ELSEWHERE},
    )
    comme = forms.ChoiceField(
        choices=[("", ""), *((code, code) for code in LIKE_MINE)],
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": ELSEWHERE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        departments = Department.objects.values_list("code", "name")
        self.fields["departement"].choices = [
            ("", _("Tous les départements")),
            *((code, f"{name} ({code})") for code, name in departments),
        ]

    def asked(self) -> dict[str, str]:
        """What was chosen, without what was left open."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self) -> list:
        """The questions that are asked once the first one is not enough."""
        return [self[name] for name in ("role", "theme", "departement", "taille")]


class MessageForm(forms.Form):
    """Somebody writes to somebody."""

    use_required_attribute = False

    subject = forms.CharField(
        label=_("Objet"),
        max_length=120,
        validators=[plain],
        error_messages={"required": _("Dites en quelques mots de quoi il s’agit.")},
    )
    body = forms.CharField(
        label=_("Message"),
        max_length=5000,
        validators=[plain_lines],
        widget=forms.Textarea({"rows": 7}),
        error_messages={"required": _("Écrivez votre message.")},
    )


class ReportForm(forms.Form):
    """What is wrong with a message."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Ce qui ne va pas"),
        max_length=1000,
        validators=[plain_lines],
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Dites en quelques mots ce qui ne va pas.")},
    )


class JudgementForm(forms.Form):
    """What the team decides of a message that was shown to it."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("Décision"),
        choices=[("dismissed", _("Sans suite")), ("upheld", _("Avertir l’auteur"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une décision."), "invalid_choice": _("Choisissez une décision.")},
    )
    answer = forms.CharField(
        label=_("Ce que liront les personnes prévenues"),
        max_length=1000,
        validators=[plain_lines],
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Écrivez une réponse : elle sera lue.")},
    )
