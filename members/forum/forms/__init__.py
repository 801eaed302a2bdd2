"""What members fill in: whatever is wrong, all that was typed comes back."""

from members.forum.forms.posts import EditForm, ReplyForm, TopicForm

__all__ = ["EditForm", "ReplyForm", "TopicForm"]
