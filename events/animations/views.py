"""A café's own animations: announced by who runs it, shown to everybody once the team has read them."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.agenda.forms import CancelForm, free_slug, initial_of
from events.agenda.models import Event, Session
from events.agenda.services import add_dates, announce, cancel, when, where
from events.animations import services
from events.animations.forms import OwnDateForm, ProposeForm, RepeatedDateForm, WordsForm, words_of
from events.animations.permissions import (
    animation_to_write,
    animations_of,
    cafe_to_write,
    cafes_of,
    date_to_write,
)
from events.bookings.models import Registration
from events.bookings.services.portal import welcomes
from millecafes.people.services.log import log

SHOWN_PAST = 20  # of each café
reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
def index(request):
    """By café: what is announced, what waits for the team, what came back, what is over."""
    cafes = cafes_of(request.access)
    events = list(animations_of(cafes).select_related("cafe"))
    reviews = services.reviews_of(events)
    dates = defaultdict(list)
    for session in Session.objects.filter(event__in=events).with_places().prefetch_related("activities"):
        dates[session.event_id].append(session)
    groups = []
    for cafe in cafes:
        lines = [line_of(one, reviews.get(one.pk), dates[one.pk]) for one in events if one.cafe_id == cafe.pk]
        past = [line for line in lines if line["is_over"]]
        to_come = sorted((line for line in lines if not line["is_over"]), key=lambda line: line["starts_at"])
        runs = request.access.runs(cafe.pk)
        told = held_dates(one for event in events if event.cafe_id == cafe.pk and event.live for one in dates[event.pk])
        group = {"cafe": cafe, "runs": runs, "to_come": to_come, "past": past[:SHOWN_PAST]}
        groups.append(group | {"held": told if runs else []})
    return render(
        request, "animations/index.html", {"groups": groups, "welcomes": list(welcomes(request.user, request.access))}
    )


def held_dates(sessions) -> list[tuple[Session, str, object]]:
    """Those that were held, with what was said of each: those that wait for their report first, then the latest."""
    now, found = timezone.now(), []
    for session in sessions:
        if session.has_started(now) and not session.is_cancelled:
            reports = [one for one in session.activities.all() if one.source == "report"]
            found.append((session, when(session), reports[0] if reports else None))
    latest = sorted(found, key=lambda row: row[0].starts_at, reverse=True)
    return sorted(latest, key=lambda row: row[2] is not None)[:SHOWN_PAST]


def line_of(event: Event, review, sessions: list[Session]) -> dict:
    """An animation as the list shows it; it is over once all its dates are."""
    now = timezone.now()
    ahead = [session for session in sessions if not session.is_over(now)]
    is_back = review is not None and review.status == review.STATUS_NEEDS_CHANGES
    return {
        "event": event,
        "review": review,
        "is_back": is_back,
        "reason": review.current_task_state.comment if is_back else "",
        "starts_at": ahead[0].starts_at if ahead else now,
        "next": [(session, when(session)) for session in ahead[:3]],
        "more": max(len(ahead) - 3, 0),
        "is_over": bool(sessions) and not ahead and not is_back,
    }


@never_cache
@reads_and_writes
def propose(request, pk):
    """A new animation, or another time for one that went well (``?de=``): its words come, its dates do not."""
    cafe = cafe_to_write(request.access, pk)
    event = Event(cafe=cafe)
    form = ProposeForm(request.POST or None, session=Session(event=event, cafe=cafe), initial=copied(request, cafe))
    if request.method == "POST" and form.is_valid():
        for name, value in form.words().items():
            setattr(event, name, value)
        event.body, event.slug = services.to_html(form.cleaned_data["text"]), free_slug(event.title)
        try:
            services.propose(event, form.session, form.days, request.user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("C’est noté : l’équipe lit votre animation, puis elle paraît dans l’agenda."))
            return redirect("animations:index")
    return show(request, "animations/propose.html", form, {"cafe": cafe})


def copied(request, cafe) -> dict:
    """What the form begins with: the words and the hours of another animation of this café."""
    number = request.GET.get("de", "")
    known = animations_of([cafe]).filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if known is None:
        return {}
    last = known.sessions.with_places().last()
    hours = initial_of(last) if last else {}
    return words_of(known) | {name: hours[name] for name in ("start", "end", "place", "fallback") if name in hours}


def show(request, template: str, form, more: dict):
    return render(request, template, {"form": form} | more, status=400 if form.errors else 200)


@never_cache
@reads_and_writes
def edit(request, pk):
    """Its words, which the team reads again; its dates, which change at once."""
    event = animation_to_write(request.access, pk)
    draft = event.get_latest_revision_as_object() if event.latest_revision_id else event
    form = WordsForm(request.POST or None, initial=words_of(draft))
    if request.method == "POST" and form.is_valid():
        if not form.has_changed():
            messages.info(request, _("Rien n’a changé."))
            return redirect("animations:edit", pk)
        try:
            services.reword(event, form.words(), request.user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("C’est enregistré : l’équipe lit vos changements, puis ils paraissent."))
            return redirect("animations:index")
    sessions = [(one, when(one), where(one)) for one in event.sessions.with_places() if not one.is_over()]
    line = line_of(event, services.reviews_of([event]).get(event.pk), [])
    return show(request, "animations/edit.html", form, {"sessions": sessions, "line": line, "event": event})


@never_cache
@reads_and_writes
def add_date(request, pk):
    event = animation_to_write(request.access, pk)
    last = event.sessions.with_places().last()
    hours = initial_of(last) if last else {}
    initial = {name: hours[name] for name in ("start", "end", "place", "fallback") if name in hours}
    session = Session(event=event, cafe=event.cafe)
    form = RepeatedDateForm(request.POST or None, session=session, initial=initial)
    if request.method == "POST" and form.is_valid():
        add_dates_of(form, event)
        log("date ajoutée", by=request.user, subject=event)
        messages.success(request, _("C’est ajouté à l’agenda."))
        return redirect("animations:edit", pk)
    return show(request, "animations/date.html", form, {"event": event, "when": ""})


def add_dates_of(form, event: Event) -> None:
    """The date, unless that day has one already; then those that follow."""
    known = event.sessions.filter(starts_at=form.session.starts_at).first()
    add_dates(known or announce(form.session), form.days)


@never_cache
@reads_and_writes
def edit_date(request, pk):
    """Other hours, at once: those who are registered are told."""
    session = date_to_write(request.access, pk)
    said = when(session)
    form = OwnDateForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        known = Session.objects.get(pk=pk)
        if known.is_cancelled or known.is_over():
            form.add_error(None, _("Cette date est passée ou annulée : elle ne change plus."))
        elif form.save() is not None:
            log("date changée", by=request.user, subject=session, detail=when(session))
            messages.success(request, _("La date est changée : %(when)s.") % {"when": when(session)})
            return redirect("animations:edit", session.event_id)
    return show(request, "animations/date.html", form, {"event": session.event, "when": said})


@never_cache
@reads_and_writes
def cancel_date(request, pk):
    session = date_to_write(request.access, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if session.is_over():
            form.add_error(None, _("Cette date est passée : elle ne s’annule plus."))
        else:
            if cancel(session, form.cleaned_data["reason"], request.user):
                messages.success(request, _("La date est annulée : l’agenda le dit, avec votre raison."))
            else:
                messages.info(request, _("Cette date était déjà annulée."))
            return redirect("animations:edit", session.event_id)
    told = Registration.objects.filter(session=session).live().count()
    return show(request, "animations/cancel.html", form, {"event": session.event, "when": when(session), "told": told})
