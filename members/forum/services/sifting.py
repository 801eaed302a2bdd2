"""What is looked for in the forum, besides words: a board, an author, a tag, solved or not, a period.

Without words nothing is ranked, the latest come first; whatever is asked, a million posts are never walked through.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from members.forum.models import Board, Post, State, Topic
from members.forum.permissions import boards_of, in_boards_of, visible_topics
from members.forum.services.naming import MOST_WORDS, begun_by
from millecafes.core.search.query import LONGEST_QUERY
from millecafes.core.search.stores import MOST
from millecafes.people.models import Member, User
from millecafes.people.services.directory import words_of

MOST_AUTHORS = 20  # of one name, whose posts are read one author after the other
PERIODS = {"semaine": timedelta(days=7), "mois": timedelta(days=31), "annee": timedelta(days=365)}
PERIOD_NAMES = [
    ("", _("N’importe quand")),
    ("semaine", _("Depuis une semaine")),
    ("mois", _("Depuis un mois")),
    ("annee", _("Depuis un an")),
]
SOLVED_NAMES = [("", _("Résolus ou non")), ("oui", _("Résolus")), ("non", _("Pas encore résolus"))]


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

    def said_lately(self, posts: QuerySet[Post], at: datetime | None = None) -> QuerySet[Post]:
        """Of anybody's posts, those that all but the author let through."""
        if self.espace:
            posts = posts.filter(topic__board__slug=self.espace)
        if self.mot:
            posts = posts.filter(topic__tags__slug=slugify(self.mot))
        if self.resolu:
            posts = posts.filter(topic__solved_at__isnull=self.resolu == "non")
        if self.depuis:
            posts = posts.filter(created_at__gte=(at or timezone.now()) - PERIODS[self.depuis])
        return posts

    def moved_lately(self, topics: QuerySet[Topic], boards: Iterable[Board], at=None) -> QuerySet[Topic]:
        """The same of topics, in one of these boards: something was said there in the period."""
        if self.espace:
            # By its number, which the indexes of a board begin with.
            topics = topics.filter(board=next((board.pk for board in boards if board.slug == self.espace), 0))
        if self.mot:
            topics = topics.filter(tags__slug=slugify(self.mot))
        if self.resolu:
            topics = topics.filter(solved_at__isnull=self.resolu == "non")
        if self.depuis:
            since = (at or timezone.now()) - PERIODS[self.depuis]
            topics = topics.filter(bumped_at__gte=since, last_at__gte=since)  # the first has an index
        return topics


def shown_to(person) -> QuerySet[Post]:
    """What is shown to everybody who reads the boards that this person reads."""
    shown = Post.objects.shown().filter(topic__state=State.VISIBLE, topic__merged_into=None)
    return shown.filter(in_boards_of(person, "topic__board"))


def latest(person, asked: Asked) -> tuple[list[int], bool]:
    """The latest posts that the filters let through, one a topic; whether there may be more."""
    return of_authors(person, asked) if asked.auteur else of_topics(person, asked)


def of_topics(person, asked: Asked) -> tuple[list[int], bool]:
    """The last post of each topic: the indexes of topics give them in their order."""
    posts = list(last_posts(person, asked))
    return [post for post in posts if post], len(posts) >= MOST


def last_posts(person, asked: Asked) -> QuerySet:
    last = Post.objects.shown().filter(topic=OuterRef("pk"), number=OuterRef("last_number")).order_by()
    topics = asked.moved_lately(visible_topics(person), boards_of(person).readable.values())
    found = topics.order_by("-bumped_at", "-pk").annotate(last=Subquery(last.values("pk")))
    return found.values_list("last", flat=True)[:MOST]


def of_authors(person, asked: Asked) -> tuple[list[int], bool]:
    """What each of these authors wrote lately, by the index of her posts."""
    authors = authors_of(asked, person)
    posts = asked.said_lately(shown_to(person)).order_by("-pk").values_list("pk", "topic_id")
    texts, values = [], []
    for pk in authors[:MOST_AUTHORS]:
        text, known = posts.filter(author=pk)[:MOST].query.sql_with_params()
        texts.append(f"SELECT * FROM ({text}) AS of_one")
        values += known
    if not texts:
        return [], False
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), values)
        rows = sorted(cursor.fetchall(), reverse=True)
    best = first_of_topics((topic, post) for post, topic in rows)
    return best[:MOST], len(rows) >= MOST or len(authors) > MOST_AUTHORS


def authors_of(asked: Asked, reader: User) -> list[int]:
    """The numbers of those who bear the name that is asked; one more than are looked at, when there are more."""
    return list(called(asked.auteur, reader).order_by("pk").values_list("pk", flat=True)[: MOST_AUTHORS + 1])


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


def first_of_topics(pairs: Iterable[tuple[int, int]]) -> list[int]:
    best: dict[int, int] = {}
    for topic, post in pairs:
        best.setdefault(topic, post)
    return list(best.values())
