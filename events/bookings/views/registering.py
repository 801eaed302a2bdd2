"""Asking for a seat: a member's, kept at once; a guest's, once the address is confirmed."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.agenda.models import Session
from events.agenda.permissions import zone_of
from events.agenda.services import own_when, when, where
from events.bookings import services
from events.bookings.emails import signature_of
from events.bookings.forms import GuestForm, RegistrationForm
from events.bookings.models import Phase, Registration
from events.bookings.permissions import may_register

# What no longer depends on what was typed: the page says what to do instead.
SHUT = {"cancelled", "started", "withdrawn", "not_yet", "closed", "full"}
WRONG = {"too_many_seats"}


class SeeOther(HttpResponseRedirect):
    """After a form: what it made is elsewhere, and is read."""

    status_code = 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, uuid):
    """The form; whoever is registered already is led to the ticket."""
    session = session_of(request, uuid)
    if not may_register(session, request.access):
        return render(request, "people/read_only.html", {"access": request.access}, status=403)
    person = request.user if request.user.is_authenticated else None
    known = person and Registration.objects.filter(session=session, person=person).live().first()
    if known and request.method != "POST":
        return SeeOther(address_of(known))
    phase = session.rules.phase()
    if phase not in (Phase.OPEN, Phase.WAITING):
        return show(request, session, phase, status=409 if request.method == "POST" else 200)
    kind = RegistrationForm if person else GuestForm
    if request.method != "POST":
        return show(request, session, phase, kind(rules=session.rules, request=request))
    return receive(request, session, kind(request.POST, rules=session.rules, request=request))


def session_of(request, uuid) -> Session:
    """A date that this person may read of, and that one registers to."""
    rows = Session.objects.readable_by(request.access).with_places().select_related("rules", "ledger")
    return get_object_or_404(rows.filter(rules__isnull=False), uuid=uuid)


def receive(request, session, form):
    """Keep it and lead to what it made; or show again what was typed, with what to mend."""
    if not form.is_valid():
        return show(request, session, session.rules.phase(), form, status=429 if form.is_too_much else 400)
    try:
        if request.user.is_authenticated:
            registration, _is_new = services.register_person(session, request.user, **form.given)
            return SeeOther(address_of(registration))
        services.register_guest(session, language=get_language(), **form.given)
        return SeeOther(reverse("bookings:registered", args=[session.uuid]))
    except services.Refused as refusal:
        return refuse(request, session, form, refusal)


def refuse(request, session, form, refusal):
    """What the desk refused, said where it can be mended; or the page that tells what to do instead."""
    session = session_of(request, session.uuid)
    if refusal.code in SHUT:
        return show(request, session, session.rules.phase(), status=409, refusal=str(refusal.message))
    if refusal.code == "foreign_form":
        form.begin_again()
    if refusal.code == "old_form":
        form = type(form)(request.POST, rules=session.rules, request=request)
        form.is_valid()
    form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal.message))
    return show(request, session, session.rules.phase(), form, status=400 if refusal.code in WRONG else 409)


def show(request, session, phase, form=None, status=200, refusal=""):
    given = {
        "session": session,
        "event": session.event,
        "when": when(session),
        "own_when": own_when(session, zone_of(request.access)),
        "where": where(session),
        "phase": phase,
        "form": form,
        "refusal": refusal,
        "few_left": session.ledger.few_left,
        "is_guest": not request.user.is_authenticated,
    }
    return render(request, "bookings/register.html", given, status=status)


@never_cache
@require_safe
def registered(request, uuid):
    """What a guest does next; it is the same whether the address was known or not."""
    session = session_of(request, uuid)
    given = {"session": session, "event": session.event, "when": when(session), "where": where(session)}
    given["own_when"] = ""
    return render(request, "bookings/registered.html", given)


def address_of(registration: Registration) -> str:
    return reverse("bookings:ticket", args=[signature_of(registration)])
