"""The search of the forum: words and filters, one answer a topic, the best of its posts."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from members.forum.models import Post
from members.forum.permissions import boards_of
from members.forum.services.finding import POSTS
from members.forum.services.sifting import Asked, first_of_topics, latest, shown_to
from members.forum.services.text import Text
from millecafes.core.models import SearchEntry
from millecafes.core.paging import Paginator
from millecafes.core.search.excerpts import excerpt, highlight, matches
from millecafes.core.search.query import Query, Search, Word
from millecafes.core.search.sources import by_kind
from millecafes.core.search.sources import types as search_types
from millecafes.core.search.stores import EVERY, MOST, rows, store

TOPICS_A_PAGE, MOST_ALIKE, MOST_COMPARED = 15, 5, 20
WRITTEN_IN = "fr"  # whose words are told from one another
ALIKE = ("post", "resource", "toolkit", "replay")


@dataclass
class Hit:
    """A topic, and the post that answers best."""

    post: Post
    board: str
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class Near:
    """Something called nearly the same."""

    title: str
    url: str
    type: str


@dataclass
class Hits:
    """A page of what was found; ``is_full`` when there is more than is ever ranked."""

    pages: Page
    items: list[Hit]
    is_full: bool


def look(person, asked: Asked, page: str = "") -> Hits | None:
    """Three questions at most, besides who asks and which boards she reads; nothing when nothing was asked."""
    query = Query(asked.q, get_language())
    if not query.words and not asked.is_narrowed:
        return None
    if query.words:
        readable = asked.among(shown_to(person), person)
        best = best_of_topics(matching(query, readable, window=EVERY if asked.is_narrowed else 0))
        is_full = len(best) >= MOST
    else:
        best, is_full = latest(person, asked)
    pages = Paginator(best, TOPICS_A_PAGE).get_page(page)
    posts = Post.objects.select_related("topic", "author").defer("body_html").in_bulk(list(pages))
    boards = boards_of(person).readable
    items = [hit(posts[pk], boards[posts[pk].topic.board_id], query.words) for pk in pages if pk in posts]
    return Hits(pages, items, is_full=is_full)


def matching(query: Query, readable: QuerySet[Post], *, window: int = 0) -> list[tuple[int, float]]:
    """(entry, score) of the latest that say all these words, rights and filters joined.

    Rights alone let nearly all through, and are asked one post after the other, of the latest. A filter may let through
    one post in a million: it is joined with all that says these words, in the order that the database finds best.
    """
    door = readable.filter(pk=OuterRef("object_id")).order_by()
    opens = Q(Subquery(door.values(opens=Value(True))[:1], output_field=BooleanField()))
    entries = SearchEntry.objects.filter(Exists(door) if window else opens, kind=POSTS.kind)
    asked = store().statement([(entries, POSTS.kind, MOST)], window=window)
    if not asked:  # no board is open to this person
        return []
    return [(entry, score) for entry, _type, score in rows(asked, store().expression(query.words))]


def best_of_topics(found: list[tuple[int, float]]) -> list[int]:
    """The number of the best post of each topic, the best topic first, the latest among equals."""
    if not found:
        return []
    topic = Subquery(Post.objects.filter(pk=OuterRef("object_id")).order_by().values("topic_id"))
    known = SearchEntry.objects.filter(pk__in=[entry for entry, _score in found]).values_list("pk", topic, "object_id")
    places = {entry: (topic, post) for entry, topic, post in known.order_by()}
    ranked = sorted(found, key=lambda row: (-row[1], -row[0]))
    return first_of_topics(places[entry] for entry, _score in ranked if entry in places)


def hit(post: Post, board, words) -> Hit:
    return Hit(
        post=post,
        board=board.shown_name,
        title=highlight(post.topic.title, words, WRITTEN_IN),
        excerpt=excerpt(Text(post.body).plain, words, WRITTEN_IN),
    )


class NearTitles(Search):
    """The titles of the forum and of the library that say any of these words."""

    @property
    def rights(self):
        sources = by_kind()
        return tuple((kind, sources[kind].rights(self.user)) for kind in ALIKE if kind in sources)

    def items(self) -> list[Near]:
        words = self.query.words
        if not words:
            return []
        any_word = Word(self.query.text, frozenset().union(*(word.terms for word in words)))
        ranked = sorted(self.matching([any_word], most=MOST, titles=True), key=lambda row: (-row[2], -row[0]))
        entries = SearchEntry.objects.defer("text").in_bulk([row[0] for row in ranked[:MOST_COMPARED]])
        near = [row[0] for row in ranked[:MOST_COMPARED] if row[0] in entries and is_near(entries[row[0]].title, words)]
        types = search_types()
        return [
            Near(found.title or entry.title, found.url, str(types[entry.type]))
            for entry, found in self.found(near[:MOST_ALIKE])
        ]


def is_near(title: str, words) -> bool:
    """Half of the words at least, and two of them when there are so many: one shared word is a coincidence."""
    said = {number for _start, _end, number in matches(title, words, WRITTEN_IN)}
    return len(said) >= max(min(2, len(words)), (len(words) + 1) // 2)


def near_titles(person, title: str) -> list[Near]:
    """What has been asked already, and what the library says, under nearly the same title."""
    return NearTitles(Query(title, get_language()), person).items()
