"""Whether the post and the regular jobs are well, for the status page, the desk and ``/sante/pret/``."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min
from django.utils import timezone

from millecafes.core.backup.marks import EVERY, last_backup
from millecafes.core.health import Room, room
from millecafes.mailroom.jobs import WORKER, known_jobs
from millecafes.mailroom.models import Job, Mail
from millecafes.mailroom.services import oldest_waiting

LATE = timedelta(minutes=15)  # of a message that could leave, of a job that should have begun


@dataclass
class JobState:
    """A job, as the team reads it."""

    name: str
    job: Job | None  # None: the worker has never run since this job exists
    is_late: bool

    @property
    def has_failed(self) -> bool:
        return bool(self.job and self.job.last_error)

    @property
    def is_red(self) -> bool:
        return self.is_late or self.has_failed


@dataclass
class QueueState:
    """The outbox: how many messages in each state, and since when the oldest could leave."""

    counts: list[tuple[str, int]]
    waiting: int
    oldest: timedelta

    @property
    def is_red(self) -> bool:
        return self.oldest > LATE

    @property
    def oldest_minutes(self) -> int:
        return int(self.oldest.total_seconds() // 60)


@dataclass
class WorkerState:
    """The program that sends the mail and runs the jobs."""

    last_sign: datetime | None  # None: it has never run here
    is_silent: bool

    @property
    def is_red(self) -> bool:
        return self.is_silent


@dataclass
class KeptState:
    """What keeps the site from being lost: its last backup, and the room left on the disk."""

    backup: Job | None  # None: there was never one
    room: Room

    @property
    def has_failed(self) -> bool:
        return bool(self.backup and self.backup.last_error)

    @property
    def is_late(self) -> bool:
        """A site for trials may do without."""
        return self.backup.due_at < timezone.now() if self.backup else not settings.DEMO

    @property
    def is_red(self) -> bool:
        return self.has_failed or self.is_late or self.room.is_short


def worker_state(at: datetime | None = None) -> WorkerState:
    row = Job.objects.filter(pk=WORKER).first()
    return WorkerState(row and row.succeeded_at, bool(row and row.due_at < (at or timezone.now())))


def kept_state() -> KeptState:
    return KeptState(last_backup(), room())


def job_states(at: datetime | None = None) -> list[JobState]:
    """Those that are asked for today, the red ones first."""
    now = at or timezone.now()
    rows, names = Job.objects.in_bulk(), job_names()
    states = [
        JobState(str(names.get(path, path)), row, bool(row and row.due_at < now - LATE))
        for path in known_jobs()
        for row in [rows.get(path)]
    ]
    return sorted(states, key=lambda state: not state.is_red)


def job_names() -> dict[str, str]:
    return {path: name for app in apps.get_app_configs() for path, name in getattr(app, "job_names", {}).items()}


def late_jobs() -> int:
    """How many jobs should have begun more than a quarter of an hour ago, or failed the last time."""
    return sum(state.is_red for state in job_states())


def queue_state(at: datetime | None = None) -> QueueState:
    found = dict(Mail.objects.order_by().values_list("state").annotate(count=Count("pk")))
    counts = [(label, found.get(state, 0)) for state, label in Mail.State.choices]
    waiting = found.get(Mail.State.QUEUED, 0) + found.get(Mail.State.SENDING, 0)
    return QueueState(counts, waiting, timedelta(seconds=oldest_waiting(at)))


def check_mail() -> None:
    if queue_state().is_red:
        raise OSError("The mail does not leave.")


def check_worker() -> None:
    if worker_state().is_silent:
        raise OSError("The worker is silent.")


def check_backup(at: datetime | None = None) -> None:
    """The first one is waited for as long as the next ones; a site for trials may do without."""
    backup = last_backup()
    if backup is None and settings.DEMO:
        return
    if (backup.due_at if backup else born() + EVERY) < (at or timezone.now()):
        raise OSError("The site is not backed up.")


def born() -> datetime:
    """When the database was made."""
    return MigrationRecorder(connection).migration_qs.aggregate(first=Min("applied"))["first"]
