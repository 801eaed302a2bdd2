"""Pages of the members' area that are sometimes for everybody: who is let in, and to what."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from millecafes.people.middleware import at_the_door, open_to_all
from millecafes.people.permissions import Access, access_of

__all__ = ["Reader", "open_to_all", "reader_of_list", "thing_for"]


@dataclass
class Reader:
    """Who reads, as the library knows her; ``person`` is nobody for whoever only visits."""

    access: Access
    person: object | None

    @property
    def is_member(self) -> bool:
        return self.person is not None


def reader_of(request) -> Reader:
    """A member, or else somebody to whom what is for everybody is open."""
    if request.user.is_authenticated and request.access.may_enter:
        return Reader(request.access, request.user)
    return Reader(access_of(AnonymousUser()), None)


def reader_of_list(request) -> tuple[Reader, HttpResponse | None]:
    """Who reads a list, which shows to each what is hers; and the answer of the door to a member it stops."""
    reader = reader_of(request)
    return reader, at_the_door(request) if reader.is_member else None


def thing_for(request, find: Callable[[Access], object | None]) -> tuple[object | None, Reader, HttpResponse | None]:
    """What this reader may open; or the answer of the door, the same whether there is something behind it or not."""
    reader = reader_of(request)
    thing = find(reader.access)
    is_open = thing is not None and (thing.is_public or reader.is_member)
    if is_open and not reader.is_member:
        return thing, reader, None
    if answer := at_the_door(request):
        return None, reader, answer
    if not is_open:
        raise Http404
    return thing, reader, None
