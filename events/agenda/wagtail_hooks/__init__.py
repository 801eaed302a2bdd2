"""The agenda in the back office: events, which are read over and published, and their dates, which are not."""

from events.agenda.wagtail_hooks import dates, events

__all__ = ["dates", "events"]
