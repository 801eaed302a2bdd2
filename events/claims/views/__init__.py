"""The screens of the café."""

from events.claims.views.claims import act, begin, claim, index
from events.claims.views.lines import add_line, add_receipt, line, remove_line, remove_receipt

__all__ = ["act", "add_line", "add_receipt", "begin", "claim", "index", "line", "remove_line", "remove_receipt"]
