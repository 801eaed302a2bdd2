"""Money that funds give back to cafés: how much there is, who asks for it, on what paper, and what was decided."""

from events.claims.models.acts import ClaimAct
from events.claims.models.claims import Action, Claim, ClaimState
from events.claims.models.funds import Envelope, Fund, FundLedger
from events.claims.models.lines import MOST_OF_A_LINE, ClaimLine, Expense, Receipt

__all__ = [
    "MOST_OF_A_LINE",
    "Action",
    "Claim",
    "ClaimAct",
    "ClaimLine",
    "ClaimState",
    "Envelope",
    "Expense",
    "Fund",
    "FundLedger",
    "Receipt",
]
