"""What is asked of somebody who asks to be recognised: the least that lets the team decide."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from millecafes.people import services
from millecafes.people.models import CafeRole, Mandate, Role, RoleRequest, User
from millecafes.places.forms import CommuneField
from millecafes.places.models import Cafe

MOST_CAFES = 30  # of one commune, to choose from
# One line, and nothing that turns the text around or hides in it.
plain = RegexValidator(
    r"[\x00-\x1f\x7f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]",
    _("Ce champ tient sur une seule ligne, en lettres ordinaires."),
    inverse_match=True,
)


class RoleForm(forms.Form):
    """Name and message; each role adds its place."""

    use_required_attribute = False
    role: Role

    display_name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        validators=[plain],
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Prénom et nom, comme les autres membres les liront."),
        error_messages={"required": _("Écrivez votre nom : c’est ainsi que l’équipe vous reconnaît.")},
    )
    message = forms.CharField(
        label=_("Un mot pour l’équipe"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, person: User, known: RoleRequest | None = None, **kwargs):
        self.person = person
        kwargs["initial"] = {"display_name": person.display_name} | (self.initial_of(known) if known else {})
        super().__init__(*args, **kwargs)

    def initial_of(self, known: RoleRequest) -> dict:
        return {"message": known.message}

    def wanted(self) -> dict:
        """The place and the function, as ``request_role`` takes them."""
        return {}

    def save(self) -> RoleRequest:
        self.person.display_name = self.cleaned_data["display_name"]
        self.person.save(update_fields=["display_name"])
        return services.request_role(self.person, self.role, message=self.cleaned_data["message"], **self.wanted())


class ElectedForm(RoleForm):
    """A commune, and what one does there."""

    role = Role.ELECTED

    commune = CommuneField(label=_("Votre commune"))
    function = forms.ChoiceField(
        label=_("Votre fonction"),
        choices=[("", _("Choisissez")), *Mandate.Function.choices],
        error_messages={"required": _("Choisissez votre fonction.")},
    )
    field_order = ["display_name", "commune", "function", "message"]

    def initial_of(self, known):
        return super().initial_of(known) | {"commune": known.place, "function": known.function}

    def wanted(self):
        place = self.cleaned_data["commune"]
        delegated = place if place != place.whole else None
        return {"commune": place.whole, "delegated": delegated, "function": self.cleaned_data["function"]}


class ManagerForm(RoleForm):
    """A commune, the café in it, and what one is there."""

    role = Role.MANAGER

    commune = CommuneField(label=_("La commune du café"))
    cafe = forms.CharField(label=_("Le café"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Votre rôle"),
        choices=[("", _("Choisissez")), *CafeRole.Kind.choices],
        error_messages={"required": _("Choisissez votre rôle.")},
    )
    field_order = ["display_name", "commune", "cafe", "kind", "message"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["cafe"]  # asked once the commune is known, if it has several

    def initial_of(self, known):
        return super().initial_of(known) | {"commune": known.cafe.commune, "kind": known.kind}

    def cafes_of(self, place):
        """The cafés of the commune one may say one runs; a closed one admits nobody any more."""
        return Cafe.objects.public().filter(commune=place.whole, closed_on=None).order_by("name", "pk")[:MOST_CAFES]

    def clean(self):
        place = self.cleaned_data.get("commune")
        cafes = list(self.cafes_of(place)) if place else []
        chosen = next((cafe for cafe in cafes if str(cafe.pk) == self.cleaned_data.get("cafe")), None)
        self.cleaned_data["cafe"] = chosen or (cafes[0] if len(cafes) == 1 else None)
        if len(cafes) > 1:
            self.fields["cafe"].widget.choices = [(cafe.pk, cafe.name) for cafe in cafes]
        if len(cafes) > 1 and not chosen:
            self.add_error("cafe", _("Il y a plusieurs cafés ici : lequel est le vôtre ?"))
        elif not cafes:
            del self.fields["cafe"]
        if place and not cafes:
            self.add_error("commune", _("Nous ne connaissons pas de café ouvert dans cette commune : écrivez-nous."))

    def wanted(self):
        return {"cafe": self.cleaned_data["cafe"], "kind": self.cleaned_data["kind"]}


class HolderForm(RoleForm):
    """A commune if one has it in mind."""

    role = Role.HOLDER

    commune = CommuneField(
        label=_("La commune de votre projet"), required=False, help_text=_("Laissez vide si vous cherchez encore.")
    )
    field_order = ["display_name", "commune", "message"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("Votre projet, en quelques lignes")

    def initial_of(self, known):
        return super().initial_of(known) | {"commune": known.place}

    def wanted(self):
        place = self.cleaned_data["commune"]
        return {"commune": place.whole, "delegated": place if place != place.whole else None} if place else {}


FORMS = {form.role: form for form in (ElectedForm, ManagerForm, HolderForm)}


class AnswerForm(forms.Form):
    """The answer to a question of the team."""

    use_required_attribute = False

    answer = forms.CharField(
        label=_("Votre réponse"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Écrivez votre réponse.")},
    )
