"""The public pages of every language (Wagtail's own map stops at the first)."""

from collections import defaultdict

from django.db.models import Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page


class LanguagesSitemap(Sitemap):
    """Live and public pages under the home page of each language; each names its translations."""

    def items(self):
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True).live()
        trees = Q(pk=None)
        for home in homes:
            trees |= Q(path__startswith=home.path)
        pages = Page.objects.filter(trees, alias_of__isnull=True).live().public().order_by("path")
        return with_twins(list(pages.defer_streamfields().select_related("locale").specific()))

    def _urls(self, page, protocol, domain):
        # In the place of Wagtail's, which reads pages one by one: ours know each other.
        pages = self.paginator.page(page).object_list
        entries = [entry for page in pages for entry in page.get_sitemap_urls(self.request)]
        self.latest_lastmod = max((entry["lastmod"] for entry in entries if entry["lastmod"]), default=None)
        return entries


def with_twins(pages: list[Page]) -> list[Page]:
    """Tell each page which of the others say the same in another language."""
    by_key = defaultdict(list)
    for page in pages:
        by_key[page.translation_key].append(page)
    for page in pages:
        page.twins = by_key[page.translation_key]
    return pages
