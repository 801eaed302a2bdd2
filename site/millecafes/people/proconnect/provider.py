"""ProConnect, the State's sign-in for people of the public sector: mayors, deputies, agents.

It follows OpenID Connect where allauth's own provider does not: a nonce and a long state are mandatory, what it says of
the person is a signed token, parameters it does not know are refused, and signing out needs the token of the sign-in.
"""

import secrets

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.urls import reverse
from django.utils import translation

from millecafes.people.proconnect.views import NONCE, ProConnectAdapter

SCOPES = ["openid", "email", "given_name", "usual_name"]


class ProConnectProvider(OpenIDConnectProvider):
    id = "proconnect"
    name = "ProConnect"
    oauth2_adapter_class = ProConnectAdapter
    supports_token_authentication = False

    def get_login_url(self, request, **kwargs):
        return reverse("proconnect_login")

    def get_callback_url(self):
        # Registered with ProConnect once: the same in every language.
        with translation.override("fr"):
            return reverse("proconnect_callback")

    def get_default_scope(self):
        return SCOPES

    def get_scope_from_request(self, request):
        return self.get_scope()

    def get_auth_params_from_request(self, request, action):
        nonce = request.session[NONCE] = secrets.token_urlsafe(32)
        return {"nonce": nonce}

    def get_pkce_params(self):
        return {}

    def stash_redirect_state(self, request, process, next_url=None, data=None, state_id=None, **kwargs):
        state_id = state_id or secrets.token_urlsafe(32)
        return super().stash_redirect_state(request, process, next_url, data, state_id=state_id, **kwargs)

    def extract_extra_data(self, data):
        return {}  # nothing else of what is said is kept

    def extract_email_addresses(self, data):
        """ProConnect vouches for the address, unless it says that it does not."""
        said = data["userinfo"]
        vouched = said.get("email_verified", True) is True
        return [EmailAddress(email=said["email"], verified=vouched, primary=True)] if said.get("email") else []

    def extract_common_fields(self, data):
        said = data["userinfo"]
        return {"email": said.get("email"), "first_name": said.get("given_name"), "last_name": said.get("usual_name")}


provider_classes = [ProConnectProvider]
