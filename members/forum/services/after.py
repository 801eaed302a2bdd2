"""What follows from a write, in the same transaction: whoever indexes or tells of posts is called from here."""

from members.forum.models import Post, Topic


def post_written(post: Post) -> None:
    """A post is new; whether it is shown is told by its state. ``fanout`` says that it is still to be told."""


def post_changed(post: Post) -> None:
    """Its words or its state are not what they were."""


def topic_changed(topic: Topic) -> None:
    """Its title, board, state or tags are not what they were, or its posts went to another one."""
