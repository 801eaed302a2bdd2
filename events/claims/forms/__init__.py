"""What is asked of the café, and of the team."""

from events.claims.forms.desk import AcceptForm, AskForm, FundForm, PayForm, PayManyForm, WhyForm
from events.claims.forms.fields import EurosField, no_bank_number
from events.claims.forms.members import BeginForm, LineForm, ReceiptForm, WordForm

__all__ = [
    "AcceptForm",
    "AskForm",
    "BeginForm",
    "EurosField",
    "FundForm",
    "LineForm",
    "no_bank_number",
    "PayForm",
    "PayManyForm",
    "ReceiptForm",
    "WhyForm",
    "WordForm",
]
