"""Up to a million made-up posts, to see the forum as it would be after years: the same number gives the same posts.

They say what the talk of the demo says, its sentences drawn again in another order. Those who sign them are accounts
with which nobody signs in. One topic in a hundred is long, and one of them very long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import cycle, islice
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.html import escape

from members.forum.models import Board, Fanout, Post, Reading, Tag, Topic, TopicKind
from members.forum.models.choices import Level
from members.forum.services import text
from members.forum.services.counting import tally
from members.forum.services.finding import POSTS
from members.forum.services.writing import tags_of
from millecafes.core.models import SearchEntry
from millecafes.core.search.analyser import clean, positions
from millecafes.core.search.stores import store
from millecafes.demo.content.forum import TOPICS
from millecafes.demo.crowd import draw
from millecafes.demo.forum import add_boards, key_of, people_of_the_demo, text_of
from millecafes.people.models import Mandate, User

PREFIX, PEOPLE = "membre-", 500
# Posts of each topic, over and over: a hundred in ten topics. One is as long as a topic ever gets, where all may read.
SIZES, LONGEST, BEFORE_IT = (1, 4, 12, 2, 45, 1, 6, 3, 18, 8), 5000, 4501
BOARDS = ("comptoir", "mairies", "comptoir", "tenir-un-cafe", "mairies", "comptoir", "monter-un-projet")
EVERY, LASTS = timedelta(minutes=15), timedelta(days=3)  # a topic is opened so often, and is talked of for so long
AT_ONCE, READERS = 5000, 5
SHARE_QUESTIONS, SHARE_SOLVED, SHARE_READ, SHARE_NUMBERED, SHARE_TAGGED = 0.7, 0.4, 0.3, 0.1, 0.6
MOST_SENTENCES = 9
MARKUP = re.compile(r"[*_`<>@#|~\[\]\\]")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])")
SUBJECTS = (
    "La licence",
    "Le loyer",
    "La chaudière",
    "Le pain du dimanche",
    "La réunion publique",
    "Le bail",
    "La terrasse",
)
SUBJECTS += (
    "La terrasse",
    "Le recrutement",
    "La belote du mardi",
    "Les colis",
    "La subvention",
    "Le repas des aînés",
    "Le concert",
)
ASKED = (
    "comment avez-vous fait",
    "qui peut aider",
    "par où commencer",
    "combien cela coûte",
    "nos essais",
    "on recommence",
)
VILLAGES = (
    "Saint-Exemple",
    "Exempleville",
    "Les Trois-Exemples",
    "Exemple-sur-Modèle",
    "Vieil-Exemple",
    "Modèle-le-Petit",
)


@dataclass
class Crowd:
    """Who writes, where, since when; and what is made together."""

    authors: list[User]
    readers: list[User]
    boards: dict[str, Board]
    tags: list[Tag]
    total: int  # topics
    now: datetime
    posts: list[Post] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


def add_posts(number: int, now: datetime | None = None) -> int:
    """Make those that are missing of the first ``number`` posts; says how many were.

    Some at a time, as the cafés are: what was stopped half-way is taken up where it was.
    """
    if not number:
        return 0
    sizes = list(sizes_of(number))
    authors = add_authors()
    done = Topic.objects.filter(author__in=authors).count()
    made = sum(sizes[done:])
    crowd = Crowd(
        authors,
        [person for box, person in people_of_the_demo().items() if box in {"elue", "gerante", "porteur", "reseau"}],
        add_boards(),
        tags_for_the_crowd(),
        len(sizes),
        now or timezone.now(),
    )
    for n, size in enumerate(sizes[done:], done):
        open_topic(crowd, n, size)
        if len(crowd.posts) >= AT_ONCE:
            keep(crowd)
    keep(crowd)
    if made and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # it would choose as for an empty forum, till it finds the time to count
    return made


def sizes_of(number: int) -> Iterator[int]:
    """How many posts each topic has, until there are so many."""
    for n, size in enumerate(cycle(SIZES)):
        size = min(LONGEST if n == BEFORE_IT else size, number)
        number -= size
        yield size
        if not number:
            return


@transaction.atomic
def add_authors() -> list[User]:
    emails = [f"{PREFIX}{n}@example.org" for n in range(1, PEOPLE + 1)]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    User.objects.bulk_create(
        User(email=email, display_name=f"Membre inventé {n}", is_active=False, password=make_password(None))
        for n, email in enumerate(emails, 1)
        if email not in known
    )
    return list(User.objects.filter(email__in=emails).order_by("pk"))


def tags_for_the_crowd() -> list[Tag]:
    """Those of the talk, as many at a time as one topic may have."""
    words = iter(sorted({tag for row in TOPICS for tag in row["tags"]}))
    return [tag for some in iter(lambda: list(islice(words, 5)), []) for tag in tags_of(some)]


# -- What they say ----------------------------------------------------------------------------------------------------


@cache
def sentences() -> list[str]:
    """All that is said in the talk of the demo, without its lists and its marks."""
    said = (text_of(words, {}) for row in TOPICS for _box, _days, _clock, words in row["posts"])
    parts = (one for body in said for part in body.split("\n") for one in SENTENCE.split(part))
    return sorted({one for one in parts if 20 <= len(one) <= 240 and one[0].isupper() and not MARKUP.search(one)})


@cache
def terms(words: str) -> list[set[str]]:
    return positions(clean(words), "fr")


@dataclass
class Said:
    """A post, part by part: each part is analysed once for all the posts that have it."""

    paragraphs: list[list[str]]

    @property
    def body(self) -> str:
        return "\n\n".join(" ".join(part) for part in self.paragraphs)

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(' '.join(part))}</p>\n" for part in self.paragraphs).replace("\u00a0", "&nbsp;")

    @property
    def terms(self) -> list[set[str]]:
        return [term for part in self.paragraphs for words in part for term in terms(words)]


def words_of(*where: int) -> Said:
    bank = sentences()
    first = int(draw("words", *where) * len(bank))
    step = 1 + int(draw("step", *where) * (len(bank) - 1))
    count = 1 + int(draw("count", *where) * MOST_SENTENCES)
    chosen = [bank[(first + step * n) % len(bank)] for n in range(count)]
    if draw("numbered", *where) < SHARE_NUMBERED:
        chosen.append(f"Notre dossier porte le numéro {int(draw('number', *where) * 1_000_000)}.")
    half = (len(chosen) + 1) // 2
    return Said([chosen] if len(chosen) < 4 else [chosen[:half], chosen[half:]])


def title_of(n: int) -> str:
    subject, asked, village = (
        words[int(draw(what, n) * len(words))]
        for what, words in (("subject", SUBJECTS), ("asked", ASKED), ("village", VILLAGES))
    )
    return f"{subject} à {village}, {asked} (exemple {n + 1})"


# -- Who says it, and where -------------------------------------------------------------------------------------------


def open_topic(crowd: Crowd, n: int, size: int) -> None:
    """A topic and its posts, made and not kept yet."""
    opened = crowd.now - EVERY * (crowd.total - n)
    lasts = min(LASTS, crowd.now - opened)
    is_question = draw("question", n) < SHARE_QUESTIONS
    authors = [crowd.authors[int(draw("author", n, m) * PEOPLE)] for m in range(size)]
    times = [opened + lasts * (m / size) for m in range(size)]
    topic = Topic(
        board=crowd.boards[BOARDS[n % len(BOARDS)]],
        kind=TopicKind.QUESTION if is_question else TopicKind.DISCUSSION,
        title=title_of(n),
        author=authors[0],
        created_at=opened,
        bumped_at=times[-1],
        highest=size,
        visible_count=size,
        last_number=size,
        last_at=times[-1],
        last_author=authors[-1],
        solved_at=times[-1] if is_question and size > 1 and draw("solved", n) < SHARE_SOLVED else None,
    )
    crowd.topics.append(topic)
    for m, (author, at) in enumerate(zip(authors, times, strict=True)):
        crowd.posts.append(post_of(topic, n, m, author, at))
    for person in {author.pk: author for author in authors[-READERS:]}.values():
        crowd.readings.append(Reading(person=person, topic=topic, last_read=size, level=Level.FOLLOW))
    for person in crowd.readers:
        if (share := draw("read", n, person.email)) < SHARE_READ:
            crowd.readings.append(Reading(person=person, topic=topic, last_read=1 + int(share / SHARE_READ * size)))


def post_of(topic: Topic, n: int, m: int, author: User, at: datetime) -> Post:
    said = words_of(n, m)
    post = Post(
        topic=topic,
        number=m + 1,
        author=author,
        key=UUID(int=key_of("forum/crowd").int & ~0xFFFFFFFFFFFFFFFF | n << 24 | m),
        body=said.body,
        body_html=said.html,
        render_version=text.RENDER_VERSION,
        created_at=at,
        author_role=Mandate.Function.MAYOR,
        author_place=VILLAGES[author.pk % len(VILLAGES)],
        fanout=Fanout.DONE,
    )
    post.said = said
    return post


@transaction.atomic
def keep(crowd: Crowd) -> None:
    """Write what is made, with what is counted and found of it."""
    Topic.objects.bulk_create(crowd.topics)
    for row in (*crowd.posts, *crowd.readings):
        row.topic_id = row.topic.pk
    Post.objects.bulk_create(crowd.posts)
    Reading.objects.bulk_create(crowd.readings)
    link = Topic.tags.through
    link.objects.bulk_create(
        link(topic_id=topic.pk, tag_id=crowd.tags[topic.pk % len(crowd.tags)].pk)
        for topic in crowd.topics
        if draw("tagged", topic.title) < SHARE_TAGGED
    )
    for board in crowd.boards.values():
        if came := sum(topic.board_id == board.pk for topic in crowd.topics):
            tally(board.pk, came)
    make_findable(crowd.posts)
    crowd.topics, crowd.posts, crowd.readings = [], [], []


def make_findable(posts: list[Post]) -> None:
    """As ``core.search.index`` does it, with words analysed once."""
    entries = [
        SearchEntry(
            kind=POSTS.kind,
            object_id=post.pk,
            type="forum",
            language="",
            title=post.topic.title if post.number == 1 else "",
            text=clean("\n".join(map(" ".join, post.said.paragraphs))),
            date=post.created_at.date(),
        )
        for post in posts
    ]
    SearchEntry.objects.bulk_create(entries)
    store().write(
        (entry.pk, entry.kind, post.pk, positions(entry.title, "fr"), post.said.terms, POSTS.marks(post))
        for entry, post in zip(entries, posts, strict=True)
    )
