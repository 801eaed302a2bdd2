"""Seats, taken and freed: every change goes through here, the session being locked."""

from events.bookings.services.registering import (
    confirm_guest,
    forget_unconfirmed,
    register_guest,
    register_person,
)
from events.bookings.services.rules import open_registration, set_capacity
from events.bookings.services.seats import Refused, count_again, promote
from events.bookings.services.settling import change_rules, has_answers, write_questions
from events.bookings.services.withdrawing import cancel, move, session_was_cancelled, session_was_changed

__all__ = [
    "Refused",
    "cancel",
    "change_rules",
    "confirm_guest",
    "count_again",
    "forget_unconfirmed",
    "has_answers",
    "move",
    "open_registration",
    "promote",
    "register_guest",
    "register_person",
    "session_was_cancelled",
    "session_was_changed",
    "set_capacity",
    "write_questions",
]
