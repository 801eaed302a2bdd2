"""What a post said before, a few versions at a time: comparing texts takes time, and there may be many of them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from members.forum.models import Post, PostRevision
from members.forum.services.differences import differences

A_PAGE = 10


@dataclass
class Change:
    """A former version, and what was changed after it; nothing of it when it is hidden."""

    revision: PostRevision
    lines: list[tuple[str, str]] | None = None
    title: str = ""  # as it was, and as it then became, when it changed
    new_title: str = ""
    is_of_files: bool = False  # nothing else was changed


def changes_of(post: Post, *, moderates: bool, before: int | None = None) -> tuple[list[Change], int | None]:
    """The latest first, those ``before`` a version or the first ones; and the version before which there are more."""
    versions = post.revisions.order_by("-number")
    rows = versions.filter(number__lt=before) if before else versions
    rows = list(rows.select_related("editor")[: A_PAGE + 1])
    body, title = said_after(post, versions, moderates=moderates, before=before)
    changes = []
    for revision in rows[:A_PAGE]:
        if not moderates and revision.is_hidden:
            changes.append(Change(revision))
            continue
        changes.append(change(revision, body, title))
        body, title = revision.body, revision.title
    return changes, rows[A_PAGE - 1].number if len(rows) > A_PAGE else None


def said_after(post: Post, versions: QuerySet[PostRevision], *, moderates: bool, before: int | None) -> tuple[str, str]:
    """What the version that stands above those of a page says: the words and the title."""
    if before:
        above = versions.filter(number__gte=before)
        above = above if moderates else above.filter(is_hidden=False)
        if nearest := above.order_by("number").first():
            return nearest.body, nearest.title
    return post.body, post.topic.title if post.number == 1 else ""


def change(revision: PostRevision, body: str, title: str) -> Change:
    is_retitled = bool(revision.title and title) and revision.title != title
    return Change(
        revision,
        differences(revision.body, body),
        title=revision.title if is_retitled else "",
        new_title=title if is_retitled else "",
        is_of_files=not is_retitled and revision.body == body,
    )
