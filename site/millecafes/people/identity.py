"""Who one is, said again: a code before what is grave, another address, and the devices one is signed in on."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from millecafes.people import services
from millecafes.people.codes import SentCode
from millecafes.people.devices import device_of, network_of
from millecafes.people.forms import NewAddressForm, TypedCodeForm
from millecafes.people.recipients import may_write_to
from millecafes.people.second_factor import fresh, is_asked_of

LIMITS = "account_code"


def too_many(request) -> bool:
    return not ratelimit.consume(request, action=LIMITS, user=request.user)


@never_cache
@login_required
def prove(request):
    """Ask for what proves it: the second factor of who has one, a code sent to the address of the others."""
    target = get_next_redirect_url(request) or ""
    if is_asked_of(request.user):
        return redirect(passthrough_next_redirect_url(request, reverse("mfa_reauthenticate"), REDIRECT_FIELD_NAME))
    code = SentCode(request, "prove")
    form = TypedCodeForm()
    if request.method == "POST" and "send" in request.POST:
        if too_many(request):
            return said_again(request, code, target, get_adapter().error_messages["rate_limited"])
        code.send(request.user.email, "account/email/prove_code")
    elif request.method == "POST":
        form = TypedCodeForm(request.POST)
        if form.is_valid() and form.accepts(code):
            record_authentication(request, request.user, "code", email=request.user.email, reauthenticated=True)
            return HttpResponseRedirect(target or reverse("account_home"))
    status = 400 if form.errors else 200
    shown = {"form": form, "to": code.to, "next": target}
    return render(request, "account/reauthenticate.html", shown, status=status)


def said_again(request, code, target, fault):
    messages.error(request, fault)
    shown = {"form": TypedCodeForm(), "to": code.to, "next": target}
    return render(request, "account/reauthenticate.html", shown, status=429)


@never_cache
@fresh
def change_address(request):
    """Ask for another address, then for the code sent there; a taken one is answered the same, and gets no mail."""
    form = NewAddressForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        if too_many(request) or not may_write_to(request, form.cleaned_data["email"]):
            form.add_error("email", get_adapter().error_messages["rate_limited"])
        else:
            email = form.cleaned_data["email"]
            code = SentCode(request, "address")
            code.send(email, "account/email/email_confirmation", really=services.is_free(email))
            return redirect("account_confirm_address")
    status = 400 if form.errors else 200
    return render(request, "account/email_change.html", {"form": form}, status=status)


@never_cache
@fresh
def confirm_address(request):
    """The code typed, the new address opens the account and the old one no longer does."""
    code = SentCode(request, "address")
    email = code.to
    if not email:
        messages.info(request, _("Ce code n’est plus valable : demandez-en un autre."))
        return redirect("account_change_email")
    form = TypedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.accepts(code):
        try:
            services.change_address(request.user, email)
        except services.AddressTaken:
            messages.error(request, _("Cette adresse n’a pas pu être prise : essayez-en une autre."))
            return redirect("account_change_email")
        messages.success(request, _("C’est fait : vous entrez désormais avec cette adresse."))
        return redirect("account_home")
    status = 400 if form.errors else 200
    return render(request, "account/confirm_address.html", {"form": form, "email": email}, status=status)


@never_cache
@login_required
def sessions(request):
    """The devices one is signed in on."""
    if not UserSession.objects.filter(session_key=request.session.session_key).exists():
        UserSession.objects.create_from_request(request)
    rows = sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.last_seen_at, reverse=True)
    shown = [
        {"row": row, "device": device_of(row.user_agent), "network": network_of(row.ip), "is_current": row.is_current()}
        for row in rows
    ]
    shown.sort(key=lambda one: not one["is_current"])
    return render(request, "usersessions/usersession_list.html", {"sessions": shown})


@never_cache
@require_POST
@login_required
def end_session(request, pk):
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    if not request.user.is_authenticated:
        return redirect("/")
    messages.success(request, _("Cet appareil est déconnecté."))
    return redirect("usersessions_list")


@never_cache
@require_POST
@login_required
def end_others(request):
    end_other_sessions(request, request.user)
    messages.success(request, _("Tous vos autres appareils sont déconnectés."))
    return redirect("usersessions_list")
