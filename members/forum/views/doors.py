"""Finding what the address names, for whoever may read it; for the others it does not exist."""

from django.http import Http404

from members.forum.models import Post, Topic
from members.forum.permissions import readable_posts, readable_topics


def topic_or_404(request, pk: int) -> Topic:
    if topic := readable_topics(request.user).filter(pk=pk).first():
        return topic
    raise Http404


def post_or_404(request, pk: int) -> Post:
    """A post whose words may be read, with its topic."""
    if post := readable_posts(request.user).select_related("topic", "author").filter(pk=pk).first():
        return post
    raise Http404


def place_or_404(request, pk: int) -> Post:
    """A post whose topic may be read, even if its own words may not: its place is there."""
    readable = readable_topics(request.user)
    if post := Post.objects.select_related("topic").filter(pk=pk, topic__in=readable).first():
        return post
    raise Http404
