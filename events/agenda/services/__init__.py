"""What happens to dates: announced, changed, repeated, cancelled."""

from events.agenda.services.dates import (
    add_dates,
    announce,
    announce_once,
    cancel,
    cancel_event,
    change,
    session_cancelled,
    session_changed,
)
from events.agenda.services.recurrence import MOST_DATES, Rhythm, dates_after
from events.agenda.services.words import own_when, when, where

__all__ = [
    "MOST_DATES",
    "Rhythm",
    "add_dates",
    "announce",
    "announce_once",
    "cancel",
    "cancel_event",
    "change",
    "dates_after",
    "own_when",
    "session_cancelled",
    "session_changed",
    "when",
    "where",
]
