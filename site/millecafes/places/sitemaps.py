"""The cafés in the map for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from millecafes.core.languages import FIRST, open_languages
from millecafes.places.models import Cafe


class CafesSitemap(Sitemap):
    """Every published café, closed ones included, in each language that is open."""

    i18n = alternates = x_default = True
    limit = 20_000

    def items(self):
        return Cafe.objects.public().order_by("pk").only("slug", "updated_at")

    def get_languages_for_item(self, item):
        return open_languages() or [FIRST]

    def lastmod(self, cafe):
        return cafe.updated_at

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme
