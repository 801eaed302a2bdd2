"""Inviting somebody to one's place, and leaving it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.portal.services.team import CAFE, MOST_INVITED, Place
from millecafes.people.models import CafeRole, Mandate
from millecafes.people.request_forms import plain
from millecafes.people.services import Successor

FARTHEST = timedelta(days=366)
CHOOSE = ("", _("Choisissez"))


class WhomForm(forms.Form):
    """An address, a name, and what the person will be there."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("Son adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez son adresse : l’invitation part par e-mail.")},
    )
    name = forms.CharField(label=_("Son nom"), max_length=120, required=False, validators=[plain])
    task = forms.ChoiceField(label=_("Son rôle"), error_messages={"required": _("Choisissez son rôle.")})

    def __init__(self, data=None, *, place: Place, **kwargs):
        super().__init__(data, **kwargs)
        self.place = place
        is_cafe = place.kind == CAFE
        self.fields["task"].choices = [CHOOSE, *(CafeRole.Kind if is_cafe else Mandate.Function).choices]
        if not is_cafe:
            self.fields["task"].label = _("Sa fonction")

    def clean_email(self):
        """Of any other address nothing is told: a colleague of the place too is invited, which changes nothing."""
        email = self.cleaned_data["email"].lower()
        if email and email == self.place.role.person.email.lower():
            raise forms.ValidationError(_("C’est votre adresse : écrivez celle de la personne que vous invitez."))
        return email

    def clean(self):
        invited = self.place.invitations
        if invited.count() >= MOST_INVITED and not invited.filter(email=self.cleaned_data.get("email", "")).exists():
            raise forms.ValidationError(
                _("Vingt invitations attendent déjà une réponse ici : annulez-en une avant d’en envoyer une autre.")
            )

    @property
    def successor(self) -> Successor | None:
        told = self.cleaned_data
        return Successor(told["email"], told["name"], told["task"]) if told.get("email") else None


class LeaveForm(WhomForm):
    """One's last day; whom one invites to come next, if one knows."""

    last_day = forms.DateField(
        label=_("Votre dernier jour"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Écrivez une date comme 24/12/2026."), "required": _("Quel jour ?")},
    )
    field_order = ["last_day", "email", "name", "task"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if not self.place.may_invite:
            for name in ("email", "name", "task"):
                del self.fields[name]
            self.set_last_days()
            return
        for name in ("email", "task"):
            self.fields[name].required = False
        self.fields["email"].help_text = _(
            "Vous ne savez pas encore ? Laissez vide : l’équipe s’en occupera avec vous."
        )
        self.set_last_days()

    def set_last_days(self):
        today = timezone.localdate().isoformat()
        self.fields["last_day"].widget.attrs |= {"min": today, "max": self.latest.isoformat()}

    @property
    def latest(self):
        """Nobody makes her own role last longer than was decided."""
        return self.place.role.ends_on or timezone.localdate() + FARTHEST

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Ce jour est passé : au plus tôt, c’est aujourd’hui."))
        if day > self.latest:
            raise forms.ValidationError(_("Votre rôle se termine avant : choisissez un jour plus proche."))
        return day

    def clean(self):
        if not self.place.may_invite:
            return
        super().clean()
        if self.cleaned_data.get("email") and not self.cleaned_data.get("task"):
            self.add_error("task", _("Choisissez son rôle."))
        if (self.cleaned_data.get("name") or self.cleaned_data.get("task")) and not self.data.get("email", "").strip():
            self.add_error("email", _("Écrivez son adresse : l’invitation part par e-mail."))
