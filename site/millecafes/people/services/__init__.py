"""What is written about accounts, roles and requests."""

from millecafes.people.services.addresses import (
    AddressTaken,
    account_joining,
    account_signing_in,
    change_address,
    forget_unconfirmed,
    home_of,
    is_free,
    keep_one_address,
    look_for_nobody,
)
from millecafes.people.services.closing import (
    OfTheTeam,
    agree,
    close_account,
    close_inactive,
    forget_invitations,
    is_last_administrator,
    warn_inactive,
)
from millecafes.people.services.directory import person_changed, refresh_directory, refresh_everybody
from millecafes.people.services.handover import Successor, hand_over, invite_to
from millecafes.people.services.invitations import (
    accept_invitation,
    accept_invitations,
    cancel_invitation,
    invitation_of,
    invite,
    send_invitation_again,
)
from millecafes.people.services.log import log
from millecafes.people.services.member_files import MembersFileError, model_file, words_of
from millecafes.people.services.member_imports import plan_import, write_import
from millecafes.people.services.profile import save_profile
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
    "Successor",
    "OfTheTeam",
    "MembersFileError",
    "accept",
    "accept_invitation",
    "accept_invitations",
    "account_joining",
    "account_signing_in",
    "agree",
    "answer",
    "ask",
    "cancel_invitation",
    "change_address",
    "close_account",
    "close_inactive",
    "end_role",
    "home_of",
    "forget_invitations",
    "forget_old_acts",
    "forget_unconfirmed",
    "give_role",
    "hand_over",
    "invitation_of",
    "invite",
    "invite_to",
    "is_free",
    "is_last_administrator",
    "keep_one_address",
    "log",
    "look_for_nobody",
    "person_changed",
    "refresh_directory",
    "refresh_everybody",
    "model_file",
    "plan_import",
    "refuse",
    "remind_team",
    "request_role",
    "reset_second_factor",
    "save_profile",
    "send_invitation_again",
    "suspend",
    "warn_inactive",
    "warn_of_ends",
    "welcome_back",
    "withdraw",
    "words_of",
    "write_import",
]
