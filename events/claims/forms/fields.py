"""A sum as people type it; words in which no bank number is kept."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOISE = re.compile(r"[\s\u00a0\u202f]|€|euros?|eur")
SUM = re.compile(r"([+-]?)([0-9]{1,9})(?:[.,]([0-9]{1,20}))?")
GAP, LETTER = r"[ .\-\u00a0\u202f]{0,3}", r"[A-Z0-9]"
IBAN = re.compile(rf"(?<!{LETTER})[A-Z]{{2}}{GAP}[0-9]{GAP}[0-9](?:{GAP}{LETTER}){{11,30}}")
RIB = re.compile(rf"(?<!{LETTER})(?:[0-9]{GAP}){{10}}(?:{LETTER}{GAP}){{11}}[0-9]{GAP}[0-9](?!{LETTER})")
LENGTHS = {
    "FR": 27,
    "MC": 27,
    "BE": 16,
    "LU": 20,
    "CH": 21,
    "DE": 22,
    "ES": 24,
    "IT": 27,
    "PT": 25,
    "NL": 18,
    "GB": 22,
    "IE": 22,
    "AT": 20,
    "PL": 28,
    "RO": 24,
    "LT": 20,
    "MT": 31,
}
# The figure that stands for each letter in a French account number.
FIGURES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def no_bank_number(text: str) -> None:
    """Refuse words in which there is an account number: one whose figures add up as those of banks do."""
    text = text.upper()
    is_met = any(map(is_iban, IBAN.findall(text))) or any(map(is_rib, RIB.findall(text)))
    if is_met:
        words = _("N’écrivez pas de numéro de compte ici : il n’est gardé nulle part sur ce site.")
        raise ValidationError(words, "bank_number")


def is_iban(words: str) -> bool:
    """Of the length of its country, where we know it, whatever follows it."""
    number = "".join(filter(str.isalnum, words))
    number = number[: LENGTHS.get(number[:2], len(number))]
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97 == 1


def is_rib(words: str) -> bool:
    """A bank, its branch, the account, and the key of them all."""
    number = "".join(filter(str.isalnum, words)).translate(FIGURES)
    bank, branch, account, key = (int(part) for part in (number[:5], number[5:10], number[10:21], number[21:]))
    return (89 * bank + 15 * branch + 3 * account + key) % 97 == 0


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
