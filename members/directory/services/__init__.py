"""Looking for members, and writing to them."""

from members.directory.services.boxes import latest, tasks
from members.directory.services.looking import Page, look
from members.directory.services.welcoming import first_steps
from members.directory.services.writing import Refused, TooMany, forget_old_messages, may_be_written_to, write

__all__ = [
    "Page",
    "Refused",
    "TooMany",
    "first_steps",
    "forget_old_messages",
    "latest",
    "look",
    "may_be_written_to",
    "tasks",
    "write",
]
