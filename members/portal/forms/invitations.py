"""Inviting anybody to any place, from the back office."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from millecafes.people import services
from millecafes.people.models import CafeRole, Invitation, Mandate, Role
from millecafes.people.request_forms import plain
from millecafes.places.cafe_forms import VillageField
from millecafes.places.models import Cafe

MOST_NAMED = 5
CHOOSE = ("", "—")


class CafeNameField(forms.CharField):
    """A café, by its name, or by the end of the address of its page."""

    default_error_messages = {
        "unknown": _("Aucun café ouvert ne répond à ce nom."),
        "several": _("Plusieurs cafés répondent, écrivez la fin de l’adresse de leur page : %(cafes)s."),
    }

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        living = Cafe.objects.standing().order_by("name", "pk")
        exact = living.filter(slug=typed.strip("/").rpartition("/")[2].lower()).first()
        found = [exact] if exact else list(living.filter(name__icontains=typed)[: MOST_NAMED + 1])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            named = ", ".join(cafe.slug for cafe in found[:MOST_NAMED])
            raise ValidationError(self.error_messages["several"] % {"cafes": named}, code="several")
        return found[0]


class InvitationForm(forms.Form):
    """The role says which of the other answers are needed."""

    email = forms.EmailField(label=_("Adresse e-mail"), max_length=254)
    name = forms.CharField(label=_("Nom"), max_length=120, required=False, validators=[plain])
    role = forms.ChoiceField(label=_("Rôle"), choices=[CHOOSE, *Role.choices])
    commune = VillageField(
        label=_("Commune"),
        max_length=120,
        required=False,
        help_text=_("Pour une personne élue ou qui porte un projet : nom, code INSEE ou code postal."),
    )
    function = forms.ChoiceField(
        label=_("Fonction à la mairie"), choices=[CHOOSE, *Mandate.Function.choices], required=False
    )
    cafe = CafeNameField(
        label=_("Café"), max_length=120, required=False, help_text=_("Son nom, ou la fin de l’adresse de sa page.")
    )
    kind = forms.ChoiceField(label=_("Rôle dans le café"), choices=[CHOOSE, *CafeRole.Kind.choices], required=False)

    NEEDED = {Role.ELECTED: ("commune", "function"), Role.MANAGER: ("cafe", "kind"), Role.HOLDER: ()}

    def clean(self):
        role = self.cleaned_data.get("role")
        for name in self.NEEDED.get(role, ()):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Ce rôle le demande."))

    def save(self, by) -> Invitation:
        told = self.cleaned_data
        wanted = {}
        if told["role"] == Role.MANAGER:
            wanted = {"cafe": told["cafe"], "kind": told["kind"]}
        elif told.get("commune"):
            place = told["commune"]
            wanted = {"commune": place.whole, "delegated": place if place != place.whole else None}
        if told["role"] == Role.ELECTED:
            wanted["function"] = told["function"]
        return services.invite(told["email"], told["role"], by=by, name=told["name"], **wanted)
