"""What is done with the press review and with the news."""

from news.services.latest import latest
from news.services.links import check_links
from news.services.press import record

__all__ = ["check_links", "latest", "record"]
