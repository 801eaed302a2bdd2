"""The programme: what may be asked, what becomes of it. Planning calls ``act`` for each change of a request."""

from events.tours.services.acting import act
from events.tours.services.asking import Words, ask, book, change, made_by_form
from events.tours.services.machine import ACTIONS, MOVES, NotNow, NotYours, Refused, actions_of

__all__ = [
    "ACTIONS",
    "MOVES",
    "NotNow",
    "NotYours",
    "Refused",
    "Words",
    "act",
    "actions_of",
    "ask",
    "book",
    "change",
    "made_by_form",
]
