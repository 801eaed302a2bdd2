"""Whose account somebody comes into from ProConnect."""

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from millecafes.people.services import account_joining


class SocialAdapter(DefaultSocialAccountAdapter):
    """At first the account of the address ProConnect vouches for, made if there is none; then the same for good."""

    def pre_social_login(self, request, sociallogin):
        account = sociallogin.account
        if account.pk:
            return
        email = proved_address(sociallogin)
        user = account_joining(email, get_language()) if email else None
        if user is None:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
        account.user = sociallogin.user = user
        account.save()

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Every failure ends on a screen of ours, which says what to do instead."""
        if error == AuthError.CANCELLED:
            messages.info(request, _("Vous avez renoncé à ProConnect. Un code par e-mail ouvre la même porte."))
            raise ImmediateHttpResponse(redirect("account_login"))
        raise ImmediateHttpResponse(render(request, "account/proconnect_failed.html", status=401))


def proved_address(sociallogin) -> str:
    addresses = [address.email for address in sociallogin.email_addresses if address.verified]
    return addresses[0].lower() if addresses else ""
