"""What allauth asks of this site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from millecafes.people.services import accept_invitations

BACK_OFFICE = "wagtailadmin.access_admin"


class AccountAdapter(DefaultAccountAdapter):
    """Speaks plainly, sends staff to their desk, and gives who enters what they were invited to."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _(
            "Ce code n’est pas le bon. Vérifiez le dernier message reçu : seul le code le plus récent fonctionne."
        ),
        "too_many_login_attempts": _("Trop d’essais en peu de temps. Attendez quelques minutes, puis recommencez."),
        "rate_limited": _("Trop de demandes en peu de temps. Attendez un instant, puis recommencez."),
        "account_inactive": _("Ce compte est fermé."),
    }

    def is_open_for_signup(self, request):
        """Our own screen makes accounts (``people.views.Join``): allauth's never does."""
        return False

    def post_login(self, request, user, **kwargs):
        """The address has just been proved: the roles one was invited to begin."""
        accept_invitations(user)
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request):
        return resolve_url("wagtailadmin_home" if request.user.has_perm(BACK_OFFICE) else "account_home")

    def send_mail(self, template_prefix, email, context):
        """Our mails name the site by its settings: the host of a request can be forged."""
        super().send_mail(
            template_prefix, email, context | {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        )

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        # A code opens the account: the outbox forgets such a text once it has left, and hides it from staff.
        message.secret = "code" in context
        return message
