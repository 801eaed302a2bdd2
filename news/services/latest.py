"""What is new, for the first page of the members' area."""

from collections.abc import Iterator
from itertools import islice

from millecafes.core.kept import kept
from millecafes.core.languages import address_of, readable, reader_language
from millecafes.core.tree import ancestors_of, restricted_ids
from millecafes.people.portal import Line
from news.models import ArticlePage

MOST = 3


def latest(user, access) -> Iterator[Line]:
    """The latest articles, in the reader's language: the same for all, and read once for all."""
    return iter(kept(f"latest articles in {reader_language()}", lambda: list(articles())))


def articles() -> Iterator[Line]:
    closed = restricted_ids()  # with the tree of the pages, which the frame reads anyway
    found = readable(ArticlePage.objects.live()).latest_first()[: MOST * 3]
    opened = (one for one in found if closed.isdisjoint([one.pk, *(above.pk for above in ancestors_of(one))]))
    for article in islice(opened, MOST):
        yield Line(article.title, address_of(article), article.get_category_display(), article.date)
