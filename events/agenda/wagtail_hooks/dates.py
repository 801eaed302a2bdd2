"""« Dates et lieux » of an event: announced, changed, repeated, cancelled, at once and through the services only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from events.agenda.forms import CancelForm, RepeatForm, SessionForm, is_cut
from events.agenda.models import Event, Session
from events.agenda.services import add_dates, cancel, cancel_event, when, where
from millecafes.core.desk import WAITING, Waiting
from millecafes.core.desk_views import DeskFormView, DeskView
from millecafes.people.services.log import log

DATES = "agenda_dates_desk"  # hook: (user, sessions) -> {pk: Note}, what other applications know of these dates
CHANGE = "agenda.change_session"
SOON = timedelta(days=7)


@dataclass
class Note:
    """What is known of a date elsewhere: in words, where it is settled, and how many people would be told."""

    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    told: int = 0


def notes_of(user, sessions: Iterable[Session]) -> dict[int, Note]:
    """What every application knows of these dates, put together."""
    sessions, notes = list(sessions), {}
    for session in sessions:
        notes[session.pk] = Note()
    for ask in hooks.get_hooks(DATES):
        for pk, note in ask(user, sessions).items():
            known = notes[pk]
            known.words += note.words
            known.links += note.links
            known.told += note.told
    return notes


def may_change(user, event: Event) -> bool:
    """Those who keep dates; and who writes the event, as long as nobody can read it."""
    return user.has_perm(CHANGE) or (not event.live and user.has_perm("agenda.change_event"))


class EventScreen(DeskView):
    """A screen of one event."""

    header_icon = "calendar-alt"

    def find(self, event):
        self.event = get_object_or_404(Event.objects.select_related("cafe"), pk=event)

    def may_open(self, user):
        return may_change(user, self.event)

    def get_page_subtitle(self):
        return self.event.title

    def crumbs(self):
        names = Event.snippet_viewset
        listed = reverse(names.get_url_name("list"))
        edited = reverse(names.get_url_name("edit"), args=[self.event.pk])
        return [(listed, _("Événements")), (edited, self.event.title)]

    def dates_url(self) -> str:
        return reverse("agenda_dates", args=[self.event.pk])


class DatesView(EventScreen):
    """All the dates of an event, the next ones first, with what can be done to each."""

    template_name = "agenda/desk/dates.html"
    page_title = gettext_lazy("Dates et lieux")

    def get_context_data(self, **kwargs):
        now = timezone.now()
        sessions = list(self.event.sessions.with_places())
        notes = notes_of(self.request.user, sessions)
        lines = [line_of(session, notes[session.pk]) for session in sessions]
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "may_cancel": any(not session.is_cancelled and not session.is_over(now) for session in sessions),
            "to_come": [line for line in lines if not line["session"].is_over(now)],
            "past": [line for line in reversed(lines) if line["session"].is_over(now)],
        }


def line_of(session: Session, note: Note) -> dict:
    return {"session": session, "when": when(session), "where": where(session), "note": note}


class AddDateView(EventScreen, DeskFormView):
    """One date more; it begins as the last one, on another day."""

    page_title = gettext_lazy("Ajouter une date")
    submit_label = gettext_lazy("Ajouter cette date")

    def crumbs(self):
        return [*super().crumbs(), (self.dates_url(), _("Dates et lieux"))]

    def make_form(self, data=None):
        session = Session(event=self.event, cafe=self.event.cafe)
        return SessionForm(data, session=session, initial=self.as_before())

    def as_before(self) -> dict:
        last = self.event.sessions.with_places().last()
        if last is None:
            return {"cafe": self.event.cafe_id}
        known = SessionForm(session=last).initial
        return {name: value for name, value in known.items() if name not in {"day", "last_day", "online_url"}}

    def save(self, form):
        session = form.save()
        if session is None:
            return None
        if session is form.session:
            log("date ajoutée", by=self.request.user, subject=session)
        messages.success(self.request, _("La date est ajoutée : %(when)s.") % {"when": when(session)})
        return redirect(self.dates_url())


class DateScreen(EventScreen):
    """A screen of one date."""

    def find(self, pk):
        self.session = get_object_or_404(Session.objects.with_places(), pk=pk)
        self.event = self.session.event

    def crumbs(self):
        return [*super().crumbs(), (self.dates_url(), _("Dates et lieux"))]

    def get_context_data(self, **kwargs):
        note = notes_of(self.request.user, [self.session])[self.session.pk]
        return super().get_context_data(**kwargs) | line_of(self.session, note)


class EditDateView(DateScreen, DeskFormView):
    """The hours or the place change: who is registered is told when that matters."""

    page_title = gettext_lazy("Changer une date")
    template_name = "agenda/desk/edit_date.html"

    def make_form(self, data=None):
        session = Session.objects.with_places().get(pk=self.session.pk)  # the form writes on it before it is right
        return SessionForm(data, session=session)

    def save(self, form):
        if self.session.is_cancelled:
            form.add_error(None, _("Cette date est annulée : elle ne change plus."))
            return None
        session = form.save()
        if session is None:
            return None
        log("date changée", by=self.request.user, subject=session, detail=when(session))
        messages.success(self.request, _("La date est enregistrée : %(when)s.") % {"when": when(session)})
        return redirect(self.dates_url())


class RepeatDateView(DateScreen, DeskFormView):
    """« Chaque mardi jusqu’à fin juin »: the days are shown first, then made."""

    page_title = gettext_lazy("Répéter une date")
    template_name = "agenda/desk/repeat.html"

    def make_form(self, data=None):
        return RepeatForm(data, session=self.session)

    def save(self, form):
        known = set(self.event.sessions.values_list("day", flat=True))
        if "make" not in self.request.POST:
            days = [(day, day in known) for day in form.days]
            shown = {"form": form, "days": days, "new": sum(not is_known for day, is_known in days)}
            return self.render_to_response(self.get_context_data(**shown, cut=is_cut(form.days)))
        made = add_dates(self.session, form.days)
        log("dates répétées", by=self.request.user, subject=self.event, detail=str(len(made)))
        words = ngettext("%(count)d date est ajoutée.", "%(count)d dates sont ajoutées.", len(made))
        messages.success(self.request, words % {"count": len(made)})
        return redirect(self.dates_url())

    def get_context_data(self, **kwargs):
        return {"days": [], "new": 0, "cut": False} | super().get_context_data(**kwargs)


class CancelDateView(DateScreen, DeskFormView):
    """Not held: the reason is public, and everybody who is registered is written to."""

    page_title = gettext_lazy("Annuler une date")
    template_name = "agenda/desk/cancel.html"
    submit_label = gettext_lazy("Annuler cette date")

    def make_form(self, data=None):
        return CancelForm(data)

    def save(self, form):
        if self.session.is_over():
            form.add_error(None, _("Cette date est passée : elle ne s’annule plus."))
            return None
        if cancel(self.session, form.cleaned_data["reason"], self.request.user):
            messages.success(self.request, _("La date est annulée ; les personnes inscrites sont prévenues."))
        else:
            messages.warning(self.request, _("Cette date était déjà annulée : rien n’a été fait."))
        return redirect(self.dates_url())


class CancelEventView(EventScreen, DeskFormView):
    """A whole season that is not held: one reason, one act, and everybody who is registered is written to."""

    page_title = gettext_lazy("Annuler tout l’événement")
    template_name = "agenda/desk/cancel_event.html"
    submit_label = gettext_lazy("Annuler toutes les dates à venir")

    def crumbs(self):
        return [*super().crumbs(), (self.dates_url(), _("Dates et lieux"))]

    def make_form(self, data=None):
        return CancelForm(data)

    def get_context_data(self, **kwargs):
        to_come = held_to_come(self.event)
        return super().get_context_data(**kwargs) | {
            "dates": [when(session) for session in to_come],
            "told": told_of(self.request.user, to_come),
        }

    def save(self, form):
        count = cancel_event(self.event, form.cleaned_data["reason"], self.request.user)
        words = ngettext(
            "%(count)d date est annulée ; les personnes inscrites reçoivent un message.",
            "%(count)d dates sont annulées ; les personnes inscrites reçoivent un message.",
            count,
        )
        if count:
            messages.success(self.request, words % {"count": count})
        else:
            messages.warning(self.request, _("Aucune date n’était à venir : rien n’a été fait."))
        return redirect(self.dates_url())


def held_to_come(event: Event) -> list[Session]:
    return list(event.sessions.held().filter(ends_at__gt=timezone.now()).with_places())


def told_of(user, sessions: Iterable[Session]) -> int:
    """How many registrations there are to these dates."""
    return sum(note.told for note in notes_of(user, sessions).values())


@hooks.register("register_admin_urls")
def register_dates_urls():
    return [
        path("agenda/<int:event>/dates/", DatesView.as_view(), name="agenda_dates"),
        path("agenda/<int:event>/dates/ajouter/", AddDateView.as_view(), name="agenda_add_date"),
        path("agenda/<int:event>/annuler/", CancelEventView.as_view(), name="agenda_cancel_event"),
        path("agenda/dates/<int:pk>/", EditDateView.as_view(), name="agenda_edit_date"),
        path("agenda/dates/<int:pk>/repeter/", RepeatDateView.as_view(), name="agenda_repeat_date"),
        path("agenda/dates/<int:pk>/annuler/", CancelDateView.as_view(), name="agenda_cancel_date"),
    ]


@hooks.register(WAITING)
def dates_waiting(request):
    """Dates of the week to come that lack their room, or their link; events that have no date at all."""
    if not request.user.has_perm(CHANGE):
        return
    now = timezone.now()
    soon = Session.objects.held().filter(event__live=True, starts_at__gt=now, starts_at__lte=now + SOON)
    soon = soon.select_related("event").order_by("starts_at")
    without_link = soon.filter(is_online=True, online_url="")
    count = without_link.count()
    words = ngettext(
        "%(count)d rendez-vous en ligne de la semaine n’a pas de lien de connexion.",
        "%(count)d rendez-vous en ligne de la semaine n’ont pas de lien de connexion.",
        count,
    )
    yield Waiting(count, words, first=named(without_link))
    without_room = soon.filter(is_online=False, cafe=None, place="")
    count = without_room.count()
    words = ngettext(
        "%(count)d date de la semaine ne dit pas dans quel lieu.",
        "%(count)d dates de la semaine ne disent pas dans quel lieu.",
        count,
    )
    yield Waiting(count, words, first=named(without_room))
    dateless = Event.objects.filter(live=True).annotate(dates=Count("sessions")).filter(dates=0)
    count = dateless.count()
    words = ngettext(
        "%(count)d événement publié n’a pas de date.", "%(count)d événements publiés n’ont pas de date.", count
    )
    yield Waiting(
        count, words, first=[(event.title, reverse("agenda_dates", args=[event.pk])) for event in dateless[:5]]
    )


def named(sessions) -> list[tuple[str, str]]:
    return [(f"{one.event} ({when(one)})", reverse("agenda_edit_date", args=[one.pk])) for one in sessions[:5]]
