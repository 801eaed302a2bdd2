"""The library in the back office."""

from resources.wagtail_hooks import files, report, shelves, waiting  # noqa: F401
