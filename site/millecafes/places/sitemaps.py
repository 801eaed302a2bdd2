"""The cafés in the map for search engines."""

from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import override

from millecafes.core.languages import FIRST, open_languages
from millecafes.places.models import Cafe


class CafesSitemap(Sitemap):
    """Every published café, closed ones included, in each language that is open; each entry names the others."""

    i18n = True
    x_default = True
    limit = 20_000

    def items(self):
        return Cafe.objects.public().order_by("pk").only("slug", "updated_at")

    @cached_property
    def paths(self) -> dict[str, list[str]]:
        """What is before and after the name of a café, in each language."""
        found = {}
        for language in open_languages() or [FIRST]:
            with override(language):
                found[language] = reverse("cafe", args=["slug"]).split("slug")
        return found

    @property
    def alternates(self) -> bool:
        """One language has no other."""
        return len(self.paths) > 1

    def get_languages_for_item(self, item):
        return list(self.paths)

    def _location(self, item, force_lang_code=None):
        # In the place of Django's, which would write ten thousand addresses one by one, in each language.
        cafe, language = item
        return cafe.slug.join(self.paths[force_lang_code or language])

    def lastmod(self, cafe):
        return cafe.updated_at

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme
