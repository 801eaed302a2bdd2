"""The cache shared by all processes, kept in the database."""

from asgiref.local import Local
from django.core.cache.backends.db import DatabaseCache
from django.core.signals import request_finished, request_started
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

_request = Local()


class SharedCache(DatabaseCache):
    """Asks the database once a request for the roots of the sites, which Wagtail reads again at every link."""

    def get(self, key, default=None, version=None):
        roots = getattr(_request, "roots", None)
        if key != SITE_ROOT_PATHS_CACHE_KEY or roots is None:
            return super().get(key, default, version)
        if not roots:
            roots.append(super().get(key, default, version))
        return roots[0] if roots[0] is not None else default

    def set(self, key, *args, **kwargs):
        super().set(key, *args, **kwargs)
        forget(key)

    def delete(self, key, version=None):
        deleted = super().delete(key, version)
        forget(key)
        return deleted


def forget(key: str) -> None:
    """Read this key from the database again."""
    if key == SITE_ROOT_PATHS_CACHE_KEY and getattr(_request, "roots", None):
        _request.roots.clear()


def open_request(**kwargs):
    _request.roots = []


def close_request(**kwargs):
    _request.roots = None


request_started.connect(open_request)
request_finished.connect(close_request)
