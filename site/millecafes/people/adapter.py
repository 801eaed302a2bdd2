"""What allauth asks of this site."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from millecafes.people.devices import device_of
from millecafes.people.permissions import access_of
from millecafes.people.second_factor import BACK_OFFICE, is_fresh
from millecafes.people.services import accept_invitations

UNKNOWN = "account/email/unknown_account"
STAGES = {"allauth.mfa.stages.AuthenticateStage": "millecafes.people.second_factor.AskSecondFactor"}


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
        """Where one lands who asked for no page: at one's desk, at home, or where one sees the request stand."""
        if request.user.has_perm(BACK_OFFICE):
            return resolve_url("wagtailadmin_home")
        return resolve_url("portal:home" if access_of(request.user).may_enter else "account_home")

    def get_login_stages(self):
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app, **kwargs):
        """allauth asks for nothing again of who has no password: ``second_factor.fresh`` does, and they must agree."""
        return not is_fresh(context.request)

    def tear_up_code(self, email, template="account/email/login_code"):
        """Write to a stranger what is written to the others, and let nothing of it be kept or leave."""
        with transaction.atomic():
            self.send_mail(template, email, {"code": self.generate_login_code()})
            transaction.set_rollback(True)

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # « http://[::1 » is no address at all
            return False

    def send_mail(self, template_prefix, email, context):
        """Our mails name the site by its settings: the host of a request can be forged."""
        if template_prefix == UNKNOWN:
            return self.tear_up_code(email)
        super().send_mail(
            template_prefix, email, context | {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        )

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        # A code opens the account: the outbox forgets such a text once it has left, and hides it from staff.
        message.secret = "code" in context
        return message


class KeysAdapter(DefaultMFAAdapter):
    """Names the site and the devices as people know them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Ajoutez d’abord un second facteur : les codes de secours le remplacent."),
        "incorrect_code": _("Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis recommencez."),
        "unverified_email": _("Confirmez d’abord votre adresse : sortez, puis entrez avec un code."),
    }

    def _get_site_name(self):
        return settings.SITE_NAME

    def generate_authenticator_name(self, user, type):
        return device_of(context.request.headers.get("User-Agent", ""))
