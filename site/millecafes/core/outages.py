"""When the database does not answer, or nothing more can be written: a page that needs neither, instead of a 500."""

import errno
import sqlite3
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader

from millecafes.core.logs import reference

RETRY_AFTER = "30"  # seconds
DEEPEST = 10  # causes of causes that are looked at
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_FULL, POSTGRES_FULL = sqlite3.SQLITE_FULL, "53100"
# What SQLite says for a while: its other complaints are faults of ours.
SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


def server_error(request):
    """``handler500``: wherever it was raised, in a view, a template or a door, any fault comes here."""
    faults = causes(sys.exc_info()[1])
    if any(map(is_full, faults)):
        return told(request, 507)
    if any(map(is_away, faults)):
        return told(request, 503)
    # A fault of ours: the page needs nothing of the application, and says by which reference the log knows it.
    return HttpResponse(loader.render_to_string("500.html", {"reference": reference()}), status=500)


def causes(fault: BaseException | None) -> list[BaseException]:
    """The fault, what it comes from, and so on."""
    known = []
    while fault is not None and len(known) < DEEPEST:
        known.append(fault)
        fault = fault.__cause__ or fault.__context__
    return known


def is_full(fault: BaseException) -> bool:
    if isinstance(fault, sqlite3.Error):
        return code_of(fault) == SQLITE_FULL
    return getattr(fault, "errno", None) in FULL or getattr(fault, "sqlstate", None) == POSTGRES_FULL


def is_away(fault: BaseException) -> bool:
    """Stopped, restarting, locked, out of reach: another try may do."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    return not isinstance(fault.__cause__, sqlite3.Error) or code_of(fault.__cause__) in SQLITE_AWAY


def code_of(fault: sqlite3.Error) -> int:
    """Without its details, which are in the higher bits."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF


def told(request, status: int) -> HttpResponse:
    """Made without a request: what templates are given at each page may ask the database."""
    unsent, had_files = what_was_sent(request)
    given = {"is_full": status == 507, "unsent": unsent, "had_files": had_files}
    page = loader.get_template("unavailable.html").render(given)
    return HttpResponse(page, status=status, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})


def what_was_sent(request) -> tuple[list[tuple[str, str]], bool]:
    """Each name and value, to be sent again as they are, and whether there were files, which only a browser can."""
    if request.method != "POST":
        return [], False
    try:
        words = [(name, value) for name, values in request.POST.lists() for value in values]
        return words, bool(request.FILES) or request.content_type == "multipart/form-data" and not words
    except Exception:  # what could not be read in the first place
        return [], True
