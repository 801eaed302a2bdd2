"""The public pages of every language (Wagtail's own map stops at the first)."""

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
        return (
            Page.objects.filter(trees, alias_of__isnull=True)
            .live()
            .public()
            .order_by("path")
            .defer_streamfields()
            .specific()
        )
