"""What is written about accounts, roles and requests."""

from millecafes.people.services.addresses import (
    AddressTaken,
    account_joining,
    account_signing_in,
    change_address,
    forget_unconfirmed,
    is_free,
    keep_one_address,
    look_for_nobody,
)
from millecafes.people.services.invitations import accept_invitations, cancel_invitation, invite, send_invitation_again
from millecafes.people.services.log import log
from millecafes.people.services.member_files import MembersFileError, model_file, words_of
from millecafes.people.services.member_imports import plan_import, write_import
from millecafes.people.services.reminders import forget_old_acts, remind_team, warn_of_ends
from millecafes.people.services.requests import (
    AlreadyDecided,
    accept,
    answer,
    ask,
    refuse,
    request_role,
    withdraw,
)
from millecafes.people.services.second_factor import reset_second_factor
from millecafes.people.services.tenures import end_role, give_role, suspend, welcome_back

__all__ = [
    "AddressTaken",
    "AlreadyDecided",
    "MembersFileError",
    "accept",
    "accept_invitations",
    "account_joining",
    "account_signing_in",
    "answer",
    "ask",
    "cancel_invitation",
    "change_address",
    "end_role",
    "forget_old_acts",
    "forget_unconfirmed",
    "give_role",
    "invite",
    "is_free",
    "keep_one_address",
    "log",
    "look_for_nobody",
    "model_file",
    "plan_import",
    "refuse",
    "remind_team",
    "request_role",
    "reset_second_factor",
    "send_invitation_again",
    "suspend",
    "warn_of_ends",
    "welcome_back",
    "withdraw",
    "words_of",
    "write_import",
]
