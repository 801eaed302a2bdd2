"""The search of the forum: words and filters, one answer a topic, the best of its posts."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.forum.models import Post, State
from members.forum.permissions import boards_of, in_boards_of
from members.forum.services.finding import POSTS
from members.forum.services.naming import MOST_WORDS, begun_by
from members.forum.services.text import Text
from millecafes.core.models import SearchEntry
from millecafes.core.search.excerpts import excerpt, highlight, matches
from millecafes.core.search.query import LONGEST_QUERY, Query, Search, Word
from millecafes.core.search.sources import by_kind
from millecafes.core.search.sources import types as search_types
from millecafes.core.search.stores import EVERY, MOST, rows, store
from millecafes.people.models import Member, User
from millecafes.people.services.directory import words_of

TOPICS_A_PAGE, MOST_ALIKE, MOST_COMPARED = 15, 5, 20
WRITTEN_IN = "fr"  # whose words are told from one another
PERIODS = {"semaine": timedelta(days=7), "mois": timedelta(days=31), "annee": timedelta(days=365)}
PERIOD_NAMES = [
    ("", _("N’importe quand")),
    ("semaine", _("Depuis une semaine")),
    ("mois", _("Depuis un mois")),
    ("annee", _("Depuis un an")),
]
SOLVED_NAMES = [("", _("Résolus ou non")), ("oui", _("Résolus")), ("non", _("Pas encore résolus"))]
ALIKE = ("post", "resource", "toolkit", "replay")


@dataclass(frozen=True)
class Asked:
    """What is looked for, as an address says it; what cannot be understood is left out."""

    q: str = ""
    espace: str = ""
    auteur: str = ""
    mot: str = ""
    resolu: str = ""
    depuis: str = ""

    @classmethod
    def read(cls, parameters, boards) -> "Asked":
        given = {field.name: " ".join(parameters.get(field.name, "").split())[:LONGEST_QUERY] for field in fields(cls)}
        given = {name: value.replace("\0", "") for name, value in given.items()}
        known = {"espace": {board.slug for board in boards}, "resolu": {"oui", "non"}, "depuis": PERIODS}
        return cls(**{name: value for name, value in given.items() if name not in known or value in known[name]})

    @property
    def address(self) -> str:
        """What the links to the other pages keep, ready for one more parameter."""
        return f"{query}&" if (query := urlencode({name: value for name, value in vars(self).items() if value})) else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether something else than words is asked."""
        return any(value for name, value in vars(self).items() if name != "q")

    def among(self, posts: QuerySet[Post], reader: User, at: datetime | None = None) -> QuerySet[Post]:
        if self.espace:
            posts = posts.filter(topic__board__slug=self.espace)
        if self.auteur:
            posts = posts.filter(author__in=called(self.auteur, reader).values("pk"))
        if self.mot:
            posts = posts.filter(topic__tags__slug=slugify(self.mot))
        if self.resolu:
            posts = posts.filter(topic__solved_at__isnull=self.resolu == "non")
        if self.depuis:
            posts = posts.filter(created_at__gte=(at or timezone.now()) - PERIODS[self.depuis])
        return posts


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
    """Three questions, besides who asks and which boards she reads; nothing when nothing was asked."""
    query = Query(asked.q, get_language())
    if not query.words and not asked.is_narrowed:
        return None
    shown = Post.objects.shown().filter(topic__state=State.VISIBLE, topic__merged_into=None)
    readable = asked.among(shown.filter(in_boards_of(person, "topic__board")), person)
    if query.words:
        best = best_of_topics(matching(query, readable, window=EVERY if asked.is_narrowed else 0))
    else:
        # A tag may be there twice for a topic, never a post: nothing to tell apart.
        best = first_of_topics(readable.order_by("-pk").values_list("topic_id", "pk")[:MOST])
    pages = Paginator(best, TOPICS_A_PAGE).get_page(page)
    posts = Post.objects.select_related("topic", "author").defer("body_html").in_bulk(list(pages))
    boards = boards_of(person).readable
    items = [hit(posts[pk], boards[posts[pk].topic.board_id], query.words) for pk in pages if pk in posts]
    return Hits(pages, items, is_full=len(best) >= MOST)


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


def called(name: str, reader: User) -> QuerySet[User]:
    """Those of this name who have not left: as it is written, or by the beginnings of its words without accents.

    Who would rather not appear is found by nobody else.
    """
    written = Q(display_name__icontains=name)
    if words := words_of(name)[:MOST_WORDS]:
        members = Member.objects.all()
        for word in words:
            members = members.filter(pk__in=begun_by(word))
        written |= Q(pk__in=members.values("person"))
    return User.objects.filter(
        written, Q(member__is_hidden=False) | Q(member=None) | Q(pk=reader.pk), closed_at=None
    ).order_by()


def first_of_topics(pairs) -> list[int]:
    best: dict[int, int] = {}
    for topic, post in pairs:
        best.setdefault(topic, post)
    return list(best.values())


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
