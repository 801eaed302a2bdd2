"""Dated things: what is told of them, and their dates, which are counted."""

from events.agenda.models.events import Event, EventKind, Territory
from events.agenda.models.feeds import CalendarToken
from events.agenda.models.sessions import Session, SessionState

__all__ = ["CalendarToken", "Event", "EventKind", "Session", "SessionState", "Territory"]
