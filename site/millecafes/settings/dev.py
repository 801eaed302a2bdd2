"""A developer's machine and the demo: no variable is needed, and nobody outside this machine is answered."""

import secrets

from . import env
from .base import *  # noqa: F403
from .base import STATIC_ROOT, STORAGES, VAR_ROOT


def _own_secret_key() -> str:
    path = VAR_ROOT / "secret_key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY", "") or _own_secret_key()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
PAGE_CACHE = not DEBUG
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = DEBUG
if not (STATIC_ROOT / "staticfiles.json").exists():
    # Before assets are collected (a first `manage.py`) files are served from where they lie, under their own names.
    WHITENOISE_USE_FINDERS = True
    STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
