"""Whom a post names: members its author may come across, told when they read the board; nobody else is named."""

from dataclasses import dataclass

from django.utils.functional import SimpleLazyObject

from members.forum.models import Mention, Post
from members.forum.services.plain import escaped
from members.forum.services.text import Text
from millecafes.people.models import DirectoryWord, Member
from millecafes.people.permissions import access_of, people_one_may_see
from millecafes.people.profiles import Reader, card_of, with_roles
from millecafes.people.services.directory import words_of

MOST_CALLED, MOST_WORDS, SHORTEST = 5, 4, 2
AFTER_LETTERS = "\U0010ffff"


@dataclass(frozen=True)
class Called:
    """Somebody who may be named: a name, the role that tells two of the same name apart, and what is then written."""

    number: int
    name: str
    roles: list

    @property
    def source(self) -> str:
        return f"@[{escaped(self.name)}](membre:{self.number})"


def called(access, written: str) -> list[Called]:
    """The members this person may see, of whom each of these words begins a word of the name or of the village."""
    words = words_of(written.replace("\0", "")[:100])[:MOST_WORDS]
    if not words or len(max(words, key=len)) < SHORTEST:
        return []
    members = people_one_may_see(access).exclude(person=access.person)
    for word in words:
        members = members.filter(pk__in=begun_by(word))
    rows = with_roles(members, access.today).order_by("person__display_name", "pk")[:MOST_CALLED]
    return [called_as(member) for member in rows]


def begun_by(word: str):
    """The numbers of the members one word of whom begins so: a span of an index, read once."""
    return DirectoryWord.objects.filter(word__gte=word, word__lt=word + AFTER_LETTERS).order_by().values("member")


def called_as(member: Member) -> Called:
    card = card_of(member, Reader.MEMBER)
    return Called(member.pk, card.name, card.roles[:1])


def called_by_number(access, number: int) -> Called | None:
    """The one who was chosen, if she may be named."""
    found = with_roles(people_one_may_see(access).filter(pk=number), access.today).first()
    return called_as(found) if found else None


def dressed(body: str, *, by, access=None, files=None) -> str:
    """The HTML of a post written by this person."""
    return dressed_and_named(body, by=by, access=access, files=files)[0]


def dressed_and_named(body: str, *, by, access=None, files=None) -> tuple[str, set[int]]:
    """The same, and the accounts of those it names."""
    text = Text(body)
    members = list(named_in(text, access or SimpleLazyObject(lambda: access_of(by))))
    html = text.html(files, {member.pk: member.person.shown_name for member in members})
    return html, {member.person_id for member in members}


def named_in(text: Text, access):
    if not text.named:
        return []
    return people_one_may_see(access).filter(pk__in=text.named).select_related("person")


def keep_mentions(post: Post) -> None:
    """Write down whom it names; whoever was named and is not any more is forgotten."""
    text, author = Text(post.body), post.author
    people = {member.person_id for member in named_in(text, access_of(author))} if author and text.named else set()
    Mention.objects.filter(post=post).exclude(person__in=people - {post.author_id}).delete()
    mention(post, people)


def mention(post: Post, people: set[int]) -> None:
    """Of a new post, those it names; nobody is told of her own words."""
    named = [Mention(post=post, person_id=pk) for pk in sorted(people - {post.author_id})]
    Mention.objects.bulk_create(named, ignore_conflicts=True)
