"""Settings of a site served for the tests of faults: it may be stopped in the middle of what it writes."""

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
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["timeout"] = 3  # twenty seconds in production: a test has less patience
# The table where whoever writes is stopped, as long as there is such a file; the process that was.
STOP, REACHED = VAR_ROOT / "stop", VAR_ROOT / "reached"


def stop_there(execute, sql, params, many, context):
    answer = execute(sql, params, many, context)
    if sql.startswith("INSERT") and STOP.exists() and sql.startswith(f'INSERT INTO "{STOP.read_text()}"'):
        REACHED.with_suffix(".draft").write_text(str(os.getpid()))
        REACHED.with_suffix(".draft").rename(REACHED)
        time.sleep(60)
    return answer


def watch(connection, **kwargs):
    connection.execute_wrappers.append(stop_there)


connection_created.connect(watch, weak=False)
