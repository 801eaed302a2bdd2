"""What may be done of a claim and of a fund: the only way in which either changes."""

from events.claims.services.deciding import accept, ask, bounce, confirm, pay, pay_many, refuse, reopen
from events.claims.services.forgetting import forget_drafts, forget_old_papers, forget_refused_papers
from events.claims.services.funds import change_fund, count_again, drift, open_fund
from events.claims.services.machine import AlreadyDone, NotAll, NotNow, Refused, actions_of
from events.claims.services.sending import complete, faults_of, send, withdraw
from events.claims.services.writing import (
    add_line,
    add_receipt,
    begin,
    change_line,
    discard,
    remove_line,
    remove_receipt,
)

__all__ = [
    "AlreadyDone",
    "NotAll",
    "NotNow",
    "Refused",
    "accept",
    "actions_of",
    "add_line",
    "add_receipt",
    "ask",
    "begin",
    "bounce",
    "change_fund",
    "change_line",
    "complete",
    "confirm",
    "count_again",
    "discard",
    "drift",
    "faults_of",
    "forget_drafts",
    "forget_old_papers",
    "forget_refused_papers",
    "open_fund",
    "pay",
    "pay_many",
    "refuse",
    "remove_line",
    "remove_receipt",
    "reopen",
    "send",
    "withdraw",
]
