"""What visitors fill in: a letter, a cost, the name of their village."""

import json
import re
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from home.models.messages import Subject
from millecafes.people.recipients import mailbox_of, may_write_to
from millecafes.places.forms import CommuneField

SHORTEST = 3  # seconds: nobody reads and fills in the form faster
LONGEST = 2 * 24 * 3600  # seconds a page may stay open before it is sent
MESSAGE_LENGTH = 5000
HIGHEST_COST = Decimal(5_000_000)
MONEY_NOISE = re.compile(r"\s|€|euros?|eur")
AMOUNT = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,2})?")

one_line = RegexValidator(
    re.compile(r"[\x00-\x1f\x7f\u2028\u2029]"), _("Ce champ tient sur une seule ligne."), inverse_match=True
)


class ContactForm(forms.Form):
    """Refuses robots without asking people to prove anything: a trap they fill in, and too quick an answer."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        strip=True,
        validators=[one_line],
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom : nous saurons à qui répondre.")},
    )
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Écrivez votre adresse e-mail : nous y répondrons."),
            "invalid": _("Cette adresse semble incomplète. Exemple : prenom.nom@exemple.fr"),
        },
    )
    commune = forms.CharField(
        label=_("Votre commune"),
        max_length=120,
        required=False,
        validators=[one_line],
        widget=forms.TextInput({"autocomplete": "address-level2"}),
    )
    subject = forms.ChoiceField(
        label=_("De quoi s’agit-il ?"),
        choices=[("", _("Choisissez un sujet")), *Subject.choices],
        error_messages={"required": _("Choisissez un sujet : la bonne personne vous lira.")},
    )
    message = forms.CharField(
        label=_("Votre message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": _("Écrivez quelques mots : votre question, votre projet."),
            "max_length": _(
                "Votre message est trop long : %(show_value)d signes, pour %(limit_value)d au plus. "
                "Raccourcissez-le, la suite se dira au téléphone."
            ),
        },
    )
    website = forms.CharField(
        label=_("Laissez ce champ vide"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off", "data-not-kept": ""}),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    signer = TimestampSigner(salt="home.contact.ticket")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.is_too_much = False
        self.fields["ticket"].initial = self.new_ticket()
        # The browser would cut a pasted letter without a word: the server counts, and says so.
        self.fields["message"].widget.attrs.pop("maxlength", None)
        for name, error in (("name", "max_length"), ("commune", "max_length")):
            self.fields[name].error_messages[error] = _("C’est un peu long : %(limit_value)d signes au plus.")

    @classmethod
    def new_ticket(cls) -> str:
        """Marks one opening of the page: a message is received once for it, however often it is sent."""
        return cls.signer.sign(str(uuid4()))

    def clean(self):
        values = super().clean()
        if not ratelimit.consume(self.request, action="contact"):
            self.is_too_much = True
            self.add_error(
                "message",
                _("Beaucoup de messages viennent de votre connexion. Le vôtre est gardé : renvoyez dans une minute."),
            )
        elif values.pop("website", ""):
            self.forget("website")
            self.add_error(
                None,
                _("Un champ invisible a été rempli, sans doute par votre navigateur. Il est vidé : renvoyez."),
            )
        elif not self.errors:
            values["submission"] = self.submission(values.pop("ticket", ""), values)
            # Anybody's address can be typed: past a few copies a day, it is left in peace.
            values["with_copy"] = self.may_copy_to(values["email"])
        values.pop("ticket", None)
        values.pop("website", None)
        return values

    def may_copy_to(self, email: str) -> bool:
        copies = ratelimit.consume(self.request, action="contact_copy", key=mailbox_of(email))
        return copies and may_write_to(self.request, email)

    def clean_email(self):
        email = self.cleaned_data["email"]
        try:
            email.rpartition("@")[2].encode("idna")
        except UnicodeError as error:  # a name that no mail server could look up
            raise ValidationError(self.fields["email"].error_messages["invalid"]) from error
        return email

    def submission(self, ticket: str, values: dict) -> UUID:
        """The number of this letter, if the page was opened here and long enough ago.

        The same letter sent twice from one page has one number; another letter from that page has its own.
        """
        try:
            number = self.signer.unsign(ticket, max_age=LONGEST)
        except SignatureExpired:
            return self.begin_again(
                _("La page est restée ouverte longtemps. Votre texte est gardé : envoyez-le de nouveau.")
            )
        except BadSignature:
            return self.begin_again(_("L’envoi n’a pas abouti. Votre texte est gardé : envoyez-le de nouveau."))
        try:
            self.signer.unsign(ticket, max_age=SHORTEST - 1)
        except SignatureExpired:
            return uuid5(UUID(number), json.dumps(values, sort_keys=True))
        raise ValidationError(_("C’est allé très vite ! Relisez votre message un instant, puis envoyez-le."))

    def begin_again(self, message: str):
        self.forget("ticket", self.new_ticket())
        raise ValidationError(message)

    def forget(self, name: str, value: str = "") -> None:
        """What was typed comes back to the page, but for this."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value


class CostField(forms.CharField):
    """An amount in euros as people write it: « 12 000,50 », « 12000.50 », « 12 000 € »."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Écrivez un montant en chiffres, par exemple 12 000,50."),
        "negative": _("Un coût ne peut pas être négatif."),
        "max_value": _("Au-delà de 5 millions d’euros, cette estimation n’a plus de sens : écrivez-nous."),
    }

    def to_python(self, value):
        text = MONEY_NOISE.sub("", super().to_python(value).lower().replace("\u2212", "-"))
        if not text:
            if value and str(value).strip():
                raise ValidationError(self.error_messages["invalid"], "invalid")
            return None
        if not AMOUNT.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        if text.startswith("-"):
            raise ValidationError(self.error_messages["negative"], "negative")
        amount = Decimal(text.replace(",", "."))
        if amount > HIGHEST_COST:
            raise ValidationError(self.error_messages["max_value"], "max_value")
        return amount


class SimulatorForm(forms.Form):
    """A cost and the aids one hopes for; asked by address, so that an answer can be shared and printed."""

    use_required_attribute = False

    commune = CommuneField(
        label=_("Votre commune"), required=False, help_text=_("Son nom, son code postal ou son code INSEE.")
    )
    cout = CostField(
        label=_("Coût du projet, en euros"),
        required=False,
        help_text=_("L’accompagnement, ou l’étude : ce que la commune paierait sans aide."),
    )
    aides = forms.MultipleChoiceField(
        label=_("Les aides demandées"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, aids, **kwargs):
        super().__init__(*args, **kwargs)
        self.aids = {aid.code: aid for aid in aids}
        open_ones = {code: aid for code, aid in self.aids.items() if not aid.has_ended()}
        self.fields["aides"].choices = [(code, aid.name) for code, aid in open_ones.items()]
        self.fields["aides"].initial = list(open_ones)
        if not open_ones:
            del self.fields["aides"]

    def clean(self):
        values = super().clean()
        if not self.errors and values.get("cout") is None and values.get("commune") is None:
            self.add_error("cout", _("Écrivez un coût, une commune, ou les deux."))
        return values

    def clean_aides(self):
        return [self.aids[code] for code in self.cleaned_data["aides"]]


class VillageForm(forms.Form):
    """Where one lives; nothing else is asked."""

    use_required_attribute = False

    commune = CommuneField(label=_("Votre commune"), help_text=_("Son nom, son code postal ou son code INSEE."))
