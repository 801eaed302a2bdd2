"""Exceptions that nobody expected, grouped in a small table for the team; noting one never breaks anything else."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import blake2b
from threading import local

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from millecafes.core.logs import current, error_of, frames_of, name_of
from millecafes.core.scrub import said_by

KEPT = timedelta(days=90)  # after the last time
MOST = 300  # kinds of breakage; beyond, the one not met for longest gives its place
# The database itself: there is nowhere to write, and waiting for it would hold the visitor twice. The log has it.
OF_THE_DATABASE = (OperationalError, InterfaceError)

_noting = local()


def faults():
    return apps.get_model("core", "Fault").objects


class FaultHandler(logging.Handler):
    """Every exception that is logged as an error: of a request, of a job, or caught on the way and told."""

    def emit(self, record: logging.LogRecord) -> None:
        error = error_of(record)
        if error is None or not (settings.NOTE_FAULTS and apps.ready) or getattr(_noting, "busy", False):
            return
        _noting.busy = True
        try:
            if not isinstance(error, OF_THE_DATABASE) and not in_a_transaction():
                note(error)
        except Exception:  # whatever happens here, what failed has been told in the log
            with suppress(Exception):
                logging.getLogger(__name__).warning("A fault could not be noted.")
        finally:
            _noting.busy = False


def in_a_transaction() -> bool:
    """Of somebody's own, which may be broken or undone; that of a test does not count."""
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def note(error: BaseException, at: datetime | None = None) -> None:
    """Count it with those of its kind; one that was handled is back."""
    now, work, place = at or timezone.now(), current(), place_of(error)
    kind = name_of(error)
    function = f"{place.partition(':')[0]} {place.rpartition(' ')[2]}"  # lines move from one version to the next
    fingerprint = blake2b(f"{kind} {function}".encode(), digest_size=16).hexdigest()
    met = {
        "said": said_by(error),
        "place": place[-300:],
        "address": work.address if work else "",
        "reference": work.reference if work else "",
        "release": settings.RELEASE[:100],
        "last_at": now,
    }
    with transaction.atomic():
        if again(fingerprint, met):
            return
        make_room()
    try:
        with transaction.atomic():
            faults().create(fingerprint=fingerprint, kind=kind[:200], first_at=now, **met)
    except IntegrityError:  # another process has just met it too
        again(fingerprint, met)


def again(fingerprint: str, met: dict) -> bool:
    return bool(faults().filter(pk=fingerprint).update(count=F("count") + 1, handled_at=None, **met))


def make_room() -> None:
    beyond = faults().order_by("-last_at", "pk").values_list("pk", flat=True)[MOST - 1 :]
    faults().filter(pk__in=list(beyond)).delete()


def place_of(error: BaseException) -> str:
    """The deepest place in our own code, or the deepest of all."""
    frames = frames_of(error)
    ours = [place for place, is_ours in frames if is_ours]
    return (ours or [place for place, _is_ours in frames] or [""])[-1]


def handle(fingerprint: str) -> bool:
    """The team has seen to it; it comes back if it happens again."""
    return bool(faults().open().filter(pk=fingerprint).update(handled_at=timezone.now()))


def forget(at: datetime | None = None) -> int:
    """What has not happened for 90 days."""
    return faults().filter(last_at__lt=(at or timezone.now()) - KEPT).delete()[0]
