"""What the pages of the initiative do: letters received, aids added up."""

from home.services.messages import forget_old_messages, receive_message

__all__ = ["forget_old_messages", "receive_message"]
