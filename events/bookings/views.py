"""A registration, read, confirmed and cancelled by whoever holds the link of its letters."""

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.agenda.services import when, where
from events.bookings import services
from events.bookings.emails import SALT
from events.bookings.models import Registration, RegistrationState
from events.bookings.permissions import may_cancel


@csrf_exempt  # the address is the secret, and works where cookies are refused
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
    ahead = None
    if registration.is_waiting:
        line = Registration.objects.filter(session=registration.session).in_line()
        ahead = line.filter(rank__lt=registration.rank).count()
    return render(
        request,
        "bookings/ticket.html",
        {
            "registration": registration,
            "session": registration.session,
            "event": registration.session.event,
            "when": when(registration.session),
            "where": where(registration.session),
            "is_unconfirmed": registration.state == RegistrationState.UNCONFIRMED,
            "place_in_line": None if ahead is None else ahead + 1,
            "may_cancel": may_cancel(registration),
        },
    )


def act(request, registration: Registration) -> None:
    """Do what the button says. Raises ``Refused``."""
    if request.POST.get("action") == "confirm":
        if services.confirm_guest(registration).is_live:
            messages.success(request, _("Votre adresse est confirmée."))
    elif request.POST.get("action") == "cancel" and services.cancel(registration):
        messages.success(request, _("Votre inscription est annulée. Merci d’avoir libéré la place."))


def registration_of(signature: str) -> Registration:
    """The registration whose link this is; a link that somebody made up leads nowhere."""
    try:
        uuid = signing.Signer(salt=SALT).unsign(signature)
        found = Registration.objects.select_related("person", "session__rules")
        places = ("session__event__cafe", "session__cafe", "session__commune__department", "session__delegated")
        return found.select_related(*places).get(uuid=uuid)
    except (signing.BadSignature, Registration.DoesNotExist):
        raise Http404 from None
