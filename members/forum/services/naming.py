"""Whom a post names: members its author may come across, told when they read the board; nobody else is named."""

from django.utils.functional import SimpleLazyObject

from members.forum.models import Mention, Post
from members.forum.services.text import Text
from millecafes.people.permissions import access_of, people_one_may_see


def dressed(body: str, *, by, access=None, files=None) -> str:
    """The HTML of a post written by this person."""
    text = Text(body)
    return text.html(files, names_of(text, access or SimpleLazyObject(lambda: access_of(by))))


def may_name(body: str) -> bool:
    """Whether it is worth reading it for names."""
    return "](membre:" in body


def names_of(text: Text, access) -> dict[int, str]:
    """The names of those it names, by their numbers in the directory; no question when it names nobody."""
    return {member.pk: member.person.shown_name for member in named_in(text, access)}


def named_in(text: Text, access):
    if not text.named:
        return []
    return people_one_may_see(access).filter(pk__in=text.named).select_related("person")


def keep_mentions(post: Post) -> None:
    """Write down whom it names; whoever was named and is not any more is forgotten."""
    text, author = Text(post.body), post.author
    people = {member.person_id for member in named_in(text, access_of(author))} if author and text.named else set()
    people.discard(post.author_id)
    Mention.objects.filter(post=post).exclude(person__in=people).delete()
    Mention.objects.bulk_create([Mention(post=post, person_id=pk) for pk in sorted(people)], ignore_conflicts=True)
