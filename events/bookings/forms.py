"""What one fills in to come, and what the team fills in on the day."""

from uuid import UUID, uuid4

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.bookings.models import MOST_SEATS, Attendance, Opinion, QuestionKind, RegistrationRules
from millecafes.people.recipients import may_write_to
from millecafes.people.request_forms import plain

PREFIX = "question_"
BESIEGED = _(
    "Beaucoup de messages ont été demandés pour cette adresse. Regardez votre boîte aux lettres, ou recommencez dans "
    "une heure ou demain : vos réponses sont gardées."
)
OLD_FORM = _("Les questions ont changé depuis que vous avez ouvert la page : relisez-les, puis validez à nouveau.")


class RegistrationForm(forms.Form):
    """The seats, the questions of the date, and whether one's name may be seen by the others who come."""

    use_required_attribute = False

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    seats = forms.TypedChoiceField(label=_("Combien serez-vous ?"), coerce=int, initial="1")

    def __init__(self, *args, rules: RegistrationRules, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules, self.request = rules, request
        self.is_too_much = False
        self.questions = list(rules.questions.all())
        self.fields["key"].initial = str(uuid4())
        self.fields["version"].initial = str(rules.questions_version)
        self.ask_seats()
        for question in self.questions:
            self.fields[f"{PREFIX}{question.pk}"] = field_of(question)
        if rules.shows_attendees:
            self.fields["agrees"] = forms.BooleanField(
                label=_("J’accepte d’apparaître parmi les personnes inscrites"),
                help_text=_("Votre nom seul, montré aux seules personnes qui viennent."),
                required=False,
            )

    def ask_seats(self):
        most = self.rules.most_seats
        field = self.fields["seats"]
        words = ngettext(
            "Une inscription vaut pour %(count)d place.", "Une inscription vaut pour %(count)d places au plus.", most
        )
        field.error_messages["invalid_choice"] = field.error_messages["required"] = words % {"count": most}
        field.choices = [(number, seats_in_words(number)) for number in range(1, most + 1)]
        if most == 1:
            field.widget = forms.HiddenInput()

    def clean(self):
        values = super().clean()
        if not ratelimit.consume(self.request, action="registration"):
            self.is_too_much = True
            self.add_error(
                None,
                _("Beaucoup d’inscriptions viennent de votre connexion. La vôtre est gardée, renvoyez bientôt."),
            )
        if values.get("version") != str(self.rules.questions_version):
            self.show_again(OLD_FORM)
        for hidden in self.hidden_fields():  # what is wrong where nobody looks is said at the top
            for error in self._errors.pop(hidden.name, []):
                self.add_error(None, error)
        return values

    def clean_key(self) -> UUID:
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            self.put("key", str(uuid4()))
            raise ValidationError(
                _("L’envoi n’a pas abouti. Vos réponses sont gardées : envoyez-les de nouveau.")
            ) from None

    def show_again(self, message: str) -> None:
        """The questions as they are now; what was typed stays."""
        self.put("version", str(self.rules.questions_version))
        self.add_error(None, message)

    def begin_again(self) -> None:
        """A form that was somebody else's becomes one's own."""
        self.put("key", str(uuid4()))

    def put(self, name: str, value: str) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value

    @property
    def given(self) -> dict:
        """As the services take it."""
        values = self.cleaned_data
        answers = {str(question.pk): values.get(f"{PREFIX}{question.pk}") for question in self.questions}
        return {
            "key": values["key"],
            "seats": values["seats"],
            "version": self.rules.questions_version,
            "answers": {number: answer for number, answer in answers.items() if answer not in ("", None)},
            "agrees": values.get("agrees", False),
        }


class GuestForm(RegistrationForm):
    """The same, for somebody without an account: a name, and an address that is confirmed by mail."""

    name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        validators=[plain],
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={
            "required": _("Écrivez votre nom : c’est ainsi qu’on vous accueillera."),
            "max_length": _("C’est un peu long : %(limit_value)d signes au plus."),
        },
    )
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        max_length=254,
        help_text=_("Nous y envoyons un lien : votre place est prise quand vous y confirmez."),
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Écrivez votre adresse e-mail : le lien de confirmation y arrive."),
            "invalid": _("Cette adresse semble incomplète. Exemple : prenom.nom@exemple.fr"),
        },
    )
    website = forms.CharField(
        label=_("Laissez ce champ vide"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ["key", "version", "name", "email", "website", "seats"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        try:
            email.rpartition("@")[2].encode("idna")
        except UnicodeError as error:  # a name that no mail server could look up
            raise ValidationError(self.fields["email"].error_messages["invalid"]) from error
        return email

    def clean(self):
        values = super().clean()
        if values.get("website"):
            self.put("website", "")
            self.add_error(
                None, _("Un champ invisible a été rempli, sans doute par votre navigateur. Il est vidé : renvoyez.")
            )
        elif not self.errors and not may_write_to(self.request, values["email"]):
            self.is_too_much = True
            self.add_error("email", BESIEGED)
        return values

    @property
    def given(self) -> dict:
        return super().given | {"name": self.cleaned_data["name"], "email": self.cleaned_data["email"]}


def seats_in_words(number: int) -> str:
    if number == 1:
        return str(_("Je viens sans accompagnant"))
    return ngettext("Moi et %(count)d personne", "Moi et %(count)d personnes", number - 1) % {"count": number - 1}


def field_of(question) -> forms.Field:
    """What a question is answered with."""
    told = {"label": question.text, "required": question.is_required}
    required = {"required": _("Répondez à cette question : elle aide à vous accueillir.")}
    if question.kind == QuestionKind.CHOICE:
        choices = [("", _("Choisissez")), *((choice, choice) for choice in question.choices)]
        required["invalid_choice"] = _("Choisissez dans la liste.")
        return forms.ChoiceField(choices=choices, error_messages=required, **told)
    if question.kind == QuestionKind.YES_NO:
        return forms.TypedChoiceField(
            choices=[("oui", _("Oui")), ("non", _("Non"))],
            coerce=lambda answer: answer == "oui",
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages=required,
            **told,
        )
    return forms.CharField(max_length=300, validators=[plain], error_messages=required, **told)


class TickForm(forms.Form):
    """A line of the list of the day."""

    attendance = forms.ChoiceField(choices=Attendance.choices, required=False)
    came = forms.IntegerField(min_value=1, max_value=MOST_SEATS, required=False)


class WalkInsForm(forms.Form):
    """How many were on no list."""

    use_required_attribute = False

    walk_ins = forms.IntegerField(
        label=_("Personnes venues sans inscription"),
        min_value=0,
        max_value=100_000,
        error_messages={
            "required": _("Écrivez un nombre, 0 s’il n’y en a pas."),
            "invalid": _("Écrivez un nombre, en chiffres."),
            "min_value": _("Entre 0 et 100 000 personnes."),
            "max_value": _("Entre 0 et 100 000 personnes."),
        },
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class OpinionForm(forms.Form):
    """Two questions."""

    use_required_attribute = False

    useful = forms.TypedChoiceField(
        label=_("Est-ce que cela vous a été utile ?"),
        choices=list(reversed(Opinion.Useful.choices)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une réponse."),
            "invalid_choice": _("Choisissez l’une des réponses."),
        },
    )
    comment = forms.CharField(
        label=_("Qu’aimeriez-vous nous dire ?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Ce qui vous a plu, ce qui manquait. L’équipe le lit sans votre nom."),
        error_messages={"max_length": _("C’est un peu long : %(limit_value)d signes au plus.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].widget.attrs.pop("maxlength", None)
