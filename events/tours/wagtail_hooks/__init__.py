"""The programme in the back office: its registers, its slots, its requests as a sheet, its tours, its figures."""

from events.tours.wagtail_hooks import board, offers, sheets, slots, stops, totals, tours, waiting

__all__ = ["board", "offers", "sheets", "slots", "stops", "totals", "tours", "waiting"]
