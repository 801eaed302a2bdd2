"""My claims, a new one, one of them and what is done of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.claims import services
from events.claims.emails import is_for_the_cafe
from events.claims.forms import BeginForm, WordForm
from events.claims.models import Claim, ClaimState
from events.claims.models.claims import OPEN
from events.claims.permissions import cafes_in_charge
from events.claims.services.finding import choices_of, room_for, rooms_of
from events.claims.views.doors import claim_of, says_when_too_late

SHOWN_OVER = 50
reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def index(request):
    """By café: what is left to ask for, what is under way, what is over."""
    cafes = cafes_in_charge(request.access)
    rooms = rooms_of(cafes) if cafes else []
    claims = list(Claim.objects.filter(cafe__in=cafes).shown()[:200]) if cafes else []
    groups = []
    for cafe in cafes:
        own = [claim for claim in claims if claim.cafe_id == cafe.pk]
        groups.append(
            {
                "cafe": cafe,
                "rooms": [room for room in rooms if room.cafe == cafe],
                "open": [claim for claim in own if claim.state in [*OPEN, ClaimState.ACCEPTED]],
                "over": [claim for claim in own if claim.state not in [*OPEN, ClaimState.ACCEPTED]][:SHOWN_OVER],
            }
        )
    return render(request, "claims/list.html", {"groups": groups})


@never_cache
@reads_and_writes
@says_when_too_late
def begin(request):
    """Choose the animation; the draft waits until it is sent."""
    cafes = cafes_in_charge(request.access)
    if not cafes:
        if any(
            role.is_current(request.access.today) for role in request.access.cafe_roles
        ):  # helps, and asks for nothing
            return redirect("claims:list")
        raise Http404
    choices = choices_of(cafes)
    form = BeginForm(request.POST if request.method == "POST" else None, choices=choices)
    wanted = request.GET.get("animation", "")
    form.initial["activity"] = next((one.value for one in choices if str(one.activity.pk) == wanted), None)
    if form.is_bound and (known := made_by(form, cafes)) is not None:
        return redirect(known)
    if form.is_bound and form.is_valid():
        choice = form.cleaned_data["activity"]
        try:
            key = form.cleaned_data["key"]
            made, _new = services.begin(choice.fund, choice.activity, request.user, key=key)
        except services.Refused as refusal:
            form.add_error("activity", str(refusal))
        else:
            return redirect(made)
    is_not_offered = bool(wanted) and not form.is_bound and form.initial["activity"] is None
    given = {"form": form, "has_choices": bool(choices), "rooms": rooms_of(cafes), "is_not_offered": is_not_offered}
    return render(request, "claims/begin.html", given, status=400 if form.errors else 200)


def made_by(form, cafes) -> Claim | None:
    """What this very form has made already: sent twice, it leads there, though the choice is no longer offered."""
    form.is_valid()
    key = form.cleaned_data.get("key")
    return Claim.objects.filter(key=key, cafe__in=cafes).first() if key else None


@never_cache
@require_safe
def claim(request, pk):
    return show(request, claim_of(request, pk))


def show(request, found: Claim, form=None, refusal: str = "", status: int = 200):
    """The claim, its lines and papers, what is missing, what may be done, and its history."""
    lines = list(found.lines.prefetch_related("receipts"))
    room = room_for(found)
    acts = [one for one in found.acts.select_related("by").order_by("pk") if is_for_the_cafe(one)]
    given = {
        "claim": found,
        "lines": lines,
        "faults": services.faults_of(found, lines) if found.is_writable else [],
        "room": room,
        "is_over": found.state in OPEN and found.asked > room.left,
        "acts": acts,
        "form": form or WordForm(),
        "refusal": refusal,
        "may_withdraw": found.state in OPEN and found.state != ClaimState.DRAFT,
    }
    return render(request, "claims/claim.html", given, status=status)


SAID = {
    "envoyer": (services.send, gettext_lazy("C’est parti : l’équipe lit votre demande et vous répond.")),
    "complete": (services.complete, gettext_lazy("Merci : l’équipe regarde à nouveau.")),
    "abandonner": (services.withdraw, gettext_lazy("La demande est retirée.")),
}


@never_cache
@require_POST
@says_when_too_late
def act(request, pk, verb):
    """Send it, say that it is complete, take it back, or throw a draft away."""
    found = claim_of(request, pk)
    if verb == "effacer":
        services.discard(found, request.user)
        messages.success(request, _("Le brouillon est effacé."))
        return redirect("claims:list")
    if verb not in SAID:
        raise Http404
    form = WordForm(request.POST)
    if not form.is_valid():
        return show(request, found, form, status=400)
    do, words = SAID[verb]
    text = form.cleaned_data["text"]
    try:
        is_done = do(found, request.user) if verb == "envoyer" else do(found, request.user, text)
    except services.NotNow:
        raise
    except services.Refused as refusal:
        return show(request, found, form, str(refusal), status=400)
    messages.success(request, str(words) if is_done else _("C’était déjà fait."))
    return redirect(found)
