"""Links to our pages inside formatted text."""

from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from millecafes.core.languages import address_of
from millecafes.core.tree import pages_by_id


class SitePageLinkHandler(PageLinkHandler):
    """As Wagtail's, without its queries at each paragraph; a link to a page that is not live is plain text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = [int(attrs["id"]) for attrs in attrs_list]
        pages = pages_by_id(ids)
        return [opening_tag(pages[pk]) if pk in pages else "<a>" for pk in ids]


def opening_tag(page: Page) -> str:
    address = address_of(page) if page.live else ""
    return format_html('<a href="{}">', address) if address else "<a>"
