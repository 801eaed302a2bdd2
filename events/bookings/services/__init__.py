"""Seats, taken and freed: every change goes through here, the session being locked."""

from events.bookings.services.attendance import count_walk_ins, may_begin, tick
from events.bookings.services.joining import door_opens_at, join
from events.bookings.services.opinions import give_opinion, opinions_of
from events.bookings.services.registering import (
    confirm_guest,
    forget_guests,
    forget_unconfirmed,
    register_guest,
    register_person,
)
from events.bookings.services.reminders import remind, thank
from events.bookings.services.rules import open_registration, set_capacity
from events.bookings.services.seats import Refused, count_again, promote
from events.bookings.services.settling import change_rules, has_answers, write_questions
from events.bookings.services.withdrawing import (
    cancel,
    move,
    release_all,
    session_was_cancelled,
    session_was_changed,
)

__all__ = [
    "Refused",
    "cancel",
    "change_rules",
    "confirm_guest",
    "count_again",
    "count_walk_ins",
    "door_opens_at",
    "forget_guests",
    "forget_unconfirmed",
    "give_opinion",
    "join",
    "may_begin",
    "has_answers",
    "move",
    "open_registration",
    "opinions_of",
    "promote",
    "register_guest",
    "register_person",
    "release_all",
    "remind",
    "session_was_cancelled",
    "session_was_changed",
    "set_capacity",
    "thank",
    "tick",
    "write_questions",
]
