"""What is written about accounts, roles and requests."""

from millecafes.people.services.addresses import (
    account_joining,
    account_signing_in,
    forget_unconfirmed,
    keep_one_address,
)
from millecafes.people.services.invitations import accept_invitations, cancel_invitation, invite, send_invitation_again
from millecafes.people.services.log import log
from millecafes.people.services.requests import (
    AlreadyDecided,
    accept,
    answer,
    ask,
    refuse,
    request_role,
    withdraw,
)
from millecafes.people.services.tenures import end_role, give_role, suspend, welcome_back

__all__ = [
    "AlreadyDecided",
    "accept",
    "accept_invitations",
    "account_joining",
    "account_signing_in",
    "answer",
    "ask",
    "cancel_invitation",
    "end_role",
    "forget_unconfirmed",
    "give_role",
    "invite",
    "keep_one_address",
    "log",
    "refuse",
    "request_role",
    "send_invitation_again",
    "suspend",
    "welcome_back",
    "withdraw",
]
