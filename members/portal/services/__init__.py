"""What is written of places by their people, and what waits for these."""

from members.portal.services.changes import (
    AlreadyRead,
    Conflict,
    accept_change,
    change_photos,
    change_sheet,
    refuse_change,
    seen_by,
    waiting_for,
    withdraw_change,
)
from members.portal.services.photos import MOST_PHOTOS, TooMany, add_photo, remove_photo
from members.portal.services.sheets import HOURS, PHOTOS, WORDS, fingerprint, values_of
from members.portal.services.tasks import first_steps, tasks
from members.portal.services.words import differing, said, said_since

__all__ = [
    "HOURS",
    "MOST_PHOTOS",
    "PHOTOS",
    "WORDS",
    "AlreadyRead",
    "Conflict",
    "TooMany",
    "accept_change",
    "add_photo",
    "change_photos",
    "change_sheet",
    "differing",
    "fingerprint",
    "first_steps",
    "refuse_change",
    "remove_photo",
    "said",
    "said_since",
    "seen_by",
    "tasks",
    "values_of",
    "waiting_for",
    "withdraw_change",
]
