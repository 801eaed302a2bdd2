"""How one registers to a date: opened, changed, how many seats, what is asked."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.agenda.forms import FIRST_DAY
from events.agenda.wagtail_hooks.dates import DateScreen
from events.bookings import services
from events.bookings.models import Question, QuestionKind, RegistrationRules, SessionLedger
from events.bookings.models.rules import MOST_QUESTIONS, MOST_SEATS
from events.bookings.wagtail_hooks.notes import WRITE
from millecafes.core.desk_views import DeskFormView, MomentInput
from millecafes.people.services.log import log

LARGEST = 100_000
MOMENTS = ("opens_at", "closes_at", "cancel_until")


class RulesForm(forms.ModelForm):
    """The rules, and how many seats there are: those are counted under a lock, and never saved by a form."""

    use_required_attribute = False
    capacity = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=gettext_lazy("Vide : sans limite."),
    )
    move_last = forms.BooleanField(
        label=gettext_lazy("S’il y a moins de places que d’inscriptions, renvoyer les dernières en liste d’attente"),
        required=False,
        help_text=gettext_lazy("Ils sont prévenus, et restent les premiers de la liste. Sinon, c’est refusé."),
    )
    most_seats = forms.IntegerField(
        label=gettext_lazy("Places par inscription"),
        min_value=1,
        max_value=MOST_SEATS,
        help_text=gettext_lazy("La personne comprise ; avec accompagnants : 4, par exemple."),
    )
    waiting_limit = forms.IntegerField(
        label=gettext_lazy("Places en liste d’attente"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=gettext_lazy("Vide : sans limite. 0 : pas de liste."),
    )
    field_order = ["capacity", "move_last", "most_seats", "waiting_limit", *MOMENTS, "shows_attendees"]

    class Meta:
        model = RegistrationRules
        fields = [*MOMENTS, "most_seats", "waiting_limit", "shows_attendees"]
        widgets = dict.fromkeys(MOMENTS, MomentInput)

    def __init__(self, *args, session, ledger, **kwargs):
        self.session = session
        super().__init__(*args, **kwargs)
        if ledger is None:
            del self.fields["move_last"]
        else:
            self.fields["capacity"].initial = ledger.capacity

    def clean(self):
        cleaned, start = super().clean(), self.session.starts_at
        for name in MOMENTS:
            if cleaned.get(name) and cleaned[name].date() < FIRST_DAY:
                self.add_error(name, _("Vérifiez cette date : elle est plus vieille que le réseau."))
        opens, closes, until = (cleaned.get(name) for name in MOMENTS)
        if closes and closes > start:
            self.add_error("closes_at", _("On ne s’inscrit plus une fois l’événement commencé : avancez la clôture."))
        if opens and opens >= min(closes or start, start):
            self.add_error("opens_at", _("L’ouverture doit venir avant la clôture et avant le début."))
        if until and until > start:
            self.add_error("cancel_until", _("On ne se désiste plus une fois l’événement commencé."))
        return cleaned

    def rules(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class QuestionForm(forms.Form):
    """One line; an empty one asks nothing."""

    use_required_attribute = False
    text = forms.CharField(label=gettext_lazy("Question"), max_length=160, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Réponse"), choices=QuestionKind, required=False)
    options = forms.CharField(
        label=gettext_lazy("Choix"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Un par ligne."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("Obligatoire"), required=False)

    def clean(self):
        cleaned = super().clean()
        kind, options = cleaned.get("kind"), cleaned.get("options", "")
        if not cleaned.get("text") and "text" not in self.errors:
            if options:
                self.add_error("text", _("Écrivez la question de ces choix."))
        elif kind == QuestionKind.CHOICE and len(options.split("\n")) < 2:
            self.add_error("options", _("Donnez au moins deux choix, un par ligne."))
        elif kind != QuestionKind.CHOICE and options:
            self.add_error("options", _("Seule une question à choix en a : changez la réponse, ou effacez-les."))
        return cleaned

    def question(self) -> Question | None:
        """What is asked, not written; nothing when the line is empty."""
        given = self.cleaned_data | {"kind": self.cleaned_data["kind"] or QuestionKind.TEXT}
        return Question(**given) if given["text"] else None


Questions = forms.formset_factory(
    QuestionForm, extra=0, min_num=MOST_QUESTIONS, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS
)


class RulesView(DateScreen, DeskFormView):
    """The rules of one date, on the clock of its place."""

    page_title = gettext_lazy("Inscriptions : les règles")
    template_name = "bookings/desk/rules.html"

    def find(self, pk):
        super().find(pk)
        self.rules = RegistrationRules.objects.filter(pk=pk).first()
        self.ledger = SessionLedger.objects.filter(pk=pk).first()
        self.are_frozen = services.has_answers(self.session)
        if self.rules:
            self.rules.session = self.session

    def may_open(self, user):
        return user.has_perm(WRITE)

    def dispatch(self, request, *args, **kwargs):
        self.find(**kwargs)
        with timezone.override(self.session.zone):
            answer = super().dispatch(request, *args, **kwargs)
            return answer.render() if hasattr(answer, "render") else answer

    def make_form(self, data=None):
        rules = self.rules or RegistrationRules(session=self.session)
        self.questions = self.make_questions(data)
        return RulesForm(data, session=self.session, ledger=self.ledger, instance=rules)

    def make_questions(self, data):
        known = list(self.rules.questions.all()) if self.rules else []
        initial = [forms.model_to_dict(question, list(QuestionForm.base_fields)) for question in known]
        return Questions(None if self.are_frozen else data, initial=initial, prefix="questions")

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        is_right = all([form.is_valid(), self.are_frozen or self.questions.is_valid()])
        answer = self.save(form) if is_right else None
        return answer or self.render_to_response(self.get_context_data(form=form), status=400)

    def save(self, form):
        try:
            with transaction.atomic():
                self.write(form)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return None
        except services.Refused as refusal:
            form.add_error(refusal.about or None, str(refusal.message))
            return None
        messages.success(self.request, _("Les règles d’inscription sont enregistrées."))
        return redirect(self.dates_url())

    def write(self, form) -> None:
        """Everything or nothing: rules, seats, questions."""
        user, capacity = self.request.user, form.cleaned_data["capacity"]
        if self.rules is None:
            services.open_registration(self.session, capacity, **form.rules())
            log("inscriptions ouvertes", by=user, subject=self.session)
        else:
            services.change_rules(self.session, user, **form.rules())
            if capacity != self.ledger.capacity:
                move_last = form.cleaned_data["move_last"]
                services.set_capacity(self.session, capacity, user, move_last=move_last)
        if not self.are_frozen:
            asked = [question for one in self.questions if (question := one.question())]
            services.write_questions(self.session, asked, user)

    def get_context_data(self, **kwargs):
        known = {"questions": self.questions, "are_frozen": self.are_frozen, "ledger": self.ledger}
        return super().get_context_data(**kwargs) | known


@hooks.register("register_admin_urls")
def register_rules_url():
    return [path("agenda/dates/<int:pk>/regles/", RulesView.as_view(), name="bookings_rules")]
