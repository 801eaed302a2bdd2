"""Registrations in the back office: how one registers to a date, who comes, and what came of it all."""

from events.bookings.wagtail_hooks import notes, registrations, report, rules

__all__ = ["notes", "registrations", "report", "rules"]
