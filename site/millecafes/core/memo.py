"""What one request asks for again and again, read once."""

from contextlib import contextmanager

from asgiref.local import Local
from django.core.signals import request_finished, request_started

_request = Local()


def once(key: str, make):
    """The value of ``make()``: computed once during a request, and each time outside of one."""
    known = getattr(_request, "known", None)
    if known is None:
        return make()
    if key not in known:
        known[key] = make()
    return known[key]


def is_open() -> bool:
    """Whether a request is being answered."""
    return getattr(_request, "known", None) is not None


def remember(key: str, value) -> None:
    """Give this value to whoever asks for it until the end of the request; of no effect outside of one."""
    if (known := getattr(_request, "known", None)) is not None:
        known[key] = value


def forget(key: str) -> None:
    """Compute this again when it is next asked for."""
    if known := getattr(_request, "known", None):
        known.pop(key, None)


def open_request(**kwargs):
    _request.known = {}


def close_request(**kwargs):
    _request.known = None


@contextmanager
def as_one_request():
    """Lasting work during which what is asked for again and again does not change; inside a request, part of it."""
    if getattr(_request, "known", None) is not None:
        yield
        return
    open_request()
    try:
        yield
    finally:
        close_request()


request_started.connect(open_request)
request_finished.connect(close_request)
