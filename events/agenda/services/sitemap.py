"""Public events in the map for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from events.agenda.models import Event


class EventsSitemap(Sitemap):
    """Past ones included: a season is a story."""

    limit = 20_000

    def items(self):
        return Event.objects.public().order_by("pk").only("slug", "audiences", "updated_at")

    def lastmod(self, event):
        return event.updated_at

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme
