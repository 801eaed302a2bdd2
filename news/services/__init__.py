"""What is done with the press review: an item recorded, its links checked."""

from news.services.links import check_links
from news.services.press import record

__all__ = ["check_links", "record"]
