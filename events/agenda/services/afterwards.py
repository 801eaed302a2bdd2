"""What remains of a date once it is over: an application that keeps some of it says so, and the agenda leads there.

``session_links`` of an AppConfig is the path of a function of ``(sessions, access)`` that gives, by the number of a
date, the ``Link`` that this person may follow.
"""

from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Link:
    """Somewhere to go from a date."""

    label: str
    url: str


def with_links(sessions, access) -> list:
    """The same dates, each with ``afterwards``: what this person may still make of it, or nothing."""
    sessions, links = list(sessions), {}
    if over := [session for session in sessions if session.is_over()]:
        for app in apps.get_app_configs():
            if path := getattr(app, "session_links", ""):
                links |= import_string(path)(over, access)
    for session in sessions:
        session.afterwards = links.get(session.pk)
    return sessions
