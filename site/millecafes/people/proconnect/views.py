"""The way to ProConnect, the way back, and the way out."""

import secrets
from functools import wraps

from allauth.core.internal.httpkit import add_query_params
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from millecafes.people.proconnect.tokens import decoded

NONCE, ID_TOKEN = "proconnect_nonce", "proconnect_id_token"


class ProConnectAdapter(OpenIDConnectOAuth2Adapter):
    """Speaks to ProConnect, and believes nothing unsigned."""

    basic_auth = False

    def get_callback_url(self, request, app):
        return settings.SITE_URL + self.get_provider().get_callback_url()

    def complete_login(self, request, app, token, **kwargs):
        nonce = request.session.pop(NONCE, "")
        id_token = kwargs["response"].get("id_token", "")
        claims = self.claims_of(id_token, app, ["iss", "aud", "exp", "iat", "sub", "nonce"])
        if not nonce or not secrets.compare_digest(str(claims["nonce"]), nonce):
            raise OAuth2Error("ProConnect: this answer is to another question.")
        said = self.claims_of(self._fetch_user_info(token.token), app, ["iss", "aud", "sub"])
        if said["sub"] != claims["sub"]:
            raise OAuth2Error("ProConnect: the two tokens are of two people.")
        request.session[ID_TOKEN] = id_token
        return self.get_provider().sociallogin_from_response(request, {"userinfo": said})

    def claims_of(self, token, app, required):
        config = self.openid_config
        return decoded(
            token, keys_url=config["jwks_uri"], issuer=config["issuer"], audience=app.client_id, required=required
        )

    def _fetch_user_info(self, access_token):
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            answer.raise_for_status()
        return answer.text


def unless_silent(view):
    """A ProConnect that is down, or says nonsense, is said kindly; allauth would answer 500."""

    @wraps(view)
    def guarded(request):
        try:
            return view(request)
        except (RequestException, KeyError, ValueError) as error:
            return render_authentication_error(request, adapter_of(request).get_provider(), exception=error)

    return guarded


def adapter_of(request):
    return ProConnectAdapter(request, "proconnect")


@never_cache
@require_POST
@unless_silent
def login(request):
    """To ProConnect: a click on our own page, never a link from elsewhere."""
    answer = OAuth2LoginView.adapter_view(adapter_of(request))(request)
    return bridge(request, answer.url) if answer.status_code == 302 else answer


def bridge(request, address):
    """Browsers look where a form is sent on to, through every redirection: a page in between starts afresh."""
    return render(request, "account/proconnect_bridge.html", {"address": address})


@never_cache
@require_GET
@unless_silent
def callback(request):
    return OAuth2CallbackView.adapter_view(adapter_of(request))(request)


def way_out(request) -> str:
    """Where to sign out of ProConnect too; nothing for who came in by another door, or if it does not answer."""
    id_token = request.session.get(ID_TOKEN)
    if not id_token or not settings.PROCONNECT_DOMAIN:
        return ""
    try:
        address = adapter_of(request).openid_config["end_session_endpoint"]
    except (RequestException, KeyError, ValueError):
        return ""
    state = secrets.token_urlsafe(32)
    home = settings.SITE_URL + "/"
    return add_query_params(address, {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": home})
