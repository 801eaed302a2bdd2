"""A registration, read, confirmed and cancelled by whoever holds the link of its letters."""

import segno
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events.agenda.ical import CONTENT_TYPE
from events.agenda.permissions import zone_of
from events.agenda.services import own_when, when, where
from events.bookings import services
from events.bookings.emails import SALT, calendar, own_when_of, signature_of
from events.bookings.forms import OpinionForm
from events.bookings.models import Registration, RegistrationState
from events.bookings.permissions import has_certificate, may_cancel
from events.bookings.services import papers

# Without an account, the address is the secret; it works where cookies are refused.
by_secret_address = csrf_exempt


@by_secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request, signature):
    """One's own registration. Looking at it changes nothing, as machines that read mail look at every link."""
    registration = registration_of(signature)
    if request.method == "POST":
        try:
            act(request, registration)
        except services.Refused as refusal:
            messages.error(request, str(refusal.message))
        return redirect(request.path)
    session = registration.session
    given = facts_of(registration) | {
        "is_unconfirmed": registration.state == RegistrationState.UNCONFIRMED,
        "is_over": session.is_over(),
        "place_in_line": place_in_line(registration),
        "may_cancel": may_cancel(registration),
        "has_certificate": has_certificate(registration),
        "is_online": session.is_online and registration.is_confirmed and not session.is_over(),
        "qr": qr_of(request, registration),
        "others": others_at(registration),
    }
    return render(request, "bookings/ticket.html", given)


def facts_of(registration: Registration, zone: str | None = None) -> dict:
    """What each screen of a registration says; ``zone`` is the clock of its person, if it is known already."""
    session = registration.session
    own = own_when_of(registration) if zone is None else own_when(session, zone)
    return {
        "registration": registration,
        "session": session,
        "event": session.event,
        "when": when(session),
        "own_when": own,
        "where": where(session),
        "signature": signature_of(registration),
    }


def act(request, registration: Registration) -> None:
    """Do what the button says. Raises ``Refused``."""
    if request.POST.get("action") == "confirm":
        if services.confirm_guest(registration).is_live:
            messages.success(request, _("Votre adresse est confirmée."))
    elif request.POST.get("action") == "cancel" and services.cancel(registration):
        messages.success(request, _("Votre inscription est annulée. Merci d’avoir libéré la place."))


def place_in_line(registration: Registration) -> int | None:
    if not registration.is_waiting:
        return None
    line = Registration.objects.filter(session=registration.session).in_line()
    return line.filter(rank__lt=registration.rank).count() + 1


def qr_of(request, registration: Registration) -> str:
    """A drawing that leads those who welcome to the line of this person; nothing to scan in an online room."""
    session = registration.session
    if not registration.is_confirmed or session.village is None or session.is_over():
        return ""
    path = reverse("bookings:attendee", args=[session.uuid, registration.uuid])
    return segno.make(settings.SITE_URL + path, micro=False).svg_data_uri(scale=5, dark="#1d2124", light="#ffffff")


def others_at(registration: Registration) -> list[str]:
    """The names of those who come and agree to be seen, for somebody who has a seat.

    Who has asked since then to stay out of sight is not named.
    """
    if not registration.is_confirmed or not registration.session.rules.shows_attendees:
        return []
    rows = Registration.objects.filter(session=registration.session, agrees_to_be_listed=True).confirmed()
    rows = rows.exclude(pk=registration.pk).exclude(person__member__is_hidden=True).select_related("person")
    return sorted((row.name for row in rows), key=papers.folded)


@never_cache
@require_safe
def join(request, signature):
    """To the online room once its door is open; until then a page that says when."""
    registration = registration_of(signature)
    try:
        if request.method == "HEAD":  # a machine that looks at a link has not come
            return HttpResponse()
        return HttpResponseRedirect(services.join(registration))
    except services.Refused as refusal:
        given = {"refusal": str(refusal.message), "code": refusal.code}
        status = 200 if refusal.code in {"early", "no_room"} else 409
        return render(request, "bookings/join.html", facts_of(registration) | given, status=status)


@never_cache
@require_safe
def own_date(request, signature):
    """« Ajouter à mon agenda »: the date one comes to, and no other of the event."""
    registration = registration_of(signature)
    if registration.state == RegistrationState.UNCONFIRMED:
        raise Http404
    (file,) = calendar(registration)
    answer = HttpResponse(file.content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@never_cache
@require_safe
def certificate(request, signature):
    registration = registration_of(signature)
    if not has_certificate(registration):
        raise Http404
    answer = HttpResponse(papers.certificate(registration), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="attestation-de-presence.pdf"'
    return answer


@by_secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request, signature):
    """Two questions, for whoever came."""
    registration = registration_of(signature)
    if not registration.came or not registration.session.is_over():
        raise Http404
    known = getattr(registration, "opinion", None)
    initial = {"useful": known.useful, "comment": known.comment} if known else None
    form = OpinionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        services.give_opinion(registration, **form.cleaned_data)
        messages.success(request, _("Merci ! Votre réponse aide à préparer la prochaine fois."))
        return redirect("bookings:ticket", signature)
    given = facts_of(registration) | {"form": form}
    return render(request, "bookings/opinion.html", given, status=400 if form.errors else 200)


@never_cache
@require_safe
def mine(request):
    """What a member comes to, then what she came to."""
    now = timezone.now()
    rows = Registration.objects.of(request.user).exclude(state=RegistrationState.CANCELLED, session__state="scheduled")
    coming = list(rows.filter(session__ends_at__gt=now).order_by("session__starts_at", "pk"))
    past = list(rows.filter(session__ends_at__lte=now).order_by("-session__starts_at", "-pk")[:100])
    zone = zone_of(request.access)
    for registration in [*coming, *past]:
        registration.told = facts_of(registration, zone) | {"has_certificate": has_certificate(registration)}
    return render(request, "bookings/mine.html", {"coming": coming, "past": past})


def registration_of(signature: str) -> Registration:
    """The registration whose link this is; a link that somebody made up leads nowhere."""
    try:
        uuid = signing.Signer(salt=SALT).unsign(signature)
        found = Registration.objects.select_related("person__member", "session__rules")
        places = ("session__event__cafe", "session__cafe", "session__commune__department", "session__delegated")
        return found.select_related(*places).get(uuid=uuid)
    except (signing.BadSignature, Registration.DoesNotExist):
        raise Http404 from None
