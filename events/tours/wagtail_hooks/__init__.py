"""The programme in the back office: its registers, slots, requests as a sheet, tours, figures, activities."""

from events.tours.wagtail_hooks import activities, board, offers, sheets, slots, stops, totals, tours, waiting

__all__ = ["activities", "board", "offers", "sheets", "slots", "stops", "totals", "tours", "waiting"]
