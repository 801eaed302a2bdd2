"""Who reads what of the forum, and who may do what there. Views and searches ask here, and never filter by hand.

What somebody may not read does not exist for that person: 404, everywhere, files included.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from members.forum.models import Board, Post, PostFile, State, Topic
from members.forum.models.topics import SHOWN
from millecafes.core.files import FileKind
from millecafes.core.memo import once
from millecafes.core.models import Audience
from millecafes.people.permissions import Standing, access_of, audiences_of

MODERATE = "forum.moderate_forum"


@dataclass(frozen=True)
class Boards:
    """The boards as one person sees them, and whether she moderates them: few, read together, once a request."""

    readable: dict[int, Board]
    hidden: frozenset[int]
    are_moderated: bool = False

    def of(self, topic: Topic) -> Board:
        return self.readable[topic.board_id]


def boards_of(person) -> Boards:
    if not person.is_authenticated:
        return Boards({}, frozenset())
    return once(f"forum boards of {person.pk}", lambda: read_boards(person))


def read_boards(person) -> Boards:
    """One question: the tallies come with the boards, and to the team whether it moderates."""
    is_team, own = may_speak_for_the_team(person), audiences_of(person) - {Audience.PUBLIC}
    boards = Board.objects.select_related("tally")
    boards = list(boards.annotate(are_moderated=Exists(right_to_moderate(person))) if is_team else boards)
    readable = {board.pk: board for board in boards if own & set(board.audiences)}
    hidden = frozenset(board.pk for board in boards if board.pk not in readable)
    return Boards(readable, hidden, is_team and bool(boards) and boards[0].are_moderated)


def right_to_moderate(person) -> QuerySet[Permission]:
    label, codename = MODERATE.split(".")
    right = Permission.objects.filter(content_type__app_label=label, codename=codename)
    return right.order_by() if person.is_superuser else right.filter(Q(user=person) | Q(group__user=person)).order_by()


def may_moderate(person) -> bool:
    """Of the team alone; where there is no board yet, it is asked for itself."""
    if not may_speak_for_the_team(person):
        return False
    boards = boards_of(person)
    return boards.are_moderated if boards.readable else person.has_perm(MODERATE)


# -- What one reads ---------------------------------------------------------------------------------------------------


def in_boards_of(person, field: str = "board") -> Q:
    """By the boards one may not read: they are few, and databases keep to the index of what is asked for."""
    boards = boards_of(person)
    if not boards.readable:
        return Q(pk__in=[])
    return ~Q(**{f"{field}__in": boards.hidden}) if boards.hidden else Q()


def visible_topics(person) -> QuerySet[Topic]:
    """For lists: what is shown to everybody who reads the board, moderators included."""
    return Topic.objects.filter(in_boards_of(person), SHOWN)


def readable_topics(person) -> QuerySet[Topic]:
    """What opens by its address: also what is hidden for who moderates, what waits or was hidden for its author.

    What was hidden says to its author why, and nothing else; what she took away herself, that she may give it back.
    """
    return opened_topics(in_boards_of(person), person.pk, moderates=may_moderate(person))


def opened_topics(boards: Q, person: int, *, moderates: bool) -> QuerySet[Topic]:
    """The same, of what is known of who reads."""
    found = Topic.objects.filter(boards)
    if moderates:
        return found
    own = Q(state__in=[State.PENDING, State.HIDDEN]) | Q(state=State.DELETED, state_by=person)
    return found.filter(Q(state=State.VISIBLE) | (Q(author=person) & own))


def readable_posts(person) -> QuerySet[Post]:
    """The posts whose words one may read; their places are kept by tombstones, which say nothing."""
    found = Post.objects.filter(in_boards_of(person, "topic__board"))
    if may_moderate(person):
        return found
    return found.filter(
        Q(state=State.VISIBLE) | Q(state=State.PENDING, author=person),
        Q(topic__state=State.VISIBLE) | Q(topic__state=State.PENDING, topic__author=person),
    )


def may_read_words(person, post: Post) -> bool:
    """Of a post whose topic is being read."""
    if post.state == State.VISIBLE:
        return True
    return may_moderate(person) or (post.state == State.PENDING and post.author_id == person.pk)


# -- What one does ----------------------------------------------------------------------------------------------------


def may_open_in(person, board: Board) -> bool:
    return not board.is_archived and board.pk in boards_of(person).readable


def may_reply(person, topic: Topic) -> bool:
    """Whoever reads it, while it is open; who moderates, always. The door keeps out who may only read."""
    if not topic.is_shown or not is_in_use(person, topic):
        return False
    return not topic.is_locked or may_moderate(person)


def is_in_use(person, topic: Topic) -> bool:
    """Whether it is in a board that this person reads, and where one still writes."""
    board = boards_of(person).readable.get(topic.board_id)
    return board is not None and not board.is_archived


def may_edit(person, post: Post) -> bool:
    """Its author while the topic and its board are open; who moderates."""
    if may_moderate(person):
        return True
    if post.author_id != person.pk or post.state not in {State.VISIBLE, State.PENDING}:
        return False
    return not post.topic.is_locked and is_in_use(person, post.topic)


def may_delete(person, post: Post) -> bool:
    return post.state != State.DELETED and may_edit(person, post)


def may_restore(person, post: Post) -> bool:
    """What the moderators took away, only they give back."""
    if post.state not in {State.DELETED, State.HIDDEN}:
        return False
    return may_moderate(person) or may_give_back(person, post)


def may_give_back(person, post: Post) -> bool:
    """What one has written, and taken away oneself."""
    return post.state == State.DELETED and post.author_id == person.pk and post.state_by_id == person.pk


def may_solve(person, topic: Topic) -> bool:
    return topic.author_id == person.pk or may_moderate(person)


def may_find_useful(person, post: Post) -> bool:
    return post.state == State.VISIBLE and post.author_id != person.pk


def may_speak_for_the_team(person) -> bool:
    """Who may open what only the team opens, and mark an answer as the team's."""
    return once(f"speaks for the team {person.pk}", lambda: access_of(person).standing == Standing.TEAM)


def may_vote(person, topic: Topic) -> bool:
    """A member with a role of today, who reads the board while it is in use. The team asks, and has no voice."""
    return access_of(person).standing == Standing.OPEN and is_in_use(person, topic)


# -- Files ------------------------------------------------------------------------------------------------------------


def find_file(pk: int) -> PostFile | None:
    return PostFile.objects.select_related("post__topic").filter(pk=pk).first()


def may_read_file(person, file: PostFile) -> bool:
    """By who reads the words of its post; before it is sent, by who sent it."""
    if not person.is_authenticated or not boards_of(person).readable:
        return False
    if file.post_id is None:
        return file.uploader_id == person.pk
    return readable_posts(person).filter(pk=file.post_id).exists()


FILES = FileKind(
    code="forum",
    label=_("Images et fichiers des messages du forum"),
    find=find_file,
    file_of=lambda file: file.file,
    may_read=may_read_file,
)
