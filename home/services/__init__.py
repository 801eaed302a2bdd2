"""What the pages of the initiative do: letters received, aids added up, communes behind a position."""

from home.services.messages import forget_letters, forget_old_messages, letters_of, receive_message
from home.services.positions import endorsements_of, forget_endorsements

__all__ = [
    "endorsements_of",
    "forget_endorsements",
    "forget_letters",
    "forget_old_messages",
    "letters_of",
    "receive_message",
]
