"""How a test proves twice who it is, or only once."""

import time
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from millecafes.people.models import User
from millecafes.people.second_factor import has_factor, is_team, record_shown

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
enter_half_way = Client.force_login


def enter(client, user, backend=None):
    """What ``client.force_login`` does in this suite."""
    enter_half_way(client, user, backend)
    person = User.objects.get(pk=user.pk)  # the one given keeps its permissions unread
    if is_team(person):
        give_factor(person)
        show_factor(client, person)


def give_factor(user):
    if not has_factor(user):
        TOTP.activate(user, SECRET)


def show_factor(client, user):
    session = client.session
    record_shown(SimpleNamespace(session=session), user, Authenticator.Type.TOTP)
    session.save()


def phone_says(late=0) -> str:
    """The code that the telephone of these people shows; ``late`` counts half-minutes."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + late))


def spare_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()
