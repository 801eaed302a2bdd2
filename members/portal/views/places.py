"""The places of a member: who is there, who was, who is invited, and leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from members.portal.forms.team import LeaveForm, WhomForm
from members.portal.services import team as services
from millecafes.core.days import day_in_words
from millecafes.people import services as people


def find(request, kind: str, key: str) -> services.Place:
    """The place; somebody else's is not found, one she has left is only read."""
    if kind not in {services.CAFE, services.COMMUNE}:
        raise Http404
    place = services.place_for(request.user, request.access, kind, key)
    if place is None:
        raise Http404
    if request.method == "POST" and not place.may_write:
        raise PermissionDenied
    return place


@never_cache
@login_required
def places(request):
    """Each with what one may do there."""
    return render(request, "portal/my_places.html", {"roles": request.access.roles})


@never_cache
@login_required
def team(request, kind, key):
    """Who is there, who is invited, and one more invitation."""
    place = find(request, kind, key)
    if request.method == "POST" and not place.may_invite:
        raise PermissionDenied
    form = WhomForm(request.POST if request.method == "POST" else None, place=place) if place.may_invite else None
    if request.method == "POST" and form.is_valid():
        whom = form.successor
        is_new = not place.invitations.filter(email=whom.email).exists()
        people.invite_to(place.role, whom)
        if is_new:
            messages.success(request, _("L’invitation est partie à %(email)s.") % {"email": whom.email})
        else:
            messages.info(request, _("%(email)s est déjà invitée, ou invité.") % {"email": whom.email})
        return redirect("portal:team", kind, key)
    shown = {
        "place": place,
        "present": services.present(place, request.user),
        "invitations": place.invitations,
        "form": form,
    }
    return render(request, "portal/team.html", shown, status=400 if form and form.errors else 200)


@never_cache
@require_POST
@login_required
def invitation(request, kind, key, pk, verb):
    """Send an invitation again, or take it back."""
    place = find(request, kind, key)
    if not place.may_invite:
        raise PermissionDenied
    if verb not in {"renvoyer", "annuler"}:
        raise Http404
    found = get_object_or_404(place.invitations, pk=pk)
    if verb == "annuler":
        people.cancel_invitation(found, request.user)
        messages.success(request, _("L’invitation est annulée : son lien n’ouvre plus rien."))
    elif people.send_invitation_again(found, request.user):
        messages.success(request, _("L’invitation est repartie à %(email)s.") % {"email": found.email})
    else:
        messages.info(request, _("Elle est partie il y a moins d’un jour : laissez-lui le temps d’arriver."))
    return redirect("portal:team", kind, key)


@never_cache
@login_required
def history(request, kind, key):
    """Who held which role when."""
    place = find(request, kind, key)
    return render(request, "portal/history.html", {"place": place, "lines": services.history(place, request.user)})


@never_cache
@login_required
def leave(request, kind, key):
    """« Je quitte mes fonctions » : the last day, the successor, and what follows, said before and after."""
    place = find(request, kind, key)
    if not place.may_write:
        raise PermissionDenied
    initial = {"last_day": place.role.ends_on}
    form = LeaveForm(request.POST if request.method == "POST" else None, place=place, initial=initial)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        services.leave(place, day, form.successor)
        words = _("C’est noté : votre dernier jour à %(place)s est le %(day)s. Un message vous dit la suite. Merci !")
        messages.success(request, words % {"place": place.name, "day": day_in_words(day)})
        return redirect("portal:places")
    shown = {"place": place, "form": form, "is_last": services.is_last(place)}
    return render(request, "portal/leave.html", shown, status=400 if form.errors else 200)
