"""Looking for members, and writing to them."""

from members.directory.services.looking import Page, look
from members.directory.services.welcoming import first_steps
from members.directory.services.writing import TooMany, forget_old_messages, may_be_written_to, write

__all__ = ["Page", "TooMany", "first_steps", "forget_old_messages", "look", "may_be_written_to", "write"]
