"""What grows by variables alone: each function makes a setting of them, the default being one machine."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

IN_DATABASE = "database:"
PAGES = {"TIMEOUT": 600, "OPTIONS": {"MAX_ENTRIES": 2000}}
PATIENCE = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}


def caches(url: str, var_root: Path) -> dict:
    """Limits on sign-in and forms are counted in the first: it must be shared by all processes, hence never LocMem.

    Pages are files that the processes of one machine share; several machines share the database, or Redis.
    """
    # Past its size a table forgets at random, the limits of people who are there with the others.
    counted = {
        "BACKEND": "millecafes.core.cache.SharedCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    if not url:
        place = var_root / "cache" / "pages"
        return {"default": counted, "pages": PAGES | {"BACKEND": "millecafes.core.cache.PageFiles", "LOCATION": place}}
    if url == IN_DATABASE:
        backend = "django.core.cache.backends.db.DatabaseCache"
        return {"default": counted, "pages": PAGES | {"BACKEND": backend, "LOCATION": "cache_pages"}}
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"default": redis, "pages": redis | {"KEY_PREFIX": "pages", "TIMEOUT": 600, "OPTIONS": PATIENCE}}


def replica(url: str) -> dict:
    """A copy of the database that is only read; one that does not answer is left within two seconds."""
    copy = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if not copy["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URL must be a copy of the PostgreSQL database of the site.")
    return copy | {"OPTIONS": {"connect_timeout": 2}, "TEST": {"MIRROR": "default"}}
