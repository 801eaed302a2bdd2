"""Who is registered to a date: read, registered by the team, moved, cancelled, taken away as a spreadsheet."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.agenda.models import Session
from events.agenda.services import when, where
from events.agenda.wagtail_hooks.dates import DateScreen
from events.bookings import services
from events.bookings.models import Registration, RegistrationRules, RegistrationState, SessionLedger
from events.bookings.models.rules import MOST_SEATS
from events.bookings.wagtail_hooks.notes import READ, WRITE, words_of
from millecafes.core.desk_views import DeskFormView
from millecafes.core.spreadsheets import sheet_of
from millecafes.people.models import User
from millecafes.people.services.log import log

PER_PAGE = 100
ORDER = [
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.UNCONFIRMED,
    RegistrationState.CANCELLED,
]


def registrations_of(session: Session):
    """Those who come, those who wait in their order, those who must confirm, those who do not come."""
    return Registration.objects.filter(session=session).select_related("person", "made_by").order_by("rank", "pk")


class ListScreen(DateScreen):
    """A screen of the registrations of a date; a date one comes to freely has none."""

    page_title = gettext_lazy("Inscriptions")
    right = READ

    def find(self, pk):
        super().find(pk)
        self.rules = get_object_or_404(RegistrationRules, pk=pk)
        self.rules.session = self.session

    def may_open(self, user):
        return user.has_perm(self.right)


class RegistrationsView(ListScreen):
    """The list, by state, with what can be done to each."""

    template_name = "bookings/desk/registrations.html"

    def get_context_data(self, **kwargs):
        wanted = self.request.GET.get("etat", "")
        state = wanted if wanted in ORDER else RegistrationState.CONFIRMED
        everybody = registrations_of(self.session)
        page = Paginator(everybody.filter(state=state), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "state": state,
            "states": [(one, one.label, everybody.filter(state=one).count()) for one in ORDER],
            "words": words_of(SessionLedger.objects.get(pk=self.session.pk)),
            "rows": [(one, answers_of(one, self.rules)) for one in page],
            "may_write": self.request.user.has_perm(WRITE),
            "is_open": not self.session.has_started() and not self.session.is_cancelled,
            "others": other_dates(self.session).exists(),
        }


def answers_of(registration: Registration, rules: RegistrationRules) -> list[tuple[str, str]]:
    """(question, answer) of the questions that were answered."""
    said = registration.answers
    return [
        (question.text, said_of(said[key])) for question in rules.questions.all() if (key := key_of(question)) in said
    ]


def key_of(question) -> str:
    return str(question.pk)


def said_of(value) -> str:
    return (_("Oui") if value else _("Non")) if isinstance(value, bool) else str(value)


def other_dates(session: Session):
    """Where somebody may be moved: dates of the same event to come, that one registers to."""
    others = Session.objects.held().filter(event=session.event_id, starts_at__gt=timezone.now())
    return others.exclude(pk=session.pk).filter(rules__isnull=False).with_places().order_by("starts_at")


class BehalfForm(forms.Form):
    """Somebody who asked by telephone: a member is known by her address."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        help_text=gettext_lazy("Si c’est celle d’un compte, l’inscription est à ce compte."),
        error_messages={"required": gettext_lazy("Donnez une adresse : la confirmation y part.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Pour qui n’a pas de compte."),
    )
    seats = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=MOST_SEATS, initial=1)

    def clean(self):
        cleaned = super().clean()
        known = User.objects.with_email(cleaned.get("email", "")).filter(is_active=True)
        cleaned["person"] = known.first() if cleaned.get("email") else None
        if cleaned.get("email") and not cleaned["person"] and not cleaned.get("name"):
            self.add_error("name", _("Aucun compte n’a cette adresse : donnez aussi le nom."))
        return cleaned


class BehalfView(ListScreen, DeskFormView):
    """Register a member or a guest."""

    page_title = gettext_lazy("Inscrire quelqu’un")
    submit_label = gettext_lazy("Inscrire cette personne")
    right = WRITE

    def crumbs(self):
        return [*super().crumbs(), (reverse("bookings_list", args=[self.session.pk]), _("Inscriptions"))]

    def make_form(self, data=None):
        return BehalfForm(data, initial={"key": uuid4()})

    def save(self, form):
        given, user = form.cleaned_data, self.request.user
        common = {"key": given["key"], "seats": given["seats"], "by": user}
        try:
            if given["person"]:
                made, is_new = services.register_person(self.session, given["person"], **common)
            else:
                made, is_new = services.register_guest(
                    self.session, given["name"], given["email"], language="fr", **common
                )
        except services.Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal.message))
            return None
        if not is_new:
            messages.warning(
                self.request, _("%(name)s était déjà sur la liste : rien n’a été fait.") % {"name": made.name}
            )
        elif made.is_waiting:
            messages.success(self.request, _("%(name)s est en liste d’attente.") % {"name": made.name})
        else:
            messages.success(self.request, _("%(name)s est sur la liste.") % {"name": made.name})
        return redirect("bookings_list", self.session.pk)


