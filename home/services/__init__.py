"""What the pages of the initiative do: letters received, aids added up."""

from home.services.messages import forget_letters, forget_old_messages, letters_of, receive_message

__all__ = ["forget_letters", "forget_old_messages", "letters_of", "receive_message"]
