"""The forms of the door."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.core import context, ratelimit
from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from millecafes.people.devices import subscriber_of
from millecafes.people.recipients import mailbox_of, may_write_to
from millecafes.people.services import account_joining, account_signing_in, home_of

LONGEST_ADDRESS = 254  # RFC 5321
BESIEGED = _(
    "Beaucoup de messages ont été demandés pour cette adresse. Si le vôtre n’arrive pas, recommencez dans une heure ou "
    "demain, ou de l’endroit d’où vous entrez d’habitude."
)


def a_code_may_leave(request, email: str) -> bool:
    """Of a mailbox that is besieged: a code leaves for who comes from home, and everybody is told the same."""
    if may_write_to(request, email):
        return True
    messages.warning(request, BESIEGED)
    home = home_of(email, get_adapter().get_client_ip(request))
    return bool(home) and ratelimit.consume(request, action="mailbox_from_home", key=f"{mailbox_of(email)} {home}")


class SignInForm(LoginForm):
    """Asks for an address, and says nothing of whether it has an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["login"]
        field.label = _("Votre adresse e-mail")
        field.widget.attrs = {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        field.validators.append(MaxLengthValidator(LONGEST_ADDRESS, _("Cette adresse est trop longue : vérifiez-la.")))

    def _clean_without_password(self, email, phone):
        request = context.request
        network = subscriber_of(get_adapter().get_client_ip(request))
        if not ratelimit.consume(request, action="request_login_code", key=f"{mailbox_of(email)} {network}"):
            self.add_error("login", get_adapter().validation_error("too_many_login_attempts"))
            return self.cleaned_data
        self.user = self.account_of(email)
        if not a_code_may_leave(request, email):
            self.user = None
        return self.cleaned_data

    def account_of(self, email):
        return account_signing_in(email)


class JoinForm(SignInForm):
    """Asks for an address too, and makes its account if there is none: nobody can tell which it was."""

    def account_of(self, email):
        return account_joining(email, get_language())


class CodeForm(ConfirmLoginCodeForm):
    """Asks for the code of the message."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code reçu par e-mail")
        field.help_text = _("Huit lettres, comme BQCN-VKCX. Majuscules et tiret ne comptent pas.")
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": 20,
        }


class TypedCodeForm(forms.Form):
    """Asks a signed-in person for a code sent to an address."""

    code = forms.CharField(
        label=_("Code reçu par e-mail"),
        max_length=20,
        help_text=_("Huit lettres, comme BQCN-VKCX. Majuscules et tiret ne comptent pas."),
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def accepts(self, sent) -> bool:
        """Whether it is that code; a wrong one is said at the field."""
        right = sent.takes(self.cleaned_data["code"])
        if not right:
            self.add_error("code", get_adapter().error_messages["incorrect_code"])
        return right


class NewAddressForm(forms.Form):
    """Asks for the address one wants to enter with."""

    email = forms.EmailField(
        label=_("Nouvelle adresse e-mail"),
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.person.email:
            raise forms.ValidationError(_("C’est déjà l’adresse de votre compte."))
        return email


class ClosingForm(forms.Form):
    """Asks for a word that nobody types by mistake."""

    word = forms.CharField(
        label=_("Pour confirmer, écrivez « FERMER »"),
        max_length=40,
        error_messages={"required": _("Écrivez « FERMER » pour confirmer.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_word(self):
        typed = self.cleaned_data["word"].strip(" «»\"'\u00a0.").upper()
        if typed != _("FERMER").upper():
            raise forms.ValidationError(_("Écrivez « FERMER » pour confirmer. Rien n’a été fait."))
        return typed
