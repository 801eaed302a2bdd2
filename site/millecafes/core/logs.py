"""One line of JSON for each thing worth telling, and the reference that a person on the phone can read to the team."""

import json
import logging
import secrets
import traceback
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from django.conf import settings

from millecafes.core.scrub import address_of, said_by, scrub

logger = logging.getLogger(__name__)

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none is taken for another, on the phone or on paper
HEADER = "X-Request-ID"
SLOW = 3  # seconds: an answer that took longer is told
FRAMES = 12  # of an error, the last ones
ELSEWHERE = "site-packages"

_work: ContextVar["Work | None"] = ContextVar("work", default=None)


class Work:
    """What is being done: a request, or a job of the worker."""

    def __init__(self, request=None, job: str = ""):
        self.request, self.job = request, job
        self.reference = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))

    @property
    def address(self) -> str:
        return address_of(self.request) if self.request is not None else self.job


def current() -> Work | None:
    return _work.get()


def reference() -> str:
    """Of the request in hand; empty outside of one."""
    work = current()
    return work.reference if work else ""


@contextmanager
def doing(work: Work):
    token = _work.set(work)
    try:
        yield work
    finally:
        _work.reset(token)


class Traced:
    """Gives each request a reference, sent back with the answer; tells of an answer that failed, or was slow.

    What a proxy or the page cache may give to others bears none: it would be somebody else's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = monotonic()
        with doing(Work(request)) as work:
            response = self.get_response(request)
            seconds, status = monotonic() - began, response.status_code
            if status >= 500 or seconds > SLOW:
                said = {"status": status, "ms": round(seconds * 1000)}
                logger.warning("Answered %(status)s in %(ms)s ms", said, extra=said)
        if "public" not in response.headers.get("Cache-Control", ""):
            response.headers[HEADER] = work.reference
        return response


class JsonLines(logging.Formatter):
    """What a record says, each thing under its name, nothing that tells who somebody is."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if work := current():
            line["request" if work.request is not None else "run"] = work.reference
            line["path" if work.request is not None else "job"] = work.address
        line |= {name: getattr(record, name) for name in ("status", "ms") if hasattr(record, name)}
        if error := error_of(record):
            line["error"] = told(error)
        return json.dumps(line, ensure_ascii=False, default=str)


def message_of(record: logging.LogRecord) -> str:
    """Django names the whole address of a request that failed, keys included: it is said otherwise."""
    try:
        text = record.getMessage()
    except Exception:  # a line badly written is no reason to lose it
        text = str(record.msg)
    request = getattr(record, "request", None)
    if path := getattr(request, "path", ""):
        text = text.replace(path, address_of(request)) if path != "/" else text
    return scrub(text)


def error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


def told(error: BaseException) -> dict:
    """An exception: its type, what it says, through where it came, and what it came of."""
    line = {"type": name_of(error), "said": said_by(error), "where": [place for place, _ours in frames_of(error)]}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        line["because"] = {"type": name_of(cause), "said": said_by(cause)}
    return line


def name_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def frames_of(error: BaseException) -> list[tuple[str, bool]]:
    """The last places it came through, the deepest at the end, and whether each is ours."""
    return [placed(frame) for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]]


def placed(frame: traceback.FrameSummary) -> tuple[str, bool]:
    path = Path(frame.filename).resolve()
    ours = ELSEWHERE not in path.parts and path.is_relative_to(settings.ROOT)
    if ours:
        path = path.relative_to(settings.ROOT)
    elif ELSEWHERE in path.parts:
        path = Path(*path.parts[path.parts.index(ELSEWHERE) + 1 :])
    else:
        path = Path(path.name)
    return f"{path}:{frame.lineno} {frame.name}", ours
