"""A consultation that the team opens, and a voice that a member gives."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.forum.forms.posts import TopicForm
from members.forum.models import Poll, PollChoice
from members.forum.services.consulting import FEWEST, LONGEST_ANSWER, MOST, Question
from members.forum.services.plain import cleaned_line, is_blank

LONGEST = timedelta(days=365)


class ConsultationForm(TopicForm):
    """A topic of which the first post tells the position, with a question and its answers."""

    question = forms.CharField(
        label=_("La question"),
        max_length=200,
        help_text=_("Une seule, à laquelle chaque réponse ci-dessous répond."),
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Écrivez la question posée aux membres.")},
    )
    answers = forms.CharField(
        label=_("Les réponses possibles"),
        max_length=2 * MOST * LONGEST_ANSWER,
        help_text=_("Une par ligne, de deux à dix."),
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        error_messages={"required": _("Écrivez les réponses, une par ligne.")},
    )
    closes_on = forms.DateField(
        label=_("Dernier jour pour répondre"),
        help_text=_("Le résultat paraît le lendemain, pour tout le monde à la fois."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Quel sera le dernier jour ?"),
            "invalid": _("Écrivez une date comme 24/12/2026."),
        },
    )
    field_order = ["board", "title", "body", "question", "answers", "closes_on", "tags", "key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["kind"]

    def clean_question(self):
        question = cleaned_line(self.cleaned_data["question"])
        if is_blank(question):
            raise ValidationError(self.fields["question"].error_messages["required"], code="required")
        return question

    def clean_answers(self):
        lines = [cleaned_line(line) for line in self.cleaned_data["answers"].splitlines()]
        answers = list(dict.fromkeys(line for line in lines if not is_blank(line)))
        if not FEWEST <= len(answers) <= MOST:
            raise ValidationError(_("De deux à dix réponses différentes, une par ligne."))
        if longest := next((line for line in answers if len(line) > LONGEST_ANSWER), ""):
            words = ngettext(
                "Une réponse a %(over)d signe de trop : « %(start)s… »",
                "Une réponse a %(over)d signes de trop : « %(start)s… »",
                len(longest) - LONGEST_ANSWER,
            )
            raise ValidationError(words % {"over": len(longest) - LONGEST_ANSWER, "start": longest[:30]})
        return answers

    def clean_closes_on(self):
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if not today < day <= today + LONGEST:
            raise ValidationError(_("Choisissez un jour à venir, dans l’année."))
        return day

    @property
    def asked(self) -> Question:
        """Till the end of the last day."""
        day = self.cleaned_data["closes_on"] + timedelta(days=1)
        closes_at = timezone.make_aware(datetime.combine(day, time()))
        return Question(self.cleaned_data["question"], self.cleaned_data["answers"], closes_at)


class VoteForm(forms.Form):
    """One of the answers, and whether one's name may stand beside it."""

    use_required_attribute = False

    choice = forms.ModelChoiceField(
        PollChoice.objects.none(),
        label=_("Votre réponse"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choisissez une réponse."),
            "invalid_choice": _("Cette réponse n’est pas dans la liste : choisissez-en une autre."),
        },
    )
    shows_name = forms.BooleanField(
        label=_("Montrer mon nom à côté de ma réponse, une fois la consultation close"), required=False
    )

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].queryset = poll.choices.order_by("position")
