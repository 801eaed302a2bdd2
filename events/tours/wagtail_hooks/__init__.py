"""The programme in the back office: its registers, its slots, its requests as a sheet."""

from events.tours.wagtail_hooks import offers, sheets, slots

__all__ = ["offers", "sheets", "slots"]
