"""A sum as people type it; words in which no bank number is kept."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

NOISE = re.compile(r"[\s\u00a0\u202f]|€|euros?|eur")
SUM = re.compile(r"([+-]?)([0-9]{1,9})(?:[.,]([0-9]{1,20}))?")
IBAN = re.compile(r"\b[a-z]{2}[0-9]{2}(?:[ .\-\u00a0]?[a-z0-9]{4}){3,}", re.IGNORECASE)

NoBankNumber = RegexValidator(
    IBAN, _("N’écrivez pas de numéro de compte ici : il n’est gardé nulle part sur ce site."), inverse_match=True
)


class EurosField(forms.CharField):
    """To the cent, with a comma or a point: « 12,50 », « 12.5 », « 1 234,50 € »."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Écrivez une somme en chiffres, par exemple 12,50."),
        "cents": _("Deux chiffres après la virgule, au plus : au centime près."),
        "min_value": _("La somme est plus grande que zéro."),
        "max_value": _("C’est plus que ce qu’on peut demander d’un coup : vérifiez la somme."),
    }

    def __init__(self, *, most: Decimal, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def prepare_value(self, value):
        """Two figures after the comma, as they are typed in French."""
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def to_python(self, value):
        text = NOISE.sub("", super().to_python(value).lower().replace("\u2212", "-"))
        if not text:
            if value and str(value).strip():
                raise ValidationError(self.error_messages["invalid"], "invalid")
            return None
        met = SUM.fullmatch(text)
        if met is None:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        sign, whole, cents = met.groups()
        if sign == "-":
            raise ValidationError(self.error_messages["min_value"], "min_value")
        if cents and len(cents) > 2:
            raise ValidationError(self.error_messages["cents"], "cents")
        amount = Decimal(f"{whole}.{cents or 0}")
        if amount <= 0:
            raise ValidationError(self.error_messages["min_value"], "min_value")
        if amount > self.most:
            raise ValidationError(self.error_messages["max_value"], "max_value")
        return amount.quantize(Decimal("0.01"))
