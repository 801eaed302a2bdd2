"""The page that the letter of an invitation leads to."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from millecafes.people import services
from millecafes.people.models import Invitation

GONE = {Invitation.State.EXPIRED, Invitation.State.CLOSED, Invitation.State.CANCELLED}


@never_cache
def invitation(request, token):
    """What one is invited to, and how to accept: with a new account, one's own, or the one that is signed in."""
    found = services.invitation_of(token)
    if found is None:
        raise Http404
    person = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        return accept(request, found) if person else redirect_to_login(request.path)
    shown = {
        "invitation": found,
        "state": found.state.value,
        "is_signed_in": person is not None,
        "is_same": person is not None and person.email.lower() == found.email.lower(),
    }
    return render(request, "people/invitation.html", shown, status=410 if found.state in GONE else 200)


def accept(request, found):
    """Once or twice, it is the same."""
    if services.accept_invitation(found, request.user):
        messages.success(request, _("C’est fait : bienvenue. Voici votre espace."))
        return redirect("portal:home")
    messages.info(request, _("Cette invitation n’attend plus de réponse."))
    return redirect("account_invitation", found.token)
