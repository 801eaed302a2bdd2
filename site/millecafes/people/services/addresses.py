"""What is written about accounts."""

from allauth.account.models import EmailAddress
from django.db import transaction

from millecafes.people.models import User


def account_signing_in(email: str) -> User | None:
    """The open account whose address this is; its address is made known to allauth."""
    user = User.objects.with_email(email).filter(is_active=True).first()
    if user:
        keep_one_address(user)
    return user


@transaction.atomic
def keep_one_address(user: User) -> None:
    """Make ``user.email`` the only address that opens this account.

    allauth keeps addresses in a table of its own, which the back office and ``createsuperuser`` do not write: an
    address replaced there must not open the account any longer, and a new one must not ask for two codes.
    """
    address = user.email.lower()
    if EmailAddress.objects.filter(user=user, email=address).exists():
        return
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.filter(email=address).delete()
    EmailAddress.objects.create(user=user, email=address, primary=True)
