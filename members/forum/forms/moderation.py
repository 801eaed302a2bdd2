"""Reporting a post, deciding of one."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models import Report
from members.forum.services.plain import cleaned, is_blank

FOREVER = "0"
LENGTHS = [
    ("1", _("Un jour")),
    ("7", _("Une semaine")),
    ("30", _("Un mois")),
    (FOREVER, _("Jusqu’à nouvel ordre")),
]


class ReportForm(forms.Form):
    """Why a post has no place here."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Qu’est-ce qui ne va pas ?"),
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une raison."), "invalid_choice": _("Choisissez une raison.")},
    )
    text = forms.CharField(
        label=_("Précisions"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Seule l’équipe les lit. La personne qui a écrit le message ne sait pas qui le signale."),
    )


class DecisionForm(forms.Form):
    """What a moderator decides of a post, and what its author will read."""

    use_required_attribute = False

    verb = forms.ChoiceField(
        label=_("Que faire ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez quoi faire."), "invalid_choice": _("Choisissez quoi faire.")},
    )
    reason = forms.CharField(
        label=_("La raison, que lira qui l’a écrit"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Elle part par courriel avec la décision, et reste dans le journal. Sans suite, qui signale la lit."
        ),
    )
    length = forms.ChoiceField(label=_("Durée d’une suspension"), choices=LENGTHS, initial="7", required=False)

    def __init__(self, *args, verbs: dict[str, str], needing_reason: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = list(verbs.items())
        self.needing_reason = needing_reason

    def clean(self):
        answers = super().clean()
        reason = cleaned(answers.get("reason", ""))
        if answers.get("verb") in self.needing_reason and is_blank(reason):
            self.add_error("reason", ValidationError(_("Écrivez la raison : la personne la lira."), code="required"))
        return answers | {"reason": reason}

    @property
    def until(self):
        days = int(self.cleaned_data.get("length") or "7")
        return timezone.now() + timedelta(days=days) if days else None
