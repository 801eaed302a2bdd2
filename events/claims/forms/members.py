"""What the café is asked: which animation, what was spent, on which paper."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.claims.forms.fields import EurosField, no_bank_number
from events.claims.models import MOST_OF_A_LINE, Claim, Expense
from events.claims.services.writing import ACCEPTED, MOST_BYTES
from millecafes.core.desk_views import DayInput
from millecafes.core.incoming import checked, too_heavy
from millecafes.core.sizes import size_in_words

AROUND = timedelta(days=365)  # what an animation costs is spent within a year before or after


class BeginForm(forms.Form):
    """An animation of the café, and the fund that may pay for it."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    activity = forms.ChoiceField(
        label=gettext_lazy("Pour quelle animation ?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choisissez une animation."),
            "invalid_choice": gettext_lazy("Cette animation n’est plus proposée : choisissez-en une autre."),
        },
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **{"initial": {"key": uuid4()}} | kwargs)
        self.found = {choice.value: choice for choice in choices}
        cafes = {choice.activity.cafe_id for choice in choices}
        funds = {choice.fund.pk for choice in choices}
        self.fields["activity"].choices = [
            (value, label_of(choice, with_cafe=len(cafes) > 1, with_fund=len(funds) > 1))
            for value, choice in self.found.items()
        ]

    def clean_activity(self):
        return self.found[self.cleaned_data["activity"]]


def label_of(choice, *, with_cafe: bool, with_fund: bool) -> str:
    """« Soirée soupe, 3 mai 2026 », with what tells it from the others."""
    activity = choice.activity
    words = [f"{activity.title or activity.get_kind_display()}, {date_format(activity.day, 'j F Y')}"]
    words += [activity.cafe.name] if with_cafe else []
    words += [choice.fund.name] if with_fund else []
    words += [_("déjà remboursée une fois")] if choice.is_again else []
    return " · ".join(words)


class PaperField(forms.FileField):
    """A photograph or a PDF, that is what its name says."""

    def __init__(self, *, was_left_out=False, **kwargs):
        self.was_left_out = was_left_out
        # A telephone that is offered these kinds turns its own pictures into one of them.
        widget = forms.FileInput({"accept": "image/jpeg,image/png,image/webp,application/pdf"})
        super().__init__(**{"max_length": 255, "allow_empty_file": False, "widget": widget} | kwargs)

    def clean(self, data, initial=None):
        if self.was_left_out and not data:
            raise too_heavy(MOST_BYTES)
        upload = super().clean(data, initial)
        return checked(upload, ACCEPTED, MOST_BYTES) if upload else None


def paper(*, was_left_out: bool, required: bool) -> PaperField:
    said = {"most": size_in_words(MOST_BYTES)}
    return PaperField(
        label=_("Facture ou ticket"),
        required=required,
        was_left_out=was_left_out,
        help_text=_("Une photo nette ou un PDF, %(most)s au plus. On en ajoute d’autres ensuite.") % said,
        error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
    )


class LineForm(forms.Form):
    """One expense; its first paper may come with it."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = EurosField(
        label=gettext_lazy("Combien, en euros"),
        most=MOST_OF_A_LINE,
        help_text=gettext_lazy("Le total du ticket, au centime près : 12,50."),
        error_messages={"required": gettext_lazy("Écrivez la somme.")},
    )
    label = forms.CharField(
        label=gettext_lazy("Quoi"),
        max_length=120,
        validators=[no_bank_number],
        help_text=gettext_lazy("« Cachet du conteur », « Farine et œufs »."),
        error_messages={"required": gettext_lazy("Dites en quelques mots ce qui a été acheté.")},
    )
    expense = forms.ChoiceField(
        label=gettext_lazy("Sorte de dépense"),
        choices=[("", gettext_lazy("Choisir…")), *Expense.choices],
        error_messages={"required": gettext_lazy("Choisissez une sorte de dépense.")},
    )
    spent_on = forms.DateField(
        label=gettext_lazy("Date du ticket"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("Donnez la date écrite sur le ticket.")},
    )

    def __init__(self, *args, claim: Claim, with_paper=True, was_left_out=False, **kwargs):
        self.claim = claim
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
        if with_paper:
            self.fields["file"] = paper(was_left_out=was_left_out, required=False)

    def clean_spent_on(self):
        day, held = self.cleaned_data["spent_on"], self.claim.activity.day
        if day > timezone.localdate():
            raise ValidationError(_("Ce jour n’est pas encore venu."))
        if abs(day - held) > AROUND:
            raise ValidationError(_("C’est à plus d’un an de l’animation : vérifiez la date."))
        return day

    def line(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("expense", "label", "spent_on", "amount")}


class ReceiptForm(forms.Form):
    """One paper more."""

    use_required_attribute = False

    def __init__(self, *args, was_left_out=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"] = paper(was_left_out=was_left_out, required=True)


class WordForm(forms.Form):
    """A word to the team, if there is something to say."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Un mot à l’équipe"),
        max_length=1000,
        required=False,
        validators=[no_bank_number],
        widget=forms.Textarea({"rows": 3}),
    )
