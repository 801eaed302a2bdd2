"""The cache shared by all processes, kept in the database."""

from django.core.cache.backends.db import DatabaseCache
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

from millecafes.core.memo import forget, once


class SharedCache(DatabaseCache):
    """Asks the database once a request for the roots of the sites, which Wagtail reads again at every link."""

    def get(self, key, default=None, version=None):
        if key != SITE_ROOT_PATHS_CACHE_KEY:
            return super().get(key, default, version)
        roots = once(key, lambda: super(SharedCache, self).get(key, None, version))
        return default if roots is None else roots

    def set(self, key, *args, **kwargs):
        super().set(key, *args, **kwargs)
        forget(key)

    def delete(self, key, version=None):
        forget(key)
        return super().delete(key, version)
