"""What happens to dates: announced, changed, repeated, cancelled."""

from events.agenda.services.dates import add_dates, announce, cancel, change, session_cancelled, session_changed
from events.agenda.services.recurrence import MOST_DATES, Rhythm, dates_after
from events.agenda.services.words import when, where

__all__ = [
    "MOST_DATES",
    "Rhythm",
    "add_dates",
    "announce",
    "cancel",
    "change",
    "dates_after",
    "session_cancelled",
    "session_changed",
    "when",
    "where",
]
