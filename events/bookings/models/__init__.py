"""Seats of a date: how one registers, who comes, who waits, who came."""

from events.bookings.models.afterwards import HeadCount, Opinion, Reminder
from events.bookings.models.registrations import Attendance, Registration, RegistrationState
from events.bookings.models.rules import (
    FEW,
    MOST_SEATS,
    Phase,
    Question,
    QuestionKind,
    RegistrationRules,
    SessionLedger,
)

__all__ = [
    "FEW",
    "MOST_SEATS",
    "Attendance",
    "HeadCount",
    "Opinion",
    "Phase",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationRules",
    "RegistrationState",
    "Reminder",
    "SessionLedger",
]
