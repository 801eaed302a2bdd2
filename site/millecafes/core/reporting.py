"""Errors sent to a Sentry or a GlitchTip, only where SENTRY_DSN names one: what happened and where, never to whom.

What is logged as an error is sent, and nothing else: no visit, no request, no cookie, no value of a variable. An event
is made anew from the few things that may leave, so that what a later version of the library adds stays here.
"""

import logging

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from millecafes.core.logs import current, error_of, frames_of, message_of, name_of
from millecafes.core.scrub import said_by

LEAVES = {"event_id", "timestamp", "platform", "level", "logger", "release", "environment"}
CAUSES = 3  # of an error, told with it


def begin(**options) -> None:
    """Listen to the log from now on. ``options`` are for tests.

    The library collects nothing of persons unless it is told to; its word for that changes with its versions.
    """
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=settings.RELEASE or None,
        environment="demo" if settings.DEMO else "production",
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR), AtexitIntegration(lambda *_: None)],
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=without_anybody,
        **options,
    )


def without_anybody(event: dict, hint: dict) -> dict | None:
    """What may leave of an event."""
    record = hint.get("log_record")
    if record is None:  # it was not made from a line of the log: nobody knows what is in it
        return None
    said = {name: event[name] for name in LEAVES if name in event}
    said["logentry"] = {"message": message_of(record)}
    if error := error_of(record):
        said["exception"] = {"values": [thrown(one) for one in chain_of(error)]}
    if work := current():
        said["transaction"] = work.address
        said["tags"] = {"reference": work.reference}
    return said


def chain_of(error: BaseException) -> list[BaseException]:
    """As Sentry reads it: what it came of first."""
    chain = [error]
    while len(chain) <= CAUSES and (cause := chain[0].__cause__ or chain[0].__context__) and cause not in chain:
        chain.insert(0, cause)
    return chain


def thrown(error: BaseException) -> dict:
    frames = [
        {"filename": place.rpartition(":")[0], "function": function, "lineno": int(line), "in_app": is_ours}
        for whole, is_ours in frames_of(error)
        for place, _, function in [whole.partition(" ")]
        for line in [place.rpartition(":")[2]]
    ]
    return {"type": name_of(error), "value": said_by(error), "stacktrace": {"frames": frames}}
