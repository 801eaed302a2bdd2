"""What grows by variables alone: each function makes a setting of them, the default being one machine."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

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
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "OPTIONS": PATIENCE}
    return {
        "default": redis | {"BACKEND": "millecafes.core.steady_redis.SteadyRedis"},
        "reserve": counted,  # while Redis is away
        "pages": redis | {"KEY_PREFIX": "pages", "TIMEOUT": 600},
    }


def frontend_cache(url: str) -> dict:
    """A cache before the site that is told what changes: « http://127.0.0.1:6081 », which answers to PURGE (Varnish,
    Squid), or « cloudflare://token@zone ».
    """
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme == "cloudflare" and parts.username and parts.hostname:
        backend = "wagtail.contrib.frontend_cache.backends.CloudflareBackend"
        told = {"BEARER_TOKEN": unquote(parts.username), "ZONEID": parts.netloc.rpartition("@")[2]}
    elif parts.scheme in {"http", "https"} and parts.hostname:
        backend, told = "wagtail.contrib.frontend_cache.backends.HTTPBackend", {"LOCATION": url}
    else:
        raise ImproperlyConfigured("PURGE_URL must be like http://127.0.0.1:6081 or cloudflare://token@zone.")
    return {"default": {"BACKEND": backend} | told}


def replica(url: str) -> dict:
    """A copy of the database that is only read; one that does not answer is left within two seconds."""
    copy = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if not copy["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URL must be a copy of the PostgreSQL database of the site.")
    return copy | {"OPTIONS": {"connect_timeout": 2}, "TEST": {"MIRROR": "default"}}


def storages(url: str) -> dict:
    """Originals and documents have no public address, only renditions do; what members give of themselves has none.

    In folders of ``MEDIA_ROOT``, or in three folders of one bucket, which nobody but the site reads.
    """
    if not url:
        return {
            "default": {"BACKEND": "millecafes.core.storages.PrivateStorage"},
            "renditions": {"BACKEND": "millecafes.core.storages.RenditionStorage"},
            "closed": {"BACKEND": "millecafes.core.storages.ClosedStorage"},
        }
    place = bucket(url)
    return {
        "default": {"BACKEND": "millecafes.core.object_storages.PrivateObjects", "OPTIONS": place},
        "renditions": {"BACKEND": "millecafes.core.object_storages.RenditionObjects", "OPTIONS": place},
        "closed": {"BACKEND": "millecafes.core.object_storages.ClosedObjects", "OPTIONS": place},
    }


def bucket(url: str) -> dict:
    """« s3://key:secret@host/bucket?region=fr-par » in words; « s3+http » speaks without TLS, to this machine only."""
    parts = urlsplit(url)
    name, _, prefix = parts.path.strip("/").partition("/")
    if parts.scheme not in {"s3", "s3+http"} or not (parts.hostname and name and parts.username and parts.password):
        raise ImproperlyConfigured("STORAGE_URL must be like s3://key:secret@host/bucket: see docs/operations.md.")
    host = parts.netloc.rpartition("@")[2]
    return {
        "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{host}",
        "bucket_name": name,
        "prefix": unquote(prefix),
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "region_name": dict(parse_qsl(parts.query)).get("region", "us-east-1"),
    }
