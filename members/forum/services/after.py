"""What follows from a write, in the same transaction: whoever indexes or tells of posts is called from here."""

from members.forum.models import Post, Topic
from members.forum.services import digests, finding, naming


def post_written(post: Post, named: set[int] | None = None) -> None:
    """A post is new; whether it is shown is told by its state. ``fanout`` says that it is still to be told.

    ``named`` are the accounts it names, when they were looked for already.
    """
    finding.wrote(post, is_new=True)
    if named is None:
        naming.keep_mentions(post)
    elif named:
        naming.mention(post, named)


def post_changed(post: Post) -> None:
    """Its words or its state are not what they were."""
    finding.wrote(post)
    naming.keep_mentions(post)
    if not post.is_shown:
        digests.unsay([post.pk])


def topic_changed(topic: Topic) -> None:
    """Its title, board, state or tags are not what they were, or its posts went to another one.

    Who reads what is asked of the database at each search: only the title is to be written again.
    """
    finding.retitled(topic)
