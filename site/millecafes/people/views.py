"""The one door, and the doors it replaces."""

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, LoginView, LogoutView
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from millecafes.people.adapter import BACK_OFFICE
from millecafes.people.forms import JoinForm, a_code_may_leave
from millecafes.people.proconnect.views import bridge, way_out
from millecafes.people.services import look_for_nobody


class Refuses:
    """Answers 400 when what was typed is refused, with the message at the field."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 400
        return response


class SignIn(Refuses, LoginView):
    """Asks for an address; in demo mode, lists the fictional people one may be."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "demo_accounts": settings.DEMO_ACCOUNTS if settings.DEMO else [],
            "proconnect": bool(settings.PROCONNECT_DOMAIN),
        }


class Join(SignIn):
    """Asks for an address too; its code opens a new account, or the one there is."""

    form_class = JoinForm
    template_name = "account/signup.html"

    def get_form_class(self):
        return self.form_class


class ConfirmCode(Refuses, ConfirmLoginCodeView):
    """Asks for the code, of strangers too: for them it looks for nobody, and tears up the second message."""

    _process = None

    def dispatch(self, request, *args, **kwargs):
        answer = super().dispatch(request, *args, **kwargs)
        if self._process and self._process.user is None:
            look_for_nobody()
        return answer

    def _resend_form_valid(self, form):
        email, tear_up = self._process.state["email"], get_adapter(self.request).tear_up_code
        if not a_code_may_leave(self.request, email):
            tear_up(email)
            return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
        answer = super()._resend_form_valid(form)
        if self._process.user is None:
            tear_up(email)
        return answer


class SignOut(LogoutView):
    """Signs out here, and of ProConnect for who came in by it."""

    def post(self, *args, **kwargs):
        way = way_out(self.request)
        answer = super().post(*args, **kwargs)
        return bridge(self.request, way) if way else answer


def other_door(request, opens_to=None):
    """Wagtail's own sign-in addresses lead here: to the one door, or to a refusal for who is already signed in.

    Sending a signed-in person back to sign in would make the browser turn in circles.
    """
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = ""
    if not request.user.is_authenticated:
        return redirect_to_login(target) if target else redirect(settings.LOGIN_URL)
    if opens_to and request.user.has_perm(opens_to):
        return HttpResponseRedirect(target or reverse("wagtailadmin_home"))
    raise PermissionDenied


@never_cache
def back_office_door(request):
    return other_door(request, opens_to=BACK_OFFICE)


@never_cache
def restricted_page_door(request):
    return other_door(request)


def closed_door(request, **kwargs):
    raise Http404
