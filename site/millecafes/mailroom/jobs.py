"""Recurring tasks: each application names its own in ``AppConfig.jobs`` (dotted path of a function → how often).

They may run late, and twice: each is written so that it does no harm.
"""

import logging
from datetime import datetime, timedelta
from threading import Event

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from millecafes.core.clock import settle
from millecafes.core.logs import Work, doing
from millecafes.core.scrub import scrub
from millecafes.mailroom.models import Job

logger = logging.getLogger(__name__)
WORKER = "worker"  # the row where it says that it lives; no job of that name exists
SIGN, SILENT = timedelta(minutes=1), timedelta(minutes=5)
SESSIONS_KEPT = timedelta(seconds=settings.SESSION_COOKIE_AGE)  # after the last visit
NOWHERE = "0.0.0.0"  # the address of no device


def known_jobs() -> dict[str, timedelta]:
    """What every installed application asks for."""
    return {name: every for app in apps.get_app_configs() for name, every in getattr(app, "jobs", {}).items()}


def run_due_jobs(at: datetime | None = None, *, stop: Event | None = None) -> list[str]:
    """Run what is due, until told to stop; one worker only runs each, and a failing task stops no other."""
    now = at or timezone.now()
    upcoming = set(Job.objects.filter(due_at__gt=now).values_list("name", flat=True))
    ran = []
    for name, every in known_jobs().items():
        if stop and stop.is_set():
            break
        if name in upcoming or not take(name, now, every):
            continue
        ran.append(name)
        with doing(Work(job=name)):
            run(name)
    return ran


def run(name: str) -> None:
    try:
        import_string(name)()
    except Exception as error:  # written where the team reads it; the next task runs
        logger.exception("The task %s failed.", name)
        Job.objects.filter(pk=name).update(last_error=scrub(f"{type(error).__name__}: {error}")[:1000])
    else:
        Job.objects.filter(pk=name).update(succeeded_at=timezone.now(), last_error="")


def give_sign(at: datetime | None = None) -> None:
    """Say that a worker lives, and until when that may be believed."""
    now = at or timezone.now()
    Job.objects.update_or_create(pk=WORKER, defaults={"due_at": now + SILENT, "succeeded_at": now})


@transaction.atomic
def take(name: str, now: datetime, every: timedelta) -> bool:
    """Put the task's next date in the table before running it, so that nobody else does."""
    Job.objects.get_or_create(name=name, defaults={"due_at": now})
    job = Job.objects.select_for_update(no_key=True).get(name=name)
    if job.due_at > now:
        return False
    job.due_at = now + every
    job.save(update_fields=["due_at"])
    return True


def publish_scheduled() -> None:
    """Visits do it too, at the very hour; without any visit, search and digests need it all the same."""
    settle()


def clear_sessions() -> None:
    """The sessions, and what the list of devices says of those long unused; the day of the last visit stays."""
    call_command("clearsessions", verbosity=0)
    old = UserSession.objects.filter(last_seen_at__lt=timezone.now() - SESSIONS_KEPT)
    old.exclude(ip=NOWHERE, user_agent="").update(ip=NOWHERE, user_agent="")
