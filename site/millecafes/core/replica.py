"""Reading from a copy of the database, for visitors whose page is kept for nobody: see docs/decisions/0006.

A copy is late by a moment. That is nothing to who asks a question once, and wrong for whatever is kept (a page, a
menu), written, or shown to somebody who has just written: all of this is read where it is written.
"""

import logging
import time
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)

REPLICA = "replica"
REST = 30  # seconds during which a copy that does not answer is left alone
# Never late: who is there, what is counted, what is being sent, and what Wagtail keeps for everybody.
NEVER = {
    "account",
    "auth",
    "django_cache",
    "mailroom",
    "mfa",
    "people",
    "sessions",
    "socialaccount",
    "usersessions",
    "wagtailcore.site",
}

_may_read: ContextVar[bool] = ContextVar("may_read_the_replica", default=False)
_away_until = 0.0


class Router:
    """Writes, and migrates, in one place only; what is written in a request is read there until its end."""

    def db_for_read(self, model, **hints):
        names = {model._meta.app_label, f"{model._meta.app_label}.{model._meta.model_name}"}
        if _may_read.get() and names.isdisjoint(NEVER) and not in_transaction():
            return REPLICA
        return DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        _may_read.set(False)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return False if db == REPLICA else None


@contextmanager
def reading(may: bool):
    token = _may_read.set(may)
    try:
        yield
    finally:
        _may_read.reset(token)


def is_read() -> bool:
    return _may_read.get()


def in_transaction() -> bool:
    return connections[DEFAULT_DB_ALIAS].in_atomic_block


def is_there() -> bool:
    """Whether the copy answers; asked of an open connection, it costs one small statement."""
    if time.monotonic() < _away_until:
        return False
    connection = connections[REPLICA]
    try:
        if connection.connection is not None and not connection.is_usable():
            connection.close()
        connection.ensure_connection()
    except (OperationalError, InterfaceError) as error:
        leave_alone(error)
        return False
    return True


def leave_alone(error: Exception) -> None:
    global _away_until
    _away_until = time.monotonic() + REST
    connections[REPLICA].close()
    logger.warning("The copy of the database does not answer (%r): everything is read from the other.", error)
