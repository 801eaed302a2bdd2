"""The keys of a person: a telephone or a fingerprint instead of the code, and the second factor of the team."""

import json
import time

from allauth.account.adapter import get_adapter
from allauth.account.mixins import NextRedirectMixin
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from millecafes.people.factor_forms import AddPasskeyForm
from millecafes.people.recipients import is_fictional
from millecafes.people.second_factor import (
    begin_anew,
    fresh,
    has_factor,
    is_asked_of,
    is_team,
    proof_ends,
    record_shown,
)
from millecafes.people.views import Refuses

PASSKEY, CODES, SPARE = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
grave = [method_decorator(never_cache, name="dispatch"), method_decorator(fresh, name="dispatch")]


def guarded(view):
    for decorator in grave:
        view = decorator(view)
    return view


class GoesOn(NextRedirectMixin):
    """Remembers where one was going, through as many screens as it takes."""

    def get_success_url(self):
        return self.get_next_url() or reverse("mfa_index")

    def get_default_success_url(self):
        return reverse("mfa_index")


@method_decorator(never_cache, name="dispatch")
@method_decorator(login_required, name="dispatch")
class Keys(NextRedirectMixin, TemplateView):
    """The keys one has; to the team, what it still lacks before its desk opens."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        keys = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        by_type = {one.type: one for one in keys}
        spare = by_type.get(SPARE)
        return super().get_context_data(**kwargs) | {
            "passkeys": [one for one in keys if one.type == PASSKEY],
            "codes": by_type.get(CODES),
            "spare": len(spare.wrap().get_unused_codes()) if spare else 0,
            "is_team": is_team(user),
            "is_locked": is_team(user) and not has_factor(user),
            "demo": is_fictional(user.email),
        }


class SecondFactor(Refuses, AuthenticateView):
    """Asked for after the code of the mail."""

    def get_context_data(self, **kwargs):
        user, context = self.stage.login.user, super().get_context_data(**kwargs)
        return context | {
            "passkeys": has_factor(user, [PASSKEY]),
            "options": json.dumps(context["js_data"]["request_options"]),
            "demo": is_fictional(user.email),
        }

    def form_invalid(self, form):
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        response = self.get(self.request)
        response.status_code = 400
        return response


class IfAsked:
    """Sends those a second factor is not asked of to the code of the mail."""

    def _check_reauthentication_method_available(self, request):
        return None if is_asked_of(request.user) else redirect("account_reauthenticate")

    def form_valid(self, form):
        response = super().form_valid(form)
        begin_anew(self.request)
        return response


@method_decorator(never_cache, name="dispatch")
class SecondFactorAgain(IfAsked, Refuses, ReauthenticateView):
    """Asked for again before what is grave, and before the back office in a session that has not shown it."""

    def get_context_data(self, **kwargs):
        user = self.request.user
        passkeys = has_factor(user, [PASSKEY])
        return super().get_context_data(**kwargs) | {
            "passkeys": passkeys,
            "options": json.dumps(auth.begin_authentication(user)) if passkeys else "",
            "is_too_old": is_team(user) and 0 < proof_ends(self.request) <= time.time(),
            "demo": is_fictional(user.email),
        }


@method_decorator(never_cache, name="dispatch")
class PasskeyAgain(IfAsked, ReauthenticateWebAuthnView):
    """Where the screen above sends what the device answered."""

    template_name = "mfa/reauthenticate.html"  # never shown: what is refused goes back there

    def get(self, request, *args, **kwargs):
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate")))

    def form_invalid(self, form):
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        return self.get(self.request)


@guarded
class AddCodes(GoesOn, Refuses, ActivateTOTPView):
    """Ties an application of codes to the account; who has just typed its code has shown it."""

    def get_success_url(self):
        return self.passthrough_next_url(reverse("mfa_view_recovery_codes"))

    def form_valid(self, form):
        response = super().form_valid(form)
        record_shown(self.request, self.request.user, CODES)
        begin_anew(self.request)
        return response


@guarded
class RemoveCodes(Refuses, DeactivateTOTPView):
    pass


@guarded
class AddPasskey(GoesOn, Refuses, AddWebAuthnView):
    """Ties this device to the account. Only the team is given recovery codes: a member always has the mail."""

    form_class = AddPasskeyForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)  # first: it asks another question, and the last one is remembered
        return context | {"options": json.dumps(auth.begin_registration(self.request.user, True))}

    def form_valid(self, form):
        request, typed = self.request, form.cleaned_data
        auth.WebAuthn.add(request.user, typed["name"], typed["credential"])
        record_shown(request, request.user, PASSKEY)
        begin_anew(request)
        adapter = get_adapter(request)
        adapter.add_message(request, messages.SUCCESS, "mfa/messages/webauthn_added.txt")
        adapter.send_notification_mail("mfa/email/webauthn_added", request.user)
        if is_team(request.user) and auto_generate_recovery_codes(request):
            return HttpResponseRedirect(self.passthrough_next_url(reverse("mfa_view_recovery_codes")))
        return HttpResponseRedirect(self.get_success_url())


@guarded
class RemovePasskey(RemoveWebAuthnView):
    def get_success_url(self):
        return reverse("mfa_index")


class EnterWithPasskey(LoginWebAuthnView):
    """Where the sign-in page asks for its question, then sends what the device answered."""


@guarded
class SpareCodes(NextRedirectMixin, ViewRecoveryCodesView):
    """The recovery codes, to be printed and kept."""

    def get_context_data(self, **kwargs):
        target = self.get_next_url() or ""
        return super().get_context_data(**kwargs) | {"redirect_field_value": target, "home": reverse("mfa_index")}


@guarded
class NewSpareCodes(Refuses, GenerateRecoveryCodesView):
    pass


@guarded
class SpareCodesFile(DownloadRecoveryCodesView):
    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        response["Content-Disposition"] = 'attachment; filename="codes-de-secours-1000-cafes.txt"'
        return response
