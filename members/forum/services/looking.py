"""The search of the forum: words and filters, one answer a topic, the best of its posts."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from members.forum.models import Post
from members.forum.permissions import boards_of
from members.forum.services.finding import POSTS, mark_of
from members.forum.services.sifting import MOST_AUTHORS, Asked, authors_of, first_of_topics, latest, shown_to
from members.forum.services.text import Text
from millecafes.core.models import SearchEntry
from millecafes.core.paging import Paginator
from millecafes.core.search.excerpts import excerpt, highlight, matches
from millecafes.core.search.query import Query, Search, Word
from millecafes.core.search.sources import by_kind
from millecafes.core.search.sources import types as search_types
from millecafes.core.search.stores import MOST, SIFTED, rows, store

TOPICS_A_PAGE, MOST_ALIKE, MOST_COMPARED = 15, 5, 20
WRITTEN_IN = "fr"  # whose words are told from one another
# Around what the store answers: the posts, and their topics.
OF_TOPICS = """SELECT score, ranked.pk, topic_id, post.id FROM ({}) AS ranked
    JOIN core_searchentry AS entry ON entry.id = ranked.pk JOIN forum_post AS post ON post.id = object_id"""
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
    """A page of what was found; ``is_full`` when there is more than is ever ranked.

    ``sifted`` is how many messages the filters were asked of, when more say the words.
    """

    pages: Page
    items: list[Hit]
    is_full: bool
    sifted: int = 0


def look(person, asked: Asked, page: str = "") -> Hits | None:
    """Four questions at most, besides who asks and which boards she reads; nothing when nothing was asked."""
    query, sifted = Query(asked.q, get_language()), 0
    if not query.words and not asked.is_narrowed:
        return None
    if query.words:
        authors = authors_of(asked, person) if asked.auteur else None
        found = matching(query, asked.said_lately(shown_to(person)), authors, window=SIFTED if asked.is_narrowed else 0)
        best = best_of_topics(found)
        is_full = len(found) >= MOST or len(authors or []) > MOST_AUTHORS
        if asked.is_narrowed and authors is None and len(found) < MOST:  # nobody has said so much herself
            sifted = SIFTED * store().has_more(POSTS.kind, query.words, SIFTED)
    else:
        best, is_full = latest(person, asked)
    pages = Paginator(best, TOPICS_A_PAGE).get_page(page)
    posts = Post.objects.select_related("topic", "author").defer("body_html").in_bulk(list(pages))
    boards = boards_of(person).readable
    items = [hit(posts[pk], boards[posts[pk].topic.board_id], query.words) for pk in pages if pk in posts]
    return Hits(pages, items, is_full, sifted)


def matching(query: Query, readable: QuerySet[Post], authors: list[int] | None = None, *, window: int = 0) -> list:
    """(score, entry, topic, post) of the latest that say all these words, rights and filters joined.

    These are asked one post after the other, of the latest that say the words, written by these authors if any are
    given, as the index knows it: of a word that most posts say, no filter reads more than ``window``.
    """
    if authors == []:
        return []
    door = readable.filter(pk=OuterRef("object_id")).order_by()
    opens = Q(Subquery(door.values(opens=Value(True))[:1], output_field=BooleanField()))
    asked = store().statement([(SearchEntry.objects.filter(opens, kind=POSTS.kind), POSTS.kind, MOST)], window=window)
    if not asked:  # no board is open to this person
        return []
    text, values = asked
    marks = [mark_of(author) for author in authors or []]
    return rows((OF_TOPICS.format(text), values), store().expression(query.words), marks)


def best_of_topics(found: list[tuple[float, int, int, int]]) -> list[int]:
    """The number of the best post of each topic, the best topic first, the latest among equals."""
    return first_of_topics(
        (topic, post) for _score, _entry, topic, post in sorted(found, key=lambda row: row[:2])[::-1]
    )


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
