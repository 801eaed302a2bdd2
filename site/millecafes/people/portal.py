"""What every application may bring to the members' area: entries of its menu, lines of its first page.

An application says so on its AppConfig:

- ``member_menu``: a list of ``Entry``;
- ``member_tasks``, ``member_next``, ``member_latest``: the path of a function of ``(user, access)`` that gives ``Line``
  after ``Line``; what waits for the person, her next dates, and what is new for her;
- ``member_steps``: the path of a function of ``(user, access)`` that gives the ``Step`` of a newcomer.

What names an address that does not exist (yet) is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, zip_longest

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language


def everybody(access) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """A line of the members' menu; ``who`` is asked of the person's ``Access``; the lowest ``order`` comes first."""

    label: str
    url_name: str
    icon: str
    who: Callable = everybody
    order: int = 50

    @property
    def url(self) -> str:
        return address(self.url_name)


@dataclass(frozen=True)
class Line:
    """Something to do, to come to, or to read. ``at`` is a day or an instant; ``detail`` says more, in a few words."""

    title: str
    url: str = ""
    detail: str = ""
    at: date | datetime | None = None

    @property
    def has_hour(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class Step:
    """One of the first things to do here, ticked once it is done."""

    label: str
    url_name: str
    is_done: bool

    @property
    def url(self) -> str:
        return address(self.url_name)


def address(name: str) -> str:
    """Where this is in the language of who reads, or nothing when nobody serves it."""
    return address_in(get_language(), name)


@lru_cache(maxsize=500)
def address_in(_language: str, name: str) -> str:
    """Twenty of them stand above each page: they are looked for once."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def menu_of(access) -> list[Entry]:
    """The entries this person is shown."""
    entries: Iterable[Entry] = [entry for app in apps.get_app_configs() for entry in getattr(app, "member_menu", [])]
    return sorted((entry for entry in entries if entry.url and entry.who(access)), key=lambda entry: entry.order)


def told(what: str, user, access) -> Iterator:
    """What all applications have to say to this person: ``what`` is tasks, next, latest or steps."""
    return chain.from_iterable(sources_of(what, user, access))


def told_in_turn(what: str, user, access) -> Iterator:
    """The same, a line of each in turn: an application that has much to say leaves room to the others."""
    rounds = zip_longest(*sources_of(what, user, access))
    return (line for lines in rounds for line in lines if line is not None)


def sources_of(what: str, user, access) -> Iterator[Iterable]:
    paths = (getattr(app, f"member_{what}", "") for app in apps.get_app_configs())
    return (import_string(path)(user, access) for path in paths if path)


def steps_of(user, access) -> list[Step]:
    return [step for step in told("steps", user, access) if step.url]
