"""Links to our pages inside formatted text."""

from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from millecafes.core.tree import in_reader_language, pages_by_id


class SitePageLinkHandler(PageLinkHandler):
    """As Wagtail's, without its queries at each paragraph; a link to a page that is not live is plain text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = [int(attrs["id"]) for attrs in attrs_list]
        pages = pages_by_id(ids)
        return [opening_tag(in_reader_language(pages[pk])) if pk in pages else "<a>" for pk in ids]


def opening_tag(page: Page) -> str:
    return format_html('<a href="{}">', page.url) if page.live and page.url else "<a>"
