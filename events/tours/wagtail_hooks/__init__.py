"""The programme in the back office: its registers, slots, requests, tours, figures, activities."""

from events.tours.wagtail_hooks import activities, board, offers, requests, sheets, slots, stops, totals, tours, waiting

__all__ = ["activities", "board", "offers", "requests", "sheets", "slots", "stops", "totals", "tours", "waiting"]
