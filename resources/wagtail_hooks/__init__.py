"""The library in the back office: what is told, its files, what is made of it, and what waits."""

from resources.wagtail_hooks import files, report, shelves, waiting

__all__ = ["files", "report", "shelves", "waiting"]
