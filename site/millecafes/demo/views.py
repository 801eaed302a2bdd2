"""The demo's one-time door."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from millecafes.demo.login import redeem


@never_cache
@require_GET
def sign_in(request, token):
    user = redeem(token) if settings.DEMO else None
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(get_adapter(request).get_login_redirect_url(request))
