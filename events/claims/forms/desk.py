"""What the team answers, and how a fund is described."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.claims.forms.fields import EurosField, no_bank_number
from events.claims.models import Claim, Fund
from events.claims.services.words import in_euros
from millecafes.core.desk_views import DayInput

MOST = Decimal("99999999.99")
USUAL = [
    ("unreadable", gettext_lazy("Un justificatif se lit mal : à reprendre en photo, bien à plat")),
    ("invoice", gettext_lazy("Une facture, au lieu d’un devis ou d’un ticket de carte")),
    ("name", gettext_lazy("Une facture au nom du café ou de l’association")),
    ("date", gettext_lazy("La date de la dépense")),
    ("paid", gettext_lazy("La preuve que c’est payé")),
]


class AskForm(forms.Form):
    """What is missing: usual things to tick, others in words."""

    use_required_attribute = False
    usual = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui manque souvent"),
        choices=USUAL,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    missing = forms.CharField(
        label=gettext_lazy("Autre chose"),
        max_length=2000,
        required=False,
        validators=[no_bank_number],
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Une chose par ligne ; le café lit la liste telle quelle."),
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.all_missing():
            self.add_error("missing", _("Dites ce qui manque : cochez, ou écrivez une chose par ligne."))
        return cleaned

    def all_missing(self) -> str:
        labels = dict(USUAL)
        ticked = [str(labels[code]) for code in self.cleaned_data.get("usual", [])]
        return "\n".join([*ticked, self.cleaned_data.get("missing", "")]).strip()


class AcceptForm(forms.Form):
    """How much; what is left is proposed when the whole is too much."""

    use_required_attribute = False
    amount = EurosField(
        label=gettext_lazy("Somme accordée, en euros"),
        most=MOST,
        error_messages={"required": gettext_lazy("Écrivez la somme accordée.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi pas le tout"),
        max_length=1000,
        required=False,
        validators=[no_bank_number],
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Seulement si c’est une partie : le café le lira."),
    )

    def __init__(self, *args, claim: Claim, left: Decimal, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["amount"] = max(min(claim.asked, left), Decimal("0.00"))
        if left < claim.asked:
            words = _("Il ne reste que %(left)s : le reste de la demande ne peut pas être remboursé.")
            self.initial["reason"] = words % {"left": in_euros(left)}


class WhyForm(forms.Form):
    """A reason; who reads it depends on the act."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=1000,
        validators=[no_bank_number],
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Le café le lira."),
        error_messages={"required": gettext_lazy("Dites pourquoi : le café le lira.")},
    )


class PayForm(forms.Form):
    """What the bank says of the transfer; never the account it went to."""

    use_required_attribute = False
    paid_on = forms.DateField(
        label=gettext_lazy("Viré le"),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={"required": gettext_lazy("Donnez le jour du virement.")},
    )
    reference = forms.CharField(
        label=gettext_lazy("Référence du virement"),
        max_length=60,
        validators=[no_bank_number],
        help_text=gettext_lazy("Celle de l’outil de la banque ; jamais un numéro de compte."),
        error_messages={"required": gettext_lazy("Donnez la référence du virement.")},
    )


class PayManyForm(forms.Form):
    """One order of transfers: the claims that were in it, its day, its reference; or one for each line."""

    use_required_attribute = False
    paid_on = forms.DateField(
        label=gettext_lazy("Virés le"),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={"required": gettext_lazy("Donnez le jour des virements.")},
    )
    reference = forms.CharField(
        label=gettext_lazy("Référence commune"),
        max_length=60,
        required=False,
        validators=[no_bank_number],
        help_text=gettext_lazy("Celle du lot dans l’outil de la banque ; une ligne peut avoir la sienne."),
    )

    def __init__(self, data=None, *, claims: list[Claim]):
        super().__init__(data)
        self.claims = {claim.pk: claim for claim in claims}
        for claim in claims:
            label = _("Payer %(number)s, %(cafe)s") % {"number": claim.number, "cafe": claim.cafe.name}
            self.fields[f"take_{claim.pk}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"reference_{claim.pk}"] = forms.CharField(
                label=_("Référence de %(number)s") % {"number": claim.number},
                max_length=60,
                required=False,
                validators=[no_bank_number],
            )

    @property
    def lines(self) -> list[tuple]:
        return [(claim, self[f"take_{pk}"], self[f"reference_{pk}"]) for pk, claim in self.claims.items()]

    @property
    def taken(self) -> list[Claim]:
        return [claim for pk, claim in self.claims.items() if self.cleaned_data.get(f"take_{pk}")]

    def reference_of(self, claim: Claim) -> str:
        given = self.cleaned_data
        return (given.get(f"reference_{claim.pk}") or given.get("reference") or "").strip()

    def clean(self):
        cleaned = super().clean()
        if not self.taken:
            self.add_error(None, _("Cochez au moins une demande."))
        elif "reference" not in self.errors and not all(self.reference_of(claim) for claim in self.taken):
            self.add_error("reference", _("Donnez la référence commune, ou celle de chaque ligne cochée."))
        return cleaned


class FundForm(forms.ModelForm):
    """A fund and its sums, which are counted under a lock and never saved by a form."""

    use_required_attribute = False
    total = EurosField(
        label=gettext_lazy("Montant du fonds, en euros"),
        most=MOST,
        error_messages={"required": gettext_lazy("Écrivez le montant du fonds.")},
    )
    ceiling = EurosField(
        label=gettext_lazy("Plafond par café, en euros"),
        most=MOST,
        error_messages={"required": gettext_lazy("Écrivez ce qu’un café peut recevoir en tout.")},
    )
    two_people_above = EurosField(
        label=gettext_lazy("Deux personnes au-delà de, en euros"),
        most=Decimal("9999999.99"),
        required=False,
        help_text=gettext_lazy("Une somme plus grande demande l’accord de deux personnes. Vide : une suffit."),
    )
    field_order = ["name", "funder", "total", "ceiling", "two_people_above", "starts_on", "ends_on", "claims_until"]

    class Meta:
        model = Fund
        fields = [
            *("name", "funder", "two_people_above", "starts_on", "ends_on", "claims_until"),
            *("regions", "kinds", "rules", "is_closed"),
        ]
        widgets = {
            **dict.fromkeys(["starts_on", "ends_on", "claims_until"], DayInput),
            "regions": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "name": {"required": gettext_lazy("Donnez un nom à ce fonds.")},
            "funder": {"required": gettext_lazy("Dites qui donne cet argent.")},
            "starts_on": {"required": gettext_lazy("Donnez le premier jour.")},
            "ends_on": {"required": gettext_lazy("Donnez le dernier jour.")},
            "claims_until": {"required": gettext_lazy("Donnez le dernier jour pour demander.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            ledger = self.instance.ledger
            self.initial |= {"total": ledger.total, "ceiling": ledger.ceiling}
        else:
            del self.fields["is_closed"]

    def clean(self):
        cleaned = super().clean()
        total, ceiling = cleaned.get("total"), cleaned.get("ceiling")
        if total and ceiling and ceiling > total:
            self.add_error("ceiling", _("Le plafond d’un café est une partie du fonds."))
        return cleaned
