"""What is new, for the first page of the members' area."""

from collections.abc import Iterator

from millecafes.core.languages import address_of, readable
from millecafes.people.portal import Line
from news.models import ArticlePage

MOST = 3


def latest(user, access) -> Iterator[Line]:
    """The latest articles, in the reader's language."""
    for article in readable(ArticlePage.objects.live().public()).latest_first()[:MOST]:
        yield Line(article.title, address_of(article), article.get_category_display(), article.date)
