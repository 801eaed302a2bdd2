"""The test suite: as production where it matters, quick elsewhere."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, STORAGES, WAGTAILSEARCH_BACKENDS

SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="millecafes-media-"))
ERASURE_LIST = MEDIA_ROOT.with_name(f"{MEDIA_ROOT.name}-erasures.jsonl")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Each test asks the site itself; tests of the page cache turn it on.
PAGE_CACHE = False
CACHES["pages"] |= {"LOCATION": tempfile.mkdtemp(prefix="millecafes-pages-")}
# The suite breaks things on purpose; tests of faults turn this on.
NOTE_FAULTS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Wagtail's own index, which the lists of the back office search: written when a test turns it on.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
TASKS = {"default": {"BACKEND": "tests.tasks.QuickTasks"}}
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Races between threads need a file: every connection to the in-memory database is another database.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.mkdtemp(prefix="millecafes-test-")) / "test.sqlite3"}
