"""The demo's one-time door, and the telephone of its fictional people."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.internal.constants import LoginStageKey
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from millecafes.demo.accounts import give_phone
from millecafes.demo.login import demo_person, redeem
from millecafes.people.second_factor import is_team, record_shown

PHONE = "demo"


@never_cache
@require_GET
def sign_in(request, token):
    """The whole of the sign-in at once: the code of the mail, and the second factor of who has one."""
    user = redeem(token) if settings.DEMO else None
    if user is None:
        raise Http404
    EmailAddress.objects.filter(user=user).update(verified=True)  # as the code of the mail would have done
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)
    show_phone(request, user)
    return redirect(get_adapter(request).get_login_redirect_url(request))


def show_phone(request, user):
    if is_team(user):
        give_phone(user)
    record_shown(request, user, PHONE)


@never_cache
@require_POST
def phone(request):
    """Answers in place of a telephone, for the demo's people only: while they enter, or once they are in."""
    stage = None
    if not request.user.is_authenticated:
        stage = LoginStageController.enter(request, LoginStageKey.MFA_AUTHENTICATE.value)
    user = stage.login.user if stage else request.user
    if not user.is_authenticated or demo_person(user.email) is None:
        raise Http404
    show_phone(request, user)
    return stage.exit() if stage else redirect(get_next_redirect_url(request) or "account_home")
