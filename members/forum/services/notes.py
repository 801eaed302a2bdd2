"""The posts of a page as they are drawn: the same post, for readers who may do the same with it, is drawn once.

Drawing is most of what a topic costs, and those who come read the same few. A process keeps what it drew by all that
the drawing says: whatever changes makes another note, so nothing has to be forgotten.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from members.forum.models import Post, PostFile, State, Topic
from members.forum.models.choices import ROLES

ROLE_NAMES = dict(ROLES)  # Django's own way to ask makes them anew each time
KEPT, LONGEST = 1_000, 10_000  # notes; of a longer text, nothing is kept


@dataclass(frozen=True)
class File:
    """A picture or a document beside the words."""

    url: str
    name: str
    alt: str
    extension: str
    size: int
    width: int | None
    height: int | None


@dataclass(frozen=True)
class May:
    """What this reader may do in the topic."""

    reply: bool
    write: bool
    solve: bool
    vouch: bool


@dataclass(frozen=True)
class Note:
    """All that ``forum/post.html`` reads, by value."""

    language: str
    pk: int
    topic: int
    number: int
    initials: str
    name: str  # nothing when its author has left
    profile: str
    role: str
    written_at: str
    when: str
    is_edited: bool
    is_accepted: bool
    is_team_answer: bool
    state: str
    state_name: str
    state_reason: str
    reply_to: int | None
    reply_number: int | None
    body_html: str
    pictures: tuple[File, ...]
    documents: tuple[File, ...]
    useful_count: int
    found_useful: bool
    may_find_useful: bool
    may_quote: bool
    may_accept: bool
    may_vouch: bool
    may_edit: bool
    may_delete: bool
    may_restore: bool
    may_report: bool
    may_judge: bool

    @property
    def anchor(self) -> str:
        return f"m{self.number}"


def draw(post: Post, topic: Topic, may: May) -> SafeString:
    """A post with what this reader may do of it (``topic_page.told``)."""
    note = note_of(post, topic, may)
    return (drawn if len(note.body_html) <= LONGEST else drawn.__wrapped__)(note)


@lru_cache(maxsize=KEPT)
def drawn(note: Note) -> SafeString:
    return get_template("forum/post.html").render({"note": note})


def note_of(post: Post, topic: Topic, may: May) -> Note:
    is_visible, answers = post.state == State.VISIBLE, post.number > 1
    return Note(
        language=get_language(),
        pk=post.pk,
        topic=topic.pk,
        number=post.number,
        initials=post.initials,
        name=post.author.shown_name if post.author else "",
        profile=post.profile,
        role=role_of(post) if post.shows_role else "",
        written_at=localtime(post.created_at).isoformat(timespec="seconds"),
        when=str(naturaltime(post.created_at)),
        is_edited=post.edited_at is not None,
        is_accepted=topic.accepted_id == post.pk,
        is_team_answer=post.is_team_answer,
        state=str(post.state),
        state_name="" if is_visible else str(post.get_state_display()),
        state_reason="" if is_visible else post.state_reason,
        reply_to=post.reply_to_id,
        reply_number=post.reply_number,
        body_html=post.body_html,
        pictures=tuple(map(file_of, post.pictures)),
        documents=tuple(map(file_of, post.documents)),
        useful_count=post.useful_count,
        found_useful=post.found_useful,
        may_find_useful=may.write and post.may_find_useful,
        may_quote=may.reply and is_visible,
        may_accept=may.solve and answers and is_visible,
        may_vouch=may.vouch and answers and is_visible,
        may_edit=may.write and post.may_edit,
        may_delete=may.write and post.may_delete,
        may_restore=may.write and post.may_restore,
        may_report=may.write and post.may_report,
        may_judge=post.may_judge,
    )


def role_of(post: Post) -> str:
    return ", ".join(filter(None, (str(ROLE_NAMES.get(post.author_role, "")), post.author_place)))


def file_of(file: PostFile) -> File:
    return File(file.get_absolute_url(), file.name, file.alt, file.extension, file.size, file.width, file.height)
