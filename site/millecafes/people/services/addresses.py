"""Accounts and the addresses that open them."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.devices import network_of, subscriber_of
from millecafes.people.models import User


class AddressTaken(Exception):
    """Somebody else has taken this address meanwhile."""


def is_free(email: str) -> bool:
    """Whether no account has this address."""
    return not User.objects.with_email(email).exists()


def change_address(user: User, email: str) -> None:
    """Make a proved address the one that opens this account; the old one is told."""
    old = user.email
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            keep_one_address(user)
            EmailAddress.objects.filter(user=user).update(verified=True)
            emails.address_changed(user, old)
    except IntegrityError as error:
        user.email = old
        raise AddressTaken from error


def account_signing_in(email: str) -> User | None:
    """The open account whose address this is; its address is made known to allauth.

    For a stranger the database is asked the same: what the door does must not tell more than what it says.
    """
    user = User.objects.with_email(email).filter(is_active=True).first()
    keep_one_address(user or User(email=email))
    return user


def home_of(email: str, ip: str) -> str:
    """How near one is to where the account of this address has been entered from; nothing when one is not.

    The neighbours of a subscriber are counted apart: they may not spend what is hers.
    """
    known = UserSession.objects.filter(user__email=email.strip().lower()).order_by("-last_seen_at")
    places = set(known.values_list("ip", flat=True)[:50])
    if subscriber_of(ip) in map(subscriber_of, places):
        return "subscriber"
    return "network" if network_of(ip) in map(network_of, places) else ""


UNCONFIRMED = timedelta(days=7)


def account_joining(email: str, language: str) -> User | None:
    """The account of this address, made if there is none: the code it is sent says whose it is.

    An account that is never entered is forgotten after a week. A closed account is not opened again: ``None``.
    Where there is an account already, another is made and unmade, so that both take the same time.
    """
    taken = not is_free(email)
    with suppress(IntegrityError), transaction.atomic():  # a double click
        keep_one_address(User.objects.create_user(f"{uuid4()}@invalid" if taken else email, language=language))
        transaction.set_rollback(taken)
    return account_signing_in(email)


def look_for_nobody() -> None:
    """The question that is asked about somebody, asked about nobody."""
    User.objects.filter(pk=0).first()


def forget_unconfirmed(at: datetime | None = None) -> int:
    """Delete the accounts that nobody has ever entered, a week after they were asked for."""
    old = User.objects.filter(
        last_login=None,
        date_joined__lt=(at or timezone.now()) - UNCONFIRMED,
        member=None,
        groups=None,
        is_superuser=False,
        role_requests=None,
    )
    return old.exclude(emailaddress__verified=True).delete()[0]


@transaction.atomic
def keep_one_address(user: User) -> None:
    """Make ``user.email`` the only address that opens this account.

    allauth keeps addresses in a table of its own, which the back office and ``createsuperuser`` do not write: an
    address replaced there must not open the account any longer, and a new one must not ask for two codes.
    """
    address = user.email.strip().lower()
    if EmailAddress.objects.filter(user_id=user.pk or 0, email=address).exists() or user.pk is None:
        return
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.filter(email=address).delete()
    EmailAddress.objects.create(user=user, email=address, primary=True)