class RegistrationScreen(ListScreen):
    """A screen of one registration."""

    right = WRITE

    def find(self, pk):
        self.registration = get_object_or_404(Registration.objects.select_related("person"), pk=pk)
        super().find(self.registration.session_id)

    def get_page_subtitle(self):
        return self.registration.name

    def crumbs(self):
        return [*super().crumbs(), (reverse("bookings_list", args=[self.session.pk]), _("Inscriptions"))]


class MoveForm(forms.Form):
    """Another date of the same event."""

    use_required_attribute = False
    other = forms.ModelChoiceField(
        Session.objects.none(),
        label=gettext_lazy("Vers quelle date"),
        error_messages={"required": gettext_lazy("Choisissez une date.")},
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = other_dates(session)
        self.fields["other"].label_from_instance = lambda other: f"{when(other)}, {where(other)}"


class MoveView(RegistrationScreen, DeskFormView):
    """The seat of this date is freed; on the other one, a seat or a place in the line."""

    page_title = gettext_lazy("Changer de date")
    submit_label = gettext_lazy("Changer, et prévenir la personne")

    def make_form(self, data=None):
        return MoveForm(data, session=self.session)

    def save(self, form):
        try:
            moved = services.move(self.registration, form.cleaned_data["other"], self.request.user)
        except services.Refused as refusal:
            form.add_error(None, str(refusal.message))
            return None
        words = (
            _("%(name)s reçoit un message : sa date a changé.")
            if moved.is_confirmed
            else _("%(name)s attend une place à cette autre date, et l’apprend par un message.")
        )
        messages.success(self.request, words % {"name": moved.name})
        return redirect("bookings_list", self.session.pk)


class WhyForm(forms.Form):
    """What the person will read."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=200,
        help_text=gettext_lazy("La personne le lira."),
        error_messages={"required": gettext_lazy("Dites pourquoi : la personne le lira.")},
    )


class CancelRegistrationView(RegistrationScreen, DeskFormView):
    """The seat goes to the first who waits; the person is told why."""

    page_title = gettext_lazy("Annuler une inscription")
    submit_label = gettext_lazy("Annuler cette inscription")

    def make_form(self, data=None):
        return WhyForm(data)

    def save(self, form):
        try:
            is_done = services.cancel(self.registration, by=self.request.user, reason=form.cleaned_data["reason"])
        except services.Refused as refusal:
            form.add_error(None, str(refusal.message))
            return None
        if is_done:
            messages.success(self.request, _("L’inscription est annulée ; la personne est prévenue."))
        else:
            messages.warning(self.request, _("Cette inscription était déjà annulée : rien n’a été fait."))
        return redirect("bookings_list", self.session.pk)


class SheetView(ListScreen):
    """The list for a spreadsheet; who took it away is written in the log."""

    def get(self, request, *args, **kwargs):
        questions = list(self.rules.questions.all())
        columns = [
            *(_("Nom"), _("Adresse e-mail"), _("Places"), _("État"), _("Rang"), _("Inscription le"), _("Présence")),
            *(question.text for question in questions),
        ]
        rows = [row_of(one, questions, self.session) for one in registrations_of(self.session)]
        log("liste des inscrits emportée", by=request.user, subject=self.session, detail=str(len(rows)))
        answer = HttpResponse(sheet_of(columns, rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="inscrits-{self.event.slug}-{self.session.day}.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


def row_of(registration: Registration, questions: list, session: Session) -> list:
    made = registration.made_at.astimezone(session.zone)
    given = registration.answers
    return [
        *(registration.name, registration.email, registration.seats, registration.get_state_display()),
        *(registration.rank or "", f"{made:%d/%m/%Y %H:%M}", registration.get_attendance_display()),
        *(said_of(given.get(key_of(question), "")) for question in questions),
    ]


@hooks.register("register_admin_urls")
def register_registrations_urls():
    return [
        path("agenda/dates/<int:pk>/inscrits/", RegistrationsView.as_view(), name="bookings_list"),
        path("agenda/dates/<int:pk>/inscrits.csv", SheetView.as_view(), name="bookings_sheet"),
        path("agenda/dates/<int:pk>/inscrits/ajouter/", BehalfView.as_view(), name="bookings_behalf"),
        path("agenda/inscriptions/<int:pk>/deplacer/", MoveView.as_view(), name="bookings_move"),
        path("agenda/inscriptions/<int:pk>/annuler/", CancelRegistrationView.as_view(), name="bookings_cancel"),
    ]
