"""The forms of keys and second factors, in our words."""

from struct import error as StructError

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
# What nonsense raises in the libraries, past what allauth expects of it; said as a wrong code instead of a 500.
NONSENSE = (InvalidSignature, AssertionError, AttributeError, LookupError, TypeError, ValueError, StructError)
USED_FOR = 2 * 60  # seconds; a code is accepted until a minute and a half after it was first shown
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "maxlength": 20}


class OneUse:
    """A code of the telephone, or a recovery code: each opens once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code à six chiffres, ou code de secours")
        field.help_text = _("Ouvrez l’application de codes de votre téléphone et recopiez ce qu’elle affiche.")
        field.widget.attrs = dict(DIGITS)

    def clean_code(self):
        code = super().clean_code()
        mark = f"shown-code:{self.user.pk}:{code.strip().replace(' ', '')}"
        # allauth forgets a code after thirty seconds, though it accepts it for ninety.
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(mark, True, USED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OneUse, AuthenticateForm):
    """Asked for after the code of the mail."""


class SecondFactorAgainForm(OneUse, ReauthenticateForm):
    """Asked for again before what is grave."""


class ActivateCodesForm(ActivateTOTPForm):
    """Proves that the telephone has understood."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code à six chiffres affiché par l’application")
        field.widget.attrs = dict(DIGITS)


class Answered:
    """What a device answered to our question."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class EnterWithPasskeyForm(Answered, LoginWebAuthnForm):
    """Instead of the code of the mail."""


class PasskeyForm(Answered, AuthenticateWebAuthnForm):
    """After the code of the mail."""


class PasskeyAgainForm(Answered, ReauthenticateWebAuthnForm):
    """Before what is grave."""


class AddPasskeyForm(SignupWebAuthnForm):
    """Keeps what the device answered, which has checked who holds it; the name helps to tell one’s devices apart."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Nom de cet appareil"), max_length=LONGEST_NAME, required=False, initial=self.initial["name"]
        )
        # The browser answers here; who posts without it reads why at this field.
        self.fields["credential"].error_messages["required"] = _(
            "L’appareil n’a rien répondu. Recommencez, ou gardez le code par e-mail."
        )

    def clean(self):
        try:
            return super().clean()
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error
