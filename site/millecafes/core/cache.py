"""The caches shared by all processes: rows of the database for what is counted, files for pages."""

import os
import time

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.db import OperationalError, connections, router
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

from millecafes.core.kept import drop, kept


class SharedCache(DatabaseCache):
    """Keeps the roots of the sites in the process, which Wagtail reads again at every link."""

    def get(self, key, default=None, version=None):
        if key != SITE_ROOT_PATHS_CACHE_KEY:
            return super().get(key, default, version)
        roots = kept(key, lambda: super(SharedCache, self).get(key, None, version))
        return default if roots is None else roots

    def set(self, key, *args, **kwargs):
        super().set(key, *args, **kwargs)
        drop(key)

    def delete(self, key, version=None):
        drop(key)
        return super().delete(key, version)

    def _base_set(self, mode, key, value, timeout=None):
        """Django takes a database that is locked for a key that is there: a limit would be said to be reached."""
        refusals, wrappers = [], connections[router.db_for_write(self.cache_model_class)].execute_wrappers

        def watch(execute, *asked):
            try:
                return execute(*asked)
            except OperationalError as error:
                refusals.append(error)
                raise

        wrappers.insert(0, watch)  # around all others, and what they refuse
        try:
            done = super()._base_set(mode, key, value, timeout)
        finally:
            wrappers.remove(watch)
        if mode == "add" and refusals and not done:
            raise refusals[0]
        return done


class PageFiles(FileBasedCache):
    """Files, of which the one that every visit asks for is read again only when it has been written again."""

    WATCHED = "generation"
    STILL = 1  # seconds: two writings within a tick of the clock may bear the same date

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.watched_path, self.mark, self.value = self._key_to_file(self.WATCHED), None, None

    def get(self, key, default=None, version=None):
        if key != self.WATCHED:
            return super().get(key, default, version)
        try:
            facts = os.stat(self.watched_path)
        except FileNotFoundError:
            return default
        mark = (facts.st_ino, facts.st_mtime_ns)
        if self.mark != mark:
            self.mark = None
            self.value = super().get(key, default, version)
            if time.time() - facts.st_mtime > self.STILL:
                self.mark = mark
        return self.value
