"""A person's account: where they stand with the network, and what they ask of it."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from millecafes.people import services
from millecafes.people.models import Role, RoleRequest
from millecafes.people.permissions import Standing
from millecafes.people.request_forms import FORMS, AnswerForm
from millecafes.places.eligibility import Eligibility, eligibility_of

WORDS = {"elue": Role.ELECTED, "cafe": Role.MANAGER, "projet": Role.HOLDER}
READ_FOR = timedelta(days=60)  # why one role more was refused
ADDRESSES = {role: word for word, role in WORDS.items()}


@never_cache
@login_required
def home(request):
    return render(request, "people/home.html", home_of(request))


def home_of(request, **more) -> dict:
    """What the page of the account shows; ``more`` is the form that was refused, if one was."""
    known = request.user.role_requests.select_related(
        *["commune__department", "commune__replaced_by", "cafe__commune__department"],
        "delegated__parent__department",
        "delegated__parent__replaced_by",
    )
    open_requests = list(known.open())
    for one in open_requests:
        one.address = ADDRESSES[one.role]
    asked = {one.role for one in open_requests}
    return {
        "access": request.access,
        "member": getattr(request.user, "member", None),
        "open_requests": open_requests,
        "eligibilities": eligibilities_of(open_requests),
        "refused": None if open_requests else refusal_of(request.access, known),
        "choices": [(word, role) for word, role in WORDS.items() if role not in asked],
        "answer_form": AnswerForm(),
    } | more


def eligibilities_of(requests: list[RoleRequest]) -> list[Eligibility]:
    """Whether the call is for the communes one asks to act for, each told once; a café is there already."""
    places = [one.place for one in requests if one.place and one.role != Role.MANAGER]
    return [eligibility_of(place) for place in {place.key: place for place in places}.values()]


def refusal_of(access, known) -> RoleRequest | None:
    """The refusal to read: who stays refused always does; who has or had a role, for a while, unless asked since."""
    State = RoleRequest.State
    last = known.filter(state__in=[State.REFUSED, State.APPROVED]).order_by("-decided_at", "-pk").first()
    if access.standing == Standing.REFUSED:
        return known.filter(state=State.REFUSED).first()
    if last is None or last.state != State.REFUSED or last.decided_at < timezone.now() - READ_FOR:
        return None
    return last


@never_cache
@login_required
def ask(request, role):
    """Say who one is; what was already asked for this role is shown again, to be corrected."""
    if role not in WORDS:
        raise Http404
    code = WORDS[role]
    known = request.user.role_requests.open().filter(role=code).select_related("commune", "delegated", "cafe").first()
    form = FORMS[code](request.POST or None, person=request.user, known=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Votre demande est bien arrivée : l’équipe la lit."))
        return redirect("account_home")
    status = 400 if form.errors else 200
    return render(request, "people/ask.html", {"form": form, "role": role, "known": known}, status=status)


@never_cache
@require_POST
@login_required
def answer(request, pk):
    asked = get_object_or_404(RoleRequest, pk=pk, person=request.user)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "people/home.html", home_of(request, answer_form=form), status=400)
    try:
        services.answer(asked, form.cleaned_data["answer"])
    except services.AlreadyDecided:
        messages.info(request, _("Cette question n’attend plus de réponse."))
    else:
        messages.success(request, _("Votre réponse est partie : l’équipe la lit."))
    return redirect("account_home")


@never_cache
@require_POST
@login_required
def withdraw(request, pk):
    asked = get_object_or_404(RoleRequest, pk=pk, person=request.user)
    try:
        services.withdraw(asked)
    except services.AlreadyDecided:
        messages.info(request, _("Cette demande a déjà reçu une réponse."))
    else:
        messages.success(request, _("Votre demande est retirée."))
    return redirect("account_home")
