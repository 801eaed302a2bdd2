"""Seats of a date: how one registers, who comes, who waits, who came."""

from events.bookings.models.registrations import Attendance, Registration, RegistrationState
from events.bookings.models.rules import MOST_SEATS, Question, QuestionKind, RegistrationRules, SessionLedger

__all__ = [
    "MOST_SEATS",
    "Attendance",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationRules",
    "RegistrationState",
    "SessionLedger",
]
