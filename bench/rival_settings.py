"""Misago as one serves it in production, for « make rivalbench »: read by its Python, from its checkout, never by ours.

Nothing here slows it down: its database connections are kept as ours are, its cache and its sessions are in Redis as in
its authors' container image, and what it puts off to Celery is done while the topic is written, not while it is read.
"""

import os

from devproject.settings import *  # noqa: F403
from devproject.settings import DATABASES, MISAGO_MIDDLEWARE
from psycopg.conninfo import conninfo_to_dict

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
MIDDLEWARE = MISAGO_MIDDLEWARE  # without the toolbar and the clocks of its developers

_told = conninfo_to_dict(os.environ["DATABASE_URL"])
DATABASES["default"] |= {
    "NAME": _told["dbname"],
    "USER": _told.get("user", ""),
    "PASSWORD": _told.get("password", ""),
    "HOST": _told.get("host", ""),
    "PORT": _told.get("port", ""),
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}
if _redis := os.environ.get("CACHE_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cache"

CELERY_TASK_ALWAYS_EAGER = True
CELERY_BROKER_URL = "memory://"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
