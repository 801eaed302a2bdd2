"""Changing what is written, taking it away, giving it back; what is answered and what was of use."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from members.forum.models import Fanout, ModerationAct, Post, PostFile, PostRevision, State, Topic, Useful
from members.forum.services import after, digests, limits, naming, notices, text
from members.forum.services.counting import locked_post, locked_topics, recount, tally
from members.forum.services.plain import cleaned, cleaned_line
from members.forum.services.writing import tags_of

# Mending a slip at once leaves no trace: nobody has read it yet. Whoever mends on and on leaves one.
GRACE, MOST_SLIPS = timedelta(minutes=5), 10
Verb = ModerationAct.Verb


class Changed(Exception):
    """Somebody changed the post in between; ``post`` is what it now is."""

    def __init__(self, post: Post):
        super().__init__(post.pk)
        self.post = post


@dataclass
class Edit:
    """What a post is to say from now on; title and tags are those of its topic, for the first post only.

    ``version`` is what was read before it was changed; ``files`` are all that it will have, None leaves them.
    """

    body: str
    version: int
    files: list[PostFile] | None = None
    title: str | None = None
    tags: list[str] | None = None
    reason: str = ""


def edit(post: Post, by, asked: Edit) -> Post:
    """Change a post that nobody changed in between, else ``Changed``.

    What it said before is kept, but for the author's own slips of the first minutes. She changes hers at a pace.
    """
    body, shown = cleaned(asked.body), list(post.files.all()) if asked.files is None else asked.files
    html = naming.dressed(body, by=by, files={str(file.pk): file for file in shown})
    with transaction.atomic():
        limits.hold(by)
        topic = locked_topics(post.topic_id)[post.topic_id]
        current = Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=post.pk)
        if current.version != asked.version or current.topic_id != post.topic_id:
            raise Changed(current)
        current.topic, now = topic, timezone.now()
        former_body, former_title = current.body, topic.title
        said_above = limits.above(asked.title, asked.tags or []) if asked.title else ""
        held = limits.judge_change(by, current, body, said_above, now)
        change_topic(topic, current, asked)
        has_other_files = change_files(current, asked.files, by)
        is_changed = has_other_files or body != former_body or topic.title != former_title
        if is_changed and not is_slip(current, by, now):
            if current.author_id == by.pk:
                limits.check_pace_of_changes(by, now)
            keep_revision(current, former_title if current.number == 1 else "", by, asked.reason)
            current.edited_at = now
        current.body, current.body_html, current.render_version = body, html, text.RENDER_VERSION
        current.version += 1
        current.save(update_fields=["body", "body_html", "render_version", "version", "edited_at"])
        if by.pk != current.author_id:
            act(Verb.EDIT, by, post=current, reason=asked.reason, copy=former_body)
        after.post_changed(current)
        return set_state(current, State.PENDING, None, reason=held) if held else current


def is_slip(post: Post, by, now: datetime) -> bool:
    is_early = now - post.created_at < GRACE and post.edited_at is None
    return is_early and post.author_id == by.pk and post.version <= MOST_SLIPS


def keep_revision(post: Post, title: str, by, reason: str) -> None:
    """What a moderator takes out of a post is read by moderators only, in each of its former versions."""
    is_hidden = by.pk != post.author_id
    if is_hidden:
        PostRevision.objects.filter(post=post).update(is_hidden=True)
    PostRevision.objects.create(
        post=post,
        number=post.version,
        title=title,
        body=post.body,
        editor=by,
        reason=cleaned_line(reason)[:200],
        is_hidden=is_hidden,
    )


def change_files(post: Post, files: list[PostFile] | None, by) -> bool:
    """Those that are left out belong to nobody any more; those that come were sent by whoever changes the post.

    Whether it has others than it had.
    """
    if files is None:
        return False
    numbers = [file.pk for file in files]
    gone = PostFile.objects.filter(post=post).exclude(pk__in=numbers).update(post=None)
    come = PostFile.objects.filter(pk__in=numbers, post=None, uploader=by).update(post=post, draft=None)
    if pictures := [file for file in files if file.is_picture]:
        PostFile.objects.bulk_update(pictures, ["alt"])
    return gone + come > 0


def change_topic(topic: Topic, post: Post, asked: Edit) -> None:
    """The title and the tags, which the first post carries."""
    if post.number != 1:
        return
    if asked.title is not None and (title := cleaned_line(asked.title)) != topic.title:
        Topic.objects.filter(pk=topic.pk).update(title=title)
        topic.title = title
        digests.say_title_again(topic)
    if asked.tags is not None:
        topic.tags.set(tags_of(asked.tags))
    after.topic_changed(topic)


@transaction.atomic
def set_state(post: Post, state: State, by, *, reason: str = "", verb: str = "") -> Post:
    """Take a post away, hide it, give it back: it keeps its number. A topic where nothing is left goes with it."""
    post = locked_post(post.pk)
    if post.state == state:
        return post
    topic, former, now = post.topic, post.state, timezone.now()
    post.state, post.state_at, post.state_by = state, now, by
    post.state_reason = cleaned_line(reason)[:500]
    post.save(update_fields=["state", "state_at", "state_by", "state_reason"])
    recount(topic)
    if former == State.PENDING and state == State.VISIBLE and post.fanout != Fanout.DONE:  # it is new for everybody
        Topic.objects.filter(pk=topic.pk).update(bumped_at=now)
    if state == State.VISIBLE:
        set_topic_state(topic, State.VISIBLE, by)
    elif topic.visible_count == 0:
        set_topic_state(topic, state, by)
    if verb:
        act(verb, by, post=post, reason=reason, copy=post.body)
    after.post_changed(post)
    return post


def set_topic_state(topic: Topic, state: State, by) -> None:
    """Of a topic that is locked; its board counts what is shown."""
    if topic.state == state:
        return
    was_shown = topic.is_shown
    topic.state, topic.state_at, topic.state_by = state, timezone.now(), by
    topic.save(update_fields=["state", "state_at", "state_by"])
    if was_shown != topic.is_shown:
        tally(topic.board_id, 1 if topic.is_shown else -1)
    after.topic_changed(topic)


def delete(post: Post, by, *, reason: str = "") -> Post:
    """A place without words remains of it. What a moderator takes away is written down."""
    return set_state(post, State.DELETED, by, reason=reason, verb="" if by.pk == post.author_id else Verb.DELETE)


def restore(post: Post, by, *, reason: str = "") -> Post:
    """Given back by its author; with a reason, it is read again before the others see it."""
    return set_state(post, State.PENDING if reason else State.VISIBLE, by, reason=reason)


def act(verb, by, *, post: Post | None = None, topic: Topic | None = None, reason: str = "", copy: str = "", **details):
    """Write down what a moderator did."""
    return ModerationAct.objects.create(
        verb=verb,
        by=by,
        person_id=post.author_id if post else topic.author_id if topic else None,
        topic_id=post.topic_id if post else topic.pk if topic else None,
        post=post,
        reason=cleaned_line(reason)[:500],
        copy=copy,
        details=details,
    )


@transaction.atomic
def solve(topic: Topic, by, *, is_solved: bool, accepted: Post | None = None) -> Topic:
    """Say that a question has its answer, and which; or that it is open again."""
    topic = locked_topics(topic.pk)[topic.pk]
    if accepted is not None:
        accepted = topic.posts.shown().filter(pk=accepted.pk, number__gt=1).first()
    topic.solved_at = (topic.solved_at or timezone.now()) if is_solved else None
    topic.accepted = accepted if is_solved else None
    topic.save(update_fields=["solved_at", "accepted"])
    if topic.accepted is not None:
        notices.tell_accepted(topic.accepted, by)
    after.topic_changed(topic)
    return topic


@transaction.atomic
def mark_team_answer(post: Post, by, *, is_marked: bool) -> None:
    """« Réponse de l'équipe »: the team vouches for these words."""
    post = locked_post(post.pk)
    if post.is_team_answer != is_marked:
        post.is_team_answer = is_marked
        post.save(update_fields=["is_team_answer"])
        recount(post.topic)
        act(Verb.TEAM_ANSWER, by, post=post, is_marked=is_marked)
        after.post_changed(post)


@transaction.atomic
def mark_useful(post: Post, person, *, is_useful: bool) -> None:
    """One mark a member, never on one's own; said twice, it counts once."""
    if post.author_id == person.pk:
        return
    Post.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=post.pk)
    if is_useful:
        changed = Useful.objects.get_or_create(post=post, person=person)[1]
    else:
        changed = Useful.objects.filter(post=post, person=person).delete()[0] > 0
    if changed:
        step = 1 if is_useful else -1
        Post.objects.filter(pk=post.pk).update(useful_count=F("useful_count") + step)


@transaction.atomic
def switch(topic: Topic, by, *, verb: str, reason: str = "") -> Topic:
    """Pin, unpin, lock, unlock."""
    field, value = {
        Verb.PIN: ("is_pinned", True),
        Verb.UNPIN: ("is_pinned", False),
        Verb.LOCK: ("is_locked", True),
        Verb.UNLOCK: ("is_locked", False),
    }[verb]
    topic = locked_topics(topic.pk)[topic.pk]
    if getattr(topic, field) != value:
        setattr(topic, field, value)
        topic.save(update_fields=[field])
        act(verb, by, topic=topic, reason=reason)
    return topic
