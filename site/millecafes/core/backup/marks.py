"""When the last backup succeeded, or why it failed: told in the table of the regular jobs, which the team reads."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.apps import apps
from django.db import Error
from django.utils import timezone

NAME = "backup"
EVERY = timedelta(hours=26)  # one each night, and time to make it


def jobs():
    return apps.get_model("mailroom", "Job").objects


def last_backup():
    """The row of the backup: ``succeeded_at``, ``last_error``, late after ``due_at``; None when there never was one."""
    return jobs().filter(pk=NAME).first()


def note_success(at: datetime | None = None) -> None:
    at = at or timezone.now()
    jobs().update_or_create(pk=NAME, defaults={"due_at": at + EVERY, "succeeded_at": at, "last_error": ""})


def note_failure(error: Exception) -> None:
    """The database may be what failed."""
    with suppress(Error):
        said = {"last_error": str(error)[:1000]}
        jobs().update_or_create(pk=NAME, defaults=said, create_defaults=said | {"due_at": timezone.now()})
