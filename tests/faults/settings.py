"""Settings of a site served for the tests of faults: it may be stopped in the middle of what it writes, or be full."""

import os
import time
from pathlib import Path

from django.db.backends.signals import connection_created

from millecafes.settings.test import *  # noqa: F403
from millecafes.settings.test import CACHES, DATABASES, VAR_ROOT

PAGE_CACHE = True
EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"
MEDIA_ROOT = Path(os.environ["MEDIA_ROOT"])
CACHES["pages"]["LOCATION"] = os.environ.get("CACHE_URL") or VAR_ROOT / "pages"
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"]["timeout"] = 3  # twenty seconds in production: a test has less patience
# Whoever is « before » or « after » a statement that begins so, and is given the words of the lines that follow, waits
# there as long as there is such a file; who waits.
STOP, REACHED = VAR_ROOT / "stop", VAR_ROOT / "reached"
# As long as there is such a file, that of SQLite finds no room to grow.
FULL, ANY_SIZE = VAR_ROOT / "full", 2**30  # pages


def stop_there(execute, sql, params, many, context):
    wait_if("before", sql, params)
    answer = execute(sql, params, many, context)
    wait_if("after", sql, params)
    return answer


def wait_if(moment: str, sql: str, params):
    if sql.startswith("SELECT") or not STOP.exists():
        return
    beginning, *given = STOP.read_text().split("\n")
    if f"{moment} {sql}".startswith(beginning) and set(given) <= set(params or ()):
        REACHED.with_suffix(".draft").write_text(str(os.getpid()))
        REACHED.with_suffix(".draft").rename(REACHED)
        time.sleep(60)


def fill_up(execute, sql, params, many, context):
    if IS_SQLITE and sql.startswith("INSERT"):
        # SQLite makes of 1 the size that the file has.
        context["connection"].connection.execute(f"PRAGMA max_page_count = {1 if FULL.exists() else ANY_SIZE}")
    return execute(sql, params, many, context)


def watch(connection, **kwargs):
    connection.execute_wrappers += [stop_there, fill_up]


connection_created.connect(watch, weak=False)
